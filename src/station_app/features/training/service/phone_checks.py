"""The telephone spot check of a finished class: who is drawn, what they say, what it adds up to (R-29)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.service import rule_number
from station_app.features.training.model import Enrolment, PhoneCheck, TrainingClass
from station_app.features.training.rules.drawing import LONGEST_SEED, draw, sample_size
from station_app.features.training.rules.states import ON_ROLL
from station_app.storage import records

ASKED = ("attended", "free_of_charge", "satisfied")
"""What is asked of somebody who answers."""
_TYPED = ("asked_on", "answered", *ASKED, "remarks", "asked_by")


@dataclass(frozen=True)
class PhoneCheckRow:
    """One drawn trainee, as the call sheet shows her; nothing asked yet while `answered` is None."""

    id: str
    version: int
    seed: str
    place: int
    enrolment_id: str
    person_id: str
    trainee_no: int
    name: str
    phone: str
    village: str
    asked_on: dt.date | None
    answered: bool | None
    attended: bool | None
    free_of_charge: bool | None
    satisfied: bool | None
    remarks: str
    asked_by: str


@dataclass(frozen=True)
class PhoneCheckSummary:
    """What the calls add up to."""

    drawn: int
    asked: int
    answered: int
    attended: int
    free_of_charge: int
    satisfied: int

    @property
    def is_done(self) -> bool:
        """Everybody drawn was called."""
        return bool(self.drawn) and self.asked == self.drawn


@dataclass(frozen=True)
class PlannedDraw:
    """What a draw would be: how many of how many, by which seed."""

    trainees: int
    count: int
    share: int
    least: int
    seed: str


def plan_draw(session: Session, class_id: str) -> PlannedDraw:
    """How many trainees the rule wants called, and the usual seed: class number and today's date."""
    found = records.get(session, TrainingClass, class_id)
    today = clock.today()
    share, least = (rule_number(session, key, today) for key in ("phone_check_share", "phone_check_min"))
    trainees = len(_roll(session, class_id))
    seed = f"{found.class_no}/{today:%Y-%m-%d}"
    return PlannedDraw(trainees, sample_size(trainees, share, least), share, least, seed)


def draw_sample(session: Session, class_id: str, seed: str, *, count: int | None = None) -> list[PhoneCheckRow]:
    """Draw who is called; the same seed draws the same trainees of the same roll everywhere.

    `count` may be more than the rule asks for, never less. Raises Refused: the class is not finished, drawn already,
    an empty seed, or fewer than the rule.
    """
    found = records.get(session, TrainingClass, class_id)
    if found.state not in ("completed", "archived"):
        raise Refused(_("班结业以后才抽查。"))
    if list_checks(session, class_id):
        raise Refused(_("这个班已经抽过。要重抽，请先撤销原来的抽样。"))
    wanted = seed.strip()
    if not wanted or len(wanted) > LONGEST_SEED:
        raise Refused([Problem("seed", _("请填写抽样种子，最多 {n} 个字。").format(n=LONGEST_SEED), "REQUIRED")])
    planned = plan_draw(session, class_id)
    number = planned.count if count is None else count
    if not planned.count <= number <= planned.trainees:
        text = _("应抽 {low} 到 {high} 人。").format(low=planned.count, high=planned.trainees)
        raise Refused([Problem("count", text, "RANGE")])
    by_no = _roll(session, class_id)
    for place, trainee_no in enumerate(draw(by_no, wanted, number), start=1):
        values = {"training_class_id": class_id, "enrolment_id": by_no[trainee_no], "seed": wanted, "place": place}
        records.save(session, PhoneCheck, values)
    return list_checks(session, class_id)


def void_draw(session: Session, class_id: str, reason: str) -> None:
    """Take a draw back. Refused once somebody was called: nobody draws until the answers please."""
    rows = list_checks(session, class_id)
    if any(row.asked_on is not None for row in rows):
        raise Refused(_("已经打过电话，不能重抽。"))
    for row in rows:
        records.void(session, PhoneCheck, row.id, reason)


def write_answer(session: Session, check_id: str, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Keep what a call came to. Raises Refused: no day or not said whether answered, or answered without the answers.

    Who did not answer has no answers.
    """
    wanted = {name: values[name] for name in _TYPED if name in values}
    must = ("asked_on", "answered", "asked_by", *(ASKED if wanted.get("answered") else ()))
    problems = [
        Problem(name, _("请填写“{label}”。").format(label=PhoneCheck.describes[name].label), "REQUIRED")
        for name in must
        if wanted.get(name) in (None, "")
    ]
    check = records.get(session, PhoneCheck, check_id)
    found = records.get(session, TrainingClass, check.training_class_id)
    if wanted.get("asked_on") and wanted["asked_on"] < found.end_date:
        problems.append(Problem("asked_on", _("抽查日期不能早于培训结束日期。"), "ORDER"))
    if problems:
        raise Refused(problems)
    if not wanted["answered"]:
        wanted |= dict.fromkeys(ASKED)
    records.save(session, PhoneCheck, wanted, record_id=check_id, version=version)


def get_check(session: Session, check_id: str) -> dict[str, Any]:
    """Its values for the form; Refused when it is void."""
    return records.values_of(records.get(session, PhoneCheck, check_id))


def list_checks(session: Session, class_id: str) -> list[PhoneCheckRow]:
    """Who was drawn for a class, in the order drawn."""
    query = (
        select(PhoneCheck, Enrolment.trainee_no, Enrolment.person_id, Person.name, Person.phone, Person.village)
        .join(Enrolment, Enrolment.id == PhoneCheck.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(PhoneCheck.training_class_id == class_id, PhoneCheck.voided_at.is_(None))
        .order_by(PhoneCheck.place)
    )
    return [_row(*found) for found in session.execute(query)]


def summary_of(rows: list[PhoneCheckRow]) -> PhoneCheckSummary:
    """How many were called, answered, and said what they should."""
    return PhoneCheckSummary(
        len(rows),
        sum(row.asked_on is not None for row in rows),
        *(sum(bool(getattr(row, name)) for row in rows) for name in ("answered", *ASKED)),
    )


def _roll(session: Session, class_id: str) -> dict[int, str]:
    """Trainee number → enrolment of everybody who stayed to the end."""
    query = select(Enrolment.trainee_no, Enrolment.id).where(
        Enrolment.training_class_id == class_id,
        Enrolment.voided_at.is_(None),
        Enrolment.trainee_no.is_not(None),
        Enrolment.state.in_(ON_ROLL),
    )
    return {int(number): str(key) for number, key in session.execute(query)}


def _row(check: PhoneCheck, trainee_no: int, *of_person: str | None) -> PhoneCheckRow:
    person_id, name, phone, village = (word or "" for word in of_person)
    return PhoneCheckRow(
        id=check.id,
        version=check.version,
        seed=check.seed,
        place=check.place,
        enrolment_id=check.enrolment_id,
        person_id=person_id,
        trainee_no=trainee_no,
        name=name,
        phone=phone,
        village=village,
        asked_on=check.asked_on,
        answered=check.answered,
        attended=check.attended,
        free_of_charge=check.free_of_charge,
        satisfied=check.satisfied,
        remarks=check.remarks or "",
        asked_by=check.asked_by or "",
    )
