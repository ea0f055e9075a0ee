"""Tables by name and column, and how a row becomes a fact: shared by the lists of this feature."""

from __future__ import annotations

from typing import Any

from station_app.core import codes
from station_app.features.people.model import Person
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.service.scope import Scope
from station_app.features.training.model import (
    Certificate,
    ClassSession,
    Enrolment,
    SessionAttendance,
    TrainingClass,
)

CLASS: Any = TrainingClass.__table__
ROLL: Any = Enrolment.__table__
HALF: Any = ClassSession.__table__
MARK: Any = SessionAttendance.__table__
PERSON: Any = Person.__table__
PAPER: Any = Certificate.__table__
PERSON_COLUMNS = (PERSON.c.name, PERSON.c.village, PERSON.c.sex, PERSON.c.birth_date)
CANCELLED = "cancelled"
SETTLED = ("completed", "archived")
"""States of a class whose hours and graduates are frozen."""


def class_fact(row: Any, day: Any) -> Fact:
    """A class as a record that counts by itself."""
    state = codes.table("state_training_class").label(row.state)
    return Fact(row.id, row.station_id, day=day, title=f"{row.class_no} {row.name}", detail=state, class_id=row.id)


def person_fact(scope: Scope, row: Any, **rest: Any) -> Fact:
    """A record about somebody: `row` has id, station_id, person_id and PERSON_COLUMNS."""
    return Fact(
        row.id,
        row.station_id,
        scope.one(row.person_id),
        row.person_id or "",
        row.name or "",
        row.village or "",
        row.sex or "",
        row.birth_date,
        **rest,
    )


def hours_text(tenths: int) -> str:
    """24, 24.5 课时."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
