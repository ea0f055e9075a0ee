"""The lists behind figures of trainees: trained, hours, graduates, exams, work found (M12, M14–M16, M18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.followups.model import FollowUp
from station_app.features.followups.service import IN_WORK
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.reading import (
    CANCELLED,
    CLASS,
    HALF,
    MARK,
    PERSON,
    PERSON_COLUMNS,
    ROLL,
    SETTLED,
    hours_text,
    person_fact,
)
from station_app.features.reports.service.scope import Scope
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import PRESENT_MARKS, Counting, Half
from station_app.features.training.rules.graduation import EXAM_PASSED
from station_app.features.training.rules.states import ON_ROLL
from station_app.features.training.service.detail import counting_of

_EXAMINED = EXAM_PASSED | {"2"}


def read_trainees(session: Session, scope: Scope, period: Period) -> dict[str, list[Fact]]:
    """Every list of trainees in a period."""
    roll = _ended_roll(session, scope, period)
    came = _came(session, scope, CLASS.c.end_date.between(period.first, period.last)) if roll else set()
    facts = {row.id: _trainee(scope, row) for row in roll}
    graduates = [row.id for row in roll if row.graduated and row.class_state in SETTLED]
    return {
        "trained": [facts[row.id] for row in roll if row.id in came],
        "in_training": _in_training(session, scope, period),
        "attendance": _attendance(session, scope, period, roll, facts),
        "graduated": [facts[key] for key in graduates],
        "examined": [
            facts[row.id]._replace(value=int(row.exam_status in EXAM_PASSED), detail=_exam(row))
            for row in roll
            if row.has_exam and row.exam_status in _EXAMINED
        ],
        "employed": _employed(session, scope, period, {key: facts[key] for key in graduates}),
    }


def _ended_roll(session: Session, scope: Scope, period: Period) -> list[Any]:
    """Everybody who has a place in a class that ended in the period."""
    return list(session.execute(_roll_query(scope).where(CLASS.c.end_date.between(period.first, period.last))))


def _roll_query(scope: Scope) -> Any:
    return (
        select(
            ROLL.c.id,
            ROLL.c.station_id,
            ROLL.c.person_id,
            ROLL.c.trainee_no,
            ROLL.c.admitted_on,
            ROLL.c.dropped_on,
            ROLL.c.hours_present,
            ROLL.c.hours_due,
            ROLL.c.exam_status,
            ROLL.c.graduated,
            ROLL.c.training_class_id,
            CLASS.c.class_no,
            CLASS.c.name.label("class_name"),
            CLASS.c.start_date,
            CLASS.c.end_date,
            CLASS.c.has_exam,
            CLASS.c.state.label("class_state"),
            *PERSON_COLUMNS,
        )
        .join(CLASS, CLASS.c.id == ROLL.c.training_class_id)
        .join(PERSON, PERSON.c.id == ROLL.c.person_id, isouter=True)
        .where(*scope.live(ROLL, CLASS), CLASS.c.state != CANCELLED)
        .where(or_(ROLL.c.state.in_(sorted(ON_ROLL)), ROLL.c.state == "dropped"))
        .order_by(CLASS.c.class_no, ROLL.c.trainee_no, ROLL.c.id)
    )


def _came(session: Session, scope: Scope, *conditions: Any) -> set[str]:
    """Enrolments with at least one attendance in the classes that meet the conditions."""
    query = (
        select(MARK.c.enrolment_id)
        .distinct()
        .join(HALF, HALF.c.id == MARK.c.session_id)
        .join(CLASS, CLASS.c.id == HALF.c.training_class_id)
        .where(*scope.live(CLASS, HALF, MARK), MARK.c.mark.in_(sorted(PRESENT_MARKS)), *conditions)
    )
    return {str(key) for key in session.scalars(query) if key}


def _in_training(session: Session, scope: Scope, period: Period) -> list[Fact]:
    """Of classes that had begun and not ended on the last day: who had come by then."""
    running = (CLASS.c.start_date <= period.last, CLASS.c.end_date > period.last)
    came = _came(session, scope, *running, HALF.c.session_date <= period.last)
    rows = session.execute(_roll_query(scope).where(*running)) if came else ()
    gone = period.last
    return [
        _trainee(scope, row)
        for row in rows
        if row.id in came and not (row.dropped_on is not None and row.dropped_on <= gone)
    ]


def _attendance(
    session: Session, scope: Scope, period: Period, roll: list[Any], facts: Mapping[str, Fact]
) -> list[Fact]:
    """Hours present of hours due, as frozen when the class was closed, else from its marks by the same rule (R-22)."""
    open_rows = [row for row in roll if row.class_state not in SETTLED]
    halves, marks = _marks_of(session, scope, period) if open_rows else ({}, {})
    counting: dict[tuple[str, dt.date], Counting] = {}
    found = []
    for row in roll:
        if row.dropped_on is not None and row.dropped_on <= row.start_date:
            continue
        present, due = row.hours_present or 0, row.hours_due or 0
        if row.class_state not in SETTLED:
            how = (row.station_id, row.start_date)
            if how not in counting:
                counting[how] = counting_of(session, row.start_date, station_id=row.station_id)
            own = halves.get(row.training_class_id, [])
            slots = attendance.slots_of(own, marks.get(row.id, {}), row.admitted_on, row.dropped_on)
            hours = attendance.tally(slots, counting[how])
            present, due = hours.present, hours.due
        if due:
            words = _("出勤 {present} / 应到 {due} 课时").format(present=hours_text(present), due=hours_text(due))
            found.append(facts[row.id]._replace(value=present, whole=due, detail=words))
    return found


def _marks_of(
    session: Session, scope: Scope, period: Period
) -> tuple[Mapping[str, list[Half]], Mapping[str, Mapping[str, str]]]:
    """Half-days by class and marks by enrolment, of classes that ended in the period and are not closed."""
    wanted = (CLASS.c.end_date.between(period.first, period.last), CLASS.c.state.not_in((*SETTLED, CANCELLED)))
    halves: dict[str, list[Half]] = {}
    query = (
        select(HALF.c.training_class_id, HALF.c.id, HALF.c.session_date, HALF.c.hours, HALF.c.counts)
        .join(CLASS, CLASS.c.id == HALF.c.training_class_id)
        .where(*scope.live(HALF, CLASS), *wanted)
        .order_by(HALF.c.session_date, HALF.c.id)
    )
    for class_id, key, day, hours, counts in session.execute(query):
        halves.setdefault(class_id, []).append(Half(key, day, hours or 0, bool(counts)))
    marks: dict[str, dict[str, str]] = {}
    typed = (
        select(MARK.c.enrolment_id, MARK.c.session_id, MARK.c.mark)
        .join(HALF, HALF.c.id == MARK.c.session_id)
        .join(CLASS, CLASS.c.id == HALF.c.training_class_id)
        .where(*scope.live(MARK, HALF, CLASS), *wanted)
    )
    for enrolment_id, half_id, mark in session.execute(typed):
        if enrolment_id:
            marks.setdefault(enrolment_id, {})[half_id] = mark
    return halves, marks


def _employed(session: Session, scope: Scope, period: Period, graduates: Mapping[str, Fact]) -> list[Fact]:
    """Graduates whom a visit after training found in work."""
    visits: Any = FollowUp.__table__
    query = (
        select(visits.c.origin_id, visits.c.done_on, visits.c.result)
        .join(ROLL, ROLL.c.id == visits.c.origin_id)
        .join(CLASS, CLASS.c.id == ROLL.c.training_class_id)
        .where(*scope.live(visits, ROLL, CLASS), visits.c.done_on.is_not(None))
        .where(visits.c.result.in_(sorted(IN_WORK)), CLASS.c.end_date.between(period.first, period.last))
        .order_by(visits.c.done_on.desc())
    )
    label = codes.table("follow_up_result").label
    words = {row.origin_id: f"{row.done_on} {label(row.result)}" for row in session.execute(query)}
    return [fact._replace(detail=words[key]) for key, fact in graduates.items() if key in words]


def _trainee(scope: Scope, row: Any) -> Fact:
    return person_fact(
        scope,
        row,
        day=row.end_date,
        title=f"{row.class_no} {row.class_name}",
        detail=_("学号 {n}").format(n=row.trainee_no) if row.trainee_no else "",
        class_id=row.training_class_id,
    )


def _exam(row: Any) -> str:
    return codes.table("exam_status").label(row.exam_status)
