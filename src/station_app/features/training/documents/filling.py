"""Values for the papers from what the training service knows."""

from __future__ import annotations

from typing import Any

from station_app.core import clock
from station_app.features.training import service
from station_app.features.training.documents.values import CertificateValues, ClassSheet, HalfDay, TraineeLine
from station_app.features.training.fields import HOURS
from station_app.features.training.service import CertificateRow, ClassDetail


def class_sheet(session: Any, class_id: str) -> ClassSheet:
    """A class as its papers show it today; drop-outs and the waiting list are not on the roll.

    `session` comes from Database.work() or read(). Raises Refused when the class is gone.
    """
    return sheet_of(service.get_class(session, class_id))


def sheet_of(detail: ClassDetail) -> ClassSheet:
    """The same from a class that has been read already (a screen's)."""
    row = detail.row
    return ClassSheet(
        class_name=row.name,
        trade=row.trade,
        venue=row.venue,
        trainer=row.trainer_name,
        class_worker=row.class_worker,
        start_date=row.start_date,
        end_date=row.end_date,
        half_days=tuple(
            HalfDay(half.session_date, half.half_day, HOURS.format(half.hours), half.trainer_name, half.venue)
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
            )
            for trainee in detail.trainees
            if trainee.dropped_on is None
        ),
        printed_on=clock.today(),
    )


def certificate_values(session: Any, class_id: str) -> list[CertificateValues]:
    """The certificates in force of a class, in roster order, with the values frozen at numbering."""
    return [values_of(row) for row in service.list_certificates(session, class_id)]


def values_of(row: CertificateRow) -> CertificateValues:
    """One certificate for printing, also again."""
    return CertificateValues(
        certificate_no=row.certificate_no,
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
        sex=row.sex,
        birth_date=row.birth_date,
        trade=row.trade,
        skill_level=row.skill_level,
        theory_score=HOURS.format(row.theory_score),
        practice_score=HOURS.format(row.practice_score),
        reissued=bool(row.reissue_of),
    )
