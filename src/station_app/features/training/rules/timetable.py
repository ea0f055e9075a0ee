"""A timetable of half-days made from a start date; 上午 8:30–11:30 is 180 minutes, four class hours (R-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core import codes

HALF_DAYS = ("AM", "PM", "EV")
"""In the order of the day."""
_BEGINS = {"AM": dt.time(8, 30), "PM": dt.time(14, 30), "EV": dt.time(19, 0)}
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Half:
    """One half-day of the plan; hours in tenths."""

    session_date: dt.date
    half_day: str
    time_from: dt.time
    time_to: dt.time
    hours: int
    topic: str
    kind: str


def plan(
    start: dt.date,
    days: int,
    halves: Sequence[str],
    topics: Sequence[str],
    *,
    hours_each: int,
    minutes_per_hour: int,
) -> list[Half]:
    """Half-days on consecutive days; one topic each, the last one carries on when there are fewer.

    `hours_each` in tenths, `minutes_per_hour` by R-20. A topic may name its kind: 理论：食品卫生, 考核：….
    """
    planned: list[Half] = []
    for day in range(days):
        for half in sorted(set(halves), key=HALF_DAYS.index):
            kind, topic = split_topic(topics[min(len(planned), len(topics) - 1)])
            begins = _BEGINS[half]
            ends = dt.datetime.combine(start, begins) + dt.timedelta(minutes=hours_each * minutes_per_hour // 10)
            planned.append(Half(start + dt.timedelta(days=day), half, begins, ends.time(), hours_each, topic, kind))
    return planned


def split_topic(text: str) -> tuple[str, str]:
    """Kind (code of session_kind) and topic: 理论：食品卫生 is theory; without a word before the colon practice."""
    word, colon, rest = text.replace(":", "：", 1).partition("：")
    kind = codes.table("session_kind").find(word) if colon else None
    return (kind, rest.strip()) if kind and rest.strip() else ("practice", text.strip())


def minutes_between(time_from: dt.time, time_to: dt.time) -> int:
    """Minutes of a half-day."""
    return (time_to.hour - time_from.hour) * 60 + time_to.minute - time_from.minute


def short_label(day: dt.date, half_day: str) -> str:
    """Head of a column in the grid: 2/15 上."""
    return f"{day.month}/{day.day} {codes.table('half_day').label(half_day)[:1]}"


def long_label(day: dt.date, half_day: str) -> str:
    """In a sentence: 2月15日上午."""
    return f"{day.month}月{day.day}日{codes.table('half_day').label(half_day)}"


def weekday(day: dt.date) -> str:
    """星期三, as timetables and sign-in sheets print it."""
    return f"星期{_WEEKDAYS[day.weekday()]}"
