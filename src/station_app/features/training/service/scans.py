"""Scans and photos of signed sheets, half-days that have none, and the half-day that a sheet's barcode means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.station.model import Attachment
from station_app.features.station.service.attachments import count_attachments
from station_app.features.training.model import ClassSession, Enrolment, SessionAttendance, TrainingClass
from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.rules.sheet_code import SheetCode
from station_app.features.training.rules.timetable import long_label
from station_app.storage import records

OF_RECORD, ROLE = "class_session", "sign_in"
"""What an attachment must say to be the scan of a half-day's signed sheet."""
_HELD = ("in_session", "examining", "completed")


@dataclass(frozen=True)
class HalfDayRow:
    """A half-day among those of all classes."""

    class_id: str
    class_no: str
    class_name: str
    session_id: str
    session_date: dt.date
    half_day: str

    @property
    def long_label(self) -> str:
        """2月15日上午."""
        return long_label(self.session_date, self.half_day)

    @property
    def place(self) -> str:
        """What the page 培训 opens it by."""
        return f"{self.class_id}:attendance:{self.session_id}"


def scans_of_class(session: Session, class_id: str) -> dict[str, int]:
    """How many scans each half-day of a class has; those without are not in it."""
    counted = count_attachments(session, OF_RECORD, ROLE)
    keys = session.scalars(select(ClassSession.id).where(ClassSession.training_class_id == class_id))
    return {key: counted[key] for key in keys if key in counted}


def half_days_without_scan(
    session: Session, *, class_id: str | None = None, until: dt.date | None = None
) -> list[HalfDayRow]:
    """Half-days that were held by a day (today if None) and whose signed sheet was not attached yet, by date.

    Of one class, or of all that run or are completed; archived ones are done with.
    """
    query = (
        select(
            TrainingClass.id,
            TrainingClass.class_no,
            TrainingClass.name,
            ClassSession.id,
            ClassSession.session_date,
            ClassSession.half_day,
        )
        .join(TrainingClass, TrainingClass.id == ClassSession.training_class_id)
        .where(
            ClassSession.voided_at.is_(None),
            TrainingClass.voided_at.is_(None),
            ClassSession.session_date <= (until or clock.today()),
            ~select(Attachment.id)
            .where(
                Attachment.of_id == ClassSession.id,
                Attachment.of_record == OF_RECORD,
                Attachment.role == ROLE,
                Attachment.voided_at.is_(None),
            )
            .exists(),
        )
        .order_by(ClassSession.session_date, TrainingClass.class_no, ClassSession.time_from)
    )
    wanted = TrainingClass.state.in_(_HELD) if class_id is None else TrainingClass.id == class_id
    return [
        HalfDayRow(str(class_key), number, name, str(key), day, half_day)
        for class_key, number, name, key, day, half_day in session.execute(query.where(wanted))
    ]


def share_scans(session: Session, session_id: str) -> int:
    """One paper sheet holds a whole day: its scans also belong to the day's other half-days that have none.

    Returns how many half-days got them.
    """
    half = records.get(session, ClassSession, session_id)
    scans = _scans(session, session_id)
    others = records.live(
        session,
        ClassSession,
        ClassSession.training_class_id == half.training_class_id,
        ClassSession.session_date == half.session_date,
        ClassSession.id != session_id,
    )
    given = 0
    for other in others:
        if scans and not _scans(session, other.id):
            for scan in scans:
                values = records.values_of(scan)
                kept = {field.name: values[field.name] for field in Attachment.describes if field.name != "of_id"}
                records.save(session, Attachment, {**kept, "of_id": other.id})
            given += 1
    return given


def find_half_day(session: Session, code: SheetCode) -> HalfDayRow:
    """The half-day behind a sheet's barcode: of that day the first with a mark missing, else the first.

    Raises Refused when there is no such class, or it has no half-day on that day.
    """
    found = session.execute(
        select(TrainingClass.id, TrainingClass.name).where(
            TrainingClass.class_no == code.class_no, TrainingClass.voided_at.is_(None)
        )
    ).first()
    if found is None:
        raise Refused(_("没有班号为 {number} 的培训班。这张签到表可能是别的站打印的。").format(number=code.class_no))
    halves = [
        half
        for half in records.live(
            session,
            ClassSession,
            ClassSession.training_class_id == found[0],
            order_by=[ClassSession.session_date.desc(), ClassSession.time_from],
        )
        if (half.session_date.month, half.session_date.day) == (code.month, code.day)
    ]
    if not halves:
        text = _("{name}在 {month} 月 {day} 日没有课。课程表可能改过了，请重新打印签到表。")
        raise Refused(text.format(name=found[1], month=code.month, day=code.day))
    of_day = [half for half in halves if half.session_date == halves[0].session_date]
    half = next((half for half in of_day if _open_marks(session, half)), of_day[0])
    return HalfDayRow(str(found[0]), code.class_no, str(found[1]), str(half.id), half.session_date, half.half_day)


def _scans(session: Session, session_id: str) -> list[Attachment]:
    return records.live(
        session, Attachment, Attachment.of_record == OF_RECORD, Attachment.role == ROLE, Attachment.of_id == session_id
    )


def _open_marks(session: Session, half: ClassSession) -> bool:
    """Whether the mark of somebody who was in the class that day is missing."""
    marked = (
        select(SessionAttendance.id)
        .where(
            SessionAttendance.session_id == half.id,
            SessionAttendance.enrolment_id == Enrolment.id,
            SessionAttendance.mark != UNMARKED,
            SessionAttendance.voided_at.is_(None),
        )
        .exists()
    )
    waiting = select(Enrolment.id).where(
        Enrolment.training_class_id == half.training_class_id,
        Enrolment.voided_at.is_(None),
        Enrolment.trainee_no.is_not(None),
        (Enrolment.admitted_on.is_(None)) | (Enrolment.admitted_on <= half.session_date),
        (Enrolment.dropped_on.is_(None)) | (Enrolment.dropped_on > half.session_date),
        ~marked,
    )
    return session.scalars(waiting.limit(1)).first() is not None
