"""Forms on A4: boxes, the table's head on every page, rows that wrap and grow, lines to sign, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.documents import barcode, grid_rows
from station_app.documents.cells import BODY, EMPTY, LEADING, PAD, Cell, draw_cell, fit_cell, flowing
from station_app.documents.fonts import FORM
from station_app.documents.form_frame import SUBTITLE, TITLE, TITLE_STROKE, sign_rows, top_of
from station_app.documents.grid import Below, Fill, FilledForm, TableForm, filled_in
from station_app.documents.grid_rows import INNER, Band
from station_app.documents.page import LANDSCAPE, PORTRAIT, Pages, Paper, mm

__all__ = [
    "BODY",
    "INNER",
    "LEADING",
    "NOTE",
    "PAD",
    "SUBTITLE",
    "TITLE",
    "TITLE_STROKE",
    "draw_form",
    "draw_forms",
    "fit_cell",
]

NOTE, TINY = 9.0, 7.0
HEAD_ROW = 9.0
SIGN_ROW = 13.0  # room for a seal and a signature (forms.md: at least 12 mm)
NOTE_ROW = 4.8
WRITING_LINE = 9.0  # mm
OUTER = 1.0  # pt
HEAD_STROKE = 0.3  # pt; makes the one weight that is shipped bold
SHADE = 0.9  # grey of a column's ground
BARCODE_HEIGHT, BARCODE_MODULE = 6.5, 0.3  # mm


@dataclass(frozen=True)
class _Row:
    """One row of the table; `across` = a single cell over the whole width."""

    cells: tuple[Cell, ...]
    height: float
    across: bool = False


@dataclass
class _Sheet:
    """What stands on one page."""

    bands: list[Band] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    below: list[tuple[Cell, int]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.bands or self.rows or self.below)


def draw_form(filled: FilledForm) -> bytes:
    """One filled or blank form as a PDF; Refused when a character cannot be printed or a row is higher than a page."""
    return draw_forms([filled])


def draw_forms(parts: Sequence[FilledForm]) -> bytes:
    """Several forms in one PDF, each numbered from page 1 (a sign-in sheet for each day)."""
    FORM.check(_texts(parts))
    first = parts[0].form
    pages = Pages(_paper(first), FORM, first.title)
    for part in parts:
        _FormDrawing(pages, part).draw()
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
        yield from (below.text for below in form.below)
        for row in (*form.fixed_rows, *part.rows):
            yield from row.values()
        for cell in (cell for line in form.grid for cell in line.cells):
            yield from (cell.label, cell.blank, cell.below, cell.sign, *(column.label for column in cell.columns))
        for rows in part.tables.values():
            for row in rows:
                yield from row.values()


class _FormDrawing:
    """Lays one form out on its pages and draws them."""

    def __init__(self, pages: Pages, part: FilledForm) -> None:
        self.pages = pages
        self.part = part
        self.form = part.form
        self.paper = _paper(part.form)
        self.left = self.paper.left
        self.widths = [column.width for column in self.form.columns]
        self.head = [
            fit_cell(filled_in(column.label, part.values), column.width, body=self.form.body)
            for column in self.form.columns
        ]
        self.head_height = max([HEAD_ROW, *(cell.height for cell in self.head)]) if self.head else 0.0
        self.notes = [
            line
            for note in self.form.printed_notes
            for line in flowing(filled_in(note, part.values), self.paper.usable, NOTE).lines
        ]
        signing = len(sign_rows(self.form.sign, part.values, self.paper))
        self.foot_height = SIGN_ROW * signing + NOTE_ROW * len(self.notes)
        self.foot_everywhere = bool(self.form.columns)
        self.tops = {first: self._top_height(part.values, first=first) for first in (True, False)}

    def draw(self) -> None:
        """All pages of the form."""
        sheets = self._paginate()
        for number, sheet in enumerate(sheets, start=1):
            self.pages.resize(self.paper)
            values = {**self.part.values, "page": str(number), "pages": str(len(sheets))}
            y = self._draw_top(values, first=number == 1)
            y = self._draw_body(y, sheet)
            y = self._draw_below(y, sheet.below)
            if self.foot_everywhere or number == len(sheets):
                self._draw_signing(y, values)
            self._draw_foot(values, number, len(sheets))
            self.pages.end_page()

    # --- what goes on which page

    def _paginate(self) -> list[_Sheet]:
        """Boxes first, then rows: at most the stated number on a page, fewer where they have grown."""
        sheets = [_Sheet()]
        for group in grid_rows.bands(self.part, self._room(_Sheet(), first=False)):
            if not sheets[-1].is_empty and not self._fits(sheets, sum(band.height for band in group)):
                sheets.append(_Sheet())
            sheets[-1].bands.extend(group)
        if self.form.columns:
            self._place_rows(sheets)
        self._place_below(sheets)
        if not self.foot_everywhere and not self._fits(sheets, self.foot_height):
            last = sheets[-1].bands
            moved = [last.pop()] if len(last) > 1 else []
            sheets.append(_Sheet(bands=moved))
        return sheets

    def _place_rows(self, sheets: list[_Sheet]) -> None:
        filling = self.part.fill is not Fill.BLANK
        rows = list(self.part.rows) if filling else []
        texts = rows or list(self.form.fixed_rows)
        closing = [self._closing()] if self.part.closing and filling else []
        below = sum(self._below_height(*each) for each in self._below()) if not rows else 0.0
        for row in texts:
            self._place(sheets, self._row(row))
        totals = sum(row.height for row in closing)
        if closing and not self._fits(sheets, totals, row=True):
            # Totals never stand alone on a page: the last row goes over with them.
            last = sheets[-1].rows
            sheets.append(_Sheet(rows=[last.pop()] if len(last) > 1 else []))
        if (self.part.fill is not Fill.FILLED or not texts) and not self.form.fixed_rows:
            blank = _Row(tuple(EMPTY for _column in self.widths), self.form.row_height)
            while (
                self._fits(sheets, blank.height + totals + below, row=True)
                and len(sheets[-1].rows) < self.form.rows_per_page
            ):
                sheets[-1].rows.append(blank)
        sheets[-1].rows.extend(closing)

    def _place(self, sheets: list[_Sheet], row: _Row) -> None:
        full = len(sheets[-1].rows) >= self.form.rows_per_page
        if full or (not sheets[-1].is_empty and not self._fits(sheets, row.height, row=True)):
            sheets.append(_Sheet())
        sheets[-1].rows.append(row)

    def _place_below(self, sheets: list[_Sheet]) -> None:
        for cell, lines in self._below():
            if not self._fits(sheets, self._below_height(cell, lines)):
                sheets.append(_Sheet())
            sheets[-1].below.append((cell, lines))

    def _fits(self, sheets: list[_Sheet], height: float, *, row: bool = False) -> bool:
        sheet = sheets[-1]
        head = self.head_height if row and not sheet.rows else 0.0
        return height + head <= self._room(sheet, first=len(sheets) == 1) + 0.001

    def _room(self, sheet: _Sheet, *, first: bool) -> float:
        """mm that are left on a page."""
        paper = self.paper
        foot = self.foot_height if self.foot_everywhere else 0.0
        used = sum(band.height for band in sheet.bands) + sum(row.height for row in sheet.rows)
        used += self.head_height if sheet.rows else 0.0
        used += sum(self._below_height(*each) for each in sheet.below)
        return paper.height - paper.bottom - foot - self.tops[first] - used

    def _row(self, row: Mapping[str, str]) -> _Row:
        texts = [row.get(column.name, "") for column in self.form.columns]
        cells = tuple(
            fit_cell(text, width, self.form.row_height, body=self.form.body)
            for text, width in zip(texts, self.widths, strict=True)
        )
        height = max(cell.height for cell in cells)
        height = self.form.row_height if height <= self.form.row_height else height + PAD
        if height > self._room(_Sheet(), first=False) - self.head_height:
            worst = max(range(len(cells)), key=lambda index: cells[index].height)
            sentence = _("“{label}”一栏有 {n} 个字，一页纸放不下。资料没有改动，请缩短后再打印。").format(
                label=self.form.columns[worst].label, n=len(texts[worst])
            )
            raise Refused([Problem("", sentence, "TEXT_TOO_LONG")])
        return _Row(cells, height)

    def _closing(self) -> _Row:
        cell = fit_cell(self.part.closing, sum(self.widths))
        return _Row((cell,), max(self.form.row_height, cell.height), across=True)

    def _below(self) -> list[tuple[Cell, int]]:
        """Words below the table with the number of empty lines to write on."""
        return [self._question(each) for each in self.form.below]

    def _question(self, below: Below) -> tuple[Cell, int]:
        values = self.part.values if self.part.fill is not Fill.BLANK else {}
        text = filled_in(below.text, values)
        answered = any(values.get(name) for name in _slots(below.text))
        return flowing(text.rstrip("　"), self.paper.usable, self.form.body), 0 if answered else below.lines

    @staticmethod
    def _below_height(cell: Cell, lines: int) -> float:
        return cell.height + 3.0 + WRITING_LINE * lines

    # --- top

    def _top_height(self, values: Mapping[str, str], *, first: bool) -> float:
        if not first and not self.foot_everywhere:
            return self.paper.top
        return self.paper.top + top_of(self.form, values, self.paper).height

    def _draw_top(self, values: Mapping[str, str], *, first: bool) -> float:
        """Title, subtitle and header line; returns where the body begins. Later pages of boxes only name the form."""
        if not first and not self.foot_everywhere:
            title = filled_in(self.form.title, values)
            self.pages.text(self.left, self.paper.top - 2.0, _("{title}（续）").format(title=title), NOTE)
        else:
            top_of(self.form, values, self.paper).draw(self.pages, self.paper)
        return self._top_height(values, first=first)

    # --- body

    def _draw_body(self, top: float, sheet: _Sheet) -> float:
        """Boxes and table inside one frame; returns its lower edge."""
        y = top
        heights = [band.height for band in sheet.bands]
        for number, band in enumerate(sheet.bands):
            band.draw(self.pages, self.left, y, heights[number:])
            y += band.height
        if sheet.rows:
            y = self._draw_table(y, sheet.rows)
        if y > top:
            self.pages.box(self.left, top, self.paper.usable, y - top, OUTER)
        return y

    def _draw_table(self, top: float, rows: Sequence[_Row]) -> float:
        """Head and rows with their lines; returns the lower edge."""
        total = sum(self.widths)
        columns_end = top + self.head_height + sum(row.height for row in rows if not row.across)
        self._draw_shades(top, columns_end)
        y = top
        self._draw_cells(y, self.head, self.head_height, bold=HEAD_STROKE)
        y += self.head_height
        for row in rows:
            self.pages.line(self.left, y, self.left + total, y, INNER)
            if row.across:
                draw_cell(self.pages, self.left, y, total, row.height, row.cells[0], wanted="left")
            else:
                self._draw_cells(y, row.cells, row.height)
            y += row.height
        x = self.left
        for width in self.widths[:-1]:
            x += width
            self.pages.line(x, top, x, columns_end, INNER)
        return y

    def _draw_shades(self, top: float, bottom: float) -> None:
        x = self.left
        for column in self.form.columns:
            if column.name in self.part.shaded:
                self.pages.shade(x, top, column.width, bottom - top, SHADE)
            x += column.width

    def _draw_cells(self, y: float, cells: Sequence[Cell], height: float, bold: float = 0.0) -> None:
        x = self.left
        for cell, column in zip(cells, self.form.columns, strict=True):
            wanted = None if bold else column.align
            draw_cell(self.pages, x, y, column.width, height, cell, bold=bold, wanted=wanted)
            x += column.width

    # --- foot

    def _draw_below(self, y: float, below: Sequence[tuple[Cell, int]]) -> float:
        for cell, lines in below:
            draw_cell(self.pages, self.left - PAD, y + 3.0, self.paper.usable, cell.height, cell, wanted="left")
            y += self._below_height(cell, 0)
            for _line in range(lines):
                y += WRITING_LINE
                self.pages.line(self.left, y - 1.0, self.left + self.paper.usable, y - 1.0, INNER)
        return y

    def _draw_signing(self, y: float, values: Mapping[str, str]) -> None:
        """Notes and lines to sign."""
        for note in self.notes:
            y += NOTE_ROW
            self.pages.text(self.left, y, note, NOTE)
        for row in sign_rows(self.form.sign, values, self.paper):
            row.draw(self.pages, self.paper, y + SIGN_ROW - 4.0)
            y += SIGN_ROW

    def _draw_foot(self, values: Mapping[str, str], number: int, count: int) -> None:
        """Page number, barcode, and for forms that leave the station their id and the print date."""
        pages, paper = self.pages, self.paper
        foot = paper.height - 9.0
        page_number = _("第 {n} 页 共 {total} 页").format(n=number, total=count)
        pages.text(self.left + paper.usable / 2, foot, page_number, NOTE, align="centre")
        if self.part.barcode:
            width = barcode.width_of(self.part.barcode, BARCODE_MODULE)
            pages.raw(barcode.ops(self.part.barcode, self.left * mm, 9.0 * mm, width * mm, BARCODE_HEIGHT * mm))
            under = self.left + width / 2
            pages.text(under, paper.height - 6.0, self.part.barcode, TINY, align="centre")
        if self.form.leaves_station:
            mark = f"{self.form.form_id}　{values.get('printed_on', '')}".rstrip()
            pages.text(paper.width - paper.right, foot, mark, TINY, align="right")


def _slots(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]
