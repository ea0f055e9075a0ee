# make run | test — each does all set-up first. The rest is for those who change the program.
SHELL := /bin/bash
READY := .venv/ready
PYTHON := .venv/bin/python
.PHONY: setup run test bench faults demo bundle screenshot clean
.DEFAULT_GOAL := test

setup: $(READY)

$(READY): pyproject.toml constraints.txt build_scripts/setup.sh build_scripts/system_libs.sh build_scripts/apt.sh
	@bash build_scripts/setup.sh
	@touch $@

run: setup
	@$(PYTHON) build_scripts/run.py

test: setup
	@bash build_scripts/check.sh

bench: setup
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; QT_QPA_PLATFORM=offscreen $(PYTHON) "$$file"; done

faults: setup
	@$(PYTHON) -m tests.proof.fuzzing 200000
	@$(PYTHON) -m tests.exchange.fuzzing 50000
	@$(PYTHON) -m tests.exchange.model 20000 60
	@$(PYTHON) -m tests.faults
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q tests/submission/test_bad_sticks.py tests/submission/test_killed_on_the_way.py \
		tests/submission/test_restored_between_two_programs.py tests/county/test_both_programs.py tests/county/test_kept_safe.py

demo: setup
	@rm -rf demo-out
	@$(PYTHON) build_scripts/demo.py demo-out

bundle: setup
	@$(PYTHON) build_scripts/bundle.py

screenshot: setup
	@$(PYTHON) build_scripts/screenshot.py

clean:
	rm -rf build dist demo-out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
