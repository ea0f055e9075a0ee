"""The half-days of a class: made from a start date, edited in place, totals kept on the class (R-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.rules.working_days import OFF, WORK
from station_app.features.station.service import rule_number
from station_app.features.station.service.holidays import working_days
from station_app.features.training.fields import HOURS
from station_app.features.training.model import ClassSession, SessionAttendance, Trainer, TrainingClass
from station_app.features.training.rules import timetable
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.rules.timetable import ClassDays
from station_app.features.training.service.clashes import refuse_clashes
from station_app.features.training.service.rows import SessionRow
from station_app.features.training.service.trainers import printed_names, trainer_by_name
from station_app.storage import records

_MOST_DAYS = 200


@dataclass(frozen=True)
class PlanOptions:
    """How half-days are laid out beyond their number. Hours in tenths."""

    weekdays: tuple[str, ...] = ()
    """Codes of weekday; empty means every working day by the table of holidays."""
    weekends: bool = False
    """周末也上课."""
    hours_each: int | None = None
    """Of one half-day; None takes the rule R-20."""
    hours_wanted: int | None = None
    """Of the whole class; then the number of days follows from it."""
    begins: Mapping[str, dt.time] = field(default_factory=dict)
    """Half-day → when it begins."""


def plan_timetable(
    session: Session,
    class_id: str,
    start: dt.date,
    days: int | None,
    *,
    halves: Sequence[str] = ("AM", "PM"),
    topics: Sequence[str] = (),
    options: PlanOptions | None = None,
) -> list[str]:
    """Make the timetable anew and set the class's dates to it; returns the session keys.

    Days off are left out, made-up days are class days (调休), weekends only when asked for. Half-days have the hours
    of R-20; topics go in order (理论：… names the kind), without any the class's name is the topic. Raises Refused
    when marks were typed already, when days or halves make no timetable, when trainer or venue are taken.
    """
    found = _open_class(session, class_id)
    options = options or PlanOptions()
    if options.hours_wanted is None and not 1 <= (days or 0) <= _MOST_DAYS:
        raise Refused([Problem("days", _("天数应在 1 到 200 之间。"), "RANGE")])
    if not halves or not set(halves) <= set(timetable.HALF_DAYS):
        raise Refused([Problem("halves", _("请选择上午、下午或晚上。"), "REQUIRED")])
    if _marks_of(session, ClassSession.training_class_id == class_id):
        raise Refused(_("已经登记过考勤，不能重排课程表。可以逐个修改还没有上的半天。"))
    each = options.hours_each or rule_number(session, "half_day_hours", start) * 10
    _refuse_long_day(session, start, each * len(set(halves)))
    planned = timetable.plan(
        start,
        days or 0,
        tuple(halves),
        [topic for topic in topics if topic.strip()] or [found.name],
        hours_each=each,
        minutes_per_hour=rule_number(session, "class_hour_minutes", start),
        hours_wanted=options.hours_wanted,
        held=class_days(session, options),
        begins=options.begins,
    )
    if not 1 <= len(planned) <= _MOST_DAYS * len(timetable.HALF_DAYS):
        raise Refused([Problem("total", _("总课时太多或太少，排不出课程表。"), "RANGE")])
    for old in _live(session, class_id):
        old.voided_at, old.void_reason = clock.now(), _("重排课程表")
    session.flush()
    made = [
        ClassSession(
            training_class_id=class_id,
            session_date=half.session_date,
            half_day=half.half_day,
            time_from=half.time_from,
            time_to=half.time_to,
            hours=half.hours,
            topic=half.topic,
            kind=half.kind,
            counts=half.kind != "exam",
        )
        for half in planned
    ]
    session.add_all(made)
    found.start_date, found.end_date = planned[0].session_date, planned[-1].session_date
    session.flush()
    refuse_clashes(session, class_id)
    _keep_totals(session, found)
    return [str(half.id) for half in made]


def class_days(session: Session, options: PlanOptions) -> ClassDays:
    """The days a class may be held on, by the station's table of holidays."""
    table = working_days(session)
    return ClassDays(
        lambda day: table.exceptions.get(day) == OFF,
        lambda day: table.exceptions.get(day) == WORK,
        weekends=options.weekends,
        weekdays=tuple(int(code) for code in options.weekdays),
    )


