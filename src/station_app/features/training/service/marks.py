"""Typing the sign-in sheets: each mark saved at once, unmarked is its own state, corrections give a reason (§3.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.model import ClassSession, Enrolment, SessionAttendance, TrainingClass, WalkIn
from station_app.features.training.rules import attendance
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED
from station_app.features.training.rules.states import CLASS_FLOW, ENROLMENT_FLOW, RUNNING
from station_app.features.training.rules.timetable import long_label
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.moves import move
from station_app.features.training.service.outcomes import settle
from station_app.features.training.service.rows import Correction, MarkChange, OutcomeChange
from station_app.storage import audit, records

M = TypeVar("M", ClassSession, Enrolment, WalkIn)


@dataclass(frozen=True)
class MarkEntry:
    """One mark to be stored, of a trainee or of a walk-in; minutes only belong to a late one (T)."""

    session_id: str
    enrolment_id: str
    """'' for a walk-in."""
    mark: str
    late_minutes: int | None = None
    walk_in_id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Half-day and whose mark it is."""
        return self.session_id, self.enrolment_id or self.walk_in_id


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
    wanted = {entry.key: entry for entry in map(_resolved(session), entries)}
    if not wanted:
        return []
    halves = _by_key(session, ClassSession, {entry.session_id for entry in wanted.values()})
    trainees = _by_key(session, Enrolment, {entry.enrolment_id for entry in wanted.values()} - {""})
    walk_ins = _by_key(session, WalkIn, {entry.walk_in_id for entry in wanted.values()} - {""})
    classes = {one.training_class_id for one in (*halves.values(), *trainees.values(), *walk_ins.values())}
    if len(classes) != 1:
        raise Refused(_("课次和学员不在同一个班，没有保存。"))
    found = records.get(session, TrainingClass, classes.pop())
    for entry in wanted.values():
        _check(halves[entry.session_id], trainees.get(entry.enrolment_id), entry)
    stored = _stored(session, wanted)
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
    changed = {change.enrolment_id: trainees[change.enrolment_id] for change in changes if change.enrolment_id}
    came = {change.enrolment_id for change in changes if change.after in PRESENT_MARKS}
    follow(session, {key: one for key, one in changed.items() if (key in came) != (one.state == "studying")})
    if found.state == "completed":
        settle(session, found, on=clock.today(), only=set(changed), note=reason)
        audit.note(session, "correct", "training_class", found.id, {"marks": len(changes)})
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
    back = [MarkEntry(c.session_id, c.enrolment_id, c.before, c.before_minutes, c.walk_in_id) for c in changes]
    return mark_many(session, back, reason=reason)


def correct_marks(session: Session, entries: Iterable[MarkEntry], reason: str) -> Correction:
    """As mark_many for a closed class: what changed, old → new, and whose rate or graduation follows (R-21, R-22).

    Raises Refused as mark_many does; when somebody with a certificate would lose it, saying what to do first.
    """
    entries = list(entries)
    keys = {entry.enrolment_id for entry in entries} - {""}
    before = {
        str(one.id): (one.attendance_rate, bool(one.graduated)) for one in _by_key(session, Enrolment, keys).values()
    }
    changes = mark_many(session, entries, reason=reason)
    if not changes:
        return Correction((), ())
    class_id = records.get(session, ClassSession, changes[0].session_id).training_class_id
    outcomes = tuple(
        OutcomeChange(
            row.name,
            attendance.tenths_text(before[row.id][0]),
            row.rate_text,
            before[row.id][1],
            bool(row.graduated),
            row.certificate_no,
        )
        for row in get_class(session, class_id).trainees
        if row.id in before
        and row.graduated is not None
        and before[row.id] != (attendance.rate_tenths(row.rate), bool(row.graduated))
    )
    return Correction(tuple(changes), outcomes)


