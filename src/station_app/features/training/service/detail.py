"""A whole class in a handful of queries: half-days, trainees, marks, totals (a class of 60 within 100 ms)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.service import rule_number
from station_app.features.training.model import Certificate, ClassSession, Enrolment, SessionAttendance
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED, Slot
from station_app.features.training.service.classes import class_row
from station_app.features.training.service.rows import ClassDetail, ClassRow, Mark, SessionRow, TraineeRow

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
    "state",
    "note",
    "theory_score",
    "practice_score",
    "final_score",
    "exam_status",
    "graduated",
    "failure_cause",
)
_SESSION = tuple(name for name in SessionRow.__dataclass_fields__ if name not in ("unmarked", "present"))
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
    trainees = [
        _trainee(row, halves, plain, marks.get(plain["id"], {}), numbers.get(plain["id"], ""))
        for plain in _people(session, class_id)
    ]
    numbered = tuple(trainee for trainee in trainees if trainee.trainee_no is not None)
    sessions = tuple(_session_row(half, position, numbered) for position, half in enumerate(halves))
    waiting = tuple(trainee for trainee in trainees if trainee.state == "waitlisted")
    return ClassDetail(row, sessions, numbered, waiting, tuple(class_warnings(session, row)))


def class_warnings(session: Session, row: ClassRow) -> list[str]:
    """R-25 (size), R-26 (application in time), R-27 (share of practice): told, never refused."""
    told = []
    fewest, most = (rule_number(session, key, row.start_date) for key in ("class_size_min", "class_size_max"))
    size = row.trainee_count or row.planned_count
    if not fewest <= size <= most:
        told.append(_("人数 {n}，一般应为 {low} 至 {high} 人。").format(n=size, low=fewest, high=most))
    days = rule_number(session, "application_days", row.start_date)
    if row.applied_on is not None and (row.start_date - row.applied_on).days < days:
        told.append(_("开班申请应提前 {days} 天提交。").format(days=days))
    share = rule_number(session, "practice_share_min", row.start_date)
    if row.theory_hours + row.practice_hours and row.practice_hours * 100 < share * row.total_hours:
        told.append(_("实操课时不到总课时的 {share}%。").format(share=share))
    return told


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
    """Enrolment key → session key → mark and late minutes."""
    found: dict[str, dict[str, tuple[str, int | None]]] = {}
    query = (
        select(
            SessionAttendance.enrolment_id,
            SessionAttendance.session_id,
            SessionAttendance.mark,
            SessionAttendance.late_minutes,
        )
        .join(ClassSession, ClassSession.id == SessionAttendance.session_id)
        .where(ClassSession.training_class_id == class_id, SessionAttendance.voided_at.is_(None))
    )
    for enrolment_id, session_id, mark, minutes in session.execute(query):
        found.setdefault(enrolment_id, {})[session_id] = (mark, minutes)
    return found


def _certificate_numbers(session: Session, class_id: str) -> dict[str, str]:
    query = (
        select(Certificate.enrolment_id, Certificate.certificate_no)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(
            Enrolment.training_class_id == class_id,
            Certificate.voided_at.is_(None),
            Certificate.state.not_in(("voided", "reissued")),
        )
    )
    return {str(key): str(number) for key, number in session.execute(query)}


def is_expected(day: dt.date, admitted_on: dt.date | None, dropped_on: dt.date | None) -> bool:
    """Whether somebody's mark is waited for on a day: not before a late admission, not after dropping out."""
    return (admitted_on is None or day >= admitted_on) and (dropped_on is None or day < dropped_on)


def _trainee(
    row: ClassRow,
    halves: Sequence[Mapping[str, Any]],
    plain: dict[str, Any],
    marks: Mapping[str, tuple[str, int | None]],
    certificate_no: str,
) -> TraineeRow:
    cells, slots = [], []
    for half in halves:
        mark, minutes = marks.get(half["id"], (UNMARKED, None))
        expected = is_expected(half["session_date"], plain["admitted_on"], plain["dropped_on"])
        cells.append(Mark(mark, minutes, expected))
        late_admission = plain["admitted_on"] is not None and half["session_date"] < plain["admitted_on"]
        gone = mark == UNMARKED and not expected and not late_admission
        slots.append(Slot(half["hours"], mark, half["counts"] and not gone, late_admission))
    hours = attendance.tally(slots)
    return TraineeRow(
        **plain,
        marks=tuple(cells),
        hours_present=hours.present,
        hours_due=hours.due,
        missed=hours.missed,
        rate=hours.rate,
        standing=attendance.standing(hours, row.attendance_threshold),
        certificate_no=certificate_no,
    )


def _session_row(half: Mapping[str, Any], position: int, trainees: Sequence[TraineeRow]) -> SessionRow:
    cells = [trainee.marks[position] for trainee in trainees]
    plain: dict[str, Any] = {name: "" if value is None else value for name, value in half.items()}
    return SessionRow(
        **plain,
        unmarked=sum(cell.expected and cell.mark == UNMARKED for cell in cells),
        present=sum(cell.mark in PRESENT_MARKS for cell in cells),
    )
