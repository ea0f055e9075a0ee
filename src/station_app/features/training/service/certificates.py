"""Numbering, printing, handing out, voiding and reissuing certificates; values are frozen at numbering (§3.6, R-24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.service import get_station
from station_app.features.training.model import Certificate, CertificatePrint, Enrolment, TrainingClass
from station_app.features.training.rules import numbers
from station_app.features.training.rules.states import CERTIFICATE_FLOW, ENROLMENT_FLOW
from station_app.features.training.service.moves import move
from station_app.features.training.service.rows import CertificateRow
from station_app.storage import audit, records

TEMPLATE = "completion@1"
"""Layout and version that a certificate numbered today is printed with, also when it is printed again later."""
_ROW = tuple(name for name in CertificateRow.__dataclass_fields__ if name != "trainee_no")
_DATES_AND_SCORES = frozenset(("birth_date", "theory_score", "practice_score", "received_on"))


def issue_certificates(
    session: Session, class_id: str, issued_on: dt.date, *, template: str = TEMPLATE
) -> list[CertificateRow]:
    """Number a certificate for every graduate who has none yet; returns those of the whole class in roster order.

    Called again it gives the same certificates and makes none. Raises Refused: the class is not completed, the day
    lies before its end, or the station's name or division code is missing.
    """
    found = records.get(session, TrainingClass, class_id)
    if found.state not in ("completed", "archived"):
        raise Refused(_("班还没有结业，不能编证书号。请先登记完考勤并结业。"))
    if issued_on < found.end_date:
        raise Refused([Problem("issued_on", _("发证日期不能早于培训结束日期。"), "ORDER")])
    station = get_station(session)
    if len(station.division_code) < 9 or not station.name:
        raise Refused(_("站名或区划代码还没有填全（证书编号要用 9 位乡镇代码），请先在设置中补填。"))
    numbered = select(Certificate.enrolment_id).where(Certificate.voided_at.is_(None))
    query = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.training_class_id == class_id,
            Enrolment.voided_at.is_(None),
            Enrolment.graduated.is_(True),
            Enrolment.id.not_in(numbered),
        )
        .order_by(Enrolment.trainee_no)
    )
    for enrolment, person in session.execute(query).all():
        number = numbers.certificate_no(station.township_code, found.class_no, enrolment.trainee_no)
        values = _frozen(found, enrolment, person) | {
            "certificate_no": number,
            "issuer": station.name,
            "issued_on": issued_on,
            "template": template,
        }
        records.save(session, Certificate, values)
        move(session, enrolment, ENROLMENT_FLOW, "certified", on=issued_on)
    session.flush()
    return list_certificates(session, class_id)


def _frozen(found: TrainingClass, enrolment: Enrolment, person: Person) -> dict[str, Any]:
    """What the certificate says for ever, whatever is renamed later."""
    of_person = {name: getattr(person, name) for name in ("name", "id_number", "sex", "birth_date")}
    of_class = {name: getattr(found, name) for name in ("trade", "skill_level", "organiser", "start_date", "end_date")}
    scores = {name: getattr(enrolment, name) for name in ("theory_score", "practice_score")}
    return (
        of_person
        | of_class
        | scores
        | {
            "type": "P",
            "enrolment_id": enrolment.id,
            "class_name": found.name,
            "hours": found.total_hours,
            "state": CERTIFICATE_FLOW.start,
        }
    )


def list_certificates(session: Session, class_id: str, *, all_states: bool = False) -> list[CertificateRow]:
    """The certificates in force of a class in roster order; `all_states` adds void and replaced ones."""
    return _rows(session, Enrolment.training_class_id == class_id, all_states=all_states)


def get_certificate(session: Session, certificate_no: str) -> CertificateRow:
    """One certificate by number, also a void one; Refused when there is none."""
    found = _rows(session, Certificate.certificate_no == certificate_no.strip(), all_states=True)
    if not found:
        raise Refused(_("没有编号为 {number} 的证书。").format(number=certificate_no))
    return found[0]


def record_print(session: Session, certificate_ids: Sequence[str], reason: str = "") -> None:
    """Keep in the register that certificates were printed; a reprint (already printed once) needs a reason."""
    found = records.live(session, Certificate, Certificate.id.in_(certificate_ids))
    if any(one.state in ("voided", "reissued") for one in found):
        raise Refused(_("其中有已作废的证书，不能打印。"))
    if any(one.state != "reserved" for one in found) and not reason.strip():
        raise Refused([Problem("reason", _("这些证书打印过，重打请写明原因。"), "REASON")])
    for one in found:
        session.add(CertificatePrint(certificate_id=one.id, reason=reason.strip() or None))
        if one.state == "reserved":
            move(session, one, CERTIFICATE_FLOW, "printed", on=clock.today())
    session.flush()
    key = found[0].id if len(found) == 1 else ""
    audit.note(session, "print", "certificate", key, {"form": "F06", "sheets": len(found)})


def hand_out(session: Session, certificate_id: str, received_by: str, received_on: dt.date) -> None:
    """Keep who took a printed certificate away, and when (F07)."""
    found = records.get(session, Certificate, certificate_id)
    if received_on < found.issued_on:
        raise Refused([Problem("received_on", _("领取日期不能早于发证日期。"), "ORDER")])
    found.received_by, found.received_on = received_by.strip(), received_on
    move(session, found, CERTIFICATE_FLOW, "issued", on=received_on)
    session.flush()


def void_certificate(session: Session, certificate_id: str, reason: str, *, on: dt.date | None = None) -> None:
    """Take a certificate out of force; its number stays used for ever."""
    found = records.get(session, Certificate, certificate_id)
    _take_out_of_force(session, found, "voided", reason, on or clock.today())
    enrolment = records.get(session, Enrolment, found.enrolment_id)
    if enrolment.state == "certified":
        move(session, enrolment, ENROLMENT_FLOW, "passed", on=on or clock.today(), note=reason)
    session.flush()


def reissue_certificate(
    session: Session, certificate_id: str, reason: str, issued_on: dt.date, *, template: str = TEMPLATE
) -> CertificateRow:
    """Replace a certificate: same number with -B1, same frozen content, the old one out of force with the reason.

    A certificate that was void already can be replaced too, as long as its holder still graduates.
    """
    old = records.get(session, Certificate, certificate_id)
    if issued_on < old.issued_on:
        raise Refused([Problem("issued_on", _("补发日期不能早于原发证日期。"), "ORDER")])
    if old.state not in ("voided", "reissued"):
        _take_out_of_force(session, old, "reissued" if old.state == "issued" else "voided", reason, issued_on)
    enrolment = records.get(session, Enrolment, old.enrolment_id)
    in_force = [row for row in _rows(session, Certificate.enrolment_id == old.enrolment_id) if row.id != old.id]
    if in_force:
        raise Refused(_("这位学员已有有效证书 {number}。").format(number=in_force[0].certificate_no))
    if not enrolment.graduated:
        raise Refused(_("这位学员没有结业，不能补发证书。"))
    kept = {f.name: getattr(old, f.name) for f in Certificate.describes}
    key = new_id()
    values = kept | {
        "certificate_no": _unused_reissue_no(session, old.certificate_no),
        "reissue_of": old.id,
        "issued_on": issued_on,
        "issuer": get_station(session).name,
        "template": template,
        "state": CERTIFICATE_FLOW.start,
        "state_reason": None,
        "received_by": None,
        "received_on": None,
        "id": key,
    }
    records.save(session, Certificate, values)
    if enrolment.state == "passed":
        move(session, enrolment, ENROLMENT_FLOW, "certified", on=issued_on, note=reason)
    session.flush()
    return next(row for row in _rows(session, Certificate.enrolment_id == old.enrolment_id) if row.id == key)


def _take_out_of_force(session: Session, found: Certificate, state: str, reason: str, on: dt.date) -> None:
    if not reason.strip():
        raise Refused([Problem("state_reason", _("请写明原因。"), "REASON")])
    found.state_reason = reason.strip()
    move(session, found, CERTIFICATE_FLOW, state, on=on, note=reason)
    session.flush()


def _unused_reissue_no(session: Session, number: str) -> str:
    candidate = numbers.reissue_no(number)
    while session.scalar(select(Certificate.id).where(Certificate.certificate_no == candidate)) is not None:
        candidate = numbers.reissue_no(candidate)
    return candidate


def _rows(session: Session, condition: Any, *, all_states: bool = False) -> list[CertificateRow]:
    columns = [getattr(Certificate, name) for name in _ROW]
    query = (
        select(Enrolment.trainee_no, *columns)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(condition, Certificate.voided_at.is_(None))
        .order_by(Enrolment.trainee_no, Certificate.id)
    )
    if not all_states:
        query = query.where(Certificate.state.not_in(("voided", "reissued")))
    found = []
    for trainee_no, *values in session.execute(query):
        plain: dict[str, Any] = {
            name: value if value is not None or name in _DATES_AND_SCORES else ""
            for name, value in zip(_ROW, values, strict=True)
        }
        found.append(CertificateRow(trainee_no=trainee_no, **plain))
    return found
