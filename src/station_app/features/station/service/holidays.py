"""Holidays: the shipped table of the State Council's notices, and what the station writes down on top of it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import resources
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.model import Holiday
from station_app.features.station.rules.working_days import WorkingDays
from station_app.storage import records

_LEAST_DAYS = 7
"""So many days off written down by the station make a year's table: fewer are only a local day or two."""


@dataclass(frozen=True)
class HolidayRow:
    """One day as the settings list it."""

    id: str
    """Empty for a shipped day."""
    day: dt.date
    kind: str
    name: str
    is_own: bool
    overruled: bool
    """A shipped day for which the station wrote something else."""


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[dt.date, str, str], ...]:
    with resources.path("holidays.csv").open(encoding="utf-8", newline="") as file:
        return tuple((dt.date.fromisoformat(row["day"]), row["kind"], row["name"]) for row in csv.DictReader(file))


def working_days(session: Session) -> WorkingDays:
    """The rule of working days with everything that is known; read it once for many days."""
    own = records.live(session, Holiday, order_by=[Holiday.id])
    exceptions = {day: kind for day, kind, _name in _shipped()}
    years = {day.year for day in exceptions}
    written: dict[int, int] = {}
    for entry in own:
        exceptions[entry.day] = entry.kind
        written[entry.day.year] = written.get(entry.day.year, 0) + 1
    years |= {year for year, count in written.items() if count >= _LEAST_DAYS}
    return WorkingDays(exceptions, frozenset(years))


def is_working_day(session: Session, day: dt.date) -> bool:
    """Whether a day is worked, made-up Saturdays and Sundays included."""
    return working_days(session).is_working_day(day)


def working_days_after(session: Session, day: dt.date, count: int) -> dt.date:
    """The count-th working day after a day (R-06); the day itself does not count."""
    return working_days(session).after(day, count)


def holiday_note(session: Session, *days: dt.date) -> str:
    """A sentence when a day is in a year that has no table yet; else ''."""
    return working_days(session).note(days)


def list_years(session: Session) -> list[int]:
    """Years of which a day is known, newest first."""
    own = {entry.day.year for entry in records.live(session, Holiday)}
    return sorted(own | {day.year for day, _kind, _name in _shipped()}, reverse=True)


def list_holidays(session: Session, year: int) -> list[HolidayRow]:
    """The days of a year, those of the station and those shipped, in order."""
    own = [entry for entry in records.live(session, Holiday, order_by=[Holiday.day]) if entry.day.year == year]
    taken = {entry.day for entry in own}
    rows = [HolidayRow(entry.id, entry.day, entry.kind, entry.name, is_own=True, overruled=False) for entry in own]
    rows += [
        HolidayRow("", day, kind, name, is_own=False, overruled=day in taken)
        for day, kind, name in _shipped()
        if day.year == year
    ]
    return sorted(rows, key=lambda row: (row.day, row.is_own))


def save_holiday(session: Session, values: Mapping[str, Any]) -> str:
    """Write down a day; it overrules the shipped table. Refused when the station has that day already."""
    day = values.get("day")
    if day is not None and records.live(session, Holiday, Holiday.day == day):
        raise Refused([Problem("day", _("{day} 已经写过了，要改请先停用那一条。").format(day=day))])
    return str(records.save(session, Holiday, values).id)


def void_holiday(session: Session, holiday_id: str, reason: str) -> None:
    """Take a day of the station's own out of use; the shipped table counts again for it."""
    records.void(session, Holiday, holiday_id, reason)
