"""Lines of Chinese text: numbers and words stay whole, no line begins with a closing or ends with an opening mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SELECTORS = r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"  # stay with the character they vary
_PART = r"[\u3400-\u9fff\U00020000-\U000323af]{1,10}"  # of a name like 古丽巴哈尔·阿卜杜热合曼
_BRIEF = r"[\u3400-\u9fff]{1,4}"  # in brackets, or one of several: 培训结业(合格)证书, 中专/职高/技校
_PIECES = re.compile(
    rf"\n|[(（]{_BRIEF}[)）]|{_BRIEF}/(?={_BRIEF})|[!-~]+|{_PART}·|(?<=·){_PART}|.{_SELECTORS}", re.DOTALL
)
_BEHIND_HYPHENS = re.compile(r"[^-]*-|[^-]+")
_CHARACTERS = re.compile(rf".{_SELECTORS}", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：？！）】》”’…·,.;:?!)]}%％")
_NOT_LAST = frozenset("（【《“‘([{")

Measure = Callable[[str], float]


@dataclass(frozen=True)
class Piece:
    """Text that stays on one line: a Chinese character, a number, a name."""

    text: str
    width: float
    """Points."""
    size: float = 0.0
    """Points, where pieces of one line differ; 0 = the line's own size."""


def split(text: str) -> list[str]:
    """A text cut into what must not be broken: ID numbers, Latin words, the parts of a name with dots."""
    return _PIECES.findall(text)


def pieces(text: str, measure: Measure) -> list[Piece]:
    """The same, measured; line breaks have no width."""
    return [Piece(part, 0.0 if part == "\n" else measure(part)) for part in split(text)]


def lines(parts: list[Piece], width: float, *, indent: float = 0.0, hang: float = 0.0) -> Iterator[list[Piece]]:
    """Pieces set into lines of a width in points.

    The first line is shorter by `indent`; a closing mark may stand out by `hang` points instead of moving down.
    A piece wider than a whole line gets a line of its own: cut it before, or accept that it stands out.
    """
    line: list[Piece] = []
    used = indent
    for part in parts:
        if part.text == "\n":
            yield line
            line, used = [], 0.0
            continue
        closing = part.text[0] in _NOT_FIRST
        if line and used + part.width > width + (hang if closing else 0.0):
            carried = _carried(line, closing=closing)
            yield line[: len(line) - carried]
            line = line[len(line) - carried :]
            used = sum(piece.width for piece in line)
        line.append(part)
        used += part.width
    yield line


def _carried(line: list[Piece], *, closing: bool) -> int:
    """How many pieces at the end of a full line go down with the next one."""
    count = 1 if closing and len(line) > 1 else 0
    while count < len(line) - 1 and line[-count - 1].text[-1] in _NOT_LAST:
        count += 1
    return count


def cut(part: Piece, width: float, measure: Measure) -> list[Piece]:
    """A piece that is wider than a line: a number behind its hyphens, else single characters, and nothing is lost."""
    if part.width <= width:
        return [part]
    if "-" in part.text[:-1]:
        smaller = [Piece(text, measure(text), part.size) for text in _BEHIND_HYPHENS.findall(part.text)]
        return [piece for each in smaller for piece in cut(each, width, measure)]
    return [Piece(char, measure(char), part.size) for char in _CHARACTERS.findall(part.text)]
