"""Make the optional pack of rare characters: with it every Han character of GB 18030-2022 level 3 prints.

    apt-get install fonts-hanazono
    python build_scripts/rare_fonts.py [--hanazono FOLDER] [--out dist/fonts]

One TrueType file of what the shipped fonts lack (levels 1 and 2 need none of it), cut from HanaMinA and HanaMinB of the
GlyphWiki project, with its licence. It goes into the data folder's fonts/ or into fonts/ beside the program; nothing
has to be installed. fonts-cns11643-sung would do for Extension B alone. Fails when a character of level 3 is missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent))
import font_coverage
import gb18030_2022
import make_fonts

HANAZONO = "/usr/share/fonts/truetype/hanazono"
LICENCE = Path("/usr/share/doc/fonts-hanazono/copyright")
NAME = "station-han-more.ttf"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hanazono", type=Path, default=Path(HANAZONO))
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "dist" / "fonts")
    args = parser.parse_args()

    shipped = set().union(*(font_coverage.drawn(font_coverage.shipped(name)) for name in font_coverage.NAMES))
    wanted = gb18030_2022.level_3() - shipped
    source = args.hanazono / "HanaMinB.ttf"
    short = wanted - font_coverage.drawn(TTFont(source, lazy=True))
    if short:
        print(f"{source} lacks {len(short)} characters: {' '.join(f'U+{code:04X}' for code in sorted(short)[:20])}")
        return 1
    font = make_fonts.cut(str(source), wanted)
    make_fonts.rename(font, "Station Han More", "HanaMinB 2017-09-04 (GlyphWiki)")
    args.out.mkdir(parents=True, exist_ok=True)
    font.save(args.out / NAME)
    if LICENCE.exists():
        (args.out / "station-han-more-licence.txt").write_text(LICENCE.read_text("utf-8"), encoding="utf-8")
    made = font_coverage.drawn(TTFont(args.out / NAME, lazy=True))
    size = (args.out / NAME).stat().st_size / 1e6
    print(f"{args.out / NAME}: {len(made)} characters, {size:.1f} MB; level 3 lacks {len(wanted - made)}")
    return int(bool(wanted - made))


if __name__ == "__main__":
    sys.exit(main())
