#!/usr/bin/env bash
# All checks, run by `make test`. Every step runs and shows its result even when an earlier one failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" QT_QPA_PLATFORM=offscreen

failed=()
step() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed+=("$name")
}

step "ruff check" ruff check .
step "ruff format" ruff format --check .
step "mypy --strict" mypy --no-incremental  # a kept cache misses modules that appeared since
step "import-linter" lint-imports --no-logo
# Side by side, a file at a time: as many as there are processors, at most four.
step "pytest" python -m pytest -n auto --maxprocesses 4 --dist loadfile "$@"

if [ ${#failed[@]} -gt 0 ]; then
    printf '\n没有通过 / failed:'
    printf ' [%s]' "${failed[@]}"
    printf '\n'
    exit 1
fi
