"""What a spreadsheet says, as plain data: the same for .xlsx, .xls, .ods and CSV, without a judgement about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class YearMonth(NamedTuple):
    """A date cell whose number format shows no day (yyyy.mm): only year and month are meant."""

    year: int
    month: int


Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | YearMonth
"""One cell as stored; '' is an empty cell. The type tells a number from digits written as text."""


class Merge(NamedTuple):
    """A merged range, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; row index 0 is row 1 of the file."""

    name: str
    rows: Sequence[Sequence[Cell]]
    state: str = "visible"
    """visible, hidden or very_hidden."""
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    error_cells: tuple[tuple[int, int], ...] = ()
    """Row and column, 0-based, of formulas that came to nothing (#N/A, #REF!); these cells read as empty."""
    typed: bool = True
    """False for CSV: every cell is text there, also what was a number in the clerk's table."""


@dataclass(frozen=True)
class Workbook:
    """One file as read."""

    file_name: str
    file_hash: str
    """SHA-256 of the file's bytes, hexadecimal."""
    form: str
    """xlsx, xls, ods or csv: what the content is, whatever the name ends in."""
    sheets: tuple[Sheet, ...] = field(repr=False, default=())


ERROR_WORDS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a formula shows that came to nothing."""


def without_errors(sheet: Sheet) -> Sheet:
    """The same sheet where such words are empty cells and told in `error_cells` (CSV and .ods hold them as text)."""
    places = tuple(
        (number, column)
        for number, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if cell.__class__ is str and cell[:1] == "#" and cell in ERROR_WORDS
    )
    if not places:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for number, column in places:
        rows[number][column] = ""
    return replace(sheet, rows=rows, error_cells=(*sheet.error_cells, *places))


def is_number(cell: Cell) -> bool:
    """Whether the cell holds a number (a date or a yes/no does not count)."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def digits_lost(cell: Cell) -> bool:
    """A number of more than 15 digits: the program that stored it kept only the first 15 (domain.md §11 rule 5)."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= 1e15


def as_text(cell: Cell) -> str:
    """The cell as words: 15400007777.0 → 15400007777, a date in ISO form, outer white space gone."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return format(cell, ".0f") if cell == cell // 1 else repr(cell)
    if isinstance(cell, YearMonth):
        return f"{cell.year:04}-{cell.month:02}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    return str(cell)


BLANKS = "\u200b\ufeff \t\r\n\xa0\u3000"
"""Characters that show nothing."""


def is_blank(cell: Cell) -> bool:
    """Nothing to be seen in the cell."""
    return cell == "" or (isinstance(cell, str) and not cell.strip(BLANKS))
