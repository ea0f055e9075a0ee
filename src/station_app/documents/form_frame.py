"""What stands above and below a form's table: title, subtitle, header items, places to sign; nothing below 8 pt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from station_app.documents import wrap
from station_app.documents.cells import BODY
from station_app.documents.fonts import FORM
from station_app.documents.grid import TableForm, filled_in
from station_app.documents.page import Pages, Paper, mm

TITLE, SUBTITLE = 18.0, 12.0
TITLE_STROKE = 0.55  # pt; makes the one weight that is shipped bold
TITLE_ROW, SUBTITLE_ROW, HEADER_ROW = 7.5, 6.0, 6.5
_SMALLEST_TITLE, _SMALLEST_SUBTITLE, _SMALLEST_SIGN = 15.0, 10.5, 9.0
SIGNATURE = 22.0  # mm behind a colon to sign in
_BETWEEN = 3.0  # mm at least between two places to sign


@dataclass(frozen=True)
class Top:
    """The head of one page, cut into lines that fit the paper's width."""

    title: tuple[str, ...]
    title_size: float
    subtitle: tuple[str, ...]
    subtitle_size: float
    header: tuple[tuple[str, ...], ...]
    """Items side by side, row by row."""

    @property
    def height(self) -> float:
        """mm from the upper margin to the body."""
        more = TITLE_ROW * (len(self.title) - 1)
        subtitle = 1.5 + SUBTITLE_ROW * len(self.subtitle) if self.subtitle else 0.0
        return 4.5 + more + subtitle + HEADER_ROW * len(self.header) + 1.5

    def draw(self, pages: Pages, paper: Paper) -> None:
        """At the upper margin of the present page."""
        middle = paper.left + paper.usable / 2
        y = paper.top + 3.0
        for number, line in enumerate(self.title):
            y += TITLE_ROW if number else 0.0
            pages.text(middle, y, line, self.title_size, align="centre", bold=TITLE_STROKE)
        for number, line in enumerate(self.subtitle):
            y += SUBTITLE_ROW if number else TITLE_ROW
            pages.text(middle, y, line, self.subtitle_size, align="centre")
        for items in self.header:
            y += HEADER_ROW
            spread(pages, paper, y, items)


@dataclass(frozen=True)
class SignRow:
    """Places to sign side by side."""

    items: tuple[str, ...]
    size: float

    def draw(self, pages: Pages, paper: Paper, y: float) -> None:
        """Like a header row, but what ends in a colon keeps room behind it for the signature, the last one too."""
        widths = [FORM.width(item, self.size) / mm + _behind(item) for item in self.items]
        gap = max(0.0, paper.usable - sum(widths)) / max(len(self.items) - 1, 1)
        x = paper.left
        for item, width in zip(self.items, widths, strict=True):
            pages.text(x, y, item, self.size)
            x += width + gap


def sign_rows(sign: Sequence[str], values: Mapping[str, str], paper: Paper) -> tuple[SignRow, ...]:
    """One row where all places to sign fit at 9 pt, else several at full size."""
    items = tuple(filled_in(item, values) for item in sign)
    if not items:
        return ()
    words = sum(FORM.width(item, BODY) for item in items)
    room = (paper.usable - sum(_behind(item) + _BETWEEN for item in items)) * mm
    if words * _SMALLEST_SIGN / BODY <= room:
        return (SignRow(items, min(BODY, BODY * room / words)),)
    rows: list[list[str]] = []
    used = 0.0
    for item in items:
        width = FORM.width(item, BODY) / mm + _behind(item) + _BETWEEN
        if not rows or used + width > paper.usable:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += width
    return tuple(SignRow(tuple(row), BODY) for row in rows)


def _behind(item: str) -> float:
    """mm to sign in behind a colon."""
    return SIGNATURE if item.rstrip("　 ").endswith((":", "：")) else 0.0


def top_of(form: TableForm, values: Mapping[str, str], paper: Paper) -> Top:
    """The head of a form with these values."""
    room = paper.usable * mm
    title, title_size = _centred(filled_in(form.title, values), TITLE, _SMALLEST_TITLE, room)
    subtitle, size = _centred(filled_in(form.subtitle, values), SUBTITLE, _SMALLEST_SUBTITLE, room)
    return Top(title, title_size, subtitle, size, rows_of([filled_in(each, values) for each in form.header], room))


def rows_of(items: Sequence[str], room: float) -> tuple[tuple[str, ...], ...]:
    """Items side by side in points of room; those that do not fit go to a further line, a very long one wraps."""
    found: list[list[str]] = []
    used = room + 1
    for item in items:
        width = FORM.width(item, BODY)
        if found and used + width + 4 * BODY <= room and "\n" not in item:
            found[-1].append(item)
            used += width + 2 * BODY
            continue
        found.extend([line] for line in _wrapped(item, BODY, room))
        used = FORM.width(found[-1][0], BODY)
    return tuple(tuple(line) for line in found)


def spread(pages: Pages, paper: Paper, y: float, items: Sequence[str]) -> None:
    """Items in one row: the first at the left edge, the last at the right, equal gaps between."""
    widths = [FORM.width(item, BODY) / mm for item in items]
    gap = (paper.usable - sum(widths)) / max(len(items) - 1, 1)
    x = paper.left
    for item, width in zip(items, widths, strict=True):
        pages.text(x, y, item, BODY)
        x += width + gap


def _centred(text: str, size: float, smallest: float, room: float) -> tuple[tuple[str, ...], float]:
    """One line, a little smaller where that is enough, else several: first at an ideographic space."""
    if not text:
        return (), size
    width = FORM.width(text, size)
    if width * smallest / size <= room:
        return (text,), min(size, size * room / width)
    lines: list[str] = []
    for part in (part for part in text.split("　") if part):
        if lines and FORM.width(f"{lines[-1]}　{part}", size) <= room:
            lines[-1] += f"　{part}"
        else:
            lines.extend(_wrapped(part, size, room))
    return tuple(lines), size


def _wrapped(text: str, size: float, room: float) -> list[str]:
    def measure(part: str) -> float:
        return FORM.width(part, size)

    whole = [piece for part in wrap.pieces(text, measure) for piece in wrap.cut(part, room, measure)]
    return ["".join(piece.text for piece in line) for line in wrap.lines(whole, room)]
