"""Closing a month: its figures stay as they were reported; what comes later is reported as 上期补报 (domain.md §10)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.reports.model import ReportMonth
from station_app.features.reports.rules import columns
from station_app.features.reports.rules.columns import CATEGORY, TOTAL, Column
from station_app.features.reports.rules.counting import Figure, read_stored, stored
from station_app.features.reports.rules.indicators import MEASURES, Way, measure
from station_app.features.reports.rules.periods import Period, read_period
from station_app.features.reports.service.listing import CountedRow, rows_of
from station_app.features.reports.service.report import (
    BREAKDOWNS,
    Counted,
    Line,
    Report,
    columns_of,
    count,
    live_report,
)
from station_app.features.reports.service.scope import WHOLE_FILE, Scope
from station_app.storage import audit, records

_ENDING = 8
"""So many last digits of a record's key are kept of what a closed month counted: random ones (UUIDv7)."""


@dataclass(frozen=True)
class ClosedMonth:
    """A month as it was closed."""

    id: str
    station_id: str
    month: str
    closed_on: dt.date
    closed_by: str
    figures: Mapping[str, Mapping[str, Mapping[str, Any]]]
    """Breakdown → measure → column → stored figure; "year:…" for 本年累计."""
    counted: Mapping[str, str]
    late: Mapping[str, Mapping[str, int]]

    @property
    def period(self) -> Period:
        """The month itself."""
        return read_period(self.month)

    def figure(self, key: str, column: str = TOTAL, *, year: bool = False, breakdown: str = CATEGORY) -> Figure:
        """A frozen figure."""
        name = f"year:{breakdown}" if year else breakdown
        return read_stored(self.figures.get(name, {}).get(key, {}).get(column))

    def has_counted(self, selection: str, record_id: str) -> bool:
        """Whether a record was among those counted when the month was closed."""
        ends = self.counted.get(selection, "")
        end = record_id[-_ENDING:]
        return any(ends[place : place + _ENDING] == end for place in range(0, len(ends), _ENDING))


@dataclass(frozen=True)
class MonthStep:
    """One line of a month's history."""

    what: str
    """closed or opened."""
    at: dt.datetime
    by: str
    """Name as it was typed for closing, id of the user for opening."""
    reason: str = ""


def get_report(session: Session, period: Period, scope: Scope = WHOLE_FILE, *, breakdown: str = CATEGORY) -> Report:
    """The figures of a station's period: frozen ones of a closed month, else as they are now, with 上期补报."""
    report = live_report(session, period, scope, breakdown=breakdown)
    if not period.is_month:
        return report
    months = closed_months(session, scope)
    closed = next((each for each in months if each.month == period.key), None)
    late = closed.late if closed is not None else late_entries(session, period, scope, months)
    lines = tuple(_with_late(line, late) for line in report.lines)
    if closed is None:
        return replace(report, lines=lines)
    changed = tuple(
        line.measure.key
        for line in report.lines
        if not line.measure.as_of_today and line.now.get(TOTAL) != closed.figure(line.measure.key, breakdown=breakdown)
    )
    shown = _frozen_columns(closed, report)
    return replace(
        report,
        columns=shown,
        lines=tuple(_frozen(line, closed, shown, breakdown) for line in lines),
        closed_on=closed.closed_on.isoformat(),
        closed_by=closed.closed_by,
        changed_since=changed,
    )


def close_month(session: Session, period: Period, closed_by: str, scope: Scope = WHOLE_FILE) -> str:
    """Freeze a month's figures; returns the record's key.

    Refused: not a month, not over yet, closed already, nobody named, or a check that is broken.
    """
    if not period.is_month:
        raise Refused(_("只有整月可以关账。"))
    if period.last > clock.today():
        raise Refused(_("{month}还没有过完，到 {day} 才能关账。").format(month=period.words, day=period.last))
    if not closed_by.strip():
        raise Refused([Problem("closed_by", _("请写关账人。"), "REQUIRED")])
    months = closed_months(session, scope)
    if any(each.month == period.key for each in months):
        raise Refused(_("{month}已经关账。").format(month=period.words))
    report = live_report(session, period, scope)
    if broken := [check.text for check in report.checks if not check.kept]:
        raise Refused(_("数字没有通过检查，不能关账：{why}").format(why="".join(broken)))
    now = count(session, period, scope)
    year = now if period.to_date() == period else count(session, period.to_date(), scope)
    values = {
        "month": period.key,
        "closed_on": clock.today(),
        "closed_by": closed_by.strip(),
        "figures": _json(_all_figures(now, year)),
        "counted": _json({name: "".join(f.key[-_ENDING:] for f in facts) for name, facts in now.selections.items()}),
        "late": _json(late_entries(session, period, scope, months)),
    }
    made = records.save(session, ReportMonth, values)
    audit.note(session, "close", "report_month", made.id, {"month": period.key})
    return str(made.id)


