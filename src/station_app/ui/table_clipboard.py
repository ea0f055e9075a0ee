"""Cells to and from WPS: tab-separated text as it copies and pastes it, quotes included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from station_app.core.texts import _
from station_app.ui.columns import Column

if TYPE_CHECKING:
    from station_app.ui.table import Table

_MOST_TOLD = 8
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]|\Z)')
"""What is quoted, else what is plain, and what ends the cell."""


def copy(table: Table, *, with_head: bool = False) -> None:
    """The selected rows, or the selected cells where single cells are selected; only what is in sight, as it is."""
    source, picked = table.source, table.selectionModel()
    whole = {index.row() for index in picked.selectedRows()}
    columns = table.shown_columns()
    rows = sorted(whole)
    if not whole:
        cells = picked.selectedIndexes()
        rows = sorted({index.row() for index in cells})
        columns = [place for place in columns if any(index.column() == place for index in cells)]
    lines = ["\t".join(source.columns[c].label for c in columns)] if with_head else []
    lines += ["\t".join(_cell(source.cell(row, c)) for c in columns) for row in rows]
    if rows:
        QGuiApplication.clipboard().setText("\n".join(lines))


def _cell(text: str) -> str:
    """One cell as WPS takes it: on one line; one that begins with a quote is quoted, as it would be read."""
    line = " ".join(text.split())
    return '"' + line.replace('"', '""') + '"' if line.startswith('"') else line


def is_editable(table: Table) -> bool:
    """The list has cells that can be typed into."""
    return table.source.editable is not None and (table.source.edited is not None or table.source.pasted is not None)


def block(text: str) -> list[list[str]]:
    """The cells of a pasted text; WPS quotes a cell that holds a tab, a line break or a quote.

    A quote that is never closed belongs to its cell: it does not swallow the cells behind it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    for quoted, plain, end in _CELL.findall(text):
        rows[-1].append(quoted.replace('""', '"') or plain)
        if not end:
            break
        if end == "\n":
            rows.append([])
    return rows


def paste(table: Table) -> None:
    """Put the copied block from the current cell to the right and down; the owner gets what is good in one go.

    What cannot be typed there or cannot be read is refused by row and column, in one message; the rest is kept.
    """
    start = table.currentIndex()
    cells = block(QGuiApplication.clipboard().text())
    if not start.isValid() or cells == [[""]]:
        return
    taken, refused = _sorted_out(table, start.row(), start.column(), cells)
    count = sum(len(typed) for _row, typed in taken)
    refused += table.edits.hand_over(taken)
    _report(table, count, refused)


def _sorted_out(
    table: Table, top: int, left: int, cells: Sequence[Sequence[str]]
) -> tuple[list[tuple[Any, dict[str, str]]], list[str]]:
    """What may be kept, by row; and what is refused, in words."""
    source = table.source
    columns = [
        place for place in table.shown_columns() if table.head.visualIndex(place) >= table.head.visualIndex(left)
    ]
    rows = range(top, min(top + len(cells), source.rowCount()))
    taken: list[tuple[Any, dict[str, str]]] = []
    refused: list[str] = []
    for number, line in zip(rows, cells, strict=False):
        typed: dict[str, str] = {}
        for place, pasted in zip(columns, line, strict=False):
            column = source.columns[place]
            text = pasted.strip() if getattr(column.kind, "lines", 1) > 1 else " ".join(pasted.split())
            if text == source.cell(number, place):
                continue
            why = "" if source.is_editable(number, place) else _("这一格不能在这里改。")
            why = why or _unreadable(column, text)
            if why:
                refused.append(_("第 {n} 行“{label}”：{why}").format(n=number + 1, label=column.label, why=why))
            else:
                typed[column.name] = text
        if typed:
            taken.append((source.row_at(number), typed))
    if len(cells) > len(rows):
        refused.append(_("复制的内容比列表多 {n} 行，多出的没有粘贴。").format(n=len(cells) - len(rows)))
    width = max(map(len, cells))
    if width > len(columns):
        refused.append(_("复制的内容比列表多 {n} 列，多出的没有粘贴。").format(n=width - len(columns)))
    return taken, refused


def _unreadable(column: Column, text: str) -> str:
    """Why a column's kind cannot take a text; '' when it can."""
    if column.kind is None or not text:
        return ""
    try:
        value = column.kind.parse(text)
        if value is not None:
            column.kind.check(value)
    except ValueError as refusal:
        return str(refusal)
    return ""


def _report(table: Table, count: int, refused: Sequence[str]) -> None:
    from station_app.ui import messages  # noqa: PLC0415 - the kit's dialogs are for the rare case
    from station_app.ui.table_keys import desk_of  # noqa: PLC0415 - it knows this module

    if not refused:
        desk = desk_of(table)
        if desk is not None and count:
            desk.say(_("已粘贴 {n} 格，按 Ctrl+Z 可以撤销").format(n=count), "accent")
        return
    rest = [_("还有 {n} 条。").format(n=len(refused) - _MOST_TOLD)] if len(refused) > _MOST_TOLD else []
    messages.tell(table, _("粘贴了 {n} 格，有的没有粘贴").format(n=count), *refused[:_MOST_TOLD], *rest)
