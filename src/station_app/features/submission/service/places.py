"""A record as people know it, and where it is opened: for receipts and corrections, which name keys only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.followups.model import FollowUp
from station_app.features.people.model import Household, Person
from station_app.features.submission.service.rows import Place
from station_app.features.training.model import Certificate, ClassSession, Enrolment, SessionAttendance, TrainingClass
from station_app.storage.base import Base, Synced


def model_of(record: str) -> type[Synced] | None:
    """The model of a record name that travels; None for one this program does not know."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Synced) and mapper.class_.__tablename__ == record:
            return mapper.class_
    return None


def record_of(record: str) -> Record | None:
    """The description of a record name."""
    model = model_of(record)
    return model.describes if model is not None else None


def field_label(record: str, field: str) -> str:
    """What people call a column; '' for a whole record."""
    described = record_of(record)
    if described is not None and field in described:
        return described[field].label
    return {"note": _("备注"), "voided_at": _("作废"), "void_reason": _("作废原因")}.get(field, field)


def place_of(session: Session, record: str, record_id: str) -> Place:
    """The record's label, title and page; a record nobody knows is named by its kind alone."""
    described = record_of(record)
    label = described.label if described is not None else record
    find = _FINDERS.get(record)
    found = find(session, record_id) if find is not None else _by_person(session, record, record_id)
    if found is None:
        return Place(label, "")
    title, page, key = found
    return Place(label, title, page, key)


_Found = tuple[str, str, str] | None


def _person(session: Session, key: str) -> _Found:
    found = session.get(Person, key)
    return None if found is None else (str(found.name or ""), "people", key)


def _household(session: Session, key: str) -> _Found:
    found = session.get(Household, key)
    if found is None:
        return None
    return str(found.head_name or found.household_no or ""), "people", f"household:{key}"


def _class(session: Session, key: str) -> _Found:
    found = session.get(TrainingClass, key)
    return None if found is None else (f"{found.class_no} {found.name}", "training", key)


def _session(session: Session, key: str) -> _Found:
    found = session.get(ClassSession, key)
    if found is None:
        return None
    half = codes.table("half_day").label(found.half_day)
    return f"{found.session_date} {half}", "training", f"{found.training_class_id}:attendance:{key}"


def _enrolment(session: Session, key: str, tab: str = "trainees") -> _Found:
    query = (
        select(Person.name, TrainingClass.name, TrainingClass.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
        .where(Enrolment.id == key)
    )
    row = session.execute(query).first()
    return None if row is None else (f"{row[0]}（{row[1]}）", "training", f"{row[2]}:{tab}")


def _attendance(session: Session, key: str) -> _Found:
    found = session.get(SessionAttendance, key)
    if found is None:
        return None
    who = _enrolment(session, str(found.enrolment_id), f"attendance:{found.session_id}")
    when = _session(session, str(found.session_id))
    if who is None or when is None:
        return when
    return f"{who[0]} {when[0]}", who[1], who[2]


def _certificate(session: Session, key: str) -> _Found:
    found = session.get(Certificate, key)
    if found is None:
        return None
    return f"{found.certificate_no} {found.name or ''}".strip(), "certificates", str(found.certificate_no)


def _follow_up(session: Session, key: str) -> _Found:
    query = select(Person.name).join(FollowUp, FollowUp.person_id == Person.id).where(FollowUp.id == key)
    name = session.scalars(query).first()
    return None if name is None else (name, "followups", key)


def _by_person(session: Session, record: str, key: str) -> _Found:
    """Records that belong to a person without being found otherwise: categories, skills."""
    model: Any = model_of(record)
    if model is None or "person_id" not in model.__table__.columns:
        return None
    found = session.get(model, key)
    return None if found is None or not found.person_id else _person(session, str(found.person_id))


_FINDERS: dict[str, Callable[[Session, str], _Found]] = {
    "person": _person,
    "household": _household,
    "training_class": _class,
    "class_session": _session,
    "enrolment": _enrolment,
    "session_attendance": _attendance,
    "certificate": _certificate,
    "follow_up": _follow_up,
}
