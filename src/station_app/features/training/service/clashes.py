"""Nobody teaches two classes at the same half-day, no room holds two (domain.md §3.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import names
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.model import ClassSession, Trainer, TrainingClass
from station_app.features.training.rules.timetable import long_label
from station_app.storage import records

_SHOWN = 6


@dataclass(frozen=True)
class _Taught:
    """A half-day with who teaches it where, what it inherits from its class filled in."""

    class_no: str
    class_name: str
    day: dt.date
    half_day: str
    trainers: dict[str, str]
    """Key, or for somebody who is not written down the name → name."""
    venue: str


def refuse_clashes(session: Session, class_id: str, session_ids: Iterable[str] | None = None) -> None:
    """Raises Refused when a half-day of the class (all, or those named) meets another class's trainer or venue.

    The sentences name the half-day, the trainer or venue, and the other class.
    """
    session.flush()
    found = records.get(session, TrainingClass, class_id)
    wanted = None if session_ids is None else set(session_ids)
    own = records.live(session, ClassSession, ClassSession.training_class_id == class_id)
    own = [half for half in own if wanted is None or half.id in wanted]
    if not own:
        return
    trainer_names = {str(one.id): str(one.name) for one in session.scalars(select(Trainer))}
    others = _others(session, class_id, [half.session_date for half in own], trainer_names)
    sentences: dict[str, Problem] = {}
    for half in sorted(own, key=lambda one: (one.session_date, one.half_day)):
        mine = _taught(found, half, trainer_names)
        for other in others.get((half.session_date, half.half_day), ()):
            for problem in _compare(mine, other):
                sentences.setdefault(problem.text, problem)
    if sentences:
        listed = list(sentences.values())
        more = [Problem("", _("还有 {n} 处冲突。").format(n=len(listed) - _SHOWN), "CLASH")] if listed[_SHOWN:] else []
        raise Refused([*listed[:_SHOWN], *more])


def _others(
    session: Session, class_id: str, days: Sequence[dt.date], trainer_names: dict[str, str]
) -> dict[tuple[dt.date, str], list[_Taught]]:
    query = (
        select(TrainingClass, ClassSession)
        .join(ClassSession, ClassSession.training_class_id == TrainingClass.id)
        .where(
            TrainingClass.id != class_id,
            TrainingClass.voided_at.is_(None),
            TrainingClass.state != "cancelled",
            ClassSession.voided_at.is_(None),
            ClassSession.session_date.between(min(days), max(days)),
        )
        .order_by(TrainingClass.class_no)
    )
    found: dict[tuple[dt.date, str], list[_Taught]] = {}
    for other, half in session.execute(query):
        found.setdefault((half.session_date, half.half_day), []).append(_taught(other, half, trainer_names))
    return found


def _taught(found: TrainingClass, half: ClassSession, trainer_names: dict[str, str]) -> _Taught:
    if half.trainer_id or half.trainer_name:
        keys, written = ((half.trainer_id,) if half.trainer_id else ()), half.trainer_name or ""
    else:
        keys, written = found.trainer_ids or (), found.trainer_name or ""
    if keys:
        trainers = {key: trainer_names.get(key, "") for key in keys}
    else:
        trainers = {names.match_key(written): written} if written.strip() else {}
    venue = half.venue or found.venue or ""
    return _Taught(found.class_no, found.name or "", half.session_date, half.half_day, trainers, venue)


def _compare(mine: _Taught, other: _Taught) -> list[Problem]:
    told = []
    when = long_label(mine.day, mine.half_day)
    for key in mine.trainers.keys() & other.trainers.keys():
        text = _("{when}{trainer}在 {no}《{name}》上课，不能同时教两个班。")
        text = text.format(when=when, trainer=mine.trainers[key], no=other.class_no, name=other.class_name)
        told.append(Problem("trainer_name", text, "TRAINER_CLASH"))
    if mine.venue and "".join(mine.venue.split()) == "".join(other.venue.split()):
        text = _("{when}{venue}已经有 {no}《{name}》在用。")
        text = text.format(when=when, venue=mine.venue, no=other.class_no, name=other.class_name)
        told.append(Problem("venue", text, "VENUE_CLASH"))
    return told
