"""Where rows are after sorting, found by halving: looking at each of 100,000 rows costs as much as sorting them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from station_app.ui.columns import Column, is_gap

_FEW = 20


def places(rows: list[Any], wanted: list[Any], by: tuple[Column, bool] | None) -> dict[int, int]:
    """id of a row → its place, for the wanted rows that are among `rows`.

    `by`: the column the rows are sorted by and whether from high to low; None when they are in no order.
    """
    if by is None or len(wanted) > _FEW:
        ids = {id(row) for row in wanted}
        return {id(row): place for place, row in enumerate(rows) if id(row) in ids}
    column, descending = by
    found = {}
    for row in wanted:
        key = _key(column, row)
        first = _halve(rows, column, partial(_is_before, than=key, descending=descending))
        behind = _halve(rows, column, partial(_is_not_behind, than=key, descending=descending))
        place = next((n for n in range(first, behind) if rows[n] is row), -1)
        if place >= 0:
            found[id(row)] = place
    return found


def _halve(rows: list[Any], column: Column, goes_on: Callable[[Any], bool]) -> int:
    """The first place whose key does not go on."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if goes_on(_key(column, rows[middle])):
            low = middle + 1
        else:
            high = middle
    return low


def _key(column: Column, row: Any) -> Any:
    value = column.get(row)
    if is_gap(value):
        return None
    return column.order(row) if column.order else value


def _is_before(key: Any, *, than: Any, descending: bool) -> bool:
    """Empty cells come last either way."""
    if key is None or than is None:
        return key is not None
    return bool(key > than) if descending else bool(key < than)


def _is_not_behind(key: Any, *, than: Any, descending: bool) -> bool:
    return not _is_before(than, than=key, descending=descending)
