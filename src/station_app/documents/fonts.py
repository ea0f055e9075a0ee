"""The fonts that the program ships, and which of them has a character: a name is printed right or not at all.

Fonts lie packed (resources/fonts/*.ttf.gz, made by build_scripts/make_fonts.py); which has what is known without
opening any (coverage). Text becomes glyphs one code point at a time; nothing is normalised, so a name stays the name
(F73). A variation selector is kept for whoever copies the text, and the character before it drawn as the font has it.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from station_app.core import resources
from station_app.core.checks import Problem, Refused
from station_app.core.names import VARIATION
from station_app.core.texts import _
from station_app.documents import coverage
from station_app.documents.coverage import describe, recognisable

rl_config.useA85 = 0  # binary streams: a fifth smaller and quicker than reportlab's ASCII armour

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_VARIATION = re.compile(f"[{VARIATION}]")


def to_unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """The table by which a reader copies and searches our text; reportlab's own is wrong beyond U+FFFF.

    Codes are UTF-16BE with surrogate pairs, at most 100 a block (ISO 32000-1 §9.10.3).
    """
    known = [(code, char) for code, char in enumerate(subset) if char]
    lines = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in known]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def\n"
        f"/CMapName /{font_name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = to_unicode_map


@cache
def face(name: str) -> ttfonts.TTFont:
    """A shipped font, opened and known to reportlab under its short name (kai, song, rare)."""
    packed = resources.path("fonts", f"{name}.ttf.gz").read_bytes()
    font = ttfonts.TTFont(name, io.BytesIO(gzip.decompress(packed)), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


@cache
def _face_outside(path: Path) -> ttfonts.TTFont | None:
    """A font of the data folder or of this computer, opened; None when it is damaged after all."""
    try:
        font = ttfonts.TTFont(f"system-{path.name}", str(path), asciiReadable=0)
    except (ttfonts.TTFError, OSError):
        return None
    pdfmetrics.registerFont(font)
    return font


def _beyond(char: str) -> ttfonts.TTFont | None:
    """The first font outside the program that has a Han character."""
    if not coverage.is_han(char):
        return None
    opened = (_face_outside(path) for path, characters in coverage.found_fonts() if char in characters)
    return next((font for font in opened if font is not None and ord(char) in font.face.charToGlyph), None)


def _unseen_in(font: ttfonts.TTFont, char: str) -> None:
    """Give a variation selector an empty glyph of no width: it is not drawn, but searched and copied with its text."""
    font.face.charToGlyph[ord(char)] = font.face.charToGlyph[0x20]
    font.face.charWidths[ord(char)] = 0


def visible(text: str) -> str:
    """The text without zero-width marks, which have no glyph of their own; variation selectors stay with theirs."""
    return _UNSEEN.sub("", text)


class FontChain:
    """Shipped fonts in order of preference, then for Han characters this computer's own; the first that has it."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self._found: dict[str, tuple[str, float]] = {}

    def find(self, char: str) -> tuple[str, float] | None:
        """Font name and advance in em of one character, None when no font has it."""
        found = self._found.get(char)
        if found is None:
            selector = bool(_VARIATION.match(char))
            name = self.names[0] if selector else coverage.font_of(char, self.names)
            font = face(name) if name else _beyond(char)
            if font is not None:
                if selector:
                    _unseen_in(font, char)
                found = self._found[char] = font.fontName, font.face.charWidths[ord(char)] / 1000
        return found

    def width(self, text: str, size: float) -> float:
        """How wide the visible text is, in points, at a size in points; the text must have passed check()."""
        found = self._found
        try:
            return size * sum([found[char][1] for char in text])
        except KeyError:
            return size * sum(place[1] for char in visible(text) if (place := self.find(char)))

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The visible text cut where the font changes: [("kai", "王"), ("rare", "𬱖")]."""
        found = self._found
        try:
            fonts = {found[char][0] for char in set(text)}
        except KeyError:
            fonts = set()
        if len(fonts) == 1:
            return [(fonts.pop(), text)]
        placed = [(place[0], char) for char in visible(text) if (place := self.find(char))]
        return [(name, "".join(char for _name, char in group)) for name, group in groupby(placed, lambda pair: pair[0])]

    def missing(self, text: str) -> list[str]:
        """Characters that no font has, each once, in order; line breaks count as drawn."""
        if self._found.keys() >= set(text):
            return []
        return [char for char in dict.fromkeys(visible(text)) if char != "\n" and self.find(char) is None]

    def check(self, texts: Iterable[str]) -> None:
        """Refuse to print what would come out as an empty box; names the text, the character and its code (F72)."""
        problems = []
        texts = dict.fromkeys(texts)
        if self._found.keys() >= set().union(*texts) - {"\n"}:
            return
        for text in texts:
            for char in self.missing(text):
                sentence = _("“{text}”里的{char}字库里没有，不能打印。资料没有改动。{advice}").format(
                    text=recognisable(text), char=describe(char), advice=coverage.advice(char)
                )
                problems.append(Problem("", sentence, "NO_GLYPH"))
        if problems:
            raise Refused(problems)


CERTIFICATE = FontChain("kai", "song", "rare")
FORM = FontChain("song", "kai", "rare")

__all__ = ["CERTIFICATE", "FORM", "FontChain", "describe", "face", "recognisable", "to_unicode_map", "visible"]
