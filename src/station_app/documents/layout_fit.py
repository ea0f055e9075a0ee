"""Sets the text of a box: smaller down to its smallest size, never cut off; what is still too long is told."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.documents import wrap
from station_app.documents.fonts import CERTIFICATE, FORM
from station_app.documents.layout import Box, Layout
from station_app.documents.page import mm
from station_app.documents.variables import filled

CHAINS = {"kai": CERTIFICATE, "song": FORM}
STEP = 0.5  # points between sizes that are tried
MOST_SPREAD = 0.06  # em between characters of a justified line
BASELINE, LAST = 0.88, 1.1  # em from the top of a line to its baseline, and height of the last line
_REMEMBERED = 2048


@dataclass(frozen=True)
class Overflow:
    """A text that its box cannot hold."""

    box_id: str
    text: str
    excess_mm: float
    """How much wider or higher the box must be."""


@dataclass(frozen=True)
class Line:
    """One line; points from the box's upper left corner, y downwards to the baseline."""

    text: str
    x: float
    y: float
    spread: float = 0.0
    """Points between characters."""


@dataclass(frozen=True)
class Fit:
    """A text as it is set."""

    size: float
    """Points."""
    lines: tuple[Line, ...]
    excess_mm: float
    """0 when it fits."""


class Fitting:
    """Fits texts into the boxes of one layout; texts that come again are set once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._known: dict[tuple[str, str], Fit] = {}

    def texts(self, values: dict[str, str], font: str) -> list[str]:
        """What the text boxes in a font say."""
        return [filled(box.text, values) for box in self.layout.boxes if box.kind == "text" and box.font == font]

    def overflows(self, values: dict[str, str]) -> tuple[Overflow, ...]:
        """The boxes whose text is too long."""
        said = [(box, filled(box.text, values)) for box in self.layout.boxes if box.kind == "text"]
        return tuple(Overflow(box.id, text, over) for box, text in said if (over := self.fit(box, text).excess_mm))

    def fit(self, box: Box, text: str) -> Fit:
        """The largest size at which the text fits; at the smallest with what is missing."""
        found = self._known.get((box.id, text))
        if found is None:
            found = _set(box, text, box.size)
            if found.excess_mm and box.shrink and box.size > box.min_size:
                found = _largest_that_fits(box, text)
            if len(self._known) < _REMEMBERED:
                self._known[box.id, text] = found
        return found


def _largest_that_fits(box: Box, text: str) -> Fit:
    """By halving, so that a text that never fits is not set hundreds of times; at the smallest what is missing."""
    smaller = round((box.size - box.min_size) / STEP)
    sizes = [*(box.size - STEP * number for number in range(1, smaller)), box.min_size]
    low, high = 0, len(sizes) - 1  # the answer lies between; the last is taken when none fits
    found = _set(box, text, sizes[high])
    while low < high:
        middle = (low + high) // 2
        tried = _set(box, text, sizes[middle])
        if tried.excess_mm:
            low = middle + 1
        else:
            found, high = tried, middle
    return found


def _set(box: Box, text: str, size: float) -> Fit:
    if not text.strip():
        return Fit(size, (), 0.0)
    chain, room = CHAINS[box.font], box.width * mm
    paragraphs = text.split("\n")
    set_lines: list[tuple[str, float, float, bool]] = []  # text, indent, width, ends its paragraph
    for paragraph in paragraphs:
        indent = box.indent_chars * size
        pieces = wrap.pieces(paragraph, lambda part: chain.width(part, size))
        if box.wrap:
            cut = [
                char
                for piece in pieces
                for char in wrap.cut(piece, room - indent, lambda each: chain.width(each, size))
            ]
            rows = list(wrap.lines(cut, room, indent=indent, hang=size * 0.75))
        else:
            rows = [pieces]
        for at, row in enumerate(rows):
            shown = "".join(piece.text for piece in row)
            wide = sum(piece.width for piece in row)
            set_lines.append((shown, 0.0 if at else indent, wide, at == len(rows) - 1))
    step = size * box.line_height
    high = (len(set_lines) - 1) * step + size * LAST
    hang = size * 0.75 if box.wrap else 0.0
    too_wide = max(indent + wide for _text, indent, wide, _last in set_lines) - room - hang
    excess = max(0.0, high - box.height * mm, too_wide)
    share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[box.valign]
    top = (box.height * mm - high) * share
    lines = []
    for number, (shown, indent, wide, last) in enumerate(set_lines):
        slack = room - indent - wide
        left = indent + slack * {"centre": 0.5, "right": 1.0}.get(box.align, 0.0)
        spread = slack / max(len(shown) - 1, 1) if box.align == "justify" and (not last or slack < 0) else 0.0
        lines.append(Line(shown, left, top + number * step + size * BASELINE, min(spread, MOST_SPREAD * size)))
    return Fit(size, tuple(lines), round(excess / mm, 2) if excess > 0.05 else 0.0)