def open_month(session: Session, period: Period, reason: str, scope: Scope = WHOLE_FILE) -> None:
    """Open a closed month again; the closed figures and the reason stay on record. Refused without either."""
    closed = find_closed(session, period, scope)
    if closed is None:
        raise Refused(_("{month}没有关账。").format(month=period.words))
    if not reason.strip():
        raise Refused([Problem("reason", _("请写明重新打开的原因。"), "REASON")])
    records.void(session, ReportMonth, closed.id, reason)
    audit.note(session, "open", "report_month", closed.id, {"month": period.key})


def find_closed(session: Session, period: Period, scope: Scope = WHOLE_FILE) -> ClosedMonth | None:
    """The month as it was closed, None while it is open."""
    return next((each for each in closed_months(session, scope) if each.month == period.key), None)


def closed_months(session: Session, scope: Scope = WHOLE_FILE) -> list[ClosedMonth]:
    """Every closed month, the earliest first."""
    table: Any = ReportMonth.__table__
    query = select(table).where(*scope.live(table)).order_by(table.c.month, table.c.id)
    return [
        ClosedMonth(
            row.id,
            row.station_id,
            row.month,
            row.closed_on,
            row.closed_by or "",
            json.loads(row.figures),
            json.loads(row.counted),
            json.loads(row.late),
        )
        for row in session.execute(query)
    ]


def month_history(session: Session, period: Period, scope: Scope = WHOLE_FILE) -> list[MonthStep]:
    """Every closing and opening of a month, the newest first."""
    table: Any = ReportMonth.__table__
    query = select(table).where(table.c.month == period.key)
    if scope.stations is not None:
        query = query.where(table.c.station_id.in_(sorted(scope.stations)))
    steps = []
    for row in session.execute(query):
        steps.append(MonthStep("closed", row.created_at, row.closed_by or ""))
        if row.voided_at is not None:
            steps.append(MonthStep("opened", row.voided_at, row.updated_by or "", row.void_reason or ""))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def late_entries(
    session: Session, period: Period, scope: Scope, months: list[ClosedMonth] | None = None
) -> dict[str, dict[str, int]]:
    """上期补报 of a month: closed month of the same year → measure → what is different and was not reported yet."""
    closed = closed_months(session, scope) if months is None else months
    found: dict[str, dict[str, int]] = {}
    for earlier in closed:
        same_year = earlier.period.first.year == period.first.year
        if not (same_year and earlier.period.last < period.first):
            continue
        now = count(session, earlier.period, scope).figures(CATEGORY, ())
        told = [each.late.get(earlier.month, {}) for each in closed if earlier.month < each.month < period.key]
        for each in MEASURES:
            if each.as_of_today or each.at_end or each.way in (Way.SHARE, Way.SHARE_OF_PEOPLE):
                continue
            was = int(earlier.figure(each.key) or 0) + sum(one.get(each.key, 0) for one in told)
            if difference := int(now[each.key][TOTAL] or 0) - was:
                found.setdefault(earlier.month, {})[each.key] = difference
    return found


def listing_of_month(
    session: Session,
    key: str,
    period: Period,
    column: str = TOTAL,
    scope: Scope = WHOLE_FILE,
    *,
    breakdown: str = CATEGORY,
) -> list[CountedRow]:
    """The list behind a number; in a closed month what was entered since is marked as late."""
    wanted = measure(key)
    rows = rows_of(count(session, period, scope), wanted, column, breakdown)
    closed = find_closed(session, period, scope) if period.is_month else None
    if closed is None:
        return rows
    selection = wanted.among or wanted.of
    return [replace(row, is_late=not closed.has_counted(selection, row.id)) for row in rows]


def _all_figures(now: Counted, year: Counted) -> dict[str, dict[str, dict[str, int | str | None]]]:
    """Every breakdown of 本期, and 本年累计 of each."""
    made: dict[str, dict[str, dict[str, int | str | None]]] = {}
    for breakdown in BREAKDOWNS:
        keys = tuple(column.key for column in columns_of(breakdown, now, year, {}))
        for name, counted in ((breakdown, now), (f"year:{breakdown}", year)):
            figures = counted.figures(breakdown, keys)
            made[name] = {key: {at: stored(one) for at, one in line.items()} for key, line in figures.items()}
    return made


def _frozen_columns(closed: ClosedMonth, report: Report) -> tuple[Column, ...]:
    """The columns as they were; a village that came since has none."""
    if report.breakdown != columns.VILLAGE:
        return report.columns
    line = closed.figures.get(report.breakdown, {}).get("M12.people", {})
    return columns.plain_columns(report.breakdown, [key for key in line if key != TOTAL])


def _frozen(line: Line, closed: ClosedMonth, shown: tuple[Column, ...], breakdown: str) -> Line:
    keys = (TOTAL, *(column.key for column in shown))
    now = {key: closed.figure(line.measure.key, key, breakdown=breakdown) for key in keys}
    year = {key: closed.figure(line.measure.key, key, year=True, breakdown=breakdown) for key in keys}
    return replace(line, now=now, to_date=year)


def _with_late(line: Line, late: Mapping[str, Mapping[str, int]]) -> Line:
    total = sum(each.get(line.measure.key, 0) for each in late.values())
    return replace(line, late=total) if total else line


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
