"""A list as it leaves the screen: labels, rows and what it was filtered by; made into a workbook or paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

Value = str | int | float | dt.date | None


@dataclass(frozen=True)
class ListedColumn:
    """One column of it."""

    label: str
    width: int
    """Pixels on the screen before large type; a hint for paper and workbook."""
    align: str = "left"
    is_text: bool = False
    """Text even where it is digits: ID number, phone, account."""


@dataclass(frozen=True)
class Listing:
    """The rows in the order shown; for paper every value is a text."""

    title: str
    columns: tuple[ListedColumn, ...]
    rows: Sequence[Sequence[Value]]
    station: str = ""
    day: dt.date | None = None
    """When it was made."""
    filters: str = ""
    """The sentence of what was filtered; '' for the whole list."""
