"""Scheduling follow-ups, writing down what was found, and the lists of what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.followups import rules
from station_app.features.followups.fields import FOLLOW_UP
from station_app.features.followups.model import FollowUp
from station_app.features.people.model import Person
from station_app.features.station.service import rule_number, rule_value
from station_app.storage import records

DONE_FIELDS = ("done_on", "method", "result", "income_now", "problems", "next_step", "satisfaction", "worker")
"""What the form of a visit writes."""
HERE = "normal"
"""Code of person_state of somebody who lives here; who died or moved away is not visited any more."""
GONE = "8"
"""Code of follow_up_result: 死亡或迁出."""
IN_WORK = frozenset(("1", "2", "3"))
"""Codes of follow_up_result that mean a job: 在岗稳定, 在岗但有困难, 已换岗."""


@dataclass(frozen=True)
class FollowUpRow:
    """One follow-up as lists show it; `state` is the one of the day the list was read."""

    id: str
    version: int
    kind: str
    person_id: str
    person_name: str
    phone: str
    village: str
    origin_kind: str
    origin_id: str
    due_date: dt.date
    window_days: int
    done_on: dt.date | None
    result: str | None
    attempts: int
    worker: str
    state: str

    @property
    def is_open(self) -> bool:
        """Still to be made."""
        return self.state in rules.OPEN_STATES


def schedule(
    session: Session, kind: str, person_id: str, origin: tuple[str, str], *, start: dt.date, worker: str
) -> list[str]:
    """Open the follow-ups of one origin by the rule of its kind (R-40); what is there already stays as it is.

    `origin` is the record's name (enrolment, placement …) and its key. Returns the keys of the new ones.
    """
    origin_kind, origin_id = origin
    days = [int(part) for part in rule_value(session, f"follow_up_days_{kind}", start).split(",")]
    window = rule_number(session, "follow_up_window_days", start)
    there = {
        found.due_date
        for found in records.live(session, FollowUp, FollowUp.origin_id == origin_id, FollowUp.kind == kind)
        if found.state != "cancelled"
    }
    made = []
    for due in rules.due_dates(start, days):
        if due not in there:
            values = {
                "kind": kind,
                "person_id": person_id,
                "origin_kind": origin_kind,
                "origin_id": origin_id,
                "due_date": due,
                "window_days": window,
                "worker": worker,
            }
            made.append(str(records.save(session, FollowUp, values).id))
    return made


def cancel_of_origin(session: Session, origin_id: str, reason: str) -> int:
    """Cancel what is still open of an origin that ended; returns how many. What was done stays."""
    open_ones = records.live(session, FollowUp, FollowUp.origin_id == origin_id, FollowUp.state == "scheduled")
    for found in open_ones:
        found.state, found.note = "cancelled", reason.strip() or None
    session.flush()
    return len(open_ones)


def get_follow_up(session: Session, follow_up_id: str) -> dict[str, Any]:
    """Its values for the form; Refused when it is void."""
    return records.values_of(records.get(session, FollowUp, follow_up_id))


def write_done(session: Session, follow_up_id: str, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Write down a visit that was made. Refused without day, way or result, or before the day it was opened for."""
    problems = [
        Problem(name, _("请填写“{label}”。").format(label=FOLLOW_UP[name].label), "REQUIRED")
        for name in ("done_on", "method", "result")
        if not values.get(name)
    ]
    if problems:
        raise Refused(problems)
    found = records.get(session, FollowUp, follow_up_id)
    if found.state == "cancelled":
        raise Refused(_("这次回访已经取消，不能再填写结果。"))
    wanted = {name: values[name] for name in DONE_FIELDS if name in values}
    records.save(session, FollowUp, wanted, record_id=follow_up_id, version=version)
    found.state = "unreachable" if values["result"] == "7" else "done"
    if values["result"] == GONE:
        _cancel_others(session, found)
    session.flush()


def _cancel_others(session: Session, found: FollowUp) -> None:
    """Who died or moved away is not visited any more; that it was so is what this visit found."""
    mine = (FollowUp.person_id == found.person_id, FollowUp.id != found.id, FollowUp.state == "scheduled")
    for other in records.live(session, FollowUp, *mine):
        other.state, other.note = "cancelled", _("回访得知已死亡或迁出")


def write_attempt(session: Session, follow_up_id: str, on: dt.date) -> str:
    """Nobody answered; the third attempt on different days makes it unreachable. Returns the state.

    Refused for a second attempt on the same day, a day to come, or a follow-up that is closed.
    """
    found = records.get(session, FollowUp, follow_up_id)
    if found.state != "scheduled":
        raise Refused(_("这次回访已经办结，不用再记未接通。"))
    if on > clock.today():
        raise Refused([Problem("last_attempt_on", _("日期还没有到。"))])
    if found.last_attempt_on is not None and on <= found.last_attempt_on:
        raise Refused(_("同一天只记一次未接通；请换一天再联系。"))
    found.attempts = (found.attempts or 0) + 1
    found.last_attempt_on = on
    if found.attempts >= rules.ATTEMPTS_UNTIL_UNREACHABLE:
        found.state, found.result = "unreachable", "7"
    session.flush()
    return str(found.state)


