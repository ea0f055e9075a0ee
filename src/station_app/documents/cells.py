"""One cell of a paper form: its text wrapped into a width in mm, set smaller before a row grows, never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.documents import wrap
from station_app.documents.fonts import FORM
from station_app.documents.page import Align, Pages, mm

BODY, SMALLEST = 10.5, 8.0
LEADING = 1.15
PAD, PAD_ABOVE = 1.0, 0.4  # mm beside, and above and below the text of a cell
_ONE_LINE = 9.0  # pt; a text that fits one line at this size is not wrapped
_SMALLER = (10.0, 9.5, 9.25, 9.0, 8.75, 8.5)  # pt; tried before a row grows
_MOST_LINES = 3  # of 10.5 pt before the text gets smaller


@dataclass(frozen=True)
class Cell:
    """The wrapped lines of one cell and their size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """mm, with padding."""
        return len(self.lines) * self.leading + 2 * PAD_ABOVE

    @property
    def leading(self) -> float:
        """mm from line to line."""
        return self.size * LEADING / mm


EMPTY = Cell((), BODY)


def fit_cell(text: str, width: float, row_height: float = 0.0, *, body: float = BODY) -> Cell:
    """A cell's text wrapped into a width in mm; never cut, never below 8 pt.

    Set smaller than `body` points where a number would not fit, where that saves a second line, where the lines then
    stay within the form's row height in mm (down to 8.5 pt), or where a long name would need more than three lines.
    """
    if not text:
        return EMPTY
    room = (width - 2 * PAD) * mm
    parts = wrap.pieces(text, lambda part: FORM.width(part, body))
    whole = sum(part.width for part in parts)
    widest = max((part.width for part in parts if len(part.text) > 1), default=0.0)
    size = body
    while size > SMALLEST and widest * size / body > room:
        size -= 0.5
    if whole * min(body, _ONE_LINE) / body <= room and "\n" not in text:
        while whole * size / body > room:
            size -= 0.25
    cell = wrapped(parts, size, room, body)
    if cell.height <= row_height:
        return cell
    for smaller in _SMALLER:
        fitting = wrapped(parts, min(size, smaller), room, body)
        if fitting.height <= row_height:
            return fitting
    while size > SMALLEST and len(cell.lines) > _MOST_LINES:
        size -= 0.5
        cell = wrapped(parts, size, room, body)
    return cell


def flowing(text: str, width: float, size: float = BODY) -> Cell:
    """Running text at one size: remarks, questions, long answers."""
    parts = wrap.pieces(text, lambda part: FORM.width(part, size))
    return wrapped(parts, size, (width - 2 * PAD) * mm, size)


def wrapped(parts: Sequence[wrap.Piece], size: float, room: float, body: float = BODY) -> Cell:
    """Pieces measured at body size, set at another; what is wider than the cell is broken between characters."""
    scaled = [wrap.Piece(part.text, part.width * size / body) for part in parts]
    whole = [piece for part in scaled for piece in wrap.cut(part, room, lambda char: FORM.width(char, size))]
    return Cell(tuple("".join(p.text for p in line).strip(" ") for line in wrap.lines(whole, room)), size)


def draw_cell(  # noqa: PLR0917 - a place as everywhere: x, y, width, height
    pages: Pages,
    x: float,
    y: float,
    width: float,
    height: float,
    cell: Cell,
    *,
    bold: float = 0.0,
    wanted: Align | None = None,
    at_top: bool = False,
) -> None:
    """Lines in the middle of the cell's height; one line centred, several from the left (heads stay centred).

    `at_top` begins at the upper edge, for boxes that somebody writes on in by hand.
    """
    if not cell.lines:
        return
    leading = cell.leading
    above = 1.6 if at_top else height / 2 - leading * len(cell.lines) / 2
    base = y + above + leading / 2 + cell.size * 0.37 / mm
    align: Align = wanted or ("left" if len(cell.lines) > 1 and not bold else "centre")
    at = {"left": x + PAD, "centre": x + width / 2, "right": x + width - PAD}[align]
    for number, line in enumerate(cell.lines):
        pages.text(at, base + number * leading, line, cell.size, align=align, bold=bold)
