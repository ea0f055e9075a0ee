"""Which characters can be drawn, answered from ranges made at build time: no font is opened to ask.

For whoever types or imports a name (F72): the shipped fonts (resources/fonts/coverage.json, made by
build_scripts/font_coverage.py), then for Han characters fonts of the data folder and of this computer. Knows nothing
of reportlab, so screens and rules may ask.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from station_app.core import resources
from station_app.core.names import COMBINING, HAN, PRIVATE, VARIATION
from station_app.core.texts import _
from station_app.documents import system_fonts

PACK = "more"
"""The optional pack of build_scripts/rare_fonts.py: with it GB 18030-2022 level 3 is whole."""
PACK_FILE = "station-han-more.ttf"
_HAN = re.compile(f"[{HAN}]")
_EVERYDAY = re.compile(r"[\n\u4e00-\u9fff·]*")
"""All of it is in the certificate's font; a test compares."""
_UNSEEN = re.compile(rf"[{VARIATION}\n\u00ad\u200b-\u200f\u2060\ufeff]")
_PRIVATE = re.compile(f"[{PRIVATE}]")
_COMBINING = re.compile(f"[{COMBINING}]")


class Characters:
    """A set of characters as the edges of its ranges, first inside, first outside, first inside …"""

    def __init__(self, edges: Sequence[int]) -> None:
        self._edges = edges

    def __contains__(self, char: str) -> bool:
        return bool(bisect_right(self._edges, ord(char)) & 1)


@cache
def fonts() -> Mapping[str, Characters]:
    """What each shipped font draws by its short name (kai, song, rare), and what the pack would."""
    known = json.loads(resources.path("fonts", "coverage.json").read_text(encoding="utf-8"))
    return {each["font"]: Characters(_unpacked(each["ranges"])) for each in known}


def _unpacked(packed: str) -> Sequence[int]:
    edges = array("I")
    edges.frombytes(zlib.decompress(base64.b64decode(packed)))
    if sys.byteorder == "big":
        edges.byteswap()
    return edges


def font_of(char: str, names: Iterable[str]) -> str | None:
    """The first of the shipped fonts that draws a character."""
    known = fonts()
    return next((name for name in names if char in known[name]), None)


def is_han(char: str) -> bool:
    """Only these are looked for outside the shipped fonts: no other font says what a private-use code means."""
    return bool(_HAN.match(char))


def missing(text: str) -> list[str]:
    """Characters of a text that nothing here draws, each once, in order.

    The first Han character that the shipped fonts lack makes it look through this computer's fonts (some ms).
    """
    if _EVERYDAY.fullmatch(text):
        return []
    return [char for char in dict.fromkeys(_UNSEEN.sub("", text)) if not _is_drawn(char)]


def _is_drawn(char: str) -> bool:
    known = fonts()
    if any(char in known[name] for name in known if name != PACK):
        return True
    return is_han(char) and any(char in font for _path, font in found_fonts())


def found_fonts() -> Iterable[tuple[Path, Characters]]:
    """Fonts of the data folder, beside the program and of this computer, each with what it draws."""
    return ((path, Characters(edges)) for path, edges in system_fonts.wide_fonts())


def describe(char: str) -> str:
    """A character and its code: “𬱖”（U+2CC56）; one that cannot be shown as a question mark."""
    shown = f"◌{char}" if _COMBINING.match(char) else char if char.isprintable() else "?"
    return _("“{char}”（{code}）").format(char=shown, code=f"U+{ord(char):04X}")


def recognisable(text: str) -> str:
    """Enough of a text to recognise it, without characters that could not be shown."""
    shown = "".join(char if char.isprintable() else "?" for char in text)
    return shown if len(shown) <= 60 else shown[:60] + "…"


def remark(text: str) -> str:
    """One sentence about what of a text will not print and what to do; '' when all of it will."""
    lacking = missing(text)
    if not lacking:
        return ""
    told = "、".join(describe(char) for char in lacking)
    return _("字库里没有 {chars}，证书和表格上印不出来。{advice}").format(chars=told, advice=advice("".join(lacking)))


def advice(chars: str) -> str:
    """What to do about characters that nothing draws, one sentence for each reason there is."""
    sentences = dict.fromkeys(_advice(char) for char in chars)
    return "".join(sentences)


def _advice(char: str) -> str:
    if char in fonts()[PACK]:
        return _(
            "请核对是不是打错了字；确实是这个字，请向维护的人要补充字库 {file}，"
            "放进资料文件夹的 fonts 文件夹里，重新打开程序后就能打印。"
        ).format(file=PACK_FILE)
    if _PRIVATE.match(char):
        return _("这是别的电脑上自造的字，只在那台电脑上看得见；请改成身份证上的标准字。")
    if _COMBINING.match(char):
        return _("这是加在前一个字上的符号，印不准；请去掉它，或改成带这个符号的单个字。")
    if is_han(char):
        return _("请核对是不是打错了字；确实是这个字，装上有它的字体（如遍黑体）后再打印。")
    return _("请核对是不是打错了字，或改用别的写法。")
