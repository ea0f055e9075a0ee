"""What happens to a numbered certificate: printed, handed out, void, replaced; every step leaves its trace (§9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.features.station.service import get_station
from station_app.features.training.model import Certificate, CertificatePrint, Enrolment, TrainingClass
from station_app.features.training.rules import numbers
from station_app.features.training.rules.states import CERTIFICATE_FLOW, ENROLMENT_FLOW
from station_app.features.training.service import after_class
from station_app.features.training.service.certificates import STATEMENT_TYPE, rows_where
from station_app.features.training.service.moves import move
from station_app.features.training.service.proofs import with_proofs
from station_app.features.training.service.rows import CertificateRow
from station_app.storage import audit, records

HERSELF = _("本人")
"""Typed as who took it: the certificate keeps its holder's own name."""
_OUT_OF_FORCE = ("voided", "reissued")


def record_print(session: Session, certificate_ids: Sequence[str], reason: str = "") -> None:
    """Keep in the register that certificates were printed; a reprint (already printed once) needs a reason."""
    found = records.live(session, Certificate, Certificate.id.in_(certificate_ids))
    if any(one.state in _OUT_OF_FORCE for one in found):
        raise Refused(_("其中有已作废的证书，不能打印。"))
    if any(one.state != "reserved" for one in found) and not reason.strip():
        raise Refused([Problem("reason", _("这些证书打印过，重打请写明原因。"), "REASON")])
    for one in found:
        again = one.state != "reserved"
        session.add(CertificatePrint(certificate_id=one.id, reason=reason.strip() or None if again else None))
        if not again:
            move(session, one, CERTIFICATE_FLOW, "printed", on=clock.today())
    session.flush()
    key = found[0].id if len(found) == 1 else ""
    audit.note(session, "print", "certificate", key, {"form": "F06", "sheets": len(found)})


def hand_out(
    session: Session, certificate_id: str, received_by: str, received_on: dt.date, *, relation: str = ""
) -> None:
    """Keep who took a printed certificate away, and when (F07).

    Somebody else than the holder says how she is related. Raises Refused at received_by, relation or received_on.
    """
    found = records.get(session, Certificate, certificate_id)
    by, related = received_by.strip(), relation.strip()
    by = found.name if by == HERSELF else by
    problems = []
    if received_on < found.issued_on:
        problems.append(Problem("received_on", _("领取日期不能早于发证日期。"), "ORDER"))
    if received_on > clock.today():
        problems.append(Problem("received_on", _("领取日期不能晚于今天。"), "FUTURE"))
    if not by:
        problems.append(Problem("received_by", _("请填写领取人。"), "REQUIRED"))
    elif by != found.name and not related:
        text = _("{by}不是{name}本人，代领请写明关系，如 女儿。")
        problems.append(Problem("received_relation", text.format(by=by, name=found.name), "RELATION"))
    if problems:
        raise Refused(problems)
    found.received_by, found.received_on = by, received_on
    found.received_relation = related or None
    move(session, found, CERTIFICATE_FLOW, "issued", on=received_on)
    session.flush()


def take_back_hand_out(session: Session, certificate_id: str, reason: str) -> None:
    """A certificate that was ticked as taken away by mistake lies at the station again; the trace stays."""
    if not reason.strip():
        raise Refused([Problem("reason", _("请写明原因。"), "REASON")])
    found = records.get(session, Certificate, certificate_id)
    move(session, found, CERTIFICATE_FLOW, "printed", on=clock.today(), note=reason)
    found.received_by = found.received_on = found.received_relation = None
    session.flush()


def void_certificate(session: Session, certificate_id: str, reason: str, *, on: dt.date | None = None) -> None:
    """Take a certificate out of force; its number stays used for ever, and the skill it proved is withdrawn."""
    found = records.get(session, Certificate, certificate_id)
    _take_out_of_force(session, found, "voided", reason, on or clock.today())
    if found.type == STATEMENT_TYPE:
        return
    enrolment = records.get(session, Enrolment, found.enrolment_id)
    if enrolment.state == "certified":
        move(session, enrolment, ENROLMENT_FLOW, "passed", on=on or clock.today(), note=reason)
    why = _("证书 {number} 作废：{reason}").format(number=found.certificate_no, reason=reason.strip())
    after_class.take_back(session, str(enrolment.id), why)
    session.flush()


def reissue_certificate(session: Session, certificate_id: str, reason: str, issued_on: dt.date) -> CertificateRow:
    """Replace a certificate: same number with -B1, same frozen content, the old one out of force with the reason.

    A certificate that was void already can be replaced too, as long as its holder still graduates (a statement: as
    long as she does not).
    """
    old = records.get(session, Certificate, certificate_id)
    if issued_on < old.issued_on:
        raise Refused([Problem("issued_on", _("补发日期不能早于原发证日期。"), "ORDER")])
    if old.state not in _OUT_OF_FORCE:
        _take_out_of_force(session, old, "reissued" if old.state == "issued" else "voided", reason, issued_on)
    enrolment = records.get(session, Enrolment, old.enrolment_id)
    mine = Certificate.enrolment_id == old.enrolment_id
    in_force = [row for row in rows_where(session, mine) if row.id != old.id]
    if in_force:
        raise Refused(_("这位学员已有有效证书 {number}。").format(number=in_force[0].certificate_no))
    if bool(enrolment.graduated) == (old.type == STATEMENT_TYPE):
        raise Refused(
            _("这位学员已经结业，请发结业证书。") if enrolment.graduated else _("这位学员没有结业，不能补发证书。")
        )
    kept = {f.name: getattr(old, f.name) for f in Certificate.describes}
    key = new_id()
    values = kept | {
        "certificate_no": _unused_reissue_no(session, old.certificate_no),
        "reissue_of": old.id,
        "issued_on": issued_on,
        "issuer": get_station(session).name,
        "state": CERTIFICATE_FLOW.start,
        "state_reason": None,
        "received_by": None,
        "received_relation": None,
        "received_on": None,
        "id": key,
    }
    records.save(session, Certificate, *with_proofs(session, [values]))
    if enrolment.state == "passed":
        move(session, enrolment, ENROLMENT_FLOW, "certified", on=issued_on, note=reason)
    if old.type != STATEMENT_TYPE:
        found = records.get(session, TrainingClass, enrolment.training_class_id)
        after_class.give(session, found, enrolment, certificate_no=values["certificate_no"])
    session.flush()
    return next(row for row in rows_where(session, mine) if row.id == key)


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