def copy_teachers(session: Session, class_id: str, like_id: str) -> None:
    """Give the half-days of a new class the trainers and venues that those of an earlier one had of their own.

    Only when both have as many half-days; a trainer who is no longer there is left out.
    """
    mine, theirs = (_in_order(_live(session, key)) for key in (class_id, like_id))
    if len(mine) != len(theirs):
        return
    for half, like in zip(mine, theirs, strict=True):
        trainer = session.get(Trainer, like.trainer_id) if like.trainer_id else None
        if trainer is not None and trainer.voided_at is None:
            half.trainer_id, half.trainer_name = trainer.id, trainer.name
        half.venue = like.venue
    refuse_clashes(session, class_id)


def save_session(
    session: Session,
    class_id: str,
    values: Mapping[str, Any],
    *,
    session_id: str | None = None,
    version: int | None = None,
) -> str:
    """Add a half-day or change one; returns its key.

    Raises Refused: outside the class's dates, the half-day is taken, more hours than the minutes hold (R-20), or the
    hours or the day change after marks were typed, its trainer or venue is taken by another class. A name typed as
    trainer_name is the trainer of that name where one is written down; an empty one means the class's own.
    """
    found = _open_class(session, class_id)
    old = records.get(session, ClassSession, session_id) if session_id else None
    complete = {"counts": values.get("kind") != "exam"} if old is None else records.values_of(old)
    complete |= _with_trainer(session, values) | {"training_class_id": class_id}
    problems = ClassSession.describes.check({f.name: complete.get(f.name) for f in ClassSession.describes})
    if not problems:
        problems = _session_problems(session, found, complete, session_id)
    fixed = ("session_date", "half_day", "hours", "counts")
    moved = old is not None and any(complete[name] != getattr(old, name) for name in fixed)
    if moved and _marks_of(session, ClassSession.id == session_id):
        problems.append(Problem("session_date", _("这个半天已登记考勤，日期、时段和课时不能再改。"), "MARKED"))
    if problems:
        raise Refused(problems)
    plain = {f.name: complete.get(f.name) for f in ClassSession.describes}
    saved = records.save(session, ClassSession, plain, record_id=session_id, version=version)
    _refuse_long_day(session, saved.session_date, _hours_on(session, class_id, saved.session_date))
    refuse_clashes(session, class_id, [str(saved.id)])
    _keep_totals(session, found)
    return str(saved.id)


def change_session(session: Session, seen: SessionRow, name: str, value: Any) -> str:
    """Change one cell of a half-day as it was seen; see save_session.

    Another cell of the line may have changed since (cells are typed faster than the table is read again); STALE only
    when this one did.
    """
    found = records.get(session, ClassSession, seen.id)
    same = (getattr(found, name) or "") == (getattr(seen, name) or "")
    version = None if same else seen.version
    return save_session(session, found.training_class_id, {name: value}, session_id=seen.id, version=version)


def swap_sessions(session: Session, first_id: str, second_id: str) -> None:
    """Let two half-days of a class change places: what is taught, by whom and where; day, time and hours stay.

    Refused once one of them has marks, or when trainer or venue are taken at the other time.
    """
    first, second = (records.get(session, ClassSession, key) for key in (first_id, second_id))
    found = _open_class(session, first.training_class_id)
    if first.training_class_id != second.training_class_id:
        raise Refused(_("两个半天不在同一个班，不能交换。"))
    for half in (first, second):
        if _marks_of(session, ClassSession.id == half.id):
            text = _("{half}已登记考勤，不能和别的半天交换。")
            raise Refused(text.format(half=timetable.long_label(half.session_date, half.half_day)))
    for name in ("topic", "kind", "counts", "trainer_id", "trainer_name", "venue"):
        mine, theirs = getattr(first, name), getattr(second, name)
        if mine != theirs:
            setattr(first, name, theirs)
            setattr(second, name, mine)
    refuse_clashes(session, first.training_class_id, [first_id, second_id])
    _keep_totals(session, found)


