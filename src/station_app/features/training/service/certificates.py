"""Numbering certificates for graduates and statements for those who fall short; values are frozen then (§3.6, R-24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.model import Attachment
from station_app.features.station.service import get_station, rule_number
from station_app.features.training.model import Certificate, Enrolment, TrainingClass
from station_app.features.training.rules import numbers
from station_app.features.training.rules.states import CERTIFICATE_FLOW, ENROLMENT_FLOW
from station_app.features.training.service import after_class, layouts
from station_app.features.training.service.moves import move
from station_app.features.training.service.numbering import numbering_of, refuse_used
from station_app.features.training.service.proofs import SPECIMEN, with_proofs
from station_app.features.training.service.rows import CertificateRow
from station_app.storage import records

TEMPLATE, WITHOUT_EXAM, WITH_SCORES, STATEMENT = "completion@1", "completed@1", "qualified@1", "attendance@1"
"""Wordings and versions of resources/templates/certificates.json: 甲, 甲 of a class without exam, 乙, 丙."""
PHOTO, HANZI_DATE = "photo", "hanzi-date"
"""Words behind the wording that freeze how it is written, such as completion@1 photo."""
COMPLETION_TYPE, STATEMENT_TYPE = "P", "C"
"""Codes of certificate_type."""
_ROW = tuple(name for name in CertificateRow.__dataclass_fields__ if name != "trainee_no")
_DATES_AND_SCORES = frozenset(("birth_date", "theory_score", "practice_score", "received_on"))
_CLOSED = ("completed", "archived")


def issue_certificates(
    session: Session, class_id: str, issued_on: dt.date, *, layout: str = ""
) -> list[CertificateRow]:
    """Number a certificate for every graduate who has none yet; returns those of the whole class in roster order.

    Called again it gives the same certificates and makes none. A statement that somebody got before she graduated by
    a correction goes out of force. `layout` is the name of the one that the class uses from now on; '' as it is. Raises
    Refused: the class is not completed, the day lies before its end, the
    station's name or division code is missing, or a number was used before.
    """
    found = _closed_class(session, class_id, issued_on)
    if layout:
        layouts.choose_layout_for_class(session, class_id, layout)
    waiting = _graduates_without(session, found.id)
    drafts = _drafts(session, found, waiting, issued_on, COMPLETION_TYPE)
    refuse_used(session, [draft["certificate_no"] for draft in drafts])
    for (enrolment, _person), values in zip(waiting, with_proofs(session, drafts), strict=True):
        _replace_statement(session, enrolment, issued_on)
        records.save(session, Certificate, values)
        move(session, enrolment, ENROLMENT_FLOW, "certified", on=issued_on)
        after_class.give(session, found, enrolment, certificate_no=str(values["certificate_no"]))
    session.flush()
    return list_certificates(session, class_id)


def issue_statements(
    session: Session,
    class_id: str,
    issued_on: dt.date,
    enrolment_ids: Collection[str] = (),
    *,
    layout: str = "",
) -> list[CertificateRow]:
    """Number a 参训证明 (type C) for those who attended and do not graduate; returns the new ones in roster order.

    All of them, or only the enrolments named; on the layout named, else the station's usual one. Raises Refused as
    issuing certificates does.
    """
    found = _closed_class(session, class_id, issued_on)
    short = [pair for pair in _fallen_short(session, found.id) if not enrolment_ids or pair[0].id in enrolment_ids]
    drafts = _drafts(session, found, short, issued_on, STATEMENT_TYPE, layout=layout)
    refuse_used(session, [draft["certificate_no"] for draft in drafts])
    made = {records.save(session, Certificate, values).id for values in with_proofs(session, drafts)}
    return [row for row in list_certificates(session, class_id) if row.id in made]


def planned_certificates(
    session: Session,
    class_id: str,
    issued_on: dt.date,
    kind: str = COMPLETION_TYPE,
    enrolment_ids: Collection[str] = (),
    *,
    layout: str = "",
) -> list[CertificateRow]:
    """What issuing would make, for a preview; nothing is stored and no number is used.

    `enrolment_ids` are those who will graduate when the class is closed; without them it is closed already.
    """
    found = records.get(session, TrainingClass, class_id)
    if enrolment_ids:
        pairs = _trainees(session, found.id, Enrolment.id.in_(enrolment_ids))
    else:
        pairs = (_fallen_short if kind == STATEMENT_TYPE else _graduates_without)(session, found.id)
    planned = []
    for (enrolment, _person), values in zip(
        pairs, _drafts(session, found, pairs, issued_on, kind, layout=layout, strict=False), strict=True
    ):
        whole = {"id": enrolment.id, "trainee_no": enrolment.trainee_no or 0, "proof": SPECIMEN} | values
        planned.append(CertificateRow(**{name: _plain(name, whole.get(name)) for name in ("trainee_no", *_ROW)}))
    return planned


def list_certificates(session: Session, class_id: str, *, all_states: bool = False) -> list[CertificateRow]:
    """The certificates and statements in force of a class in roster order; `all_states` adds void and replaced ones."""
    return rows_where(session, Enrolment.training_class_id == class_id, all_states=all_states)


def get_certificate(session: Session, certificate_no: str) -> CertificateRow:
    """One certificate by number, also a void one; Refused when there is none."""
    found = rows_where(session, Certificate.certificate_no == certificate_no.strip(), all_states=True)
    if not found:
        raise Refused(_("没有编号为 {number} 的证书。").format(number=certificate_no))
    return found[0]


def rows_by_ids(session: Session, certificate_ids: Sequence[str]) -> list[CertificateRow]:
    """Certificates by key, in the order asked, for printing; Refused when one went out of force in the meantime."""
    found = {row.id: row for row in rows_where(session, Certificate.id.in_(certificate_ids))}
    if len(found) < len(set(certificate_ids)):
        raise Refused(_("其中有已作废的证书，不能打印。请刷新后再选。"))
    return [found[key] for key in certificate_ids]


def rows_where(session: Session, condition: ColumnElement[bool], *, all_states: bool = False) -> list[CertificateRow]:
    """Certificates that meet a condition on Certificate or Enrolment, in roster order."""
    columns = [getattr(Certificate, name) for name in _ROW]
    query = (
        select(Enrolment.trainee_no, *columns)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(condition, Certificate.voided_at.is_(None))
        .order_by(Enrolment.trainee_no, Certificate.id)
    )
    if not all_states:
        query = query.where(Certificate.state.not_in(("voided", "reissued")))
    return [
        CertificateRow(
            trainee_no=trainee_no or 0,
            **{name: _plain(name, value) for name, value in zip(_ROW, values, strict=True)},
        )
        for trainee_no, *values in session.execute(query)
    ]


def _closed_class(session: Session, class_id: str, issued_on: dt.date) -> TrainingClass:
    found = records.get(session, TrainingClass, class_id)
    if found.state not in _CLOSED:
        raise Refused(_("班还没有结业，不能编证书号。请先登记完考勤并结业。"))
    if issued_on < found.end_date:
        raise Refused([Problem("issued_on", _("发证日期不能早于培训结束日期。"), "ORDER")])
    return found


def _graduates_without(session: Session, class_id: str) -> list[tuple[Enrolment, Person]]:
    """Graduates who never had a certificate, in roster order."""
    numbered = select(Certificate.enrolment_id).where(
        Certificate.voided_at.is_(None), Certificate.type != STATEMENT_TYPE
    )
    return _trainees(session, class_id, Enrolment.graduated.is_(True), Enrolment.id.not_in(numbered))


def _fallen_short(session: Session, class_id: str) -> list[tuple[Enrolment, Person]]:
    """Those who came and do not graduate, and never had a statement."""
    numbered = select(Certificate.enrolment_id).where(Certificate.voided_at.is_(None))
    short = (Enrolment.graduated.is_(False), Enrolment.hours_present > 0, Enrolment.id.not_in(numbered))
    return _trainees(session, class_id, *short)


def _trainees(session: Session, class_id: str, *conditions: ColumnElement[bool]) -> list[tuple[Enrolment, Person]]:
    query = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.training_class_id == class_id,
            Enrolment.voided_at.is_(None),
            Enrolment.trainee_no.is_not(None),
            *conditions,
        )
        .order_by(Enrolment.trainee_no)
    )
    return [(enrolment, person) for enrolment, person in session.execute(query)]


def _drafts(
    session: Session,
    found: TrainingClass,
    pairs: Sequence[tuple[Enrolment, Person]],
    issued_on: dt.date,
    kind: str,
    *,
    layout: str = "",
    strict: bool = True,
) -> list[dict[str, Any]]:
    """The frozen values of each; `strict` refuses while the station cannot number yet."""
    numbering = numbering_of(session, found)
    if strict and numbering.missing:
        raise Refused(numbering.missing)
    issuer = get_station(session).name
    wanted = {
        key: rule_number(session, key, issued_on)
        for key in ("certificate_wording", "certificate_photo", "certificate_hanzi_date")
    }
    how = [PHOTO] * (wanted["certificate_photo"] and kind != STATEMENT_TYPE)
    how += [HANZI_DATE] * wanted["certificate_hanzi_date"]
    key = layouts.layout_key_for(session, found, kind, layout)
    photos = _photos(session, [person.photo for _enrolment, person in pairs if person.photo])
    drafts = []
    for enrolment, person in pairs:
        number = numbering.number(enrolment.trainee_no)
        values = _frozen(found, enrolment, person, kind) | {
            "certificate_no": numbers.statement_no(number) if kind == STATEMENT_TYPE else number,
            "issuer": issuer,
            "issued_on": issued_on,
            "template": " ".join((_wording(found, enrolment, kind, wanted["certificate_wording"]), *how)),
            "layout": key,
            "photo_hash": photos.get(person.photo),
        }
        drafts.append(values)
    return drafts


def _photos(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """Attachment → hash of its content, which stays the same whatever photo she gets later."""
    query = select(Attachment.id, Attachment.content_hash).where(
        Attachment.id.in_(keys), Attachment.voided_at.is_(None)
    )
    return {row.id: row.content_hash for row in session.execute(query)}


def _wording(found: TrainingClass, enrolment: Enrolment, kind: str, wanted: int) -> str:
    """Which words suit: without an exam nothing is said of one, and 乙 needs both scores (forms.md F06)."""
    if kind == STATEMENT_TYPE:
        return STATEMENT
    if not found.has_exam:
        return WITHOUT_EXAM
    has_scores = enrolment.theory_score is not None and enrolment.practice_score is not None
    return WITH_SCORES if wanted == 2 and has_scores else TEMPLATE


def _frozen(found: TrainingClass, enrolment: Enrolment, person: Person, kind: str) -> dict[str, Any]:
    """What the certificate says for ever, whatever is renamed later."""
    of_person = {name: getattr(person, name) for name in ("name", "id_number", "sex", "birth_date")}
    of_class = {name: getattr(found, name) for name in ("trade", "skill_level", "organiser", "start_date", "end_date")}
    scores = {name: getattr(enrolment, name) for name in ("theory_score", "practice_score")}
    rest = {
        "type": kind,
        "enrolment_id": enrolment.id,
        "class_name": found.name,
        "hours": enrolment.hours_present if kind == STATEMENT_TYPE else found.total_hours,
        "state": CERTIFICATE_FLOW.start,
    }
    return of_person | of_class | scores | rest


def _replace_statement(session: Session, enrolment: Enrolment, on: dt.date) -> None:
    """A statement in force makes room for the certificate; its number stays used."""
    condition = (Certificate.enrolment_id == enrolment.id, Certificate.state.not_in(("voided", "reissued")))
    for statement in records.live(session, Certificate, *condition):
        statement.state_reason = _("更正后结业，换发结业证书")
        move(session, statement, CERTIFICATE_FLOW, "voided", on=on, note=statement.state_reason)
    session.flush()


def _plain(name: str, value: Any) -> Any:
    return value if value is not None or name in _DATES_AND_SCORES else ""
