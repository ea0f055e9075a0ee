"""Rows of labelled boxes, measured before they are placed: a row grows with its text, a very long one is cut in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from station_app.documents.cells import BODY, EMPTY, PAD, Cell, draw_cell, fit_cell, flowing
from station_app.documents.grid import Column, Fill, FilledForm, GridCell, GridRow, filled_in
from station_app.documents.page import Pages, mm

INNER = 0.5  # pt
LABEL_STROKE = 0.3  # pt; makes the one weight that is shipped bold
SIGN_LINE = 8.0  # mm at the foot of a box, to sign on
WIDE = 72.0  # mm; text in a wider box begins at the left
TALL = 18.0  # mm; in a higher box at the top, where the pen goes on
HEAD = 7.0
MOST_ROWS = 10
"""Of a table inside a box, before it goes on in a box of its own."""


@dataclass(frozen=True)
class Inner:
    """One row of a table inside a box, with its height in mm."""

    cells: tuple[Cell, ...]
    height: float


@dataclass(frozen=True)
class Box:
    """One measured box."""

    cell: GridCell
    label: Cell
    value: Cell
    below: Cell = EMPTY
    inner: tuple[Inner, ...] = ()
    """The head first."""
    picture: bytes = b""
    signed: bool = True
    """The line to sign stands at its foot."""

    @property
    def height(self) -> float:
        """mm that its words need."""
        if self.inner:
            return sum(row.height for row in self.inner)
        signing = SIGN_LINE if self.cell.sign and self.signed else 0.0
        words = self.value.height + (self.below.height if self.below.lines else 0.0)
        label = self.label.height if self.cell.span == 1 else 0.0
        return max(label, 0.0 if self.cell.span > 1 else words + signing)


@dataclass(frozen=True)
class Band:
    """One row of boxes."""

    boxes: tuple[Box, ...]
    height: float

    def draw(self, pages: Pages, left: float, y: float, span_heights: Sequence[float]) -> None:
        """From the left edge at a height y, in mm; `span_heights` are those of this row and the next ones."""
        x = left
        for box in self.boxes:
            height = sum(span_heights[: box.cell.span])
            x = _draw_box(pages, x, y, height, box)


def bands(filled: FilledForm, room: float) -> list[list[Band]]:
    """The form's boxes in groups that stay on one page; `room` is a whole page in mm."""
    found: list[list[Band]] = []
    held = 0
    for row in filled.form.grid:
        parts = _parts(filled, row, room)
        if held > 0:
            found[-1].extend(parts)
            held -= 1
        else:
            found.extend([part] for part in parts)
        held = max(held, *(cell.span - 1 for cell in row.cells))
    return found


def _parts(filled: FilledForm, row: GridRow, room: float) -> list[Band]:
    """One row, or several where its text or its table is longer than a page."""
    boxes = [_box(filled, cell, row.height) for cell in row.cells]
    inner = next((box for box in boxes if box.inner), None)
    if inner is not None:
        return [Band((piece,), max(row.height, piece.height)) for piece in _cut_table(inner)]
    height = max(box.height for box in boxes)
    if height <= room:
        return [Band(tuple(boxes), row.height if height <= row.height else height + PAD)]
    return list(_cut_text(boxes, room))


def _box(filled: FilledForm, cell: GridCell, height: float) -> Box:
    label = fit_cell(cell.label, cell.label_width, height) if cell.label_width else EMPTY
    if cell.columns:
        return Box(cell, label, EMPTY, inner=tuple(_inner(filled, cell, height)))
    filling = filled.fill is not Fill.BLANK
    text = (filled.values.get(cell.name, "") if filling else "") or cell.blank
    text = filled_in(text, filled.values) if text == cell.blank else text
    room = height - (SIGN_LINE if cell.sign else 0.0)
    width = cell.width - _shift(cell, height)
    value = flowing(text, width) if height >= TALL else fit_cell(text, width, room)
    below = flowing(cell.below, width) if cell.below else EMPTY
    return Box(cell, label, value if text else EMPTY, below, picture=filled.pictures.get(cell.name, b""))


