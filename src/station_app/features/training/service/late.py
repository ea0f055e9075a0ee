"""What taking somebody into a class that already runs costs her: told before it is confirmed (R-21, R-22)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.features.training.model import ClassSession, SessionAttendance, TrainingClass
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED, Slot
from station_app.features.training.rules.states import RUNNING
from station_app.features.training.service.detail import counting_of
from station_app.storage import records


@dataclass(frozen=True)
class LateAdmission:
    """What is still possible for somebody who comes late."""

    text: str
    best: str
    """The highest rate still reachable: 66.7%."""
    can_graduate: bool


def late_admission(
    session: Session, class_id: str, *, on: dt.date | None = None, enrolment_id: str = "", walk_in_id: str = ""
) -> LateAdmission | None:
    """What an admission on a day (today) would leave, with the marks she has already; None when nothing was missed."""
    found = records.get(session, TrainingClass, class_id)
    day = on or clock.today()
    if found.state not in RUNNING or day > found.end_date:
        return None
    how = counting_of(session, found.start_date)
    if not how.before_admission:
        return None
    halves = records.live(session, ClassSession, ClassSession.training_class_id == class_id)
    marks = _marks(session, enrolment_id or walk_in_id)
    gone = [half for half in halves if half.counts and half.session_date < day]
    missed = [half for half in gone if marks.get(half.id, UNMARKED) not in PRESENT_MARKS]
    if not missed:
        return None
    hours = attendance.tally(
        [Slot(half.hours, marks.get(half.id, UNMARKED), half.counts, half.session_date < day) for half in halves], how
    )
    threshold = int(found.attendance_threshold)
    return LateAdmission(
        attendance.late_admission(hours, len(missed), threshold),
        attendance.rate_text(hours.best),
        attendance.standing(hours, threshold).code != attendance.LOST,
    )


def _marks(session: Session, whose: str) -> dict[str, str]:
    if not whose:
        return {}
    query = select(SessionAttendance.session_id, SessionAttendance.mark).where(
        (SessionAttendance.enrolment_id == whose) | (SessionAttendance.walk_in_id == whose),
        SessionAttendance.voided_at.is_(None),
    )
    return {str(half): str(mark) for half, mark in session.execute(query)}
