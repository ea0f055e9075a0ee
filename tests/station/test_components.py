"""The list of components names everything that is shipped, each with its licence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from station_app.core import resources
from station_app.features.station.service.components import list_components

ROOT = Path(__file__).resolve().parents[2]
PARTS = {"pyside6-essentials": "qt-与-pyside6", "pyside6-addons": "qt-与-pyside6", "shiboken6": "qt-与-pyside6"}
"""Packages that are one work with another; psycopg-binary is psycopg with its library."""


def plain(name: str) -> str:
    return re.sub(r"[-_. ]+", "-", name).lower()


def shipped(wanted: Iterable[str], seen: set[str]) -> set[str]:
    """What these requirements bring with them on Linux or Windows."""
    for line in wanted:
        one = Requirement(line)
        marks = [{"sys_platform": name, "extra": extra} for name in ("linux", "win32") for extra in ("", *one.extras)]
        name = plain(one.name)
        if name in seen or not (one.marker is None or any(one.marker.evaluate(mark) for mark in marks)):
            continue
        seen.add(name)
        try:
            brought = metadata.requires(one.name) or ()
        except metadata.PackageNotFoundError:  # only on the other system
            continue
        extras = {extra for extra in one.extras if extra}
        shipped([line for line in brought if _is_asked(Requirement(line), extras)], seen)
    return seen


def _is_asked(one: Requirement, extras: set[str]) -> bool:
    if one.marker is None or "extra" not in str(one.marker):
        return True
    return any(one.marker.evaluate({"extra": extra}) for extra in extras)


def test_every_shipped_package_is_named_with_its_version_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    closure = shipped([*project["dependencies"], *project["optional-dependencies"]["postgresql"], "pyinstaller"], set())
    closure -= {plain(n) for n in ("altgraph", "pyinstaller-hooks-contrib", "packaging", "setuptools", "macholib")}
    closure -= {"pefile", "pywin32-ctypes"}  # PyInstaller builds with them; only its own loader is shipped
    rows = {plain(row.name): row for row in list_components()}
    for name in sorted(closure):
        row = rows[PARTS.get(name, name.removesuffix("-binary"))]
        assert row.licence, name
        if name in rows and name != "tzdata":
            assert row.version == metadata.version(name), "run build_scripts/licences.py"


def test_every_font_is_named_and_has_its_text() -> None:
    rows = [row for row in list_components() if row.file.startswith("fonts/")]
    assert len(rows) == len(list(resources.path("fonts").glob("*.ttf.gz")))
