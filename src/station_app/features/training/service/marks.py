"""Typing the sign-in sheets: each mark saved at once, unmarked is its own state, corrections give a reason (§3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.model import ClassSession, Enrolment, SessionAttendance, TrainingClass
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED
from station_app.features.training.rules.states import CLASS_FLOW, ENROLMENT_FLOW, RUNNING
from station_app.features.training.rules.timetable import long_label
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.moves import move
from station_app.features.training.service.outcomes import settle
from station_app.features.training.service.rows import MarkChange
from station_app.storage import records

M = TypeVar("M", ClassSession, Enrolment)


@dataclass(frozen=True)
class MarkEntry:
    """One mark to be stored; minutes only belong to a late one (T)."""

    session_id: str
    enrolment_id: str
    mark: str
    late_minutes: int | None = None


def mark(
    session: Session,
    session_id: str,
    enrolment_id: str,
    mark: str,
    late_minutes: int | None = None,
    *,
    reason: str = "",
) -> list[MarkChange]:
    """Store one mark (code of attendance_mark, N takes it back); see mark_many."""
    return mark_many(session, [MarkEntry(session_id, enrolment_id, mark, late_minutes)], reason=reason)


def mark_many(session: Session, entries: Iterable[MarkEntry], *, reason: str = "") -> list[MarkChange]:
    """Store marks of one class: a paste, a whole half-day, an undo; returns what changed, ready to be undone.

    The first mark opens the class. Raises Refused, and stores nothing: not enrolling yet, closed without a reason,
    somebody on the waiting list or gone by that day, half-day and trainee of different classes.
    """
    wanted = {(entry.session_id, entry.enrolment_id): entry for entry in entries}
    halves = _by_key(session, ClassSession, {key for key, _other in wanted})
    trainees = _by_key(session, Enrolment, {key for _other, key in wanted})
    classes = {one.training_class_id for one in (*halves.values(), *trainees.values())}
    if not wanted:
        return []
    if len(classes) != 1:
        raise Refused(_("课次和学员不在同一个班，没有保存。"))
    found = records.get(session, TrainingClass, classes.pop())
    for (session_id, enrolment_id), entry in wanted.items():
        _check(halves[session_id], trainees[enrolment_id], entry)
    stored = _stored(session, halves, trainees)
    changes = [change for entry in wanted.values() if (change := _change(stored, entry)) is not None]
    if not changes:
        return []
    _may_change(found, changes, reason)
    for change in changes:
        _write(session, stored, change, reason)
    session.flush()
    first_day = min(halves[change.session_id].session_date for change in changes)
    if found.state == "enrolling":
        move(session, found, CLASS_FLOW, "in_session", on=first_day)
    _follow(session, {change.enrolment_id: trainees[change.enrolment_id] for change in changes})
    if found.state == "completed":
        settle(session, found, on=clock.today(), only={change.enrolment_id for change in changes}, note=reason)
    session.flush()
    return changes


def mark_rest_present(session: Session, session_id: str) -> list[MarkChange]:
    """本半天全到: everybody still unmarked on that half-day is present; exceptions typed before stay."""
    half = records.get(session, ClassSession, session_id)
    detail = get_class(session, half.training_class_id)
    position = next(place for place, row in enumerate(detail.sessions) if row.id == session_id)
    cells = [(trainee.id, trainee.marks[position]) for trainee in detail.trainees]
    open_ones = [key for key, cell in cells if cell.expected and cell.mark == UNMARKED]
    return mark_many(session, [MarkEntry(session_id, key, "P") for key in open_ones])


def undo_marks(session: Session, changes: Sequence[MarkChange], *, reason: str = "") -> list[MarkChange]:
    """Put marks back as they were before `changes`; what it returns is the redo."""
    back = [MarkEntry(c.session_id, c.enrolment_id, c.before, c.before_minutes) for c in changes]
    return mark_many(session, back, reason=reason)


def _by_key(session: Session, model: type[M], keys: set[str]) -> dict[str, M]:
    found = {str(one.id): one for one in records.live(session, model, model.id.in_(keys))}
    if len(found) < len(keys):
        raise Refused(_("课程表或学员名单已经变了，请刷新后再登记。"))
    return found


def _check(half: ClassSession, trainee: Enrolment, entry: MarkEntry) -> None:
    problems = SessionAttendance.describes.check({"mark": entry.mark, "late_minutes": entry.late_minutes})
    if trainee.trainee_no is None:
        problems.append(Problem("mark", _("候补学员还没有录取，不能登记考勤。"), "WAITLISTED"))
    elif trainee.dropped_on is not None and half.session_date >= trainee.dropped_on and entry.mark != UNMARKED:
        day = long_label(half.session_date, half.half_day)
        problems.append(Problem("mark", _("{day}之前这位学员已经退出，不能登记考勤。").format(day=day), "DROPPED"))
    if problems:
        raise Refused(problems)


def _may_change(found: TrainingClass, changes: Sequence[MarkChange], reason: str) -> None:
    if found.state == "completed":
        if any(change.after == UNMARKED for change in changes):
            raise Refused([Problem("mark", _("班已结业，考勤只能更正，不能清空。"), "N")])
        if not reason.strip():
            raise Refused([Problem("reason", _("班已结业，更正考勤要写明原因。"), "REASON")])
    elif found.state not in RUNNING and found.state != "enrolling":
        state = codes.table("state_training_class").label(found.state)
        raise Refused(_("这个班现在是“{state}”，不能登记考勤。").format(state=state))


Stored = dict[tuple[str, str], SessionAttendance]


def _stored(session: Session, halves: Iterable[str], trainees: Iterable[str]) -> Stored:
    rows = records.live(
        session,
        SessionAttendance,
        SessionAttendance.session_id.in_(list(halves)),
        SessionAttendance.enrolment_id.in_(list(trainees)),
    )
    return {(row.session_id, row.enrolment_id): row for row in rows}


def _change(stored: Stored, entry: MarkEntry) -> MarkChange | None:
    old = stored.get((entry.session_id, entry.enrolment_id))
    before, before_minutes = (old.mark, old.late_minutes) if old is not None else (UNMARKED, None)
    minutes = entry.late_minutes if entry.mark == "T" else None
    if (before, before_minutes) == (entry.mark, minutes):
        return None
    return MarkChange(entry.session_id, entry.enrolment_id, before, before_minutes, entry.mark, minutes)


def _write(session: Session, stored: Stored, change: MarkChange, reason: str) -> None:
    row = stored.get((change.session_id, change.enrolment_id))
    if row is None:
        row = SessionAttendance(session_id=change.session_id, enrolment_id=change.enrolment_id)
        session.add(row)
    row.mark, row.late_minutes = change.after, change.after_minutes
    if reason.strip():
        row.note = reason.strip()


def _follow(session: Session, trainees: dict[str, Enrolment]) -> None:
    """A trainee is in training from the first P, T or E on, and not any more when that was a slip (§9)."""
    query = (
        select(SessionAttendance.enrolment_id, func.min(ClassSession.session_date))
        .join(ClassSession, ClassSession.id == SessionAttendance.session_id)
        .where(
            SessionAttendance.enrolment_id.in_(list(trainees)),
            SessionAttendance.mark.in_(PRESENT_MARKS),
            SessionAttendance.voided_at.is_(None),
        )
        .group_by(SessionAttendance.enrolment_id)
    )
    first = {str(key): day for key, day in session.execute(query)}
    for key, trainee in trainees.items():
        if trainee.state == "admitted" and key in first:
            move(session, trainee, ENROLMENT_FLOW, "studying", on=first[key])
        elif trainee.state == "studying" and key not in first:
            move(session, trainee, ENROLMENT_FLOW, "admitted", on=clock.today())
