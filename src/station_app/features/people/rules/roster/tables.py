"""Finding the table in a messy sheet: header rows, columns, what is no data (domain.md §11 rules 1–3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from station_app.features.people.rules.roster import merges
from station_app.features.people.rules.roster.headers import Column, header_at, is_header
from station_app.features.people.rules.roster.labels import plain_label
from station_app.spreadsheets.cells import Cell, Sheet, as_text, is_blank

_NO_DATA = ("合计", "小计", "总计", "共", "填表", "制表", "审核", "备注", "说明", "注:", "负责人", "单位(盖章)")
EXAMPLE_ID = "419999198008080001"
"""On the example row of our own blank rosters; no county has this code and nobody the sequence 000: never a person."""
_ID_LIKE = re.compile(r"[0-9]{14,17}[0-9Xx]")


@dataclass(frozen=True)
class Section:
    """The rows under one header, up to the next different one."""

    header_rows: tuple[int, ...]
    """0-based."""
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    """0-based rows of data."""


@dataclass(frozen=True)
class Table:
    """What was found in one sheet."""

    sheet: Sheet
    rows: Sequence[Sequence[Cell]]
    """The sheet's rows with vertically merged cells filled down."""
    sections: tuple[Section, ...]
    last_row: int
    """Number of rows up to the last one with anything in it."""


def find_table(sheet: Sheet, own_labels: Mapping[str, str]) -> Table | None:
    """The table of a sheet; None when no row holds 姓名 and at least two other known labels."""
    last_row = len(sheet.rows)
    while last_row and all(cell == "" or is_blank(cell) for cell in sheet.rows[last_row - 1]):
        last_row -= 1
    merged = merges.apart(sheet.merges)
    rows = merges.fill_down(sheet.rows[:last_row], merged)
    merges_by_row = merges.by_row(merged)
    starts: list[tuple[tuple[int, ...], tuple[Column, ...]]] = []
    headers: set[int] = set()
    id_column = -1
    for index in range(last_row):
        row = rows[index]
        if id_column >= 0 and str(row[id_column])[:1].isdigit():
            continue  # somebody's number, no label
        if index in headers or not is_header(row, own_labels):
            continue
        nearby = replace(sheet, merges=merges.around(merges_by_row, index))
        header_rows, columns = header_at(nearby, rows, index, last_row, own_labels)
        headers.update(header_rows)
        if not starts or _differs(columns, starts[-1][1]):
            starts.append((header_rows, columns))
            id_column = next((column.index for column in columns if column.field == "id_number"), -1)
    if not starts:
        return None
    sections = []
    for position, (header_rows, columns) in enumerate(starts):
        end = starts[position + 1][0][0] if position + 1 < len(starts) else last_row
        people = [next((c.index for c in columns if c.field == name), -1) for name in ("name", "id_number")]
        data = tuple(
            index
            for index in range(header_rows[-1] + 1, end)
            if index not in headers and _is_data(sheet.rows[index], rows[index], people[0], people[1])
        )
        sections.append(Section(header_rows, columns, data))
    return Table(sheet, rows, tuple(sections), last_row)


def _differs(columns: Sequence[Column], before: Sequence[Column]) -> bool:
    """Whether a header further down is another table, not the same header again after a page break (rule 1)."""
    firsts = [plain_label(column.label.split("/")[0]) for column in columns]
    if firsts == [plain_label(column.label.split("/")[0]) for column in before]:
        return False
    return [(c.index, c.field) for c in columns if c.field] != [(c.index, c.field) for c in before if c.field]


def _is_data(raw: Sequence[Cell], filled: Sequence[Cell], name: int, number: int) -> bool:
    """Rule 2: totals and notes are dropped first; of the rest a row counts when its name or ID cell is filled."""
    first = next((index for index, cell in enumerate(raw) if cell != "" and not is_blank(cell)), None)
    if first is None:
        return False
    if number >= 0 and raw[number] == EXAMPLE_ID:
        return False
    cell = raw[first]
    if isinstance(cell, str) and plain_label(cell).startswith(_NO_DATA):
        # A village may be called 共和村: a row that holds an ID number is a person, not a total.
        return number not in (-1, first) and bool(_ID_LIKE.fullmatch(plain_label(as_text(raw[number]))))
    if all(index < 0 or is_blank(filled[index]) for index in (name, number)):
        return False
    return not (cell in (1, "1") and _counts_columns(raw))


def _counts_columns(row: Sequence[Cell]) -> bool:
    """The row 1 2 3 4 … that official forms print under their header."""
    words = [as_text(cell) for cell in row if not is_blank(cell)]
    if len(words) < 4 or not all(word.isdecimal() and len(word) < 4 for word in words):
        return False
    return all(int(after) - int(before) == 1 for before, after in pairwise(words))
