"""What becomes of each trainee by R-21 when a class is closed or a closed class is corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.features.training.rules import attendance, graduation
from station_app.features.training.rules.states import ENROLMENT_FLOW
from station_app.features.training.service import after_class
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.moves import move
from station_app.features.training.service.rows import TraineeRow
from station_app.storage import records


def settle(
    session: Session, found: TrainingClass, *, on: dt.date, only: Collection[str] | None = None, note: str = ""
) -> None:
    """Freeze hours and rate, decide who graduates (R-21, R-22) and move everybody to passed or failed.

    Raises Refused when somebody who holds a certificate would no longer graduate: void the certificate first.
    """
    detail = get_class(session, found.id)
    kept = {str(one.id): one for one in records.live(session, Enrolment, Enrolment.training_class_id == found.id)}
    for row in detail.trainees:
        if only is not None and row.id not in only:
            continue
        _settle_one(session, found, kept[row.id], row, on=on, note=note)
    session.flush()


def _settle_one(
    session: Session, found: TrainingClass, trainee: Enrolment, row: TraineeRow, *, on: dt.date, note: str
) -> None:
    attended = attendance.reaches(row.hours_present, row.hours_due, found.attendance_threshold)
    result = graduation.outcome(
        attended=attended, has_exam=bool(found.has_exam), exam=row.exam_status, dropped=trainee.state == "dropped"
    )
    if not result.graduated and trainee.state == "certified":
        text = _("{name}已编证书 {number}，更正后达不到结业条件。请先作废证书，再更正。")
        raise Refused(text.format(name=row.name, number=row.certificate_no))
    values = {
        "hours_present": row.hours_present,
        "hours_due": row.hours_due,
        "attendance_rate": attendance.rate_tenths(row.rate),
        "graduated": result.graduated,
        "failure_cause": result.cause or None,
    }
    for name, value in values.items():
        if getattr(trainee, name) != value:
            setattr(trainee, name, value)
    for step in _path(trainee.state, graduated=result.graduated, attended=attended):
        move(session, trainee, ENROLMENT_FLOW, step, on=on, note=note)
    if result.graduated:
        after_class.give(session, found, trainee, certificate_no=row.certificate_no)
    else:
        after_class.take_back(session, str(trainee.id), note or _("没有结业"))


def _path(state: str, *, graduated: bool, attended: bool) -> tuple[str, ...]:
    """The states from here to passed or failed, each a step of the flow."""
    if state in ("dropped", "certified"):
        return ()
    goal = "passed" if graduated else "failed"
    if state == goal:
        return ()
    if state in ("admitted", "studying") and attended:
        return ("studying", "eligible_exam", goal)[0 if state == "admitted" else 1 :]
    return (goal,)


def mark_eligible(session: Session, found: TrainingClass, *, on: dt.date) -> None:
    """Who may sit the exam: the threshold is reached, and open half-days can no longer break it (§9)."""
    kept = {str(one.id): one for one in records.live(session, Enrolment, Enrolment.training_class_id == found.id)}
    for row in get_class(session, found.id).trainees:
        safe = row.standing.code == attendance.ELIGIBLE and row.standing.may_miss == row.standing.open_count
        if safe and kept[row.id].state == "studying":
            move(session, kept[row.id], ENROLMENT_FLOW, "eligible_exam", on=on)
    session.flush()
