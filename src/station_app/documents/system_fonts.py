"""Fonts outside the program that have rare Han characters: the last place to look before a name is refused.

What lies in the data folder's fonts/ or in fonts/ beside the program was put there for this purpose; of the system's
own only families known to be wide, so that a picture font never draws somebody's name. All need TrueType outlines.
On Windows that is SimSun-ExtB (simsunb.ttf) and SimSun-ExtG: written from their documentation, not tried there.
"""

from __future__ import annotations

import os
import re
import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from station_app.core import resources

_WIDE = re.compile(
    r"simsunb\.ttf|simsunextg\.ttf|simsun\.ttc|mingliub\.ttc|fzsongs?-extended(\(sip\))?\.ttf|plangothic.*\.ttf"
    r"|hanamin[ab]\.ttf|babelstonehan\.ttf|th-tshyn-p\d+\.ttf|tw-sung-(ext-b|plus).*\.ttf",
    re.IGNORECASE,
)
_MOST_RANGES = 200_000
_given: list[Path] = []


def look_in(folder: Path) -> None:
    """Use the fonts of this folder too: fonts/ of the data folder, when its station is opened."""
    if folder not in _given:
        _given.insert(0, folder)
        wide_fonts.cache_clear()


def given_folders() -> list[Path]:
    """Where fonts are put for this program: any TrueType font counts."""
    beside = Path(sys.executable).parent if getattr(sys, "frozen", False) else resources.root().parent
    return [*_given, beside / "fonts"]


def folders() -> list[Path]:
    """Where this system and this user keep fonts."""
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        return [windows, *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [])]
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fonts"
    return [own, Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/Library/Fonts")]


@cache
def wide_fonts() -> Sequence[tuple[Path, Sequence[int]]]:
    """Fonts worth opening for a rare character, in a fixed order, each with the edges of its ranges of characters.

    Looked for once; a font that is put there later counts from the next start.
    """
    found: dict[str, tuple[Path, Sequence[int]]] = {}
    for path in [*_files(given_folders()), *(path for path in _files(folders()) if _WIDE.fullmatch(path.name))]:
        try:
            edges = characters(path)
        except (OSError, ValueError, struct.error):
            continue  # damaged or no font after all: the next one may do
        if edges:
            found.setdefault(path.name, (path, edges))
    return list(found.values())


def _files(places: Sequence[Path]) -> Iterator[Path]:
    for folder in places:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*.[tT][tT][fFcC]") if path.is_file())


def characters(path: Path) -> Sequence[int]:
    """Edges of the ranges of characters that a TrueType file maps, read from its cmap alone; empty for CFF outlines.

    Raises OSError, ValueError or struct.error for a damaged file.
    """
    with path.open("rb") as file:
        start = struct.unpack(">12xI", file.read(16))[0] if file.read(4) == b"ttcf" and not file.seek(0) else 0
        file.seek(start + 4)
        tables = {}
        for _number in range(struct.unpack(">H6x", file.read(8))[0]):
            tag, offset, length = struct.unpack(">4s4xII", file.read(16))
            tables[tag] = offset, length
        if b"glyf" not in tables or b"cmap" not in tables:
            return ()
        offset, length = tables[b"cmap"]
        file.seek(offset)
        cmap = file.read(length)
    subtables = [struct.unpack_from(">HHI", cmap, 4 + 8 * at) for at in range(struct.unpack_from(">H", cmap, 2)[0])]
    for wanted, read in ((12, _format_12), (4, _format_4)):
        for _platform, _encoding, at in subtables:
            if struct.unpack_from(">H", cmap, at)[0] == wanted:
                return read(cmap, at)
    return ()


def _format_12(cmap: bytes, at: int) -> Sequence[int]:
    count = struct.unpack_from(">I", cmap, at + 12)[0]
    if count > _MOST_RANGES:
        raise ValueError(count)
    return _edges([struct.unpack_from(">II", cmap, at + 16 + 12 * number) for number in range(count)])


def _format_4(cmap: bytes, at: int) -> Sequence[int]:
    count = struct.unpack_from(">H", cmap, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", cmap, at + 14)
    starts = struct.unpack_from(f">{count}H", cmap, at + 16 + 2 * count)
    return _edges([pair for pair in zip(starts, ends, strict=True) if pair[0] != 0xFFFF])


def _edges(ranges: Sequence[tuple[int, ...]]) -> Sequence[int]:
    """Sorted ranges as edges; ValueError where they overlap or run backwards."""
    edges = array("I")
    for first, last in sorted(ranges):
        if first > last or (edges and first < edges[-1]):
            raise ValueError(first)
        if edges and edges[-1] == first:
            edges[-1] = last + 1
        else:
            edges.extend((first, last + 1))
    return edges
