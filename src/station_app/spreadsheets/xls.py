"""Reading .xls, and .et that holds the same records: cells and merges by calamine, the rest from the records."""

from __future__ import annotations

import io
import struct
from typing import Any

from python_calamine import CalamineWorkbook

from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.biff import SheetMarks, scan
from station_app.spreadsheets.calamine import guarded, state_of
from station_app.spreadsheets.cells import Merge, Sheet
from station_app.spreadsheets.formats import month_of
from station_app.spreadsheets.ole import read_streams


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """All work sheets in the order of the workbook. Refused: locked, damaged, too large, or another kind of file."""
    streams = read_streams(data)
    if "EncryptedPackage" in streams:
        raise limits.locked()
    stream = streams.get("Workbook") or streams.get("WORKBOOK") or streams.get("Book") or streams.get("BOOK")
    if stream is None:
        raise limits.foreign(".doc" if "WordDocument" in streams else _("不认识的旧格式"))
    try:
        marks = scan(stream)
    except (struct.error, IndexError):
        raise limits.damaged(_("内容有错")) from None
    with guarded():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for index, meta in enumerate(book.sheets_metadata):
            found = book.get_sheet_by_name(meta.name)
            mark = marks[index] if index < len(marks) else SheetMarks()
            rows: list[list[Any]] = found.to_python(skip_empty_area=False)
            for row, column in mark.month_cells:
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = month_of(rows[row][column]) or rows[row][column]
            merges = tuple(Merge(*first, *last) for first, last in found.merged_cell_ranges or ())
            sheets.append(
                Sheet(meta.name, rows, state_of(meta), merges, frozenset(mark.hidden_rows), tuple(mark.error_cells))
            )
        return tuple(sheets)
