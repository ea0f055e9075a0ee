"""Draws table forms on A4: the head on every page, rows that wrap and grow, lines to sign, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.documents import wrap
from station_app.documents.fonts import FORM
from station_app.documents.grid import Fill, FilledForm, TableForm, filled_in
from station_app.documents.page import LANDSCAPE, PORTRAIT, Align, Pages, Paper, mm

TITLE, SUBTITLE, BODY, SMALLEST, NOTE, TINY = 18.0, 12.0, 10.5, 8.0, 9.0, 7.0
LEADING = 1.15
ONE_LINE = 9.0  # pt; a text that fits one line at this size is not wrapped
SMALLER = (10.0, 9.5, 9.25, 9.0, 8.75, 8.5)  # pt; tried before a row grows
MOST_LINES = 3  # of 10.5 pt before the text gets smaller
PAD, PAD_ABOVE = 1.0, 0.4  # mm beside, and above and below the text of a cell
HEAD_ROW = 9.0
SIGN_ROW = 13.0  # room for a seal and a signature (forms.md: at least 12 mm)
SIGNATURE = 22.0  # mm behind a colon to sign in
NOTE_ROW = 4.8
INNER, OUTER = 0.5, 1.0  # pt
TITLE_STROKE, HEAD_STROKE = 0.55, 0.3  # pt; makes the one weight that is shipped bold


@dataclass(frozen=True)
class _Cell:
    """The wrapped lines of one cell and their size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """mm, with padding."""
        return len(self.lines) * self.size * LEADING / mm + 2 * PAD_ABOVE


@dataclass(frozen=True)
class _Row:
    """One row of cells; `across` = a single cell over the whole width."""

    cells: tuple[_Cell, ...]
    height: float
    across: bool = False


def draw_form(filled: FilledForm) -> bytes:
    """One filled or blank form as a PDF; Refused when a character cannot be printed or a row is higher than a page."""
    return draw_forms([filled])


def draw_forms(parts: Sequence[FilledForm]) -> bytes:
    """Several forms in one PDF, each numbered from page 1 (a sign-in sheet for each day)."""
    FORM.check(_texts(parts))
    first = parts[0].form
    pages = Pages(_paper(first), FORM, first.title)
    for part in parts:
        _TableDrawing(pages, part).draw()
    return pages.finish()


def _paper(form: TableForm) -> Paper:
    return LANDSCAPE if form.landscape else PORTRAIT


def _texts(parts: Sequence[FilledForm]) -> Iterator[str]:
    """Everything that will be shown, for the check before the first line is drawn."""
    for part in parts:
        form = part.form
        yield from (form.title, form.subtitle, part.closing, *form.header, *form.sign, *form.printed_notes)
        yield from part.values.values()
        yield from (column.label for column in form.columns)
        for row in part.rows:
            yield from row


def fit_cell(text: str, width: float, row_height: float = 0.0) -> _Cell:
    """A cell's text wrapped into a width in mm; never cut, never below 8 pt.

    Set smaller where a number would not fit, where that saves a second line, where the lines then stay within the
    form's row height in mm (down to 8.5 pt), or where a long name would need more than three lines.
    """
    room = (width - 2 * PAD) * mm
    parts = wrap.pieces(text, lambda part: FORM.width(part, BODY))
    whole = sum(part.width for part in parts)
    widest = max((part.width for part in parts if len(part.text) > 1), default=0.0)
    size = BODY
    while size > SMALLEST and widest * size / BODY > room:
        size -= 0.5
    if whole * ONE_LINE / BODY <= room and "\n" not in text:
        while whole * size / BODY > room:
            size -= 0.25
    cell = _wrapped(parts, size, room)
    if cell.height <= row_height:
        return cell
    for smaller in SMALLER:
        fitting = _wrapped(parts, min(size, smaller), room)
        if fitting.height <= row_height:
            return fitting
    while size > SMALLEST and len(cell.lines) > MOST_LINES:
        size -= 0.5
        cell = _wrapped(parts, size, room)
    return cell


def _wrapped(parts: Sequence[wrap.Piece], size: float, room: float) -> _Cell:
    """Pieces measured at body size, set at another; what is wider than the cell is broken between characters."""
    scaled = [wrap.Piece(part.text, part.width * size / BODY) for part in parts]
    whole = [piece for part in scaled for piece in wrap.cut(part, room, lambda char: FORM.width(char, size))]
    return _Cell(tuple("".join(p.text for p in line).strip(" ") for line in wrap.lines(whole, room)), size)


