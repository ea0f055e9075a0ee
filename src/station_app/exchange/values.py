"""Which value stands where the county holds one already: pure rules, by what was there before and never by a clock."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeAlias

from station_app.exchange.lines import base_of_value

Value: TypeAlias = str | int | None
STAMPS = frozenset({"version", "updated_by", "updated_at"})
"""Columns that differ between two files wherever anything does; they decide nothing."""


class Outcome(StrEnum):
    """What becomes of one line, or of one column."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


def of_set(held: Value, value: Value, base: str, *, alone: bool) -> Outcome:
    """A `set` line where the column holds `held`. `alone`: sequence.Verdict.alone."""
    if held == value:
        return Outcome.UNCHANGED
    return Outcome.TAKEN if alone or base == base_of_value(held) else Outcome.CONFLICT


def of_whole(held: Mapping[str, Value] | None, row: Mapping[str, Any], *, op: str, alone: bool) -> dict[str, Outcome]:
    """A `new` or `whole` line: column → outcome, for the columns that differ; empty where nothing is to be done.

    `held`: the record as it is, by column, without what is NULL; None where there is none. How a record was made is
    told again after a fork and after a copy was put back: what differs from it now was written later.
    """
    if held is None:
        return dict.fromkeys(row, Outcome.TAKEN)
    if op == "new":
        return {}
    differing = [column for column in {**held, **row} if held.get(column) != row.get(column)]
    if alone or not set(differing) - STAMPS:
        return dict.fromkeys(differing, Outcome.TAKEN)
    return {column: Outcome.CONFLICT for column in differing if column not in STAMPS}


def of_returned(held: Mapping[str, Value] | None, row: Mapping[str, Any], *, changed_since: bool) -> Outcome:
    """A record that the county gives back to a station: taken where the station has none, or an older one that it did
    not change itself since its epoch began (`changed_since`); else the station keeps its own, and people are asked."""
    if held is None:
        return Outcome.TAKEN
    if held == row:
        return Outcome.UNCHANGED
    older = int(held.get("version") or 0) < int(row.get("version") or 0)
    return Outcome.TAKEN if older and not changed_since else Outcome.CONFLICT


def of_correction(held: Value, value: Value, base: str) -> Outcome:
    """A correction that the county proposes: by itself only where the station still has what the county saw."""
    if held == value:
        return Outcome.UNCHANGED
    return Outcome.TAKEN if base == base_of_value(held) else Outcome.CONFLICT
