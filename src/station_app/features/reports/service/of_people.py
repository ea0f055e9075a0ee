"""The list behind M02 (people registered first), and the categories that hold on a period's last day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from station_app.features.people.model import PersonCategory
from station_app.features.people.service.bulk import chunks
from station_app.features.reports.rules.columns import COUNTED_CATEGORIES
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.reading import PERSON, PERSON_COLUMNS, person_fact
from station_app.features.reports.service.scope import Scope

CHINA = dt.timezone(dt.timedelta(hours=8))
"""Moments are kept in UTC; a day of a report is a day of the one time zone that all stations and counties have."""


def read_people(session: Session, scope: Scope, period: Period) -> dict[str, list[Fact]]:
    """M02: whose first record was made in the period; somebody whom another station knew before is not new."""
    start = _midnight(period.first)
    end = _midnight(period.last + dt.timedelta(days=1))
    query = (
        select(PERSON.c.id, PERSON.c.station_id, PERSON.c.id.label("person_id"), PERSON.c.created_at, *PERSON_COLUMNS)
        .where(*scope.live(PERSON), PERSON.c.created_at >= start, PERSON.c.created_at < end)
        .order_by(PERSON.c.created_at, PERSON.c.id)
    )
    known = _known_before(session, scope, start)
    return {
        "new_people": [
            person_fact(scope, row, day=row.created_at.astimezone(CHINA).date())
            for row in session.execute(query)
            if scope.one(row.id) not in known
        ]
    }


def categories_on(session: Session, scope: Scope, day: dt.date) -> dict[str, set[str]]:
    """Person → the categories with a column of their own that hold on a day; people that are one share them.

    Who was registered after that day, with categories dated by her registration, is counted by those: a paper-first
    station types a class of last month this month, and nobody knew of an earlier beginning.
    """
    held: Any = PersonCategory.__table__
    query = (
        select(held.c.person_id, held.c.category)
        .where(*scope.live(held), held.c.category.in_(sorted(COUNTED_CATEGORIES)))
        .where(held.c.valid_from <= day, or_(held.c.valid_to.is_(None), held.c.valid_to >= day))
    )
    found: dict[str, set[str]] = {}
    for person_id, category in session.execute(query):
        found.setdefault(scope.one(person_id), set()).add(category)
    return found | _of_registered_since(session, scope, day)


def _of_registered_since(session: Session, scope: Scope, day: dt.date) -> dict[str, set[str]]:
    held: Any = PersonCategory.__table__
    query = (
        select(held.c.person_id, held.c.category, held.c.valid_from, PERSON.c.created_at)
        .join(PERSON, PERSON.c.id == held.c.person_id)
        .where(*scope.live(held), PERSON.c.created_at >= _midnight(day + dt.timedelta(days=1)))
    )
    began: dict[str, bool] = {}
    dated: dict[str, set[str]] = {}
    for person_id, category, valid_from, created_at in session.execute(query):
        one = scope.one(person_id)
        began[one] = began.get(one, False) or valid_from <= day
        registered = {created_at.date(), created_at.astimezone(CHINA).date()}  # an office clock may run in UTC
        if valid_from in registered and category in COUNTED_CATEGORIES:
            dated.setdefault(one, set()).add(category)
    return {one: categories for one, categories in dated.items() if not began[one]}


def _known_before(session: Session, scope: Scope, start: dt.datetime) -> set[str]:
    """The people that are one and were known to any of the stations before."""
    known: set[str] = set()
    for part in chunks(sorted(scope.same)):
        query = select(PERSON.c.id).where(*scope.live(PERSON), PERSON.c.id.in_(part), PERSON.c.created_at < start)
        known.update(scope.one(key) for key in session.scalars(query))
    targets = sorted(set(scope.same.values()))
    for part in chunks(targets):
        query = select(PERSON.c.id).where(*scope.live(PERSON), PERSON.c.id.in_(part), PERSON.c.created_at < start)
        known.update(scope.one(key) for key in session.scalars(query))
    return known


def people_total(session: Session, scope: Scope) -> int:
    """How many live people the stations keep, for the empty page."""
    return int(session.scalar(select(func.count()).select_from(PERSON).where(*scope.live(PERSON))) or 0)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), CHINA)
