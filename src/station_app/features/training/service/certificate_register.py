"""The register of all certificates: numbered, printed, handed out, and every missing number explained."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.service.users import name_of
from station_app.features.training.model import Certificate, CertificatePrint, Enrolment, TrainingClass
from station_app.features.training.rules.states import ON_ROLL
from station_app.features.training.service.certificates import STATEMENT_TYPE, rows_where
from station_app.features.training.service.numbering import numbering_of
from station_app.features.training.service.rows import CertificateRow
from station_app.storage import records


@dataclass(frozen=True)
class RegisterRow:
    """One number of the register."""

    id: str
    class_id: str
    class_no: str
    certificate: CertificateRow
    printed: int
    """How many times."""
    replaces: str = ""
    """The number of the one that this was given for; '' for a first one."""
    replaced_by: str = ""
    """The number of the one that was given for this."""


@dataclass(frozen=True)
class PrintRow:
    """One printing: the reprint log (who, when, why)."""

    id: str
    certificate_id: str
    certificate_no: str
    name: str
    printed_at: dt.datetime
    who: str
    reason: str
    """Empty for the first time."""


@dataclass(frozen=True)
class Gap:
    """One number, or a whole class, that no certificate in force has, and why."""

    id: str
    class_no: str
    number: str
    """Empty for a whole class."""
    name: str
    why: str


def list_register(session: Session) -> list[RegisterRow]:
    """Every number ever given, the newest class first, in roster order."""
    places = {
        str(key): (str(class_id), str(class_no))
        for key, class_id, class_no in session.execute(
            select(Enrolment.id, TrainingClass.id, TrainingClass.class_no).join(
                TrainingClass, TrainingClass.id == Enrolment.training_class_id
            )
        )
    }
    counted = select(CertificatePrint.certificate_id, func.count()).group_by(CertificatePrint.certificate_id)
    printed: dict[str, int] = {str(key): count for key, count in session.execute(counted)}
    every = rows_where(session, Certificate.voided_at.is_(None), all_states=True)
    number_of = {one.id: one.certificate_no for one in every}
    later = {one.reissue_of: one.certificate_no for one in every if one.reissue_of}
    rows = [
        RegisterRow(
            one.id,
            *places[one.enrolment_id],
            one,
            printed.get(one.id, 0),
            number_of.get(one.reissue_of, ""),
            later.get(one.id, ""),
        )
        for one in every
    ]
    return sorted(rows, key=lambda row: row.class_no, reverse=True)


def list_prints(session: Session, certificate_id: str = "", *, class_id: str = "") -> list[PrintRow]:
    """The reprint log of a certificate or a class, the latest first."""
    query = (
        select(CertificatePrint, Certificate.certificate_no, Certificate.name)
        .join(Certificate, Certificate.id == CertificatePrint.certificate_id)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(CertificatePrint.voided_at.is_(None))
        .order_by(CertificatePrint.created_at.desc(), Enrolment.trainee_no, CertificatePrint.id)
    )
    if certificate_id:
        query = query.where(CertificatePrint.certificate_id == certificate_id)
    if class_id:
        query = query.where(Enrolment.training_class_id == class_id)
    return [
        PrintRow(
            one.id, one.certificate_id, number, name, one.created_at, name_of(session, one.created_by), one.reason or ""
        )
        for one, number, name in session.execute(query)
    ]


def explain_gaps(session: Session, class_id: str = "") -> list[Gap]:
    """Every number of a class without a certificate in force, with the reason; of all classes when none is named.

    Numbers end in the trainee number, so they are 1 to the highest one ever given in the class (R-24).
    """
    if class_id:
        return _gaps_of(session, records.get(session, TrainingClass, class_id))
    found = []
    for one in session.scalars(select(TrainingClass).order_by(TrainingClass.class_no.desc())):
        if one.voided_at is not None or one.state not in ("completed", "archived"):
            state = codes.table("state_training_class").label(one.state)
            why = one.void_reason if one.voided_at is not None else _("班{state}，没有编证书号").format(state=state)
            found.append(Gap(one.id, one.class_no, "", one.name, why or ""))
        else:
            found += _gaps_of(session, one)
    return found


def _gaps_of(session: Session, found: TrainingClass) -> list[Gap]:
    numbering = numbering_of(session, found)
    trainees: dict[int, list[tuple[Any, str]]] = {}
    query = (
        select(Enrolment, Person.name)
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.training_class_id == found.id, Enrolment.trainee_no.is_not(None))
    )
    for enrolment, name in session.execute(query):
        trainees.setdefault(enrolment.trainee_no, []).append((enrolment, name or ""))
    papers: dict[str, list[CertificateRow]] = {}
    for paper in rows_where(session, Enrolment.training_class_id == found.id, all_states=True):
        papers.setdefault(paper.enrolment_id, []).append(paper)
    gaps = []
    for trainee_no in range(1, max(trainees, default=0) + 1):
        here = trainees.get(trainee_no, [])
        live = next(((one, name) for one, name in here if one.voided_at is None), None)
        given = papers.get(live[0].id, []) if live else []
        certificates = [paper for paper in given if paper.type != STATEMENT_TYPE]
        if any(_in_force(paper) and not paper.reissue_of for paper in certificates):
            continue
        number = certificates[0].certificate_no if certificates else numbering.number(trainee_no)
        why = _why(live[0], given) if live else _why_nobody(here)
        gaps.append(Gap(f"{found.id}:{trainee_no}", found.class_no, number, live[1] if live else "", why))
    return gaps


def _why(enrolment: Enrolment, given: list[CertificateRow]) -> str:
    """Why a trainee has no certificate under her own number."""
    certificates = [paper for paper in given if paper.type != STATEMENT_TYPE]
    if certificates:
        first, in_force = certificates[0], next((paper for paper in certificates if _in_force(paper)), None)
        why = _("作废（{reason}）").format(reason=first.state_reason)
        return why + (_("，补发为 {number}").format(number=in_force.certificate_no) if in_force else "")
    if enrolment.graduated:
        return _("已结业，还没有编号")
    statement = next((paper for paper in given if _in_force(paper)), None)
    cause = codes.table("failure_cause").label(enrolment.failure_cause or "")
    if enrolment.graduated is None:
        return _("还没有定是否结业") if enrolment.state in ON_ROLL else _("没有参加")
    why = _("没有结业（{cause}）").format(cause=cause) if cause else _("没有结业")
    return why + (_("，参训证明 {number}").format(number=statement.certificate_no) if statement else "")


def _why_nobody(here: list[tuple[Any, str]]) -> str:
    """Why nobody has a trainee number."""
    reason = next((one.void_reason for one, _name in here if one.void_reason), "")
    return _("报名已撤销（{reason}），学号空着").format(reason=reason) if reason else _("学号空着，没有人用过")


def _in_force(paper: CertificateRow) -> bool:
    return paper.state not in ("voided", "reissued")
