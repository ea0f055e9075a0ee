"""Walk-ins (补录学员, domain.md §3.9): a name on the sheet now, a trainee later, and back again exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.fields import WALK_IN
from station_app.features.training.model import ClassSession, Enrolment, SessionAttendance, TrainingClass, WalkIn
from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.rules.states import RUNNING
from station_app.features.training.rules.timetable import long_label
from station_app.features.training.service.enrolments import enrol, withdraw
from station_app.features.training.service.marks import follow, gone_by
from station_app.features.training.service.outcomes import settle
from station_app.storage import records

CHANNEL = "补录"
"""Of an enrolment that began as a walk-in."""


def save_walk_in(
    session: Session,
    class_id: str,
    values: Mapping[str, Any],
    *,
    walk_in_id: str | None = None,
    version: int | None = None,
) -> str:
    """Write down somebody who came without being enrolled (name, phone, note), or correct that; returns the key.

    Raises Refused: no name, a wrong phone number, or a class that does not run.
    """
    found = records.get(session, TrainingClass, class_id)
    if found.state not in RUNNING and found.state not in ("enrolling", "completed"):
        state = codes.table("state_training_class").label(found.state)
        raise Refused(_("这个班现在是“{state}”，不能补录学员。").format(state=state))
    typed = {name: values[name] for name in ("name", "phone", "note") if name in values}
    problems = WALK_IN.check({"training_class_id": class_id, **typed})
    if problems:
        raise Refused(problems)
    made = records.save(
        session, WalkIn, {"training_class_id": class_id, **typed}, record_id=walk_in_id, version=version
    )
    return str(made.id)


def link_walk_in(session: Session, walk_in_id: str, person_id: str, *, reason: str = "") -> str:
    """The walk-in is this person: her marks count for the person's enrolment from now on; returns its key.

    Somebody who is not in the class yet is taken in on the day she first came. Raises Refused: linked already, both
    have a mark for the same half-day, the class is full, she had left by then, or a closed class without a reason.
    """
    walk_in = records.get(session, WalkIn, walk_in_id)
    found = records.get(session, TrainingClass, walk_in.training_class_id)
    if walk_in.enrolment_id:
        raise Refused(_("{name}已经对应到学员了。").format(name=walk_in.name))
    if found.state == "completed" and not reason.strip():
        raise Refused([Problem("reason", _("班已结业，对应补录学员要写明原因。"), "REASON")])
    if found.state not in RUNNING and found.state not in ("enrolling", "completed"):
        state = codes.table("state_training_class").label(found.state)
        raise Refused(_("这个班现在是“{state}”，不能对应补录学员。").format(state=state))
    marks = _marks(session, SessionAttendance.walk_in_id == walk_in_id, SessionAttendance.mark != UNMARKED)
    halves = {half.id: half for half in records.live(session, ClassSession, ClassSession.training_class_id == found.id)}
    enrolment = _enrolment_of(session, found.id, person_id)
    walk_in.enrolled_here = enrolment is None
    if enrolment is None:
        first = min((halves[mark.session_id].session_date for mark in marks), default=clock.today())
        enrolment = _take_in(session, walk_in, person_id, first)
    _refuse_clashes(session, enrolment, marks, halves)
    for mark in marks:
        mark.enrolment_id = enrolment.id
    walk_in.enrolment_id = enrolment.id
    if reason.strip():
        walk_in.note = reason.strip()
    session.flush()
    follow(session, {str(enrolment.id): enrolment})
    if found.state == "completed":
        settle(session, found, on=clock.today(), only={str(enrolment.id)}, note=reason)
    session.flush()
    return str(enrolment.id)


def unlink_walk_in(session: Session, walk_in_id: str, reason: str) -> bool:
    """Take a link back: exactly the marks that came with the walk-in leave the trainee again.

    An enrolment that the link made goes too, unless it got marks of its own; returns whether it went. Raises Refused:
    not linked, no reason, or a closed class.
    """
    walk_in = records.get(session, WalkIn, walk_in_id)
    if not walk_in.enrolment_id:
        raise Refused(_("{name}没有对应到学员。").format(name=walk_in.name))
    if not reason.strip():
        raise Refused([Problem("void_reason", _("请写明取消对应的原因。"), "REQUIRED")])
    found = records.get(session, TrainingClass, walk_in.training_class_id)
    if found.state not in RUNNING and found.state != "enrolling":
        raise Refused(_("班已结业，不能取消对应。需要时请站长先把班退回培训中。"))
    enrolment = records.get(session, Enrolment, walk_in.enrolment_id)
    for mark in _marks(session, SessionAttendance.walk_in_id == walk_in_id):
        mark.enrolment_id = None
    made_here = bool(walk_in.enrolled_here)
    walk_in.enrolment_id, walk_in.enrolled_here, walk_in.note = None, False, reason.strip()
    session.flush()
    follow(session, {str(enrolment.id): enrolment})
    session.flush()
    own = _marks(session, SessionAttendance.enrolment_id == enrolment.id, SessionAttendance.mark != UNMARKED)
    if made_here and not own:
        withdraw(session, enrolment.id, reason)
        return True
    return False


def void_walk_in(session: Session, walk_in_id: str, reason: str) -> None:
    """Take a walk-in written down by mistake out of use, with her marks. Raises Refused while she is linked."""
    walk_in = records.get(session, WalkIn, walk_in_id)
    if walk_in.enrolment_id:
        raise Refused(_("{name}已对应到学员，请先取消对应。").format(name=walk_in.name))
    for mark in _marks(session, SessionAttendance.walk_in_id == walk_in_id):
        records.void(session, SessionAttendance, mark.id, reason)
    records.void(session, WalkIn, walk_in_id, reason)


def _marks(session: Session, *conditions: Any) -> list[SessionAttendance]:
    return records.live(session, SessionAttendance, *conditions)


def _enrolment_of(session: Session, class_id: str, person_id: str) -> Enrolment | None:
    key = session.scalar(
        select(Enrolment.id).where(
            Enrolment.training_class_id == class_id, Enrolment.person_id == person_id, Enrolment.voided_at.is_(None)
        )
    )
    return records.get(session, Enrolment, key) if key else None


def _take_in(session: Session, walk_in: WalkIn, person_id: str, on: dt.date) -> Enrolment:
    result = enrol(session, walk_in.training_class_id, [person_id], on, CHANNEL)
    if result.waitlisted:
        text = _("班里已满，{name}只能候补，不能对应。请先调高计划人数。")
        raise Refused(text.format(name=walk_in.name))
    if not result.admitted:
        why = "".join(problem.text for problem in result.warnings)
        raise Refused(_("{why}请先在“学员”里写明原因录取，再对应。").format(why=why))
    return records.get(session, Enrolment, result.admitted[0])


def _refuse_clashes(
    session: Session, enrolment: Enrolment, marks: list[SessionAttendance], halves: Mapping[str, ClassSession]
) -> None:
    """Two marks for one half-day are for the user to settle; an own line without a mark only steps aside."""
    if enrolment.trainee_no is None:
        raise Refused(_("这位学员还在候补名单上，请先录取，再对应。"))
    own = {mark.session_id: mark for mark in _marks(session, SessionAttendance.enrolment_id == enrolment.id)}
    both = [halves[mark.session_id] for mark in marks if own.get(mark.session_id, mark).mark != UNMARKED]
    both = [half for half in both if half.id in own]
    gone = [halves[mark.session_id] for mark in marks if gone_by(enrolment, halves[mark.session_id])]
    for found, text in (
        (both, _("{halves}学员本人和补录的这一行都有标记。请先清除其中一个，再对应。")),
        (gone, _("{halves}这位学员已经退出，不能对应。")),
    ):
        if found:
            named = "、".join(long_label(half.session_date, half.half_day) for half in found)
            raise Refused(text.format(halves=named))
    for mark in marks:
        if mark.session_id in own:
            records.void(session, SessionAttendance, own[mark.session_id].id, _("由补录的标记代替"))