def list_follow_ups(
    session: Session, *, until: dt.date | None = None, open_only: bool = False, origin_id: str = "", person_id: str = ""
) -> list[FollowUpRow]:
    """Follow-ups by due date; `until` leaves out what is due later, the other arguments narrow the list."""
    conditions: list[Any] = [FollowUp.voided_at.is_(None), Person.voided_at.is_(None)]
    if until is not None:
        conditions.append(FollowUp.due_date <= until)
    if open_only:
        conditions += [FollowUp.state == "scheduled", Person.person_state == HERE]
    if origin_id:
        conditions.append(FollowUp.origin_id == origin_id)
    if person_id:
        conditions.append(FollowUp.person_id == person_id)
    query = (
        select(FollowUp, Person)
        .join(Person, Person.id == FollowUp.person_id)
        .where(*conditions)
        .order_by(FollowUp.due_date, Person.name_pinyin, FollowUp.id)
    )
    today = clock.today()
    return [_row(found, person, today) for found, person in session.execute(query)]


def due_today(session: Session) -> list[FollowUpRow]:
    """What the home page shows: windows that are open and those that are over, the longest overdue first."""
    today = clock.today()
    soonest = today + dt.timedelta(days=rules.WIDEST_WINDOW)
    rows = list_follow_ups(session, until=soonest, open_only=True)
    return [row for row in rows if row.state in ("due", "overdue")]


def count_due(session: Session) -> int:
    """How many those are; the number beside the page's name."""
    columns = (FollowUp.state, FollowUp.due_date, FollowUp.window_days)
    query = (
        select(*columns)
        .join(Person, Person.id == FollowUp.person_id)
        .where(FollowUp.voided_at.is_(None), FollowUp.state == "scheduled")
        .where(Person.voided_at.is_(None), Person.person_state == HERE)
    )
    today = clock.today()
    found = session.execute(query).all()
    return sum(rules.state_on(state, due, days, today) in ("due", "overdue") for state, due, days in found)


def results_of(
    session: Session, origin_ids: Sequence[str], *, until: dt.date | None = None
) -> dict[str, tuple[str, ...]]:
    """Origin → results of its visits that were made, until a day; origins without one are missing (M18)."""
    query = select(FollowUp.origin_id, FollowUp.result).where(
        FollowUp.voided_at.is_(None), FollowUp.done_on.is_not(None), FollowUp.origin_id.in_(origin_ids)
    )
    if until is not None:
        query = query.where(FollowUp.done_on <= until)
    found: dict[str, tuple[str, ...]] = {}
    for origin_id, result in session.execute(query.order_by(FollowUp.done_on)):
        found[origin_id] = (*found.get(origin_id, ()), result or "")
    return found


@dataclass(frozen=True)
class DoneRate:
    """Follow-ups due in a period and those made in time (R-42)."""

    due: int
    in_time: int

    @property
    def rate(self) -> str:
        """87.5%, '' when none was due."""
        return f"{self.in_time / self.due:.1%}" if self.due else ""


def done_rate(session: Session, first: dt.date, last: dt.date) -> DoneRate:
    """Of what was due from `first` to `last`: made before its window was over; cancelled ones do not count (R-42)."""
    query = (
        select(FollowUp.due_date, FollowUp.window_days, FollowUp.done_on)
        .join(Person, Person.id == FollowUp.person_id)
        .where(FollowUp.voided_at.is_(None), FollowUp.state != "cancelled", Person.voided_at.is_(None))
        .where(FollowUp.due_date.between(first, last))
        .where((FollowUp.state != "scheduled") | (Person.person_state == HERE))
    )
    found = session.execute(query).all()
    return DoneRate(len(found), sum(1 for due, days, on in found if on and rules.is_in_time(due, days, on)))


def reopen(session: Session, follow_up_id: str, reason: str) -> None:
    """What was written down belongs to somebody else: the visit is to be made again. Refused without a reason."""
    if not reason.strip():
        raise Refused([Problem("note", _("请写明原因。"), "REASON")])
    found = records.get(session, FollowUp, follow_up_id)
    if found.state not in ("done", "unreachable"):
        raise Refused(_("只有已完成或联系不上的回访可以退回。"))
    for name in DONE_FIELDS:
        if name != "worker":
            setattr(found, name, None)
    found.attempts, found.last_attempt_on = 0, None
    found.state, found.note = "scheduled", reason.strip()
    session.flush()


def _row(found: FollowUp, person: Person, today: dt.date) -> FollowUpRow:
    state = rules.state_on(found.state, found.due_date, found.window_days, today)
    return FollowUpRow(
        id=found.id,
        version=found.version,
        kind=found.kind,
        person_id=found.person_id,
        person_name=person.name or "",
        phone=person.phone or "",
        village=person.village or "",
        origin_kind=found.origin_kind,
        origin_id=found.origin_id,
        due_date=found.due_date,
        window_days=found.window_days,
        done_on=found.done_on,
        result=found.result,
        attempts=found.attempts or 0,
        worker=found.worker or "",
        state="cancelled" if state in rules.OPEN_STATES and person.person_state != HERE else state,
    )
