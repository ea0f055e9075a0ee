"""The header of a table: which rows it takes, and which field each column fills (domain.md §11 rule 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from station_app.core.checks import Refused
from station_app.core.dates import half_width
from station_app.core.texts import _
from station_app.features.people.rules.roster.labels import find_field, find_in_path
from station_app.features.people.rules.roster.merges import DEEPEST_HEADER
from station_app.spreadsheets.cells import Cell, Sheet, as_text, is_blank

_LONGEST_LABEL = 60
_NO_LABEL = re.compile(r":|[0-9]{4}(?:年[0-9]{1,2}月|[./-][0-9])")


@dataclass(frozen=True)
class Column:
    """One column of a table: where it is, what the paper calls it, which field it fills."""

    index: int
    label: str
    """group/sub where the header has two rows."""
    field: str
    """'' for a column the program does not know; category:A01 for one named after a category."""


def is_header(row: Sequence[Cell], own: Mapping[str, str]) -> bool:
    """Whether a row holds 姓名 and at least two other known labels."""
    if not own and not any(type(cell) is str and "名" in cell for cell in row):
        return False
    fields = {find_field(cell, own) for cell in row if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_LABEL}
    return "name" in fields and len(fields - {"", "name"}) >= 2


def header_at(
    sheet: Sheet, rows: Sequence[Sequence[Cell]], top: int, last_row: int, own: Mapping[str, str]
) -> tuple[tuple[int, ...], tuple[Column, ...]]:
    """The header beginning in row `top` of the filled-down `rows`: its rows and its columns. Refused: two lists."""
    depth = _depth(sheet, rows, top, last_row, own)
    header_rows = tuple(range(top, top + depth))
    paths = _paths(sheet, rows, header_rows)
    columns = tuple(Column(index, "/".join(path), find_in_path(path, own)) for index, path in enumerate(paths))
    _refuse_two_lists([column.field for column, path in zip(columns, paths, strict=True) if len(path) == 1], sheet.name)
    return header_rows, columns


def _refuse_two_lists(fields: Sequence[str], sheet_name: str) -> None:
    """Two lists side by side: reading only one of them would lose people without a word."""
    if fields.count("name") > 1 and fields.count("id_number") > 1:
        raise Refused(
            _(
                "工作表“{sheet}”里左右并排放了两份名单（有两个“姓名”和两个“身份证号”栏），只读一份会漏人，所以没有导入任何内容。"
                "请把右边的名单剪切到左边名单的下面，或另放一张工作表，再导入。"
            ).format(sheet=sheet_name)
        )


def _depth(sheet: Sheet, rows: Sequence[Sequence[Cell]], top: int, last_row: int, own: Mapping[str, str]) -> int:
    """1, or more when 姓名 is merged over several rows or sub-labels stand under grouped cells."""
    cells = rows[top]
    fields = [find_field(cell, own) if isinstance(cell, str) else "" for cell in cells]
    name = fields.index("name")
    for merge in sheet.merges:
        deep = merge.bottom - top >= DEEPEST_HEADER
        if merge.top <= top < merge.bottom and merge.left <= name <= merge.right and not deep:
            return min(merge.bottom, last_row - 1) - top + 1
    if top + 1 >= last_row:
        return 1
    under = sheet.rows[top + 1]
    words = {index: cell for index, cell in enumerate(under) if not is_blank(cell)}
    people = [index for index, field in enumerate(fields) if field in ("name", "id_number")]
    if not all(isinstance(cell, str) for cell in words.values()) or any(index in words for index in people):
        return 1
    known = any(find_in_path((as_text(cells[index]), str(cell)), own) for index, cell in words.items())
    grouped = any(is_blank(cells[index]) or _group_of(sheet, top, index) for index in words)
    return 2 if known and grouped else 1


def _group_of(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell belongs to a range merged over several columns."""
    return any(m.top <= row <= m.bottom and m.left <= column <= m.right and m.right > m.left for m in sheet.merges)


def _paths(sheet: Sheet, rows: Sequence[Sequence[Cell]], header_rows: tuple[int, ...]) -> list[tuple[str, ...]]:
    """For every column its labels from the top down; a label over merged cells counts for each column under it."""
    levels = list(header_rows)
    if levels[0] > 0 and _is_group_row(sheet, levels[0] - 1):
        levels.insert(0, levels[0] - 1)
    width = len(rows[header_rows[0]])
    texts = []
    for level in levels:
        cells = ["".join(as_text(cell).split()) for cell in rows[level]]
        for merge in sheet.merges:
            if merge.top <= level <= merge.bottom and merge.right > merge.left:
                text = "".join(as_text(_at(rows, merge.top, merge.left)).split())
                for column in range(merge.left, min(merge.right, width - 1) + 1):
                    cells[column] = text
        texts.append(cells)
    _spread(texts)
    paths = []
    for column in range(width):
        path: list[str] = []
        for cells in texts:
            if cells[column] and (not path or path[-1] != cells[column]):
                path.append(cells[column])
        paths.append(tuple(path))
    return paths


def _spread(levels: list[list[str]]) -> None:
    """Where nothing is merged (CSV) a group label stands over its first column; blanks to its right belong to it."""
    for upper, lower in pairwise(levels):
        group = ""
        for column, text in enumerate(upper):
            if text:
                group = text if lower[column] and lower[column] != text else ""
            elif lower[column] and group:
                upper[column] = group
            else:
                group = ""


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """Whether the row above a header holds group labels: several cells, some merged over a few columns.

    The line 填报单位:… 负责人:… 2023年2月8日 between title and header is merged in the same way and holds none.
    """
    cells = [cell for cell in sheet.rows[row] if not is_blank(cell)]
    if any(_NO_LABEL.search(half_width(as_text(cell))) for cell in cells):
        return False
    return len(cells) >= 2 and any(
        m.top == row and m.right > m.left and not is_blank(_at(sheet.rows, row, m.left)) for m in sheet.merges
    )


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    """A cell, '' beyond the used rectangle (merges may reach further)."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
