"""When follow-ups are due and when they count as late (R-40, R-42)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

OPEN_STATES = frozenset(("scheduled", "due", "overdue"))
ATTEMPTS_UNTIL_UNREACHABLE = 3
"""Attempts on different days (domain.md §4.8)."""
WIDEST_WINDOW = 60
"""Days; the largest that the rule follow_up_window_days takes."""


def due_dates(start: dt.date, days: Sequence[int]) -> list[dt.date]:
    """Days after a start: 2023-03-01 with 7, 30, 90, 180 → 03-08, 03-31, 05-30, 08-28 (walk-through F)."""
    return [start + dt.timedelta(days=number) for number in days]


def state_on(stored: str, due_date: dt.date, window_days: int, today: dt.date) -> str:
    """scheduled, due once the window opens, overdue once it is over; every other stored state stays."""
    if stored != "scheduled":
        return stored
    window = dt.timedelta(days=window_days)
    if today > due_date + window:
        return "overdue"
    return "due" if today >= due_date - window else "scheduled"


def is_in_time(due_date: dt.date, window_days: int, done_on: dt.date) -> bool:
    """Done before the window is over (R-42): due 03-31 with 7 days is in time on 04-07, late on 04-08."""
    return done_on <= due_date + dt.timedelta(days=window_days)
