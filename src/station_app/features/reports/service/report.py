"""The figures of a period: 本期 by column and 本年累计, with the checks; counted anew every time (domain.md §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.reports.rules import checks, columns, counting
from station_app.features.reports.rules.checks import Check
from station_app.features.reports.rules.columns import CATEGORY, NOTE, STATION, TOTAL, VILLAGE, Column, Spread
from station_app.features.reports.rules.counting import Figure, Figures
from station_app.features.reports.rules.facts import Fact, Selections
from station_app.features.reports.rules.indicators import MEASURES, Measure
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.of_certificates import read_certificates
from station_app.features.reports.service.of_classes import ended_and_open, read_classes
from station_app.features.reports.service.of_follow_ups import read_follow_ups
from station_app.features.reports.service.of_people import categories_on, read_people
from station_app.features.reports.service.of_trainees import read_trainees
from station_app.features.reports.service.scope import WHOLE_FILE, Scope

BREAKDOWNS = (CATEGORY, VILLAGE, columns.SEX, columns.AGE)
"""What a station may break its figures down by; a county has STATION besides."""


@dataclass(frozen=True)
class Line:
    """One measure: 本期 in every column, 本年累计 in every column."""

    measure: Measure
    now: Mapping[str, Figure]
    to_date: Mapping[str, Figure]
    late: Figure = None
    """上期补报: what was entered for earlier, closed months since they were closed; None for nothing."""

    @property
    def id(self) -> str:
        """For tables."""
        return self.measure.key

    def text(self, column: str, *, year: bool = False) -> str:
        """A figure as it is shown; '' for none."""
        return counting.figure_text(self.measure, (self.to_date if year else self.now).get(column))

    @property
    def late_text(self) -> str:
        """+2, -1, '' for nothing."""
        if not self.late:
            return ""
        sign = "+" if self.late > 0 else ""
        return sign + counting.figure_text(self.measure, self.late)


@dataclass(frozen=True)
class Report:
    """One period as screen, paper and workbook show it."""

    period: Period
    breakdown: str
    columns: tuple[Column, ...]
    """Beside 合计."""
    lines: tuple[Line, ...]
    checks: tuple[Check, ...] = ()
    closed_on: str = ""
    """Day on which the month was closed; '' while it is open: then the figures are of this moment."""
    closed_by: str = ""
    changed_since: tuple[str, ...] = ()
    """Measures of a closed month that are different now: they will be reported late."""
    notes: tuple[str, ...] = field(default=(NOTE,))

    @property
    def is_closed(self) -> bool:
        """The figures are frozen."""
        return bool(self.closed_on)

    @property
    def is_kept(self) -> bool:
        """No check is broken."""
        return checks.all_kept(self.checks)

    def line(self, key: str) -> Line:
        """The line of a measure."""
        return next(line for line in self.lines if line.measure.key == key)


@dataclass(frozen=True)
class Counted:
    """Everything behind a period: its lists, and their figures by breakdown."""

    period: Period
    selections: Selections
    held: Mapping[str, set[str]]
    """Person → categories on the last day."""

    def spread(self, breakdown: str) -> Spread:
        """How records fall into the columns of a breakdown."""
        if breakdown == CATEGORY:
            return columns.by_category(self.held)
        if breakdown == columns.AGE:
            return columns.by_age(self.period.last)
        return {VILLAGE: columns.by_village, columns.SEX: columns.by_sex, STATION: columns.by_station}[breakdown]

    def found(self, breakdown: str) -> set[str]:
        """The columns that occur."""
        spread = self.spread(breakdown)
        return {column for facts in self.selections.values() for fact in facts for column in spread(fact)}

    def until(self, last: dt.date) -> Selections:
        """The same lists without what counts on a later day."""
        return {
            name: [fact for fact in facts if fact.day is not None and fact.day <= last]
            for name, facts in self.selections.items()
        }

    def figures(self, breakdown: str, keys: tuple[str, ...]) -> dict[str, dict[str, Figure]]:
        """Every measure in 合计 and these columns."""
        return counting.figures(self.selections, self.spread(breakdown), keys, of_nobody=breakdown == STATION)


def count(session: Session, period: Period, scope: Scope = WHOLE_FILE) -> Counted:
    """Read every list of a period."""
    selections = selections_of(session, period, scope)
    return Counted(period, selections, categories_on(session, scope, period.last))


def selections_of(session: Session, period: Period, scope: Scope = WHOLE_FILE) -> dict[str, list[Fact]]:
    """Name of a list → its records."""
    return {
        **read_people(session, scope, period),
        **read_classes(session, scope, period),
        **read_trainees(session, scope, period),
        **read_certificates(session, scope, period),
        **read_follow_ups(session, scope, period),
    }


def live_report(
    session: Session,
    period: Period,
    scope: Scope = WHOLE_FILE,
    *,
    breakdown: str = CATEGORY,
    station_names: Mapping[str, str] | None = None,
) -> Report:
    """The figures as they are now, whether the month was closed or not.

    `station_names` (key → name) makes a column for each station; for breakdown STATION.
    """
    now = count(session, period, scope)
    year = now if period.to_date() == period else count(session, period.to_date(), scope)
    shown = columns_of(breakdown, now, year, station_names or {})
    keys = tuple(column.key for column in shown)
    current, to_date = now.figures(breakdown, keys), year.figures(breakdown, keys)
    told = _checks(session, scope, now, year, shown if breakdown == CATEGORY else None)
    lines = tuple(Line(each, current[each.key], to_date[each.key]) for each in MEASURES)
    notes = (NOTE,) if breakdown == CATEGORY else ()
    return Report(period, breakdown, shown, lines, told, notes=notes)


def columns_of(breakdown: str, now: Counted, year: Counted, station_names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns beside 合计."""
    if breakdown == CATEGORY:
        return columns.category_columns()
    if breakdown == STATION:
        return tuple(Column(key, name) for key, name in station_names.items())
    return columns.plain_columns(breakdown, now.found(breakdown) | year.found(breakdown))


def _checks(
    session: Session, scope: Scope, now: Counted, year: Counted, shown: tuple[Column, ...] | None
) -> tuple[Check, ...]:
    """What is checked before the figures go out."""
    named = shown or columns.category_columns()
    keys = tuple(column.key for column in named)
    by_category = now.figures(CATEGORY, keys)
    labels = {column.key: column.label for column in named} | {TOTAL: _("合计")}
    found = [
        checks.graduates_within_trained(by_category, keys, labels),
        checks.columns_cover_the_total(by_category, keys),
    ]
    if not scope.same:
        villages = tuple(sorted(now.found(VILLAGE)))
        found.append(checks.villages_make_the_total(now.figures(VILLAGE, villages), villages))
    if year.period != now.period and now.period.first >= year.period.first:
        found.append(_year_check(now, by_category, year))
    found += checks.open_classes(ended_and_open(session, scope, now.period))
    return tuple(found)


def _year_check(now: Counted, current: Figures, year: Counted) -> Check:
    """The year so far, read by itself, against its own part before this period and the period's own reading."""
    earlier = year.until(now.period.first - dt.timedelta(days=1))
    before = counting.figures(earlier, year.spread(CATEGORY), ())
    return checks.year_follows(before, current, year.figures(CATEGORY, ()))
