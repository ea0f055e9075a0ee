"""Write resources/fonts/coverage.json: which characters each font draws, so that nobody opens a font to ask.

    python build_scripts/font_coverage.py [--pack dist/fonts/station-han-more.ttf]

Run after make_fonts.py; with --pack after rare_fonts.py too (otherwise the pack's line is kept). One line a font, the
edges of its ranges packed (little-endian 32 bit, zlib, base64), which is read in a millisecond: 32, 127, … is
U+0020–U+007E. A character whose glyph is empty is not drawn and does not count, except a space. Prints what every
level of GB 18030-2022 lacks.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import sys
import zlib
from array import array
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent))
import gb18030_2022

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "fonts"
OUT = FOLDER / "coverage.json"
NAMES = ("kai", "song", "rare")
PACK = "more"
SPACES = frozenset({0x20, 0xA0, 0xAD, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x3000, 0xFFA0, 0x3164})


def shipped(name: str) -> TTFont:
    """A committed font, opened."""
    return TTFont(io.BytesIO(gzip.decompress((FOLDER / f"{name}.ttf.gz").read_bytes())), lazy=True)


def drawn(font: TTFont) -> set[int]:
    """Code points that the font maps to an outline, or to nothing where nothing is right."""
    glyf = font["glyf"]
    empty = {name for name in font.getGlyphOrder() if not glyf[name].numberOfContours}
    return {
        code
        for code, glyph in font.getBestCmap().items()
        if glyph != ".notdef" and (glyph not in empty or code in SPACES)
    }


def edges(codes: Iterable[int]) -> array[int]:
    """Ranges as a list: first inside, first outside, first inside …"""
    found = array("I")
    for code in sorted(codes):
        if found and found[-1] == code:
            found[-1] = code + 1
        else:
            found.extend((code, code + 1))
    return found


def line(name: str, made_of: bytes, codes: set[int]) -> dict[str, object]:
    """What the resource says about one font."""
    ranges = edges(codes)
    if sys.byteorder == "big":
        ranges.byteswap()
    packed = base64.b64encode(zlib.compress(ranges.tobytes(), 9)).decode()
    return {"font": name, "sha256": hashlib.sha256(made_of).hexdigest(), "count": len(codes), "ranges": packed}


def write(lines: list[dict[str, object]]) -> None:
    """One font a line, so that a changed font is a changed line."""
    body = ",\n".join(json.dumps(each, separators=(",", ":")) for each in lines)
    OUT.write_text(f"[\n{body}\n]\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path)
    args = parser.parse_args()
    lines, found = [], {}
    for name in NAMES:
        found[name] = drawn(shipped(name))
        lines.append(line(name, (FOLDER / f"{name}.ttf.gz").read_bytes(), found[name]))
    if args.pack:
        lines.append(line(PACK, args.pack.read_bytes(), drawn(TTFont(args.pack, lazy=True))))
    elif OUT.exists():
        lines += [each for each in json.loads(OUT.read_text("utf-8")) if each["font"] == PACK]
    write(lines)
    every = set().union(*found.values())
    for level in (gb18030_2022.level_1, gb18030_2022.level_2, gb18030_2022.level_3):
        wanted = level()
        print(f"{level.__name__}: {len(wanted & every)} of {len(wanted)} in the shipped fonts")
    for block, (first, last) in {**gb18030_2022.BLOCKS, **gb18030_2022.LATER}.items():
        codes = set(range(first, last + 1))
        print(f"  {block}: " + ", ".join(f"{name} {len(codes & found[name])}" for name in NAMES), end="")
        print(f", together {len(codes & every)} of {len(codes)}")


if __name__ == "__main__":
    main()