def void_session(session: Session, session_id: str, reason: str) -> None:
    """Take a half-day that was not held off the timetable; refused once marks were typed."""
    half = records.get(session, ClassSession, session_id)
    found = _open_class(session, half.training_class_id)
    if _marks_of(session, ClassSession.id == session_id):
        raise Refused(_("这个半天已登记考勤，不能删除。请先清空它的考勤。"))
    records.void(session, ClassSession, session_id, reason)
    _keep_totals(session, found)


def _with_trainer(session: Session, values: Mapping[str, Any]) -> dict[str, Any]:
    """Key and printed name of the half-day's trainer follow from each other."""
    typed = dict(values)
    if typed.get("trainer_id"):
        typed["trainer_name"] = printed_names(session, [typed["trainer_id"]])
    elif "trainer_name" in typed:
        name = (typed["trainer_name"] or "").strip()
        typed["trainer_id"] = trainer_by_name(session, name) if name else None
    elif "trainer_id" in typed:
        typed["trainer_name"] = None
    return typed


def _session_problems(
    session: Session, found: TrainingClass, values: Mapping[str, Any], session_id: str | None
) -> list[Problem]:
    problems = []
    day, half = values["session_date"], values["half_day"]
    if not found.start_date <= day <= found.end_date:
        problems.append(Problem("session_date", _("日期不在培训班的起止日期之内。"), "OUTSIDE"))
    minutes = timetable.minutes_between(values["time_from"], values["time_to"])
    per_hour = rule_number(session, "class_hour_minutes", day)
    if minutes <= 0:
        problems.append(Problem("time_to", _("结束时间要晚于开始时间。"), "ORDER"))
    elif values["hours"] * per_hour > minutes * 10:
        most = HOURS.format(minutes * 10 // per_hour)
        text = _("{minutes} 分钟最多 {most} 课时（每课时 {n} 分钟）。").format(minutes=minutes, most=most, n=per_hour)
        problems.append(Problem("hours", text, "R-20"))
    for other in _live(session, found.id):
        if other.id != session_id and (other.session_date, other.half_day) == (day, half):
            text = _("{label}已经有课了。").format(label=timetable.long_label(day, half))
            problems.append(Problem("half_day", text, "TAKEN"))
    return problems


def _refuse_long_day(session: Session, day: dt.date, hours: int) -> None:
    most = rule_number(session, "day_hours_max", day)
    if hours > most * 10:
        text = _("一天最多 {most} 课时，现在是 {hours} 课时。").format(most=most, hours=HOURS.format(hours))
        raise Refused([Problem("hours", text, "R-20")])


def _hours_on(session: Session, class_id: str, day: dt.date) -> int:
    return sum(half.hours for half in _live(session, class_id) if half.session_date == day)


def _in_order(halves: list[ClassSession]) -> list[ClassSession]:
    return sorted(halves, key=lambda half: (half.session_date, timetable.HALF_DAYS.index(half.half_day)))


def _live(session: Session, class_id: str) -> list[ClassSession]:
    return records.live(session, ClassSession, ClassSession.training_class_id == class_id)


def _open_class(session: Session, class_id: str) -> TrainingClass:
    found = records.get(session, TrainingClass, class_id)
    if found.state in CLOSED:
        raise Refused(_("这个班已经结束，课程表不能再改。"))
    return found


def _marks_of(session: Session, condition: Any) -> int:
    query = (
        select(func.count())
        .select_from(SessionAttendance)
        .join(ClassSession, ClassSession.id == SessionAttendance.session_id)
        .where(condition, SessionAttendance.mark != "N", SessionAttendance.voided_at.is_(None))
    )
    return session.scalar(query) or 0


def _keep_totals(session: Session, found: TrainingClass) -> None:
    """Total, theory and practice hours of the class are the sums of its half-days."""
    halves = _live(session, found.id)
    totals = {
        "total_hours": sum(half.hours for half in halves),
        "theory_hours": sum(half.hours for half in halves if half.kind == "theory"),
        "practice_hours": sum(half.hours for half in halves if half.kind == "practice"),
    }
    for name, value in totals.items():
        if getattr(found, name) != value:
            setattr(found, name, value)
    session.flush()
