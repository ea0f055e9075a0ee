"""docs/how-to-add-a-feature.md is true: its code, planted into a copy of the program, passes tests and walls."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```python\n# (\S+)\n(.*?)```", re.DOTALL)
SCREEN_TEST = """
from PySide6.QtCore import QDate
from station_app import menu
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks

def test_the_page_saves_what_is_typed_and_lists_it(station, qtbot):
    tasks = Tasks()
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    page = menu._visits(desk)
    qtbot.addWidget(page)
    page.save()
    qtbot.waitUntil(lambda: page.form.problem("needs") != "")
    tasks.wait()
    tasks.stop()
    desk.detach()
"""


def run(copy: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("how-to")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (copy / "resources").symlink_to(ROOT / "resources")
    for name in ("conftest.py", "screen.json", "screen_doubled.json", "people/invented_people.py"):
        (copy / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / name, copy / "tests" / name)
    package = copy / "src" / "station_app"
    for name, code in BLOCK.findall((ROOT / "docs" / "how-to-add-a-feature.md").read_text(encoding="utf-8")):
        file = copy / name if name.startswith("tests/") else package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + code, encoding="utf-8")
    (copy / "tests" / "visits" / "test_visits_screen.py").write_text(SCREEN_TEST, encoding="utf-8")
    walls = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    walls = walls.replace('"people", "station"]', '"visits", "people", "station"]')
    walls = walls.replace(
        '"station_app.features.people", "st', '"station_app.features.visits", "station_app.features.people", "st'
    )
    (copy / "pyproject.toml").write_text(walls, encoding="utf-8")
    made = run(copy, sys.executable, "-m", "station_app.migrations.regenerate")
    assert made.returncode == 0, made.stderr
    return copy


def test_the_planted_feature_passes_its_own_tests(planted: Path) -> None:
    said = run(planted, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/visits")
    assert "3 passed" in said.stdout, said.stdout + said.stderr


def test_the_planted_feature_keeps_the_walls(planted: Path) -> None:
    said = run(planted, Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache")
    assert "0 broken" in said.stdout, said.stdout + said.stderr


def test_the_planted_code_is_as_tidy_as_the_rest(planted: Path) -> None:
    ruff = Path(sys.executable).with_name("ruff")
    for check in (["check"], ["format", "--check"]):
        said = run(
            planted, ruff, *check, "--no-cache", "src/station_app/features/visits", "tests/visits/test_visits.py"
        )
        assert said.returncode == 0, said.stdout
