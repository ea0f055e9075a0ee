"""Set-up on machines that lack things: a clear sentence, nothing half made left behind."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted((ROOT / "build_scripts").glob("*.sh"))
TOOLS = ("bash", "dirname", "rm", "mktemp", "id", "uname")

OLD_PYTHON = "#!/bin/bash\nexit 1\n"
BARE_PYTHON = """#!/bin/bash
# new enough, but without venv, virtualenv and pip; names its version when it is asked to print something
case "$*" in
    *"sys.exit(sys.version_info"*) exit 0 ;;
    --version) echo "Python 3.11.2" ;;
    *"-venv"*) echo python3.11-venv ;;
    *) exit 1 ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A clone on a machine that has a shell and little else; no apt, no sudo."""
    shutil.copytree(ROOT / "build_scripts", tmp_path / "clone" / "build_scripts")
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (programs / tool).symlink_to(found)
    return tmp_path


def set_up(machine: Path, python: str) -> subprocess.CompletedProcess[str]:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python"):
        (machine / "bin" / name).write_text(python, encoding="utf-8")
        (machine / "bin" / name).chmod(0o755)
    return subprocess.run(
        [machine / "bin" / "bash", "build_scripts/setup.sh"],
        cwd=machine / "clone",
        env={"PATH": str(machine / "bin"), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_named_as_what_is_missing(machine: Path) -> None:
    said = set_up(machine, OLD_PYTHON)
    assert said.returncode == 1
    assert "没有找到 Python 3.11" in said.stderr
    assert "No Python 3.11 or newer found" in said.stderr


def test_without_venv_pip_and_apt_it_says_which_package_to_install(machine: Path) -> None:
    said = set_up(machine, BARE_PYTHON)
    assert said.returncode == 1
    assert "这台机器没有 apt" in said.stderr
    assert "python3.11-venv" in said.stderr
    assert not (machine / "clone" / ".venv").exists()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_shell_script_can_be_read(script: Path) -> None:
    subprocess.run(["bash", "-n", script], check=True)


def test_windows_runs_the_same_checks_in_the_same_order() -> None:
    linux = re.findall(r'^step "([^"]+)"', (ROOT / "build_scripts" / "check.sh").read_text("utf-8"), re.MULTILINE)
    windows = re.findall(r"Name = '([^']+)'", (ROOT / "build_scripts" / "dev.ps1").read_text("utf-8-sig"))
    assert windows == linux


def test_the_windows_script_is_marked_as_utf_8_so_that_its_chinese_is_read() -> None:
    assert (ROOT / "build_scripts" / "dev.ps1").read_bytes().startswith(b"\xef\xbb\xbf")
