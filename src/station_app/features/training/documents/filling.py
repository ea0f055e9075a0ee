"""Values for the papers from what the training service knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from station_app.core import clock
from station_app.features.station.service import find_station, rule_number
from station_app.features.training import service
from station_app.features.training.documents.people_lines import label
from station_app.features.training.documents.values import CertificateValues, ClassSheet, HalfDay, TraineeLine
from station_app.features.training.fields import FINAL, HOURS, SCORE, TRAINING_CLASS
from station_app.features.training.service import CertificateRow, ClassDetail
from station_app.features.training.service.trainers import list_trainers


def class_sheet(session: Any, class_id: str) -> ClassSheet:
    """A class as its papers show it today; drop-outs and the waiting list are not on the roll.

    `session` comes from Database.work() or read(). Raises Refused when the class is gone.
    """
    plain = service.class_values(session, class_id)
    station = find_station(session)
    day = plain["start_date"]
    return replace(
        sheet_of(service.get_class(session, class_id)),
        fund_source=plain.get("fund_source") or "",
        budget=TRAINING_CLASS["budget"].kind.format(plain.get("budget")),
        trainer_qualification=_qualifications(session, plain.get("trainer_ids") or ()),
        safety_note=plain.get("safety_note") or "",
        theory_share=rule_number(session, "theory_weight", day),
        station_name=station.name if station else "",
        station_phone=station.phone if station else "",
    )


def _qualifications(session: Any, trainer_ids: Sequence[str]) -> str:
    """Level and certificate of each trainer who is written down, in the order of the class."""
    known = {row.id: row for row in list_trainers(session)} if trainer_ids else {}
    rows = [known[key] for key in trainer_ids if key in known]
    parts = [
        " ".join(part for part in (label("skill_level", row.skill_level), row.certificate_no) if part) for row in rows
    ]
    return "；".join(part for part in parts if part)


def sheet_of(detail: ClassDetail) -> ClassSheet:
    """The same from a class that has been read already (a screen's)."""
    row = detail.row
    return ClassSheet(
        class_name=row.name,
        class_no=row.class_no,
        trade=row.trade,
        skill_level=row.skill_level,
        form=row.form,
        target_categories=tuple(row.target_categories or ()),
        planned_count=row.planned_count,
        total_hours=HOURS.format(row.total_hours),
        theory_hours=HOURS.format(row.theory_hours),
        practice_hours=HOURS.format(row.practice_hours),
        applied_on=row.applied_on,
        attendance_threshold=row.attendance_threshold,
        has_exam=bool(row.has_exam),
        pass_mark=row.pass_mark,
        venue=row.venue,
        trainer=row.trainer_name,
        class_worker=row.class_worker,
        start_date=row.start_date,
        end_date=row.end_date,
        half_days=tuple(
            HalfDay(
                half.session_date,
                half.half_day,
                HOURS.format(half.hours),
                half.trainer_name,
                half.venue,
                times=f"{half.time_from:%H:%M}–{half.time_to:%H:%M}",
                topic=half.topic,
                kind=half.kind,
            )
            for half in detail.sessions
        ),
        trainees=tuple(
            TraineeLine(
                trainee_no=trainee.trainee_no or 0,
                name=trainee.name,
                id_number=trainee.id_number,
                sex=trainee.sex,
                ethnic_group=trainee.ethnic_group,
                birth_date=trainee.birth_date,
                education=trainee.education,
                category=trainee.category_snapshot,
                categories=trainee.categories,
                address=trainee.address or trainee.village,
                phone=trainee.phone,
                note=trainee.note,
                attendance_rate=trainee.rate_text,
                theory_score=SCORE.format(trainee.theory_score),
                practice_score=SCORE.format(trainee.practice_score),
                final_score=FINAL.format(trainee.final_score),
                exam_status=trainee.exam_status,
                graduated=trainee.graduated,
            )
            for trainee in detail.trainees
            if trainee.dropped_on is None
        ),
        printed_on=clock.today(),
    )


def certificate_values(session: Any, class_id: str, *, statements: bool = False) -> list[CertificateValues]:
    """The certificates in force of a class (or its statements) in roster order, with their frozen values."""
    rows = service.list_certificates(session, class_id)
    return [values_of(row) for row in rows if (row.type == service.STATEMENT_TYPE) == statements]


def values_of(row: CertificateRow) -> CertificateValues:
    """One certificate for printing, also again."""
    return CertificateValues(
        certificate_no=row.certificate_no,
        proxy=f"{row.received_by}（{row.received_relation}）" if row.received_relation else "",
        received_on=row.received_on,
        name=row.name,
        id_number=row.id_number,
        class_name=row.class_name,
        organiser=row.organiser,
        start_date=row.start_date,
        end_date=row.end_date,
        hours=HOURS.format(row.hours),
        issuer=row.issuer,
        issued_on=row.issued_on,
        template=row.template,
        layout=row.layout,
        photo_hash=row.photo_hash,
        sex=row.sex,
        birth_date=row.birth_date,
        trade=row.trade,
        skill_level=row.skill_level,
        theory_score=HOURS.format(row.theory_score),
        practice_score=HOURS.format(row.practice_score),
        type=row.type,
        proof=row.proof,
        reissued=bool(row.reissue_of),
    )
