"""Reading .ods: one bounded pass over content.xml, because calamine tells neither merges nor hidden rows of it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.cells import Cell, Merge, Sheet, YearMonth
from station_app.spreadsheets.zipped import Zipped

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_FAR = 1 << 20


@dataclass
class _Styles:
    """Tables that are not shown, and cell styles that show a date without its day."""

    hidden_tables: set[str] = field(default_factory=set)
    month_formats: set[str] = field(default_factory=set)
    month_cells: set[str] = field(default_factory=set)
    text: int = 0
    """Bytes of words in all cells so far."""


@dataclass
class _Page:
    """One sheet while it is read."""

    name: str
    state: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    column_styles: list[str] = field(default_factory=list)
    """The usual cell style of each column, from the left."""
    next_row: int = 0
    cells: int = 0


def read_ods(archive: Zipped) -> tuple[Sheet, ...]:
    """All sheets; Refused when the file is locked, damaged or far too large."""
    if "meta-inf/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise limits.locked()
    content = archive.read("content.xml", most_tags=limits.TAGS_OF_OPEN_DOCUMENT)
    for name in archive.names():
        if name not in ("content.xml", "meta-inf/manifest.xml"):
            archive.read(name, keep=False)
    try:
        return tuple(_sheets(content))
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise limits.damaged(_("内容有错")) from None


def _sheets(content: bytes) -> list[Sheet]:
    styles = _Styles()
    pages: list[_Page] = []
    page: _Page | None = None
    depth = 0
    for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        tag = element.tag
        if tag == _TABLE + "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                shown = element.get(_TABLE + "style-name") not in styles.hidden_tables
                page = _Page(element.get(_TABLE + "name", ""), "visible" if shown else "hidden")
                pages.append(page)
                if len(pages) > limits.SHEETS:
                    raise limits.too_large(_("里面有 {n} 张以上的工作表").format(n=limits.SHEETS))
            elif event == "end" and depth == 0:
                page = None
                element.clear()
        elif event == "start":
            continue
        elif tag == _STYLE + "style":
            _note_style(element, styles)
        elif tag == _NUMBER + "date-style":
            parts = {part.tag for part in element}
            if _NUMBER + "year" in parts and _NUMBER + "month" in parts and _NUMBER + "day" not in parts:
                styles.month_formats.add(element.get(_STYLE + "name", ""))
        elif page is not None and depth == 1 and tag == _TABLE + "table-column":
            style = element.get(_TABLE + "default-cell-style-name", "")
            room = limits.COLUMNS - len(page.column_styles)
            page.column_styles += [style] * min(_count(element, "number-columns-repeated"), room)
        elif page is not None and depth == 1 and tag == _TABLE + "table-row":
            _read_row(element, page, styles)
            element.clear()
    return [_finished(page) for page in pages]


def _finished(page: _Page) -> Sheet:
    width = max(map(len, page.rows), default=0)
    if width * len(page.rows) > limits.CELLS:
        raise limits.too_large(_("工作表“{sheet}”有 {n} 行 {m} 列").format(sheet=page.name, n=len(page.rows), m=width))
    rows = [row + [""] * (width - len(row)) for row in page.rows]
    return Sheet(page.name, rows, page.state, tuple(page.merges), frozenset(page.hidden))


def _note_style(element: Element, styles: _Styles) -> None:
    name = element.get(_STYLE + "name", "")
    if element.get(_STYLE + "family") == "table":
        if any(part.get(_TABLE + "display") == "false" for part in element):
            styles.hidden_tables.add(name)
    elif element.get(_STYLE + "data-style-name") in styles.month_formats:
        styles.month_cells.add(name)


def _count(element: Element, name: str) -> int:
    return max(1, min(int(element.get(_TABLE + name, "1")), _FAR))


def _read_row(element: Element, page: _Page, styles: _Styles) -> None:
    """One row, repeated as often as it says; rows and cells without content are only counted."""
    times = _count(element, "number-rows-repeated")
    row: list[Cell] = []
    gap = column = 0
    for cell in element:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        repeat = _count(cell, "number-columns-repeated")
        value = _value(cell, _is_month(cell, column, page, styles)) if cell.tag == _TABLE + "table-cell" else ""
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            page.merges.append(Merge(page.next_row, column, page.next_row + down - 1, column + across - 1))
        column += repeat
        if value == "":
            gap += repeat
            continue
        if column > limits.COLUMNS:
            raise limits.far_cell(
                page.name, _("第 {row} 行第 {column} 列").format(row=page.next_row + 1, column=column)
            )
        row += [""] * gap + [value] * repeat
        gap = 0
    visible = element.get(_TABLE + "visibility", "visible") == "visible"
    if row:
        page.cells += len(row) * times
        styles.text += sum(3 * len(value) for value in row if isinstance(value, str)) * times
        limits.refuse_much_text(styles.text)
        if page.next_row + times > limits.ROWS or page.cells > limits.CELLS:
            raise limits.far_cell(page.name, _("第 {row} 行").format(row=page.next_row + times))
        page.rows += [[] for _gap in range(page.next_row - len(page.rows))]
        page.rows += [list(row) for _time in range(times)]
        if not visible:
            page.hidden.update(range(page.next_row, page.next_row + times))
    page.next_row += times


def _is_month(cell: Element, column: int, page: _Page, styles: _Styles) -> bool:
    if not styles.month_cells or cell.get(_OFFICE + "value-type") != "date":
        return False
    name = cell.get(_TABLE + "style-name")
    if name is None:
        name = page.column_styles[column] if column < len(page.column_styles) else ""
    return name in styles.month_cells


def _value(cell: Element, is_month: bool) -> Any:
    kind = cell.get(_OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(_OFFICE + "value", "0"))
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true"
    if kind == "date":
        moment = dt.datetime.fromisoformat(cell.get(_OFFICE + "date-value", "").removesuffix("Z"))
        if is_month:
            return YearMonth(moment.year, moment.month)
        return moment if moment.time() != dt.time() else moment.date()
    if sum(_spaces(part) for part in cell.iter(_TEXT + "s")) > limits.CELL_TEXT:
        raise limits.too_large(_("一个单元格里有太多空格"))
    text = "\n".join(_text(part) for part in cell if part.tag == _TEXT + "p")
    return text or cell.get(_OFFICE + "string-value", "")


def _text(part: Element) -> str:
    """Text of a paragraph with its spaces, tabs and line breaks; comments are no content."""
    if part.tag == _TEXT + "s":
        return " " * _spaces(part)
    if part.tag == _TEXT + "tab":
        return "\t"
    if part.tag == _TEXT + "line-break":
        return "\n"
    if part.tag == _OFFICE + "annotation":
        return ""
    return (part.text or "") + "".join(_text(child) + (child.tail or "") for child in part)


def _spaces(part: Element) -> int:
    return min(int(part.get(_TEXT + "c", "1")), 1000)
