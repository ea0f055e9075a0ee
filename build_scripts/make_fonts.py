"""Make the committed font subsets under resources/fonts from the fonts that Debian packages.

    apt-get install fonts-lxgw-wenkai fonts-noto-cjk fonts-babelstone-han
    python build_scripts/make_fonts.py [--noto-serif PATH]

kai   certificates   LXGW WenKai: every Han character it has (all of 4E00–9FFF, the 8,105 standard characters)
song  forms          Noto Serif CJK SC turned to TrueType outlines: GB 2312, the 8,105, and every Han that kai lacks
rare  fallback       BabelStone Han: every Han that neither has

Together: GB 18030-2022 levels 1 and 2 whole, and some 27,000 characters beyond. Same input, same bytes. Then run
font_coverage.py; rare_fonts.py makes the pack that completes level 3.
The fonts are renamed because their licences reserve the names (OFL) or want changes marked (Arphic).
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

sys.path.insert(0, str(Path(__file__).parent))
import gb18030_2022

OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
KAI = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
SERIF_SC = 2  # the Simplified Chinese member of the collection
RARE = "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"
HAN = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EE5D),
    (0x2F800, 0x2FA1F),
    (0x30000, 0x323AF),
)
SIGNS = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203B), (0x2100, 0x2127), (0x2150, 0x218B)]
SIGNS += [(0x2190, 0x2199), (0x2200, 0x22A5), (0x2460, 0x24FF), (0x2500, 0x2612), (0x2713, 0x2717)]
SIGNS += [(0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3220, 0x3243), (0x3280, 0x32B0), (0x3380, 0x33DF), (0xFF00, 0xFFEF)]
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "gasp", "kern", "meta", "PfEd", "FFTM"]


def han() -> set[int]:
    """Every code point for which somebody's name could have a Han character, plus 〇."""
    return {0x3007} | {code for low, high in HAN for code in range(low, high + 1)}


def gb2312() -> set[int]:
    """The 7,445 characters of GB 2312 with their signs."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def signs() -> set[int]:
    return {code for low, high in SIGNS for code in range(low, high + 1)}


def cut(path: str, wanted: set[int], number: int = -1) -> TTFont:
    """The font with only these characters, without hints and layout tables."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"], font_number=number)
    options.drop_tables += DROPPED
    font = subset.load_font(path, options)
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    return font


def to_truetype(font: TTFont) -> None:
    """CFF outlines become quadratic ones: reportlab embeds only those."""
    shapes, order, glyf = font.getGlyphSet(), font.getGlyphOrder(), newTable("glyf")
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, max_err=0.7, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    font["loca"], font["glyf"] = newTable("loca"), glyf
    widths = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        widths[name] = (widths[name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 1 if field == "Zones" else 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = maxp.maxComponentDepth = 0
    for field in ("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"):
        setattr(maxp, field, 0)
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str, origin: str) -> None:
    """A name of our own, and in the description what it was made from."""
    copyright_text = font["name"].getDebugName(0) or ""
    names = font["name"]
    names.names = []
    texts = {0: copyright_text, 1: family, 2: "Regular", 3: f"{family} 1", 4: family, 5: "Version 1.000"}
    texts |= {6: family.replace(" ", ""), 10: f"Subset made for station-app from {origin}; changed 2023-02-21."}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    font["post"].formatType = 3.0


def write(font: TTFont, name: str) -> None:
    raw = io.BytesIO()
    font.save(raw)
    packed = gzip.compress(raw.getvalue(), 9, mtime=0)
    OUT.joinpath(f"{name}.ttf.gz").write_bytes(packed)
    count, size = len(font.getBestCmap()), len(raw.getvalue()) / 1e6
    print(f"{name}: {count} characters, {size:.1f} MB, packed {len(packed) / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kai", default=KAI)
    parser.add_argument("--noto-serif", default=SERIF)
    parser.add_argument("--babelstone", default=RARE)
    args = parser.parse_args()

    kai = cut(args.kai, han() | signs())
    in_kai = set(kai.getBestCmap())
    rename(kai, "Station Kai", "LXGW WenKai 1.250")
    write(kai, "kai")

    song = cut(args.noto_serif, (han() - in_kai) | gb2312() | gb18030_2022.standard() | signs(), SERIF_SC)
    to_truetype(song)
    in_song = set(song.getBestCmap())
    rename(song, "Station Song", "Noto Serif CJK SC 2.001")
    write(song, "song")

    rare = cut(args.babelstone, han() - in_kai - in_song)
    rename(rare, "Station Rare", "BabelStone Han 15.0.5")
    write(rare, "rare")


if __name__ == "__main__":
    main()
