"""What the program needs beside its code is packed with it, in the wheel and in the bundle."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_resources_manual_and_its_pictures_are_packed_where_the_program_looks_for_them() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {
        "resources": "station_app/resources",
        "docs/manual": "station_app/docs/manual",
        "docs/images": "station_app/docs/images",
    }
    spec = (ROOT / "build_scripts" / "station-app.spec").read_text("utf-8")
    for folder in (
        '"resources"), "resources"',
        '"docs" / "manual"), "docs/manual"',
        '"docs" / "images"), "docs/images"',
    ):
        assert folder in spec