def _by_key(session: Session, model: type[M], keys: set[str]) -> dict[str, M]:
    found = {str(one.id): one for one in records.live(session, model, model.id.in_(keys))} if keys else {}
    if len(found) < len(keys):
        raise Refused(_("课程表或学员名单已经变了，请刷新后再登记。"))
    return found


def _resolved(session: Session) -> Callable[[MarkEntry], MarkEntry]:
    """A walk-in who was linked meanwhile is marked as the trainee she is."""

    def resolve(entry: MarkEntry) -> MarkEntry:
        if entry.enrolment_id:
            return replace(entry, walk_in_id="")
        walk_in = records.get(session, WalkIn, entry.walk_in_id)
        return replace(entry, enrolment_id=walk_in.enrolment_id, walk_in_id="") if walk_in.enrolment_id else entry

    return resolve


def _check(half: ClassSession, trainee: Enrolment | None, entry: MarkEntry) -> None:
    problems = SessionAttendance.describes.check({"mark": entry.mark, "late_minutes": entry.late_minutes})
    if trainee is not None:
        if trainee.trainee_no is None:
            problems.append(Problem("mark", _("候补学员还没有录取，不能登记考勤。"), "WAITLISTED"))
        elif gone_by(trainee, half) and entry.mark != UNMARKED:
            day = long_label(half.session_date, half.half_day)
            problems.append(Problem("mark", _("{day}之前这位学员已经退出，不能登记考勤。").format(day=day), "DROPPED"))
    if problems:
        raise Refused(problems)


def gone_by(trainee: Enrolment, half: ClassSession) -> bool:
    """Whether somebody had left the class on the day of a half-day."""
    return trainee.dropped_on is not None and half.session_date >= trainee.dropped_on


def _may_change(found: TrainingClass, changes: Sequence[MarkChange], reason: str) -> None:
    if found.state == "completed":
        if any(change.after == UNMARKED and change.enrolment_id for change in changes):
            raise Refused([Problem("mark", _("班已结业，考勤只能更正，不能清空。"), "N")])
        if not reason.strip():
            raise Refused([Problem("reason", _("班已结业，更正考勤要写明原因。"), "REASON")])
    elif found.state not in RUNNING and found.state != "enrolling":
        state = codes.table("state_training_class").label(found.state)
        raise Refused(_("这个班现在是“{state}”，不能登记考勤。").format(state=state))


Stored = dict[tuple[str, str], SessionAttendance]


def _stored(session: Session, wanted: Mapping[tuple[str, str], MarkEntry]) -> Stored:
    whose = {who for _half, who in wanted}
    rows = records.live(
        session,
        SessionAttendance,
        SessionAttendance.session_id.in_({half for half, _who in wanted}),
        SessionAttendance.enrolment_id.in_(whose) | SessionAttendance.walk_in_id.in_(whose),
    )
    return {(row.session_id, row.enrolment_id or row.walk_in_id): row for row in rows}


def _change(stored: Stored, entry: MarkEntry) -> MarkChange | None:
    old = stored.get(entry.key)
    before, before_minutes = (old.mark, old.late_minutes) if old is not None else (UNMARKED, None)
    minutes = entry.late_minutes if entry.mark == "T" else None
    if (before, before_minutes) == (entry.mark, minutes):
        return None
    return MarkChange(
        entry.session_id, entry.enrolment_id, before, before_minutes, entry.mark, minutes, entry.walk_in_id
    )


def _write(session: Session, stored: Stored, change: MarkChange, reason: str) -> None:
    row = stored.get((change.session_id, change.enrolment_id or change.walk_in_id))
    if row is None:
        row = SessionAttendance(
            session_id=change.session_id,
            enrolment_id=change.enrolment_id or None,
            walk_in_id=change.walk_in_id or None,
        )
        session.add(row)
    row.mark, row.late_minutes = change.after, change.after_minutes
    if reason.strip():
        row.note = reason.strip()


def follow(session: Session, trainees: Mapping[str, Enrolment]) -> None:
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
