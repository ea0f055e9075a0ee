"""The lists behind M71 and M72: follow-ups due, made, overdue, and people who cannot be reached (R-42)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.features.followups import rules
from station_app.features.followups.model import FollowUp
from station_app.features.followups.service import HERE
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.reading import PERSON, PERSON_COLUMNS, person_fact
from station_app.features.reports.service.scope import Scope

_VISIT: Any = FollowUp.__table__


def read_follow_ups(
    session: Session, scope: Scope, period: Period, *, today: dt.date | None = None
) -> dict[str, list[Fact]]:
    """Every list of follow-ups in a period; what is overdue is so on `today`."""
    due = _due(session, scope, period, today or clock.today())
    return {
        "visits_due": [fact for fact, _done, _overdue in due],
        "visits_done": [fact for fact, done, _overdue in due if done],
        "visits_overdue": [fact for fact, _done, overdue in due if overdue],
        "unreachable": _unreachable(session, scope, period),
    }


def _due(session: Session, scope: Scope, period: Period, today: dt.date) -> list[tuple[Fact, bool, bool]]:
    """Due in the period and not cancelled, with value 1 when made in time; whether made, whether overdue."""
    query = (
        select(
            _VISIT.c.id,
            _VISIT.c.station_id,
            _VISIT.c.person_id,
            _VISIT.c.kind,
            _VISIT.c.due_date,
            _VISIT.c.window_days,
            _VISIT.c.done_on,
            _VISIT.c.state,
            *PERSON_COLUMNS,
        )
        .join(PERSON, PERSON.c.id == _VISIT.c.person_id)
        .where(*scope.live(_VISIT, PERSON), _VISIT.c.state != "cancelled")
        .where(_VISIT.c.due_date.between(period.first, period.last))
        .where(or_(_VISIT.c.state != "scheduled", PERSON.c.person_state == HERE))
        .order_by(_VISIT.c.due_date, _VISIT.c.id)
    )
    kinds, states = codes.table("follow_up_kind").label, codes.table("state_follow_up").label
    found = []
    for row in session.execute(query):
        in_time = row.done_on is not None and rules.is_in_time(row.due_date, row.window_days, row.done_on)
        state = rules.state_on(row.state, row.due_date, row.window_days, today)
        made = str(row.done_on) if row.done_on is not None else states(state)
        fact = person_fact(scope, row, day=row.due_date, value=int(in_time), title=kinds(row.kind), detail=made)
        found.append((fact, row.done_on is not None, state == "overdue"))
    return found


def _unreachable(session: Session, scope: Scope, period: Period) -> list[Fact]:
    """People found unreachable, by the day of the last attempt."""
    day = func.coalesce(_VISIT.c.done_on, _VISIT.c.last_attempt_on, _VISIT.c.due_date)
    query = (
        select(
            _VISIT.c.id,
            _VISIT.c.station_id,
            _VISIT.c.person_id,
            _VISIT.c.kind,
            _VISIT.c.done_on,
            _VISIT.c.last_attempt_on,
            _VISIT.c.due_date,
            *PERSON_COLUMNS,
        )
        .join(PERSON, PERSON.c.id == _VISIT.c.person_id)
        .where(*scope.live(_VISIT, PERSON), _VISIT.c.state == "unreachable")
        .where(day.between(period.first, period.last))
        .order_by(_VISIT.c.due_date, _VISIT.c.id)
    )
    kinds = codes.table("follow_up_kind").label
    return [
        person_fact(scope, row, day=row.done_on or row.last_attempt_on or row.due_date, title=kinds(row.kind))
        for row in session.execute(query)
    ]
