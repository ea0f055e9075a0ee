"""Taking people into a class, the waiting list, dropping out (domain.md §3.4, R-02, R-03)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.station.service import rule_number
from station_app.features.training.model import Enrolment, SessionAttendance, TrainingClass
from station_app.features.training.rules import eligibility
from station_app.features.training.rules.eligibility import Limits
from station_app.features.training.rules.states import CLOSED, ENROLMENT_FLOW, ON_ROLL, RUNNING
from station_app.features.training.service.moves import move
from station_app.features.training.service.rows import EnrolResult
from station_app.storage import records


def enrol(
    session: Session,
    class_id: str,
    person_ids: Sequence[str],
    on: dt.date,
    channel: str,
    *,
    take_the_rest: bool = False,
) -> EnrolResult:
    """Take people into a class in the given order: trainee numbers run on, whoever finds it full waits.

    Somebody already in the class is skipped and told. Raises Refused naming everybody who must not be taken (R-02);
    with `take_the_rest` they are left out and told instead, as for a roster of which a few rows are wrong.
    """
    found = records.get(session, TrainingClass, class_id)
    if found.state in CLOSED or found.state == "examining":
        raise Refused(_("这个班已经考核或结束，不能再报名。"))
    people = _people(session, person_ids)
    inside = _people_inside(session, class_id)
    limits = Limits(found.start_date, found.age_min, found.age_max_male, found.age_max_female, found.target_categories)
    legal_age = rule_number(session, "age_min", found.start_date)
    already, refused, warnings, taken = [], [], [], []
    for key in dict.fromkeys(person_ids):
        person = people[key]
        problem = eligibility.forbidden(person.name, person.birth_date, limits, legal_age)
        if key in inside:
            already.append(str(person.name))
        elif problem is not None:
            refused.append(problem)
        else:
            taken.append(person)
            warnings += eligibility.warnings(
                person.name, person.sex or "", person.birth_date, person.categories, limits
            )
    if refused and not take_the_rest:
        raise Refused(refused)
    admitted, waitlisted = _take_in(session, found, taken, on, channel)
    return EnrolResult(admitted, waitlisted, tuple(already), tuple(refused), tuple(warnings))


def _take_in(
    session: Session, found: TrainingClass, people: Iterable[Any], on: dt.date, channel: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    free = found.planned_count - count_on_roll(session, found.id)
    made = [
        Enrolment(
            training_class_id=found.id,
            person_id=person.id,
            enrolled_on=on,
            channel=channel,
            category_snapshot=person.primary_category or (*person.categories, "Z00")[0],
            status_before=person.employment_status or "9",
            state=ENROLMENT_FLOW.start,
        )
        for person in people
    ]
    session.add_all(made)
    session.flush()
    admitted, waitlisted = made[: max(free, 0)], made[max(free, 0) :]
    for number, enrolment in enumerate(admitted, start=_next_trainee_no(session, found.id)):
        _admit(session, found, enrolment, number, on)
    for enrolment in waitlisted:
        move(session, enrolment, ENROLMENT_FLOW, "waitlisted", on=on)
    session.flush()
    return tuple(str(one.id) for one in admitted), tuple(str(one.id) for one in waitlisted)


def admit(session: Session, enrolment_id: str, on: dt.date) -> int:
    """Take somebody off the waiting list; returns the trainee number. Raises Refused while the class is full."""
    enrolment = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, enrolment.training_class_id)
    if found.state in CLOSED or found.state == "examining":
        raise Refused(_("这个班已经考核或结束，不能再录取。"))
    if count_on_roll(session, found.id) >= found.planned_count:
        raise Refused(_("班里已满 {n} 人。有人退出或调高计划人数后才能录取。").format(n=found.planned_count))
    number = _next_trainee_no(session, found.id)
    _admit(session, found, enrolment, number, on)
    session.flush()
    return number


def drop_out(session: Session, enrolment_id: str, on: dt.date, reason: str, note: str = "") -> None:
    """Somebody leaves the class on a day, with a code of dropout_reason; number and marks stay."""
    enrolment = records.get(session, Enrolment, enrolment_id)
    problems = Enrolment.describes.check({"dropped_on": on, "dropout_reason": reason})
    if problems:
        raise Refused(problems)
    enrolment.dropped_on, enrolment.dropout_reason, enrolment.graduated = on, reason, False
    enrolment.failure_cause = "dropped"
    move(session, enrolment, ENROLMENT_FLOW, "dropped", on=on, note=note)
    session.flush()


def withdraw(session: Session, enrolment_id: str, reason: str) -> None:
    """Take somebody enrolled by mistake out of the class again; refused once a mark was typed (then drop_out).

    Until the class runs, the numbers behind move up, so that the sheet has no gap (§3.4: fixed after start).
    """
    enrolment = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, enrolment.training_class_id)
    marks = select(func.count()).where(
        SessionAttendance.enrolment_id == enrolment_id,
        SessionAttendance.mark != "N",
        SessionAttendance.voided_at.is_(None),
    )
    if session.scalar(marks):
        raise Refused(_("这位学员已有考勤记录，不能移出。请改用“退出”，并写明原因。"))
    if found.state in CLOSED:
        raise Refused(_("这个班已经结束，学员名单不能再改。"))
    records.void(session, Enrolment, enrolment_id, reason)
    if found.state in RUNNING or enrolment.trainee_no is None:
        return
    behind = records.live(
        session,
        Enrolment,
        Enrolment.training_class_id == found.id,
        Enrolment.trainee_no > enrolment.trainee_no,
        order_by=[Enrolment.trainee_no],
    )
    for trainee in behind:
        trainee.trainee_no -= 1
        session.flush()


def count_on_roll(session: Session, class_id: str) -> int:
    """How many places of a class are taken."""
    query = select(func.count()).where(
        Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None), Enrolment.state.in_(ON_ROLL)
    )
    return session.scalar(query) or 0


def _admit(session: Session, found: TrainingClass, enrolment: Enrolment, number: int, on: dt.date) -> None:
    """Number and admission; only an admission into a running class is a late one that misses earlier half-days."""
    late = found.state in RUNNING and on <= found.end_date
    enrolment.trainee_no = number
    enrolment.admitted_on = on if late else min(on, found.start_date)
    move(session, enrolment, ENROLMENT_FLOW, "admitted", on=on)


def _next_trainee_no(session: Session, class_id: str) -> int:
    query = select(func.max(Enrolment.trainee_no)).where(
        Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None)
    )
    return (session.scalar(query) or 0) + 1


def _people_inside(session: Session, class_id: str) -> set[str]:
    query = select(Enrolment.person_id).where(Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None))
    return set(session.scalars(query))


def _people(session: Session, person_ids: Sequence[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    keys = list(dict.fromkeys(person_ids))
    for start in range(0, len(keys), 500):
        condition = Person.id.in_(keys[start : start + 500])
        found |= {str(person.id): person for person in records.live(session, Person, condition)}
    if len(found) < len(keys):
        raise Refused(_("有人已经不在人员名册里了，请刷新后再试。"))
    return found


def default_enrolment_day(session: Session, class_id: str) -> dt.date:
    """Today, or the first day of a class that is typed in afterwards."""
    found = records.get(session, TrainingClass, class_id)
    today = clock.today()
    return today if today <= found.end_date else found.start_date


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """The sentences of some problems, each once."""
    return list(dict.fromkeys(problem.text for problem in problems))
