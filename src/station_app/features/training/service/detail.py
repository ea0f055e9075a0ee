"""A whole class in a handful of queries: half-days, trainees, marks, totals (a class of 60 within 100 ms)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.features.people.model import Person
from station_app.features.station.service import find_station, rule_number
from station_app.features.training.model import Certificate, ClassSession, Enrolment, SessionAttendance, WalkIn
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED, Counting
from station_app.features.training.rules.reminders import ClassFacts, Reminder, Wishes, reminders, trade_rule
from station_app.features.training.service.classes import class_row
from station_app.features.training.service.rows import ClassDetail, ClassRow, Mark, SessionRow, TraineeRow, WalkInRow

_PERSON = ("name", "name_pinyin", "sex", "ethnic_group", "education", "id_number", "phone", "village", "address")
_ENROLMENT = (
    "id",
    "version",
    "person_id",
    "trainee_no",
    "category_snapshot",
    "enrolled_on",
    "admitted_on",
    "dropped_on",
    "dropout_reason",
    "override_reason",
    "state",
    "note",
    "theory_score",
    "practice_score",
    "final_score",
    "exam_status",
    "graduated",
    "failure_cause",
)
_SESSION = tuple(name for name in SessionRow.__dataclass_fields__ if name not in ("unmarked", "present", "walk_ins"))
_WISHES = {
    "size_min": "class_size_min",
    "size_max": "class_size_max",
    "application_days": "application_days",
    "practice_share": "practice_share_min",
    "threshold": "attendance_threshold",
    "pass_mark": "pass_mark",
    "hours_beginner": "class_hours_beginner",
    "hours_other": "class_hours_other",
}
"""What reminders compare with → the dated rule."""
_NULLABLE = frozenset(
    (
        "trainee_no",
        "birth_date",
        "admitted_on",
        "dropped_on",
        "theory_score",
        "practice_score",
        "final_score",
        "graduated",
    )
)


def get_class(session: Session, class_id: str) -> ClassDetail:
    """The class with everybody and everything in it; Refused when it is gone."""
    row = class_row(session, class_id)
    halves = [
        dict(zip(_SESSION, values, strict=True))
        for values in session.execute(
            select(*(getattr(ClassSession, name) for name in _SESSION))
            .where(ClassSession.training_class_id == class_id, ClassSession.voided_at.is_(None))
            .order_by(ClassSession.session_date, ClassSession.half_day != "AM", ClassSession.half_day != "PM")
        )
    ]
    marks = _marks(session, class_id)
    numbers = _certificate_numbers(session, class_id)
    how = counting_of(session, row.start_date)
    trainees = [
        _trainee(row, how, halves, plain, marks.get(plain["id"], {}), numbers.get(plain["id"], ""))
        for plain in _people(session, class_id)
    ]
    numbered = tuple(trainee for trainee in trainees if trainee.trainee_no is not None)
    walk_ins = _walk_ins(session, class_id, halves, marks, numbered)
    sessions = tuple(_session_row(half, position, numbered, walk_ins) for position, half in enumerate(halves))
    waiting = tuple(trainee for trainee in trainees if trainee.state == "waitlisted")
    registered = tuple(trainee for trainee in trainees if trainee.state == "registered")
    told = tuple(class_reminders(session, row, sessions))
    return ClassDetail(row, sessions, numbered, waiting, told, registered, walk_ins, how)


def counting_of(session: Session, start_date: dt.date, *, station_id: str = "") -> Counting:
    """How a class that begins on that day counts hours (R-22); `station_id` where several stations lie together."""
    leave, before = (
        rule_number(session, key, start_date, station_id=station_id)
        for key in ("attendance_counts_leave", "attendance_before_admission")
    )
    return Counting(leave=bool(leave), before_admission=bool(before))


def class_reminders(session: Session, row: ClassRow, sessions: Sequence[SessionRow]) -> list[Reminder]:
    """What differs from the rules of the class's first day (R-21 … R-27): told, never refused."""
    number = {key: rule_number(session, rule, row.start_date) for key, rule in _WISHES.items()}
    number["hours_trade"] = usual_hours(session, row.trade, row.start_date)
    station = find_station(session)
    facts = ClassFacts(
        size=row.trainee_count or row.planned_count,
        applied_on=row.applied_on,
        start_date=row.start_date,
        skill_level=row.skill_level,
        trade_label=codes.table("training_trade").label(row.trade),
        total_hours=row.total_hours,
        theory_hours=row.theory_hours,
        practice_hours=row.practice_hours,
        threshold=row.attendance_threshold,
        has_exam=bool(row.has_exam),
        pass_mark=row.pass_mark,
        exam_counts=any(half.kind == "exam" and half.counts for half in sessions),
        uncounted=sum(half.kind != "exam" and not half.counts for half in sessions),
        township_code=station.township_code if station is not None else "",
    )
    return reminders(facts, Wishes(**number))


def usual_hours(session: Session, trade: str, on: dt.date) -> int:
    """Whole class hours that are usual for a trade on a day (R-27's presets); 0 where no standard names it."""
    rule = trade_rule(trade)
    return rule_number(session, rule, on) if rule else 0


