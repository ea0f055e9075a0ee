"""The pins of pyproject.toml hold what they are there for."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

ROOT = Path(__file__).parents[1]


def test_void_qt_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops one per call on CPython 3.11 and the program dies after some 35,000 calls."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("城郊乡")
    assert abs(sys.getrefcount(None) - before) < 50


def test_the_cipher_library_has_a_recent_sqlite() -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_everything_the_program_and_its_tests_need_is_pinned_and_installed_as_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}
    installed = {name: importlib.metadata.version(name) for name in needed("station-app", "dev")}
    assert {name: version for name, version in installed.items() if pins.get(name) != version} == {}


def test_gmssl_is_nowhere() -> None:
    """Its keys and nonces come from random.choice: one signature gives the private key away (reliability.md §3.11)."""
    banned = "gm" + "ssl"
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").casefold()
    assert banned not in pins
    assert banned not in needed("station-app", "dev") | needed("station-app", "postgresql")
    imports = re.compile(rf"^\s*(import|from)\s+{banned}\b|import_module\(.{banned}", re.MULTILINE)
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "build_scripts").rglob("*.py")]
    assert [file.name for file in sources if imports.search(file.read_text(encoding="utf-8"))] == []


def needed(name: str, extra: str = "") -> set[str]:
    """The packages that a package needs on this system, and those that they need."""
    found: set[str] = set()
    waiting = [(name, extra)]
    while waiting:
        name, extra = waiting.pop()
        for requirement in map(Requirement, importlib.metadata.requires(name) or ()):
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
                continue
            wanted = canonicalize_name(requirement.name)
            if wanted not in found:
                found.add(wanted)
                waiting.extend([(wanted, ""), *((wanted, more) for more in requirement.extras)])
    return found