def _shift(cell: GridCell, height: float) -> float:
    """mm that text in a wide or high box stands in from the left."""
    return 1.0 if not cell.photo and (cell.width > WIDE or height >= TALL) else 0.0


def _inner(filled: FilledForm, cell: GridCell, height: float) -> Iterator[Inner]:
    """Head and rows; blank rows up to the described number where somebody may write on."""
    yield _inner_row([column.label for column in cell.columns], cell.columns, HEAD)
    rows: Sequence[Mapping[str, str]] = () if filled.fill is Fill.BLANK else filled.tables.get(cell.name, ())
    for row in rows:
        yield _inner_row([row.get(column.name, "") for column in cell.columns], cell.columns, height)
    if filled.fill is not Fill.FILLED or not rows:
        for _blank in range(max(0, cell.rows - len(rows))):
            yield Inner(tuple(EMPTY for _column in cell.columns), height)


def _inner_row(texts: Sequence[str], columns: Sequence[Column], height: float) -> Inner:
    cells = tuple(fit_cell(text, column.width, height) for text, column in zip(texts, columns, strict=True))
    needed = max(cell.height for cell in cells)
    return Inner(cells, height if needed <= height else needed + PAD)


def _cut_table(box: Box) -> Iterator[Box]:
    head, rows = box.inner[0], box.inner[1:]
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        yield replace(box, inner=(head, *rows[start : start + MOST_ROWS]))


def _cut_text(boxes: Sequence[Box], room: float) -> Iterator[Band]:
    """A text longer than a page goes on in the same box of the next page; only its end is signed."""
    leading = BODY * 1.15 / mm
    count = int((room - SIGN_LINE * 3) / leading)
    longest = max(len(box.value.lines) for box in boxes)
    for start in range(0, longest, count):
        last = start + count >= longest
        cut = tuple(
            replace(
                box,
                value=replace(box.value, lines=box.value.lines[start : start + count]),
                below=box.below if last else EMPTY,
                signed=last,
            )
            for box in boxes
        )
        yield Band(cut, max(box.height for box in cut) + PAD)


def _draw_box(pages: Pages, x: float, y: float, height: float, box: Box) -> float:
    """Label, frame and what stands inside; returns where the next box begins."""
    cell = box.cell
    if cell.label_width:
        pages.box(x, y, cell.label_width, height, INNER)
        draw_cell(pages, x, y, cell.label_width, height, box.label, bold=LABEL_STROKE)
        x += cell.label_width
    pages.box(x, y, cell.width, height, INNER)
    if box.inner:
        _draw_inner(pages, x, y, box)
    elif box.picture:
        pages.picture(x + PAD, y + PAD, cell.width - 2 * PAD, height - 2 * PAD, box.picture)
    else:
        _draw_words(pages, x, y, height, box)
    return x + cell.width


def _draw_words(pages: Pages, x: float, y: float, height: float, box: Box) -> None:
    cell = box.cell
    wide = cell.width > WIDE and not cell.photo
    signing = SIGN_LINE if cell.sign and box.signed else 0.0
    at_top = height >= TALL and not cell.photo
    shift = _shift(cell, height)
    rest = height - signing - (box.below.height if box.below.lines else 0.0)
    draw_cell(pages, x + shift, y, cell.width - shift, rest, box.value, wanted="left" if wide else None, at_top=at_top)
    if box.below.lines:
        draw_cell(pages, x + shift, y + rest, cell.width - shift, box.below.height, box.below, wanted="left")
    if signing:
        pages.text(x + cell.width - 3 * PAD, y + height - 2.8, cell.sign, BODY, align="right")


def _draw_inner(pages: Pages, x: float, y: float, box: Box) -> None:
    """The table inside a box: its outer lines are the box's own."""
    columns = box.cell.columns
    down = y
    for number, row in enumerate(box.inner):
        if number:
            pages.line(x, down, x + box.cell.width, down, INNER)
        at = x
        for cell, column in zip(row.cells, columns, strict=True):
            draw_cell(pages, at, down, column.width, row.height, cell, bold=0.0 if number else LABEL_STROKE)
            at += column.width
        down += row.height
    at = x
    for column in columns[:-1]:
        at += column.width
        pages.line(at, y, at, down, INNER)
