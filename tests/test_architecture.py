"""The walls stand: each contract of pyproject.toml catches a planted violation; rules of size and name hold."""

from __future__ import annotations

import ast
import os
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "station_app"
MODULES = sorted(SOURCE.rglob("*.py"))
CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]

# contract, file inside station_app (made when it does not exist), the line that must not stand there
VIOLATIONS = [
    ("layers", "core/dates.py", "import station_app.storage.base"),
    ("layers", "storage/base.py", "import station_app.ui"),
    ("layers", "ui.py", "import station_app.features.people.service"),
    ("layers", "ui.py", "import station_app.documents"),
    ("layers", "features/people/service.py", "import station_app.menu"),
    ("layers", "cli.py", "import station_app.app"),
    ("layers", "utils.py", ""),
    ("features", "features/station/service/planted.py", "import station_app.features.people.service"),
    ("features", "features/people/service.py", "import station_app.features.training.service"),
    ("features", "features/misc/__init__.py", ""),
    ("inside-a-feature", "features/people/fields.py", "import station_app.features.people.service"),
    ("inside-a-feature", "features/training/service.py", "import station_app.features.training.documents"),
    ("inside-a-feature", "features/training/documents.py", "import station_app.features.training.ui"),
    ("inside-a-feature", "features/people/helpers.py", ""),
    ("layers", "menu.py", "import station_app.county.store"),
    ("inside-the-county", "county/store/database.py", "import station_app.county.service"),
    ("inside-the-county", "county/helpers.py", ""),
    ("county-of-stations", "county/commands.py", "import station_app.cli"),
    ("qt", "county/service.py", "import PySide6.QtCore"),
    ("no-qt-without-a-window", "county/commands.py", "import station_app.ui"),
    ("sql", "county/commands.py", "import sqlalchemy"),
    ("menu", "app.py", "import station_app.features.people.ui"),
    ("menu", "features/training/ui.py", "import station_app.features.people.ui"),
    ("qt", "core/dates.py", "import PySide6.QtCore"),
    ("qt", "documents.py", "import PySide6.QtGui"),
    ("qt", "features/people/service.py", "import PySide6.QtCore"),
    ("no-qt-without-a-window", "cli.py", "import station_app.ui"),
    ("no-qt-without-a-window", "demo.py", "import station_app.features.people.ui"),
    ("sql", "ui.py", "import sqlalchemy"),
    ("sql", "features/training/documents.py", "import sqlalchemy.orm"),
    ("cipher", "features/people/service.py", "import sqlcipher3.dbapi2"),
    ("no-plain-file", "storage/connect.py", "import sqlite3"),
    ("start-path", "storage/keys.py", "import sqlalchemy"),
    ("start-path", "storage/first_rows.py", "import station_app.storage.records"),
    ("start-path", "features/people/fields.py", "import station_app.features.people.model"),
    ("rows-not-records", "features/people/ui.py", "import station_app.features.people.model"),
    ("rows-not-records", "features/training/documents.py", "import station_app.features.training.model"),
    ("paper", "features/people/ui.py", "import reportlab.pdfgen.canvas"),
    ("codes-on-pictures", "features/people/ui.py", "import pypdfium2"),
    ("layers", "proof/cose.py", "import station_app.storage.database"),
    ("packages", "features/people/service.py", "import pyrage"),
    ("rules-of-packages", "exchange/sequence.py", "import station_app.storage.base"),
    ("layers", "exchange/lines.py", "import station_app.features.people.model"),
    ("sql", "exchange/package.py", "import sqlalchemy"),
    ("workbooks", "features/people/service.py", "import xlsxwriter"),
    ("kept-outside", "spreadsheets.py", "import openpyxl"),
    ("migrations", "migrations/versions.py", "import station_app.core.codes"),
]


def lint(tree: Path, *contracts: str) -> str:
    """What import-linter says of a copy of the tree, limited to some contracts."""
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--cache-dir", tree / "cache", *chosen],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("architecture")
    shutil.copytree(SOURCE, copy / "src" / "station_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    said = lint(tree)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in said, said


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _file, _line in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "file", "line"), VIOLATIONS)
def test_a_planted_violation_is_caught(tree: Path, contract: str, file: str, line: str) -> None:
    planted = existing(tree / "src" / "station_app" / file)
    before = planted.read_text(encoding="utf-8") if planted.exists() else None
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        said = lint(tree, contract)
    finally:
        if before is not None:
            planted.write_text(before, encoding="utf-8")
        elif planted.name == "__init__.py":
            shutil.rmtree(planted.parent)
        else:
            planted.unlink()
    assert "Contracts: 0 kept, 1 broken." in said, said
    name = planted.parent.name if planted.name == "__init__.py" else planted.stem
    assert name in said.split("Broken contracts")[1], said


def existing(file: Path) -> Path:
    """A module may be one file or a package of the same name; the plant goes where the module is."""
    package = file.with_suffix("") / "__init__.py"
    if package.exists():
        return package
    return file


@pytest.mark.parametrize("module", ["connect", "keys", "lock", "first_rows"])
def test_the_start_path_loads_no_sqlalchemy(module: str) -> None:
    code = f"import sys, station_app.storage.{module}; print(sorted(m for m in sys.modules if m.startswith('sqlalch')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_no_module_is_longer_than_400_lines_and_half_are_below_120() -> None:
    rooms = [
        module for module in MODULES if module.parent.name != "versions"
    ]  # a migration is a frozen list of columns
    lengths = {str(module.relative_to(SOURCE)): len(module.read_text("utf-8").splitlines()) for module in rooms}
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    assert statistics.median(lengths.values()) <= 120


def test_no_module_is_called_after_nothing() -> None:
    nothing = re.compile(r"utils?|helpers?|manager|common|misc")
    tracked = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "build_scripts").glob("*.py")]
    parts = {part for module in tracked for part in module.relative_to(ROOT).with_suffix("").parts}
    assert [part for part in sorted(parts) if any(nothing.fullmatch(word) for word in part.split("_"))] == []


def test_every_public_module_says_what_it_is_for() -> None:
    public = [m for m in MODULES if m.name == "__init__.py" or not m.name.startswith("_")]
    silent = [str(m.relative_to(SOURCE)) for m in public if not ast.get_docstring(ast.parse(m.read_text("utf-8")))]
    assert silent == []


def tracked_texts() -> list[tuple[str, str]]:
    """Every tracked (or about to be tracked) text file that is there, with its content."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    texts = []
    for name in filter(None, listed.split("\0")):
        try:
            texts.append((name, (ROOT / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return texts


def test_no_file_names_a_package_registry_or_a_path_of_the_machine_it_was_written_on() -> None:
    hosts = r"pyp[i]\b|python[h]osted|tuna\.tsin[g]hua|mirrors\.ali[y]un|--(?:extra-)?index-url|--trusted-host"
    paths = r"(?<![\w.~$}/-])/(?:work|tmp|root|opt/wheels)/\w|\.\./shared"
    forbidden = re.compile(f"{hosts}|{paths}")
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in tracked_texts()
        if name != "tests/test_architecture.py"
        for number, line in enumerate(text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_every_pin_is_a_plain_name_and_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert lines == sorted(lines, key=str.lower)
