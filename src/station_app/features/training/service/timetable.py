"""The half-days of a class: made from a start date, edited in place, totals kept on the class (R-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.service import rule_number
from station_app.features.training.fields import HOURS
from station_app.features.training.model import ClassSession, SessionAttendance, TrainingClass
from station_app.features.training.rules import timetable
from station_app.features.training.rules.states import CLOSED
from station_app.storage import records


def plan_timetable(
    session: Session,
    class_id: str,
    start: dt.date,
    days: int,
    *,
    halves: Sequence[str] = ("AM", "PM"),
    topics: Sequence[str] = (),
) -> list[str]:
    """Make the timetable anew on consecutive days and set the class's dates to it; returns the session keys.

    Half-days have the hours of R-20; topics go in order (理论：… names the kind), without any the class's name is
    the topic. Raises Refused when marks were typed already, or when days or halves make no timetable.
    """
    found = _open_class(session, class_id)
    if not 1 <= days <= 200:
        raise Refused([Problem("days", _("天数应在 1 到 200 之间。"), "RANGE")])
    if not halves or not set(halves) <= set(timetable.HALF_DAYS):
        raise Refused([Problem("halves", _("请选择上午、下午或晚上。"), "REQUIRED")])
    if _marks_of(session, ClassSession.training_class_id == class_id):
        raise Refused(_("已经登记过考勤，不能重排课程表。可以逐个修改还没有上的半天。"))
    each = rule_number(session, "half_day_hours", start) * 10
    _refuse_long_day(session, start, each * len(set(halves)))
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
        for half in timetable.plan(
            start,
            days,
            tuple(halves),
            [topic for topic in topics if topic.strip()] or [found.name],
            hours_each=each,
            minutes_per_hour=rule_number(session, "class_hour_minutes", start),
        )
    ]
    session.add_all(made)
    found.start_date, found.end_date = start, start + dt.timedelta(days=days - 1)
    session.flush()
    _keep_totals(session, found)
    return [str(half.id) for half in made]


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
    hours or the day change after marks were typed.
    """
    found = _open_class(session, class_id)
    old = records.get(session, ClassSession, session_id) if session_id else None
    complete = {"counts": values.get("kind") != "exam"} if old is None else records.values_of(old)
    complete |= dict(values) | {"training_class_id": class_id}
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
    _keep_totals(session, found)
    return str(saved.id)


def void_session(session: Session, session_id: str, reason: str) -> None:
    """Take a half-day that was not held off the timetable; refused once marks were typed."""
    half = records.get(session, ClassSession, session_id)
    found = _open_class(session, half.training_class_id)
    if _marks_of(session, ClassSession.id == session_id):
        raise Refused(_("这个半天已登记考勤，不能删除。请先清空它的考勤。"))
    records.void(session, ClassSession, session_id, reason)
    _keep_totals(session, found)


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
