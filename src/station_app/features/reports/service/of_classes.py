"""The lists behind figures of whole classes: begun, closed, hours held, slips of satisfaction (M11, M13, M19)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.reading import (
    CANCELLED,
    CLASS,
    HALF,
    MARK,
    SETTLED,
    class_fact,
    hours_text,
)
from station_app.features.reports.service.scope import Scope
from station_app.features.training.model import SatisfactionSurvey, StateChange
from station_app.features.training.rules.attendance import PRESENT_MARKS, UNMARKED
from station_app.features.training.rules.states import BEFORE_START
from station_app.features.training.service.survey import CONTENT


def read_classes(session: Session, scope: Scope, period: Period) -> dict[str, list[Fact]]:
    """Every list of whole classes in a period."""
    return {
        "classes_started": _classes_started(session, scope, period),
        "classes_completed": _classes_completed(session, scope, period),
        "sessions_held": _sessions_held(session, scope, period),
        "slips": _slips(session, scope, period),
    }


def ended_and_open(session: Session, scope: Scope, period: Period) -> list[tuple[str, str]]:
    """Classes that ended in the period with somebody there and were not closed: key and name."""
    query = (
        select(CLASS.c.id, CLASS.c.class_no, CLASS.c.name)
        .where(*scope.live(CLASS), CLASS.c.end_date.between(period.first, period.last))
        .where(CLASS.c.state.not_in((*SETTLED, CANCELLED)))
        .where(
            exists().where(
                MARK.c.session_id == HALF.c.id,
                HALF.c.training_class_id == CLASS.c.id,
                MARK.c.voided_at.is_(None),
                MARK.c.mark.in_(sorted(PRESENT_MARKS)),
            )
        )
        .order_by(CLASS.c.class_no)
    )
    return [(str(row.id), f"{row.class_no} {row.name}") for row in session.execute(query)]


def _classes_started(session: Session, scope: Scope, period: Period) -> list[Fact]:
    query = (
        select(CLASS.c.id, CLASS.c.station_id, CLASS.c.class_no, CLASS.c.name, CLASS.c.start_date, CLASS.c.state)
        .where(*scope.live(CLASS), CLASS.c.start_date.between(period.first, period.last))
        .where(CLASS.c.state.not_in((*sorted(BEFORE_START), CANCELLED)))
        .order_by(CLASS.c.class_no, CLASS.c.id)
    )
    return [class_fact(row, row.start_date) for row in session.execute(query)]


def _classes_completed(session: Session, scope: Scope, period: Period) -> list[Fact]:
    """By the day on which the class was last closed."""
    steps: Any = StateChange.__table__
    query = (
        select(
            CLASS.c.id,
            CLASS.c.station_id,
            CLASS.c.class_no,
            CLASS.c.name,
            CLASS.c.state,
            steps.c.changed_on,
        )
        .join(steps, steps.c.record_id == CLASS.c.id)
        .where(*scope.live(CLASS, steps), CLASS.c.state.in_(SETTLED))
        .where(steps.c.entity == CLASS.name, steps.c.to_state == "completed")
        .order_by(CLASS.c.class_no, CLASS.c.id, steps.c.created_at, steps.c.id)
    )
    last = {row.id: row for row in session.execute(query)}
    return [class_fact(row, row.changed_on) for row in last.values() if period.first <= row.changed_on <= period.last]


def _sessions_held(session: Session, scope: Scope, period: Period) -> list[Fact]:
    """Half-days on which somebody was marked."""
    marked = exists().where(MARK.c.session_id == HALF.c.id, MARK.c.voided_at.is_(None), MARK.c.mark != UNMARKED)
    query = (
        select(
            HALF.c.id,
            HALF.c.station_id,
            HALF.c.session_date,
            HALF.c.half_day,
            HALF.c.hours,
            HALF.c.topic,
            CLASS.c.id.label("class_id"),
            CLASS.c.class_no,
            CLASS.c.name,
        )
        .join(CLASS, CLASS.c.id == HALF.c.training_class_id)
        .where(*scope.live(HALF, CLASS), CLASS.c.state != CANCELLED, marked)
        .where(HALF.c.session_date.between(period.first, period.last))
        .order_by(HALF.c.session_date, HALF.c.half_day, HALF.c.id)
    )
    halves = codes.table("half_day")
    return [
        Fact(
            row.id,
            row.station_id,
            day=row.session_date,
            value=row.hours or 0,
            title=f"{row.class_no} {row.name}",
            detail=_("{half} {hours} 课时 {topic}").format(
                half=halves.label(row.half_day), hours=hours_text(row.hours or 0), topic=row.topic or ""
            ),
            class_id=row.class_id,
        )
        for row in session.execute(query)
    ]


def _slips(session: Session, scope: Scope, period: Period) -> list[Fact]:
    """Answers on 总体评价, blanks left out."""
    slips: Any = SatisfactionSurvey.__table__
    query = (
        select(
            slips.c.id,
            slips.c.station_id,
            slips.c.rate_overall,
            CLASS.c.id.label("class_id"),
            CLASS.c.class_no,
            CLASS.c.name,
            CLASS.c.end_date,
        )
        .join(CLASS, CLASS.c.id == slips.c.training_class_id)
        .where(*scope.live(slips, CLASS), CLASS.c.state != CANCELLED)
        .where(CLASS.c.end_date.between(period.first, period.last))
        .where(slips.c.rate_overall.is_not(None), slips.c.rate_overall != "")
        .order_by(CLASS.c.class_no, slips.c.id)
    )
    label = codes.table("satisfaction_level").label
    return [
        Fact(
            row.id,
            row.station_id,
            day=row.end_date,
            value=int(row.rate_overall in CONTENT),
            title=f"{row.class_no} {row.name}",
            detail=label(row.rate_overall),
            class_id=row.class_id,
        )
        for row in session.execute(query)
    ]