class _TableDrawing:
    """Lays one form out on its pages and draws them."""

    def __init__(self, pages: Pages, part: FilledForm) -> None:
        self.pages = pages
        self.part = part
        self.form = part.form
        self.paper = _paper(part.form)
        self.left = self.paper.left
        self.widths = [column.width for column in self.form.columns]
        self.head = [fit_cell(column.label, column.width) for column in self.form.columns]
        self.head_height = max([HEAD_ROW, *(cell.height for cell in self.head)])
        self.body_height = self._body_height()

    def draw(self) -> None:
        """All pages of the form."""
        sheets = self._paginate()
        for number, rows in enumerate(sheets, start=1):
            self.pages.resize(self.paper)
            values = {**self.part.values, "page": str(number), "pages": str(len(sheets))}
            y = self._draw_top(values)
            y = self._draw_table(y, rows)
            self._draw_bottom(y, values, number, len(sheets))
            self.pages.end_page()

    def _row(self, texts: Sequence[str]) -> _Row:
        cells = tuple(
            fit_cell(text, width, self.form.row_height) for text, width in zip(texts, self.widths, strict=True)
        )
        height = max(cell.height for cell in cells)
        height = self.form.row_height if height <= self.form.row_height else height + PAD
        if height > self.body_height:
            worst = max(range(len(cells)), key=lambda index: cells[index].height)
            sentence = _("“{label}”一栏有 {n} 个字，一页纸放不下。资料没有改动，请缩短后再打印。").format(
                label=self.form.columns[worst].label, n=len(texts[worst])
            )
            raise Refused([Problem("", sentence, "TEXT_TOO_LONG")])
        return _Row(cells, height)

    def _paginate(self) -> list[list[_Row]]:
        """Rows for each page: at most the stated number, fewer where they have grown."""
        blank = _Row(tuple(_Cell((), BODY) for _column in self.widths), self.form.row_height)
        filling = self.part.fill is not Fill.BLANK
        rows = [self._row(row) for row in self.part.rows] if filling else []
        closing = [self._closing()] if self.part.closing and filling else []
        sheets: list[list[_Row]] = [[]]
        for row in rows:
            self._place(sheets, row)
        if self.part.fill is not Fill.FILLED or not rows:
            reserved = sum(row.height for row in closing)
            while self._has_room(sheets[-1], blank.height + reserved) and len(sheets[-1]) < self.form.rows_per_page:
                sheets[-1].append(blank)
        for row in closing:
            if not self._has_room(sheets[-1], row.height):
                sheets.append([])
            sheets[-1].append(row)
        return sheets

    def _place(self, sheets: list[list[_Row]], row: _Row) -> None:
        if len(sheets[-1]) >= self.form.rows_per_page or not self._has_room(sheets[-1], row.height):
            sheets.append([])
        sheets[-1].append(row)

    def _has_room(self, rows: list[_Row], height: float) -> bool:
        return sum(row.height for row in rows) + height <= self.body_height + 0.001

    def _body_height(self) -> float:
        """mm between the table's head and the lines to sign."""
        paper, notes = self.paper, len(self.form.printed_notes)
        top = self._top_height(self.part.values)
        below = (SIGN_ROW if self.form.sign else 0) + NOTE_ROW * notes
        return paper.height - paper.bottom - below - top - self.head_height

    def _closing(self) -> _Row:
        cell = fit_cell(self.part.closing, sum(self.widths))
        return _Row((cell,), max(self.form.row_height, cell.height), across=True)

    def _header_lines(self, values: Mapping[str, str]) -> list[list[str]]:
        """Header items side by side; those that do not fit go to a further line, a very long one wraps."""
        room = self.paper.usable * mm
        found: list[list[str]] = []
        used = room + 1
        for item in (filled_in(template, values) for template in self.form.header):
            width = FORM.width(item, BODY)
            if found and used + width + 4 * BODY <= room and "\n" not in item:
                found[-1].append(item)
                used += width + 2 * BODY
                continue
            parts = wrap.pieces(item, lambda part: FORM.width(part, BODY))
            found.extend(["".join(piece.text for piece in line)] for line in wrap.lines(parts, room))
            used = FORM.width(found[-1][0], BODY)
        return found

    def _top_height(self, values: Mapping[str, str]) -> float:
        subtitle = 7.5 if self.form.subtitle else 0.0
        return self.paper.top + 4.5 + subtitle + 6.5 * len(self._header_lines(values)) + 1.5

    def _draw_top(self, values: Mapping[str, str]) -> float:
        """Title, subtitle and header line; returns where the table begins."""
        pages, paper = self.pages, self.paper
        middle = self.left + paper.usable / 2
        y = paper.top + 3.0
        pages.text(middle, y, filled_in(self.form.title, values), TITLE, align="centre", bold=TITLE_STROKE)
        if self.form.subtitle:
            y += 7.5
            subtitle = filled_in(self.form.subtitle, values)
            size = min(SUBTITLE, SUBTITLE * paper.usable * mm / max(FORM.width(subtitle, SUBTITLE), 1.0))
            pages.text(middle, y, subtitle, size, align="centre")
        for items in self._header_lines(values):
            y += 6.5
            self._spread(y, items)
        return self._top_height(values)

    def _spread(self, y: float, items: Sequence[str]) -> None:
        """Items in one row: the first at the left edge, the last at the right, equal gaps between."""
        widths = [FORM.width(item, BODY) / mm for item in items]
        gap = (self.paper.usable - sum(widths)) / max(len(items) - 1, 1)
        x = self.left
        for item, width in zip(items, widths, strict=True):
            self.pages.text(x, y, item, BODY)
            x += width + gap

    def _draw_sign_line(self, y: float, items: Sequence[str]) -> None:
        """Like a header row, but what ends in a colon keeps room behind it for the signature, the last one too."""
        room = [SIGNATURE if item.rstrip("　 ").endswith((":", "：")) else 0.0 for item in items]
        widths = [FORM.width(item, BODY) / mm + space for item, space in zip(items, room, strict=True)]
        gap = max(0.0, self.paper.usable - sum(widths)) / max(len(items) - 1, 1)
        x = self.left
        for item, width in zip(items, widths, strict=True):
            self.pages.text(x, y, item, BODY)
            x += width + gap

    def _draw_table(self, top: float, rows: Sequence[_Row]) -> float:
        """Head and rows with their lines; returns the lower edge."""
        total = sum(self.widths)
        y = top
        self._draw_cells(y, self.head, self.head_height, bold=HEAD_STROKE)
        columns_end = y + self.head_height
        y += self.head_height
        for row in rows:
            self.pages.line(self.left, y, self.left + total, y, INNER)
            if row.across:
                self._draw_cell(self.left, y, total, row.height, row.cells[0], wanted="left")
            else:
                self._draw_cells(y, row.cells, row.height)
                columns_end = y + row.height
            y += row.height
        x = self.left
        for width in self.widths[:-1]:
            x += width
            self.pages.line(x, top, x, columns_end, INNER)
        self.pages.box(self.left, top, total, y - top, OUTER)
        return y

    def _draw_cells(self, y: float, cells: Sequence[_Cell], height: float, bold: float = 0.0) -> None:
        x = self.left
        for cell, column in zip(cells, self.form.columns, strict=True):
            self._draw_cell(x, y, column.width, height, cell, bold=bold, wanted=None if bold else column.align)
            x += column.width

    def _draw_cell(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        cell: _Cell,
        *,
        bold: float = 0.0,
        wanted: Align | None = None,
    ) -> None:
        """Lines in the middle of the cell's height; one line centred, several from the left (heads stay centred)."""
        leading = cell.size * LEADING / mm
        base = y + height / 2 - leading * len(cell.lines) / 2 + leading / 2 + cell.size * 0.37 / mm
        align: Align = wanted or ("left" if len(cell.lines) > 1 and not bold else "centre")
        at = {"left": x + PAD, "centre": x + width / 2, "right": x + width - PAD}[align]
        for number, line in enumerate(cell.lines):
            self.pages.text(at, base + number * leading, line, cell.size, align=align, bold=bold)

    def _draw_bottom(self, y: float, values: Mapping[str, str], number: int, count: int) -> None:
        """Notes, lines to sign, page number, and for forms that leave the station their id and the print date."""
        pages, paper = self.pages, self.paper
        for note in self.form.printed_notes:
            y += NOTE_ROW
            pages.text(self.left, y, note, NOTE)
        if self.form.sign:
            self._draw_sign_line(y + SIGN_ROW - 4.0, [filled_in(item, values) for item in self.form.sign])
        foot = paper.height - 9.0
        page_number = _("第 {n} 页 共 {total} 页").format(n=number, total=count)
        pages.text(self.left + paper.usable / 2, foot, page_number, NOTE, align="centre")
        if self.form.leaves_station:
            mark = f"{self.form.form_id}　{values.get('printed_on', '')}".rstrip()
            pages.text(paper.width - paper.right, foot, mark, TINY, align="right")
