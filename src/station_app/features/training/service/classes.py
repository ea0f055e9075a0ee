"""Planning classes: values checked, numbers given, lists for the screen (domain.md §3.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock, codes, names
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.service import get_station, rule_number
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.model import Certificate, ClassSession, Enrolment, TrainingClass
from station_app.features.training.rules import numbers
from station_app.features.training.rules.states import CLOSED, ON_ROLL
from station_app.features.training.rules.timetable import long_label
from station_app.features.training.service.clashes import refuse_clashes
from station_app.features.training.service.rows import ClassRow
from station_app.features.training.service.trainers import printed_names
from station_app.storage import records, search

_RULES = {
    "age_min": "age_min",
    "age_max_male": "training_age_max_male",
    "age_max_female": "training_age_max_female",
    "attendance_threshold": "attendance_threshold",
    "pass_mark": "pass_mark",
    "planned_count": "class_size_planned",
}
"""Field of a new class → dated rule it starts from."""


def new_class_values(session: Session, *, start_date: dt.date | None = None, trade: str = "") -> dict[str, Any]:
    """What an empty form begins with: the rules of the day, the station as organiser, the next term of the trade."""
    day = start_date or clock.today()
    station = get_station(session)
    values = {f.name: f.default for f in TRAINING_CLASS if not f.computed}
    values |= {field: rule_number(session, rule, day) for field, rule in _RULES.items()}
    values |= {"organiser": station.name, "executor": station.name, "class_worker": station.head_name or None}
    values["start_date"] = start_date
    if trade:
        values |= {"trade": trade, "term_no": next_term_no(session, trade, day.year)}
    return values


def save_class(
    session: Session, values: Mapping[str, Any], *, class_id: str | None = None, version: int | None = None
) -> str:
    """Plan a class (class_id None) or change one; returns its key.

    A new class gets its number from the year of its start; ages, threshold, pass mark and term are filled from the
    dated rules where `values` does not name them; papers print the names of the chosen trainers. Raises Refused:
    empty or wrong fields, dates in the wrong order, half-days outside the dates, a trainer or venue that another
    class has at the same half-day, a class that is closed already.
    """
    typed = {name: value for name, value in values.items() if name == "note" or not TRAINING_CLASS[name].computed}
    if typed.get("trainer_ids"):
        typed["trainer_name"] = printed_names(session, typed["trainer_ids"])[:50]
    if class_id is None:
        made = records.save(session, TrainingClass, _numbered(session, typed))
    else:
        found = records.get(session, TrainingClass, class_id)
        _refuse_closed(found)
        before = records.values_of(found)
        if "trainer_ids" in typed and not typed["trainer_ids"] and before["trainer_ids"]:
            typed["trainer_name"] = None  # taken off the class; a name typed without a record stays
        _check(session, before | typed, class_id)
        made = records.save(session, TrainingClass, typed, record_id=class_id, version=version)
        if any(before[name] != getattr(made, name) for name in ("venue", "trainer_ids", "trainer_name")):
            refuse_clashes(session, class_id)
    index_class(session, made)
    return str(made.id)


def _numbered(session: Session, typed: dict[str, Any]) -> dict[str, Any]:
    start, trade = typed.get("start_date"), typed.get("trade")
    complete = new_class_values(session, start_date=start, trade=trade or "")
    complete |= {name: value for name, value in typed.items() if value is not None}
    _check(session, complete, None)
    if start is not None:
        complete["class_no"] = next_class_no(session, start.year)
    return complete


def _check(session: Session, values: Mapping[str, Any], class_id: str | None) -> None:
    problems = TRAINING_CLASS.check({f.name: values.get(f.name) for f in TRAINING_CLASS if not f.computed})
    start, end = values.get("start_date"), values.get("end_date")
    if start and end and end < start:
        problems.append(Problem("end_date", _("结束日期不能早于开始日期。"), "ORDER"))
    for low, high in (("age_min", "age_max_male"), ("age_min", "age_max_female")):
        if values.get(low) and values.get(high) and values[high] < values[low]:
            problems.append(Problem(high, _("最高年龄不能低于最低年龄。"), "ORDER"))
    if class_id and not problems:
        outside = records.live(
            session,
            ClassSession,
            ClassSession.training_class_id == class_id,
            (ClassSession.session_date < start) | (ClassSession.session_date > end),
            order_by=[ClassSession.session_date, ClassSession.half_day],
        )
        if outside:
            halves = "、".join(long_label(half.session_date, half.half_day) for half in outside)
            text = _("课程表里的 {halves} 不在起止日期之内，请先改课程表。").format(halves=halves)
            problems.append(Problem("end_date", text, "SESSION_OUTSIDE"))
    if problems:
        raise Refused(problems)


def _refuse_closed(found: TrainingClass) -> None:
    if found.state in CLOSED:
        state = codes.table("state_training_class").label(found.state)
        raise Refused(_("这个班{state}，不能再改。需要更正时请站长先退回培训中。").format(state=state))


def next_class_no(session: Session, year: int) -> str:
    """The next number of the year; void classes keep theirs, so that none is ever reused."""
    taken = session.scalars(select(TrainingClass.class_no).where(TrainingClass.class_no.like(f"{year:04d}-%")))
    return numbers.class_no(year, max((numbers.running_of(number) for number in taken), default=0) + 1)


def next_term_no(session: Session, trade: str, year: int) -> int:
    """The next term (期次) of a trade in a year."""
    last = session.scalar(
        select(func.max(TrainingClass.term_no)).where(
            TrainingClass.trade == trade,
            TrainingClass.start_date >= dt.date(year, 1, 1),
            TrainingClass.start_date <= dt.date(year, 12, 31),
            TrainingClass.voided_at.is_(None),
        )
    )
    return (last or 0) + 1


def last_class_of(session: Session, trade: str) -> ClassRow | None:
    """The latest class of a trade that was not cancelled, from which the next term starts; None for the first."""
    condition = (
        (TrainingClass.trade == trade) & TrainingClass.voided_at.is_(None) & (TrainingClass.state != "cancelled")
    )
    rows = _rows(session, condition)
    return max(rows, key=lambda row: (row.start_date, row.class_no)) if rows else None


def next_class_name(session: Session, name: str, trade: str, start_date: dt.date | None) -> str:
    """The name of the next term: 2023年第一期… becomes 2024年第二期… for the year it starts in."""
    year = (start_date or clock.today()).year
    return numbers.next_name(name, year, next_term_no(session, trade, year))


def index_class(session: Session, found: TrainingClass) -> None:
    """Make a class findable by number, name, pinyin, initials and place (Ctrl+K)."""
    syllables, initials = names.pinyin(found.name or "")
    words = [found.class_no, found.class_no.replace("-", ""), found.name, syllables.replace(" ", ""), initials]
    subtitle = f"{found.class_no} {found.venue or ''}".strip()
    search.put(session, "training_class", found.id, found.name, subtitle, [word for word in words if word])


def class_values(session: Session, class_id: str) -> dict[str, Any]:
    """All plain values of a class by field name, with id and version, for its form."""
    return records.values_of(records.get(session, TrainingClass, class_id))


def find_class(session: Session, class_no: str) -> str:
    """The key of the class with that number; Refused when there is none."""
    key = session.scalar(
        select(TrainingClass.id).where(TrainingClass.class_no == class_no.strip(), TrainingClass.voided_at.is_(None))
    )
    if key is None:
        raise Refused(_("没有班号为 {number} 的培训班，请核对班号。").format(number=class_no))
    return str(key)


def list_classes(session: Session) -> list[ClassRow]:
    """All classes, the latest first."""
    return _rows(session, TrainingClass.voided_at.is_(None))


def class_row(session: Session, class_id: str) -> ClassRow:
    """One class; Refused when it is gone."""
    records.get(session, TrainingClass, class_id)
    return _rows(session, TrainingClass.id == class_id)[0]


_COUNTED = ("trainee_count", "waiting_count", "session_count", "graduate_count", "certificate_count")
_COLUMNS = tuple(name for name in ClassRow.__dataclass_fields__ if name not in _COUNTED)
_TEXTS = ("organiser", "executor", "venue", "trainer_name", "class_worker", "approved_by")
_HOURS = ("total_hours", "theory_hours", "practice_hours")


def _rows(session: Session, condition: Any) -> list[ClassRow]:
    roll = _counts(session, condition, Enrolment, Enrolment.state.in_(ON_ROLL))
    waiting = _counts(session, condition, Enrolment, Enrolment.state == "waitlisted")
    graduates = _counts(session, condition, Enrolment, Enrolment.graduated.is_(True))
    halves = _counts(session, condition, ClassSession)
    in_force = Certificate.voided_at.is_(None) & Certificate.state.not_in(("voided", "reissued"))
    in_force &= Certificate.type != "C"  # a statement of attendance is no certificate
    numbered = _counts(session, condition, Enrolment, Enrolment.id == Certificate.enrolment_id, in_force)
    columns = [getattr(TrainingClass, name) for name in _COLUMNS]
    rows = []
    for values in session.execute(select(*columns).where(condition).order_by(TrainingClass.class_no.desc())):
        plain = dict(zip(_COLUMNS, values, strict=True))
        plain |= {name: plain[name] or "" for name in _TEXTS} | {name: plain[name] or 0 for name in _HOURS}
        key = plain["id"]
        rows.append(
            ClassRow(
                **plain,
                trainee_count=roll.get(key, 0),
                waiting_count=waiting.get(key, 0),
                session_count=halves.get(key, 0),
                graduate_count=graduates.get(key, 0),
                certificate_count=numbered.get(key, 0),
            )
        )
    return rows


def _counts(session: Session, condition: Any, model: Any, *which: Any) -> dict[str, int]:
    """Class key → how many live records of the model belong to it."""
    query = (
        select(model.training_class_id, func.count())
        .join(TrainingClass, TrainingClass.id == model.training_class_id)
        .where(condition, model.voided_at.is_(None), *which)
        .group_by(model.training_class_id)
    )
    return {str(key): int(count) for key, count in session.execute(query)}
