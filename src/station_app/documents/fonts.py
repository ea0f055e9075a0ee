"""The fonts that the program ships, and which of them has a character: a name is printed right or not at all.

Fonts lie packed (resources/fonts/*.ttf.gz, made by build_scripts/make_fonts.py) and are opened only when a character
needs them. Text becomes glyphs one code point at a time; nothing is normalised, so a name stays the name (F73).
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from station_app.core import resources
from station_app.core.checks import Problem, Refused
from station_app.core.names import HAN
from station_app.core.texts import _
from station_app.documents import system_fonts

rl_config.useA85 = 0  # binary streams: a fifth smaller and quicker than reportlab's ASCII armour

_HAN = re.compile(f"[{HAN}]")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")


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
def _faces_of_the_system() -> list[str]:
    """Names under which fonts of this computer were opened, only asked for when ours lack a character."""
    names = []
    for path in system_fonts.wide_fonts():
        try:
            font = ttfonts.TTFont(f"system-{path.name}", str(path), asciiReadable=0)
        except (ttfonts.TTFError, OSError):
            continue  # damaged or not TrueType after all: the next one may do
        pdfmetrics.registerFont(font)
        names.append(font.fontName)
    return names


def _has_glyph(char: str, name: str) -> bool:
    return ord(char) in pdfmetrics.getFont(name).face.charToGlyph


def visible(text: str) -> str:
    """The text without variation selectors and zero-width marks, which have no glyph of their own."""
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
            name = next((name for name in self.names if ord(char) in face(name).face.charToGlyph), None)
            if name is None and _HAN.match(char):
                name = next((name for name in _faces_of_the_system() if _has_glyph(char, name)), None)
            if name is not None:
                found = (name, pdfmetrics.getFont(name).face.charWidths[ord(char)] / 1000)
                self._found[char] = found
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
                sentence = _(
                    "“{text}”里的{char}字库里没有，不能打印。"
                    "资料没有改动。请核对是不是打错了字；确实是这个字，装上有它的字体（如遍黑体、宋体扩展）后再打印。"
                )
                problems.append(Problem("", sentence.format(text=recognisable(text), char=describe(char)), "NO_GLYPH"))
        if problems:
            raise Refused(problems)


def describe(char: str) -> str:
    """A character and its code: “𬱖”（U+2CC56）; one that cannot be shown as a question mark."""
    return _("“{char}”（{code}）").format(char=char if char.isprintable() else "?", code=f"U+{ord(char):04X}")


def recognisable(text: str) -> str:
    """Enough of a text to recognise it, without characters that could not be shown."""
    shown = "".join(char if char.isprintable() else "?" for char in text)
    return shown if len(shown) <= 60 else shown[:60] + "…"


CERTIFICATE = FontChain("kai", "song", "rare")
FORM = FontChain("song", "kai", "rare")
