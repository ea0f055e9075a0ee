"""Merged cells of a sheet, made cheap to ask: whatever a file claims, the work stays within the sheet's own cells."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.spreadsheets.cells import Cell, Merge, is_blank

DEEPEST_HEADER = 8
"""Rows that a header may take; a label merged over more is none."""


def apart(merges: Sequence[Merge]) -> list[Merge]:
    """The merges without those that overlap another one in its first column: no spreadsheet program writes such."""
    kept: list[Merge] = []
    for merge in sorted(merges, key=lambda m: (m.left, m.top, m.bottom)):
        if not kept or kept[-1].left != merge.left or merge.top > kept[-1].bottom:
            kept.append(merge)
    return kept


def by_row(merges: Sequence[Merge]) -> dict[int, list[Merge]]:
    """For every row (0-based) the merges that touch it, as far down from their top as a header reaches."""
    found: dict[int, list[Merge]] = {}
    for merge in merges:
        for row in range(merge.top, min(merge.bottom, merge.top + DEEPEST_HEADER) + 1):
            found.setdefault(row, []).append(merge)
    return found


def around(index: dict[int, list[Merge]], row: int) -> tuple[Merge, ...]:
    """The merges that matter for a header beginning in a row: from the group labels above to its last row."""
    touching = (index.get(near, ()) for near in range(row - 1, row + DEEPEST_HEADER))
    return tuple(dict.fromkeys(merge for merges in touching for merge in merges))


def fill_down(source: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> list[Sequence[Cell]]:
    """Vertical merges: the first cell's value for the rows below. Horizontal ones keep to their first cell."""
    rows: list[Sequence[Cell]] = list(source)
    filled: dict[int, list[Cell]] = {}
    for merge in merges:
        if merge.bottom == merge.top or merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
            continue
        value = rows[merge.top][merge.left]
        if is_blank(value):
            continue
        for index in range(merge.top + 1, min(merge.bottom, len(rows) - 1) + 1):
            if index not in filled:
                rows[index] = filled[index] = list(rows[index])
            filled[index][merge.left] = value
    return rows
