"""Writing .xlsx: plain tables streamed, ledgers with a title and column widths; what is text stays text (F75)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from station_app.core.checks import Refused
from station_app.core.listing import Listing, Value
from station_app.core.texts import _
from station_app.spreadsheets.limits import CELL_TEXT

Column = tuple[str, int, bool]
"""Label, width in characters, whether the cells are text even when they are digits (ID numbers, phones, accounts)."""

_SURROGATE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_table(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, sheet: str = "") -> None:
    """One plain sheet with a bold, frozen header, written row by row.

    Text is never a formula or a link. Refused for a lone surrogate or a text no cell can hold; OSError from the disk.
    """
    with path.open("wb") as file:
        _write_plain(file, columns, rows, sheet)


def listing_workbook(listing: Listing) -> bytes:
    """A list from the screen as a plain sheet that can be filtered, printed across and imported again.

    Same refusals as write_table.
    """
    content = io.BytesIO()
    columns = [(c.label, max(6, round(c.width / 7)), c.is_text) for c in listing.columns]
    _write_plain(content, columns, listing.rows, listing.title)
    return content.getvalue()


def _write_plain(file: BinaryIO, columns: Sequence[Column], rows: Iterable[Sequence[Value]], sheet: str) -> None:
    from rustpy_xlsxwriter import Format, write_worksheet  # noqa: PLC0415 - only when something is written

    labels = _distinct([label for label, _width, _text in columns])
    formats = {}
    for label, (_label, _width, is_text) in zip(labels, columns, strict=True):
        if is_text:
            formats[label] = Format().set_num_format("@")
    records: Iterator[dict[str, Value]] = (
        dict(zip(labels, _checked(row, number, columns), strict=True)) for number, row in enumerate(rows, 2)
    )
    first = next(records, None)
    write_worksheet(
        _chain(first, records) if first is not None else [dict.fromkeys(labels)],
        file,
        sheet_name(sheet),
        freeze_row=1,
        bold_headers=True,
        column_widths={label: width for label, (_l, width, _t) in zip(labels, columns, strict=True)},
        column_formats=formats,
        datetime_format="yyyy-mm-dd",
        page_setup={"landscape": True, "paper_size": 9, "fit_to_pages": (1, 0), "repeat_rows": 0},
        ignore_errors=[label for label, (_l, _w, is_text) in zip(labels, columns, strict=True) if is_text],
    )


def write_ledger(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, sheet: str = ""
) -> None:
    """A ledger_workbook in a file; OSError from the disk."""
    path.write_bytes(ledger_workbook(title, columns, rows, sheet=sheet))


def ledger_workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, sheet: str = ""
) -> bytes:
    """One sheet for people to read and print: a title over the table, borders, widths, header on every page.

    Same refusals as write_table.
    """
    import xlsxwriter  # noqa: PLC0415 - only when something is written

    content = io.BytesIO()  # on a full disk the zip archive would try again when it is collected
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet_name(sheet))
        heading = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
        body = {"border": 1, "valign": "vcenter", "text_wrap": True}
        as_text, as_number = book.add_format(body | {"num_format": "@"}), book.add_format(body)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, 1)
        page.freeze_panes(2, 0)
        page.set_row(0, 30)
        if len(columns) > 1:
            page.merge_range(0, 0, 0, len(columns) - 1, "", heading)
        page.write_string(0, 0, _checked([title], 1, columns)[0] or "", heading)
        for index, (label, width, is_text) in enumerate(columns):
            page.set_column(index, index, width, as_text if is_text else None)
            page.write_string(1, index, label, head)
        for number, row in enumerate(rows, 2):
            for index, value in enumerate(_checked(row, number + 1, columns)):
                cell_format = as_text if columns[index][2] else as_number
                if value is None or value == "":
                    page.write_blank(number, index, None, cell_format)
                elif isinstance(value, str) or columns[index][2]:
                    page.write_string(number, index, str(value), cell_format)
                else:
                    page.write_number(number, index, value, cell_format)
    return content.getvalue()


def sheet_name(text: str) -> str:
    """A name that Excel accepts for a sheet: up to 31 characters, without []:*?/ and outer apostrophes."""
    return _NOT_IN_SHEET_NAMES.sub(" ", text).strip(" '")[:31].strip(" '") or "Sheet1"


def _checked(row: Sequence[Value], number: int, columns: Sequence[Column]) -> list[Value]:
    values: list[Value] = []
    for index, value in enumerate(row):
        kept = str(value) if columns[index][2] and value is not None else value
        if isinstance(kept, str):
            if not kept.isascii() and _SURROGATE.search(kept):
                raise Refused(
                    _("第 {row} 行“{label}”里有残缺的字符，写进表格后文件会打不开，没有导出。请先改正这个字。").format(
                        row=number, label=columns[index][0]
                    )
                )
            if len(kept) > CELL_TEXT:
                raise Refused(
                    _("第 {row} 行“{label}”超过 {n} 个字，表格的一格放不下，没有导出。").format(
                        row=number, label=columns[index][0], n=CELL_TEXT
                    )
                )
        values.append(kept)
    return values


def _distinct(labels: Sequence[str]) -> list[str]:
    """The same label twice gets a number: the streaming writer knows columns by name."""
    seen: dict[str, int] = {}
    named = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        named.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return named


def _chain(first: dict[str, Value], rest: Iterator[dict[str, Value]]) -> Iterator[dict[str, Value]]:
    yield first
    yield from rest
