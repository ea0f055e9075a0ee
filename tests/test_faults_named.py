"""The table of faults in docs/faults.md names tests that exist, for storage and packages alike."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_fault_names_tests_that_exist() -> None:
    table = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    files = {place.name: place.read_text(encoding="utf-8") for place in (ROOT / "tests").rglob("*.py")}
    rows = dict(re.findall(r"^\| (F\d\d) \| [^|]+ \| (.+) \|$", table, re.MULTILINE))
    assert {f"F{number:02d}" for number in range(1, 66)} <= set(rows)
    for fault, proof in rows.items():
        named_files = re.findall(r"(?:tests/\w+/)?(\w+\.py)", proof)
        assert named_files, fault
        assert [name for name in named_files if name not in files] == [], fault
        tests = re.findall(r"`?(?:::test_|…|`test_)(\w+)`", proof)
        everything = "\n".join(files[name] for name in named_files)
        assert [name for name in tests if f"def test_{name}(" not in everything] == [], fault
