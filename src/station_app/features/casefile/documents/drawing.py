"""Draws a person sheet: headings, rows of label and value that grow with their text, the time line, pages as needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core.texts import _
from station_app.documents.page import PORTRAIT, Pages, mm
from station_app.documents.table import BODY, INNER, LEADING, NOTE, PAD, SUBTITLE, TITLE, TITLE_STROKE, fit_cell
from station_app.features.casefile.documents import sheet as content
from station_app.features.casefile.documents.sheet import Pair, Sheet

_LABEL = 26.0
_DAY, _WORD = 26.0, 20.0
_ROW, _HEADING, _GAP = 7.5, 8.5, 3.0
_BOLD = 0.3
_PHOTO, _PHOTO_ROWS = 28.0, 5
"""Width of the photo in mm, and how many rows leave it room."""


@dataclass(frozen=True)
class _Cell:
    """A text in a box; widths in mm."""

    text: str
    width: float
    bold: bool = False


class SheetDrawing:
    """Lays one sheet out from top to bottom and begins a new page where the next row does not fit."""

    def __init__(self, pages: Pages, sheet: Sheet) -> None:
        self.pages = pages
        self.sheet = sheet
        self.paper = PORTRAIT
        self.left = PORTRAIT.left
        self.width = PORTRAIT.usable
        self.bottom = PORTRAIT.height - PORTRAIT.bottom
        self._rows: list[tuple[float, list[_Cell], bool]] = []
        self._sheets: list[list[tuple[float, float, list[_Cell], bool]]] = []

    def draw(self) -> None:
        """All pages of the sheet."""
        self._collect()
        self._paginate()
        for number, rows in enumerate(self._sheets, start=1):
            self.pages.resize(self.paper)
            self._draw_head(first=number == 1)
            for y, height, cells, is_heading in rows:
                self._draw_row(y, height, cells, is_heading=is_heading)
            if number == 1:
                self._draw_photo(rows)
            self._draw_foot(number, len(self._sheets))
            self.pages.end_page()

    def _collect(self) -> None:
        """Every row in order: its height, its cells, whether it is a heading."""
        pair = (self.width - 2 * _LABEL) / 2
        for heading, rows in content.sections(self.sheet):
            self._add_heading(heading)
            for row in rows:
                beside = self._has_photo and len(self._rows) <= _PHOTO_ROWS
                narrow = _PHOTO if beside else 0.0
                self._add_row(self._cells(row, pair - narrow / 2, narrow))
            others = content.members(self.sheet)
            if heading == _("家庭") and others:
                self._add_row([_Cell(_("同户"), _LABEL, bold=True), _Cell(others, self.width - _LABEL)])
        missing = content.missing(self.sheet)
        if missing:
            self._add_row([_Cell(missing, self.width)])
        lines = content.time_line(self.sheet)
        if lines:
            self._add_heading(_("经历"))
            rest = self.width - _DAY - _WORD
            for day, word, sentence in lines:
                self._add_row([_Cell(day, _DAY), _Cell(word, _WORD), _Cell(sentence, rest)])

    @property
    def _has_photo(self) -> bool:
        return self.sheet.file is not None and bool(self.sheet.file.photo)

    def _cells(self, row: Sequence[Pair], pair: float, narrow: float) -> list[_Cell]:
        if len(row) == 1:
            label, value = row[0]
            return [_Cell(label, _LABEL, bold=True), _Cell(value, self.width - _LABEL - narrow)]
        return [cell for label, value in row for cell in (_Cell(label, _LABEL, bold=True), _Cell(value, pair))]

    def _add_heading(self, text: str) -> None:
        self._rows.append((_HEADING + _GAP, [_Cell(text, self.width, bold=True)], True))

    def _add_row(self, cells: list[_Cell]) -> None:
        height = max(fit_cell(cell.text, cell.width, _ROW).height for cell in cells)
        self._rows.append((_ROW if height <= _ROW else height + PAD, cells, False))

    def _paginate(self) -> None:
        """Rows onto pages; a heading never stands alone at the foot."""
        y = self._top(first=True)
        page: list[tuple[float, float, list[_Cell], bool]] = []
        for at, (height, cells, is_heading) in enumerate(self._rows):
            needed = height + (self._rows[at + 1][0] if is_heading and at + 1 < len(self._rows) else 0)
            if page and y + needed > self.bottom - 6.0:
                self._sheets.append(page)
                page, y = [], self._top(first=False)
            page.append((y, height, cells, is_heading))
            y += height
        if y + 12.0 > self.bottom:  # the consent line stays with the last row
            self._sheets.append(page[:-1] or page)
            kept = page[-1:] if page[:-1] else []
            top = self._top(first=False)
            page = [(top, height, cells, is_heading) for _y, height, cells, is_heading in kept]
            y = top + sum(height for _y, height, _cells, _is in page)
        self._sheets.append(page)
        self._end = y

    def _top(self, *, first: bool) -> float:
        return self.paper.top + (14.0 if first else 2.0)

    def _draw_head(self, *, first: bool) -> None:
        if first:
            middle = self.left + self.width / 2
            self.pages.text(middle, self.paper.top + 3.0, content.TITLE, TITLE, align="centre", bold=TITLE_STROKE)
            self.pages.text(middle, self.paper.top + 10.5, self.sheet.station, SUBTITLE, align="centre")

    def _draw_row(self, y: float, height: float, cells: list[_Cell], *, is_heading: bool) -> None:
        if is_heading:
            self.pages.text(self.left, y + height - 2.6, cells[0].text, SUBTITLE, bold=_BOLD)
            return
        x = self.left
        for cell in cells:
            self.pages.box(x, y, cell.width, height, INNER)
            self._draw_cell(x, y, height, cell)
            x += cell.width

    def _draw_photo(self, rows: Sequence[tuple[float, float, list[_Cell], bool]]) -> None:
        """In a frame beside the first rows, which leave it room."""
        file = self.sheet.file
        if file is None or not file.photo:
            return
        beside = [row for row in rows[1 : _PHOTO_ROWS + 1] if sum(cell.width for cell in row[2]) < self.width - 1]
        if beside:
            top, height = beside[0][0], sum(row[1] for row in beside)
            x = self.left + self.width - _PHOTO
            self.pages.box(x, top, _PHOTO, height, INNER)
            self.pages.picture(x + PAD, top + PAD, _PHOTO - 2 * PAD, height - 2 * PAD, file.photo)

    def _draw_cell(self, x: float, y: float, height: float, cell: _Cell) -> None:
        """Text from the left in the middle of the cell's height."""
        fitted = fit_cell(cell.text, cell.width, _ROW)
        leading = fitted.size * LEADING / mm
        base = y + height / 2 - leading * len(fitted.lines) / 2 + leading / 2 + fitted.size * 0.37 / mm
        for number, line in enumerate(fitted.lines):
            self.pages.text(x + PAD + 0.6, base + number * leading, line, fitted.size, grey=0.35 if cell.bold else 0.0)

    def _draw_foot(self, number: int, count: int) -> None:
        """Consent below the last row, printer and page number at the foot of every page."""
        if number == count:
            self.pages.text(self.left, self._end + 7.0, content.consent(self.sheet), BODY)
        foot = self.paper.height - 9.0
        self.pages.line(self.left, foot - 4.5, self.left + self.width, foot - 4.5, INNER)
        self.pages.text(self.left, foot, content.footer(self.sheet), NOTE)
        page_number = _("第 {n} 页 共 {total} 页").format(n=number, total=count)
        if number > 1:
            page_number = "　".join(part for part in (content.whose(self.sheet), page_number) if part)
        self.pages.text(self.left + self.width, foot, page_number, NOTE, align="right")
