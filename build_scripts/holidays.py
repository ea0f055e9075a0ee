"""Writes resources/holidays.csv: the State Council's days off and days made up for, from the package chinesecalendar.

Run when a new year's notice is out: `python build_scripts/holidays.py [version]`. Nothing of it is needed at run time.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import types
import zipfile
from pathlib import Path

VERSION = "1.11"
TABLE = Path(__file__).resolve().parents[1] / "resources" / "holidays.csv"


def main() -> None:
    """Fetch the wheel, read its tables, write ours."""
    version = sys.argv[1] if len(sys.argv) > 1 else VERSION
    with tempfile.TemporaryDirectory() as name:
        fetch = ["pip", "download", "--quiet", "--no-deps", "--dest", name, f"chinesecalendar=={version}"]
        subprocess.run([sys.executable, "-m", *fetch], check=True)
        (wheel,) = Path(name).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            source = packed.read("chinese_calendar/constants.py").decode("utf-8")
    tables = types.ModuleType("constants")
    exec(compile(source, "constants.py", "exec"), tables.__dict__)
    names = {holiday.value: holiday.chinese for holiday in tables.Holiday}
    days = [(day, "off", names[word]) for day, word in tables.holidays.items()]
    days += [(day, "work", names[word]) for day, word in tables.workdays.items()]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("day", "kind", "name"))
        lines.writerows((day.isoformat(), kind, word) for day, kind, word in sorted(days))
    years = sorted({day.year for day, _kind, _name in days})
    print(f"{TABLE.name}: {len(days)} days of {years[0]} to {years[-1]}")


if __name__ == "__main__":
    main()
