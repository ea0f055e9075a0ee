"""A timetable of half-days made from a start date; 上午 8:30–11:30 is 180 minutes, four class hours (R-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from station_app.core import codes

HALF_DAYS = ("AM", "PM", "EV")
"""In the order of the day."""
BEGINS = {"AM": dt.time(8, 30), "PM": dt.time(14, 30), "EV": dt.time(19, 0)}
"""When a half-day begins unless somebody says otherwise."""
_WEEKDAYS = "一二三四五六日"
_FRIDAY = 5
_TEN_YEARS = 3653


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


@dataclass(frozen=True)
class ClassDays:
    """On which days a class is held: working days by the table of holidays, weekends too, or certain weekdays."""

    is_holiday: Callable[[dt.date], bool]
    """A day off by the table of holidays (not simply a weekend)."""
    is_made_up: Callable[[dt.date], bool]
    """A Saturday or Sunday that is worked (调休)."""
    weekends: bool = False
    weekdays: tuple[int, ...] = ()
    """1 Monday … 7 Sunday; empty means every working day."""

    def holds(self, day: dt.date) -> bool:
        """Whether the class meets on a day: never on a holiday; a made-up day is a working day."""
        if self.is_holiday(day):
            return False
        number = day.isoweekday()
        if self.weekends and number > _FRIDAY:
            return True
        if self.weekdays:
            return number in self.weekdays
        return number <= _FRIDAY or self.is_made_up(day)

    def from_day(self, start: dt.date) -> Iterator[dt.date]:
        """The days from a day on, as long as anybody asks, at most ten years."""
        return (day for n in range(_TEN_YEARS) if self.holds(day := start + dt.timedelta(days=n)))

    def like(self, days: Sequence[dt.date]) -> ClassDays:
        """The plainest rule by the same calendar that holds exactly these days; a Saturday that was worked is none.

        Where no rule does, weekends are held if one was: then the days were moved by hand.
        """
        used = sorted(set(days))
        numbers = tuple(sorted({day.isoweekday() for day in used}))
        plain = replace(self, weekends=False, weekdays=())
        for rule in (plain, replace(plain, weekends=True), replace(plain, weekdays=numbers)):
            if used and list(islice(rule.from_day(used[0]), len(used))) == used:
                return rule
        return replace(plain, weekends=any(d.isoweekday() > _FRIDAY and not self.is_made_up(d) for d in used))


EVERY_DAY = ClassDays(lambda _day: False, lambda _day: False, weekends=True)
"""One day after the other, whatever the calendar says."""


def plan(
    start: dt.date,
    days: int,
    halves: Sequence[str],
    topics: Sequence[str],
    *,
    hours_each: int,
    minutes_per_hour: int,
    hours_wanted: int | None = None,
    held: ClassDays = EVERY_DAY,
    begins: Mapping[str, dt.time] | None = None,
) -> list[Half]:
    """Half-days on the days a class is held; one topic each, the last one carries on when there are fewer.

    `hours_each` and `hours_wanted` in tenths, `minutes_per_hour` by R-20. With `hours_wanted` half-days are planned
    until it is reached and the last one is shorter; else on `days` days. A topic may name its kind: 理论：食品卫生.
    """
    planned: list[Half] = []
    ordered = sorted(set(halves), key=HALF_DAYS.index)
    left = hours_wanted if hours_wanted is not None else days * len(ordered) * hours_each
    for day in held.from_day(start):
        for half in ordered:
            if left <= 0:
                return planned
            hours = min(hours_each, left)
            left -= hours
            kind, topic = split_topic(topics[min(len(planned), len(topics) - 1)])
            first = (begins or {}).get(half) or BEGINS[half]
            ends = dt.datetime.combine(day, first) + dt.timedelta(minutes=hours * minutes_per_hour // 10)
            planned.append(Half(day, half, first, ends.time(), hours, topic, kind))
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