def _people(session: Session, class_id: str) -> list[dict[str, Any]]:
    columns = [
        *(getattr(Enrolment, name) for name in _ENROLMENT),
        *(getattr(Person, name) for name in _PERSON),
        Person.birth_date,
        Person.categories,
    ]
    query = (
        select(*columns)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None))
        .order_by(Enrolment.trainee_no, Enrolment.enrolled_on, Enrolment.id)
    )
    names = (*_ENROLMENT, *_PERSON, "birth_date", "categories")
    found = []
    for values in session.execute(query):
        plain = dict(zip(names, values, strict=True))
        found.append({name: value if name in _NULLABLE or value is not None else "" for name, value in plain.items()})
    return found


def _marks(session: Session, class_id: str) -> dict[str, dict[str, tuple[str, int | None]]]:
    """Enrolment key, or that of a walk-in who is no trainee → session key → mark and late minutes."""
    found: dict[str, dict[str, tuple[str, int | None]]] = {}
    query = (
        select(
            func.coalesce(SessionAttendance.enrolment_id, SessionAttendance.walk_in_id),
            SessionAttendance.session_id,
            SessionAttendance.mark,
            SessionAttendance.late_minutes,
        )
        .join(ClassSession, ClassSession.id == SessionAttendance.session_id)
        .where(ClassSession.training_class_id == class_id, SessionAttendance.voided_at.is_(None))
    )
    for key, session_id, mark, minutes in session.execute(query):
        found.setdefault(key, {})[session_id] = (mark, minutes)
    return found


def _walk_ins(
    session: Session,
    class_id: str,
    halves: Sequence[Mapping[str, Any]],
    marks: Mapping[str, Mapping[str, tuple[str, int | None]]],
    trainees: Sequence[TraineeRow],
) -> tuple[WalkInRow, ...]:
    query = (
        select(WalkIn.id, WalkIn.version, WalkIn.name, WalkIn.phone, WalkIn.note, WalkIn.enrolment_id)
        .where(WalkIn.training_class_id == class_id, WalkIn.voided_at.is_(None))
        .order_by(WalkIn.created_at, WalkIn.id)
    )
    known = {trainee.id: trainee for trainee in trainees}
    rows = []
    for key, version, name, phone, note, enrolment_id in session.execute(query):
        own, linked = marks.get(key, {}), known.get(enrolment_id or "")
        cells = tuple(Mark(*own.get(half["id"], (UNMARKED, None)), expected=False) for half in halves)
        rows.append(
            WalkInRow(
                key,
                version,
                name,
                phone or "",
                note or "",
                cells,
                enrolment_id or "",
                linked.name if linked else "",
                linked.trainee_no if linked else None,
            )
        )
    return tuple(rows)


def _certificate_numbers(session: Session, class_id: str) -> dict[str, str]:
    query = (
        select(Certificate.enrolment_id, Certificate.certificate_no)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(
            Enrolment.training_class_id == class_id,
            Certificate.voided_at.is_(None),
            Certificate.type != "C",  # a statement of attendance is no certificate
            Certificate.state.not_in(("voided", "reissued")),
        )
    )
    return {str(key): str(number) for key, number in session.execute(query)}


def _trainee(  # noqa: PLR0917 - one of each query
    row: ClassRow,
    how: Counting,
    halves: Sequence[Mapping[str, Any]],
    plain: dict[str, Any],
    marks: Mapping[str, tuple[str, int | None]],
    certificate_no: str,
) -> TraineeRow:
    admitted_on, dropped_on = plain["admitted_on"], plain["dropped_on"]
    cells = [
        Mark(
            *marks.get(half["id"], (UNMARKED, None)),
            expected=attendance.is_expected(half["session_date"], admitted_on, dropped_on),
        )
        for half in halves
    ]
    when = [attendance.Half(half["id"], half["session_date"], half["hours"], half["counts"]) for half in halves]
    letters = {key: mark for key, (mark, _minutes) in marks.items()}
    hours = attendance.tally(attendance.slots_of(when, letters, admitted_on, dropped_on), how)
    return TraineeRow(
        **plain,
        marks=tuple(cells),
        hours_present=hours.present,
        hours_due=hours.due,
        missed=hours.missed,
        rate=hours.rate,
        best=hours.best,
        standing=attendance.standing(hours, row.attendance_threshold),
        certificate_no=certificate_no,
    )


def _session_row(
    half: Mapping[str, Any], position: int, trainees: Sequence[TraineeRow], walk_ins: Sequence[WalkInRow]
) -> SessionRow:
    cells = [trainee.marks[position] for trainee in trainees]
    came = sum(row.marks[position].mark in PRESENT_MARKS for row in walk_ins)
    plain: dict[str, Any] = {name: "" if value is None else value for name, value in half.items()}
    return SessionRow(
        **plain,
        unmarked=sum(cell.expected and cell.mark == UNMARKED for cell in cells),
        present=sum(cell.mark in PRESENT_MARKS for cell in cells) + came,
        walk_ins=came,
    )
