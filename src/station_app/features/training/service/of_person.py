"""What training knows of one person, and of everybody at once for filters: classes, outcomes, certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.features.training.model import Certificate, Enrolment, SessionAttendance, TrainingClass
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED
from station_app.features.training.rules.states import CLOSED, ON_ROLL

NEVER = "never"
WAITING = "waiting"
STUDYING = "studying"
FINISHED = "finished"
GRADUATED = "graduated"


@dataclass(frozen=True)
class PersonClass:
    """One class that somebody is, was or wants to be in. Rates in tenths of a per cent, hours in tenths."""

    enrolment_id: str
    class_id: str
    class_no: str
    class_name: str
    trade: str
    start_date: dt.date
    end_date: dt.date
    class_state: str
    trainee_no: int | None
    enrolled_on: dt.date
    state: str
    dropped_on: dt.date | None
    dropout_reason: str
    graduated: bool | None
    failure_cause: str
    final_score: int | None
    attendance_rate: int | None
    """As settled when the class was closed; None before."""
    marked: int
    """Half-days that have a mark."""
    present: int
    """Half-days with presence, late or left early."""


@dataclass(frozen=True)
class PersonCertificate:
    """One certificate that somebody ever had a number for, also a void one."""

    id: str
    class_id: str
    certificate_no: str
    type: str
    """Code of certificate_type."""
    class_name: str
    trade: str
    issued_on: dt.date
    state: str
    state_reason: str
    received_by: str
    received_on: dt.date | None


@dataclass(frozen=True)
class Trained:
    """What filters and lists ask about somebody's training."""

    state: str
    """never, waiting, studying, finished (without graduating) or graduated: the furthest she came."""
    trades: tuple[str, ...]
    """Of classes that she took part in."""
    last_on: dt.date
    """First day of the latest class."""


_ENROLMENT = (
    "trainee_no",
    "enrolled_on",
    "state",
    "dropped_on",
    "dropout_reason",
    "graduated",
    "failure_cause",
    "final_score",
    "attendance_rate",
)


def classes_of(session: Session, person_id: str) -> list[PersonClass]:
    """Every class of a person, the latest first."""
    query = (
        select(
            Enrolment.id,
            TrainingClass.id,
            TrainingClass.class_no,
            TrainingClass.name,
            TrainingClass.trade,
            TrainingClass.start_date,
            TrainingClass.end_date,
            TrainingClass.state,
            *(getattr(Enrolment, name) for name in _ENROLMENT),
        )
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .where(Enrolment.person_id == person_id, Enrolment.voided_at.is_(None), TrainingClass.voided_at.is_(None))
        .order_by(TrainingClass.start_date.desc(), TrainingClass.id)
    )
    rows = session.execute(query).all()
    marks = _marks(session, [row[0] for row in rows])
    found = []
    for row in rows:
        key, class_id, class_no, name, trade, start, end, class_state, *own = row
        plain = dict(zip(_ENROLMENT, own, strict=True))
        for text in ("dropout_reason", "failure_cause"):
            plain[text] = plain[text] or ""
        marked, present = marks.get(key, (0, 0))
        found.append(
            PersonClass(
                key,
                class_id,
                class_no,
                name,
                trade or "",
                start,
                end,
                class_state,
                marked=marked,
                present=present,
                **plain,
            )
        )
    return found


def certificates_of(session: Session, person_id: str) -> list[PersonCertificate]:
    """Every certificate numbered for a person, the latest first."""
    query = (
        select(
            Certificate.id,
            Enrolment.training_class_id,
            Certificate.certificate_no,
            Certificate.type,
            Certificate.class_name,
            Certificate.trade,
            Certificate.issued_on,
            Certificate.state,
            Certificate.state_reason,
            Certificate.received_by,
            Certificate.received_on,
        )
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.person_id == person_id, Certificate.voided_at.is_(None))
        .order_by(Certificate.issued_on.desc(), Certificate.certificate_no.desc())
    )
    return [
        PersonCertificate(key, class_id, number, kind, name, trade or "", issued, state, reason or "", by or "", on)
        for key, class_id, number, kind, name, trade, issued, state, reason, by, on in session.execute(query)
    ]


def trained_people(session: Session) -> Mapping[str, Trained]:
    """Person key → her training, for everybody who was ever enrolled; one query."""
    query = (
        select(
            Enrolment.person_id,
            Enrolment.state,
            Enrolment.graduated,
            TrainingClass.state,
            TrainingClass.trade,
            TrainingClass.start_date,
        )
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .where(Enrolment.voided_at.is_(None), TrainingClass.voided_at.is_(None), TrainingClass.state != "cancelled")
        .order_by(Enrolment.person_id)
    )
    found: dict[str, Trained] = {}
    for person_id, state, graduated, class_state, trade, start in session.execute(query):
        now = _state(state, class_state, graduated=bool(graduated))
        before = found.get(person_id)
        trades = (trade,) if trade and now not in (NEVER, WAITING) else ()
        if before is not None:
            trades = tuple(dict.fromkeys((*before.trades, *trades)))
            now = max(before.state, now, key=_FURTHER.index)
        latest = start if before is None else max(before.last_on, start)
        found[person_id] = Trained(now, trades, latest)
    return found


_FURTHER = (NEVER, WAITING, FINISHED, GRADUATED, STUDYING)


def classes_named(session: Session, enrolment_ids: Sequence[str]) -> Mapping[str, str]:
    """Enrolment → number and name of its class, for lists of other features; keys of other origins are left out."""
    query = select(Enrolment.id, TrainingClass.class_no, TrainingClass.name).join(
        TrainingClass, TrainingClass.id == Enrolment.training_class_id
    )
    wanted = frozenset(enrolment_ids)
    return {str(key): f"{number} {name}" for key, number, name in session.execute(query) if key in wanted}


def _state(state: str, class_state: str, *, graduated: bool) -> str:
    if graduated:
        return GRADUATED
    if state == "waitlisted" or state == "registered":  # noqa: PLR1714 - two words
        return NEVER if class_state in CLOSED else WAITING
    if state not in ON_ROLL:
        return NEVER
    return FINISHED if class_state in CLOSED else STUDYING


def _marks(session: Session, enrolment_ids: list[str]) -> dict[str, tuple[int, int]]:
    """Enrolment → half-days marked, and of those present."""
    query = select(SessionAttendance.enrolment_id, SessionAttendance.mark).where(
        SessionAttendance.enrolment_id.in_(enrolment_ids),
        SessionAttendance.voided_at.is_(None),
        SessionAttendance.mark != UNMARKED,
    )
    found: dict[str, tuple[int, int]] = {}
    for key, mark in session.execute(query):
        marked, present = found.get(key, (0, 0))
        found[key] = (marked + 1, present + (mark in PRESENT_MARKS))
    return found
