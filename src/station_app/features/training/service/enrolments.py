"""Taking people into a class, the waiting list, dropping out (domain.md §3.4, R-02, R-03)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.training.model import Enrolment, SessionAttendance, TrainingClass
from station_app.features.training.rules import eligibility
from station_app.features.training.rules.attendance import PRESENT_MARKS
from station_app.features.training.rules.states import BEFORE_START, CLOSED, ENROLMENT_FLOW, ON_ROLL, RUNNING
from station_app.features.training.service.eligibility import judge_people
from station_app.features.training.service.moves import move
from station_app.features.training.service.rows import EnrolResult
from station_app.storage import records

ENROLMENT_TYPED = ("enrolled_on", "channel", "status_before", "income_before", "wish", "override_reason")
"""What may be corrected of an enrolment by hand."""


def enrol(
    session: Session,
    class_id: str,
    person_ids: Sequence[str],
    on: dt.date,
    channel: str,
    *,
    take_the_rest: bool = False,
    override_reason: str = "",
) -> EnrolResult:
    """Take people into a class in the given order: trainee numbers run on, whoever finds it full waits.

    Whoever does not meet the class's age or categories is only registered, until somebody admits her with a reason;
    `override_reason` is that reason for all of them. Somebody already in the class is skipped and told. Raises
    Refused naming everybody who must not be taken (R-02, no reason overrides it); with `take_the_rest` they are left
    out and told instead, as for a roster of which a few rows are wrong.
    """
    found = records.get(session, TrainingClass, class_id)
    if found.state in CLOSED or found.state == "examining":
        raise Refused(_("这个班已经考核或结束，不能再报名。"))
    people = _people(session, person_ids)
    inside = _people_inside(session, class_id)
    judged = judge_people(session, found, list(people.values()))
    already, refused, warnings = [], [], []
    fit: list[Person] = []
    unfit: list[Person] = []
    for key in dict.fromkeys(person_ids):
        person, items = people[key], judged[key]
        name = str(person.name)
        if key in inside:
            already.append(name)
            continue
        if eligibility.forbidding(items) is not None:
            refused += eligibility.problems(name, items, eligibility.FORBIDDEN)
            continue
        warnings += eligibility.problems(name, items, eligibility.FAIL, eligibility.WARN)
        (unfit if eligibility.failing(items) and not override_reason.strip() else fit).append(person)
    if refused and not take_the_rest:
        raise Refused(refused)
    overridden = {key for key, items in judged.items() if eligibility.failing(items)}
    admitted, waitlisted = _take_in(
        session, found, fit, on, channel, dict.fromkeys(overridden, override_reason.strip())
    )
    registered = [_registration(found, person, on, channel) for person in unfit]
    session.add_all(registered)
    session.flush()
    keys = tuple(str(one.id) for one in registered)
    return EnrolResult(admitted, waitlisted, tuple(already), tuple(refused), tuple(warnings), keys)


def _registration(found: TrainingClass, person: Any, on: dt.date, channel: str) -> Enrolment:
    return Enrolment(
        training_class_id=found.id,
        person_id=person.id,
        enrolled_on=on,
        channel=channel,
        category_snapshot=person.primary_category or (*person.categories, "Z00")[0],
        status_before=person.employment_status or "9",
        state=ENROLMENT_FLOW.start,
    )


def _take_in(  # noqa: PLR0917 - as it was asked for
    session: Session, found: TrainingClass, people: Iterable[Any], on: dt.date, channel: str, reasons: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    free = found.planned_count - count_on_roll(session, found.id)
    made = [_registration(found, person, on, channel) for person in people]
    for enrolment in made:
        enrolment.override_reason = reasons.get(enrolment.person_id) or None
    session.add_all(made)
    session.flush()
    admitted, waitlisted = made[: max(free, 0)], made[max(free, 0) :]
    for number, enrolment in enumerate(admitted, start=_next_trainee_no(session, found.id)):
        _admit(session, found, enrolment, number, on)
    for enrolment in waitlisted:
        move(session, enrolment, ENROLMENT_FLOW, "waitlisted", on=on)
    session.flush()
    return tuple(str(one.id) for one in admitted), tuple(str(one.id) for one in waitlisted)


def admit(session: Session, enrolment_id: str, on: dt.date, *, override_reason: str = "", note: str = "") -> int | None:
    """Take in somebody who waits, is registered or had left; returns the trainee number, None when she has to wait.

    Whoever was in the class before keeps her number. Raises Refused: R-02; a condition of the class that is not met,
    without a reason; the class is full and she waits already.
    """
    enrolment = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, enrolment.training_class_id)
    if found.state in CLOSED or found.state == "examining":
        raise Refused(_("这个班已经考核或结束，不能再录取。"))
    _judge_once_more(session, found, enrolment, override_reason)
    if count_on_roll(session, found.id) >= found.planned_count:
        if enrolment.state == "waitlisted":
            raise Refused(_("班里已满 {n} 人。有人退出或调高计划人数后才能录取。").format(n=found.planned_count))
        _forget_leaving(enrolment)
        move(session, enrolment, ENROLMENT_FLOW, "waitlisted", on=on, note=note)
        session.flush()
        return None
    came_back = enrolment.state == "dropped"
    _forget_leaving(enrolment)
    number = enrolment.trainee_no or _next_trainee_no(session, found.id)
    _admit(session, found, enrolment, number, on, note=note)
    if came_back and _was_present(session, enrolment_id):
        move(session, enrolment, ENROLMENT_FLOW, "studying", on=on)
    session.flush()
    return int(number)


def _judge_once_more(session: Session, found: TrainingClass, enrolment: Enrolment, reason: str) -> None:
    """By what is known of her today; a reason given before still holds."""
    person = session.get_one(Person, enrolment.person_id)
    items = judge_people(session, found, [person])[str(person.id)]
    never = eligibility.problems(str(person.name), items, eligibility.FORBIDDEN)
    if never:
        raise Refused(never)
    if reason.strip():
        enrolment.override_reason = reason.strip()
    failing = eligibility.problems(str(person.name), items, eligibility.FAIL)
    if failing and not enrolment.override_reason:
        told = "".join(problem.text for problem in failing)
        text = _("{told}确实要录取的，请写明原因。").format(told=told)
        raise Refused([Problem("override_reason", text, "OVERRIDE")])
    problems = Enrolment.describes.check({"override_reason": enrolment.override_reason})
    if problems:
        raise Refused(problems)


def _forget_leaving(enrolment: Enrolment) -> None:
    if enrolment.state == "dropped":
        enrolment.dropped_on = enrolment.dropout_reason = None
        enrolment.graduated = enrolment.failure_cause = None


def _was_present(session: Session, enrolment_id: str) -> bool:
    marks = select(SessionAttendance.id).where(
        SessionAttendance.enrolment_id == enrolment_id,
        SessionAttendance.mark.in_(PRESENT_MARKS),
        SessionAttendance.voided_at.is_(None),
    )
    return session.scalars(marks).first() is not None


def move_up(session: Session, class_id: str, on: dt.date) -> list[str]:
    """递补: admit from the waiting list, in its order, as many as there are free places; returns their keys."""
    found = records.get(session, TrainingClass, class_id)
    free = max(found.planned_count - count_on_roll(session, class_id), 0)
    waiting = records.live(
        session,
        Enrolment,
        Enrolment.training_class_id == class_id,
        Enrolment.state == "waitlisted",
        order_by=[Enrolment.enrolled_on, Enrolment.id],
    )
    next_ones = [str(one.id) for one in waiting[:free]]
    for key in next_ones:
        admit(session, key, on, note=_("有空名额，按候补顺序递补"))
    return next_ones


def save_enrolment(
    session: Session, enrolment_id: str, values: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Change what was written down at enrolment: day, channel, income, wish; states have verbs of their own."""
    enrolment = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, enrolment.training_class_id)
    if found.state in CLOSED:
        raise Refused(_("这个班已经结束，学员资料不能再改。"))
    own = {name: values[name] for name in (*ENROLMENT_TYPED, "note") if name in values}
    problems = Enrolment.describes.check(own)
    if problems:
        raise Refused(problems)
    records.save(session, Enrolment, own, record_id=enrolment_id, version=version, require=False)


def enrolment_values(session: Session, enrolment_id: str) -> dict[str, Any]:
    """What was written down at enrolment, for its form."""
    plain = records.values_of(records.get(session, Enrolment, enrolment_id))
    return {name: plain[name] for name in (*ENROLMENT_TYPED, "note", "id", "version")}


def take_back(session: Session, enrolment_ids: Sequence[str]) -> None:
    """Undo of one taking-in: everybody it brought leaves the list, last number first; Refused once a mark was typed."""
    found = records.live(session, Enrolment, Enrolment.id.in_(enrolment_ids))
    for enrolment in sorted(found, key=lambda one: (one.trainee_no or 0, one.id), reverse=True):
        withdraw(session, str(enrolment.id), _("撤销加入"))


def reorder(session: Session, class_id: str, enrolment_ids: Sequence[str]) -> None:
    """Number the trainees anew in this order; Refused once the class runs (§3.4) or when somebody is missing."""
    found = records.get(session, TrainingClass, class_id)
    if found.state not in BEFORE_START:
        raise Refused(_("已经开班，学号和签到表的顺序不能再变。"))
    numbered = records.live(
        session, Enrolment, Enrolment.training_class_id == class_id, Enrolment.trainee_no.is_not(None)
    )
    if {str(one.id) for one in numbered} != set(enrolment_ids) or len(enrolment_ids) != len(numbered):
        raise Refused(_("学员名单已经变了，请刷新后再排。"))
    by_key = {str(one.id): one for one in numbered}
    for enrolment in numbered:
        enrolment.trainee_no = None
    session.flush()
    for number, key in enumerate(enrolment_ids, start=1):
        by_key[key].trainee_no = number
    session.flush()


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


def _admit(  # noqa: PLR0917 - as it was asked for
    session: Session, found: TrainingClass, enrolment: Enrolment, number: int, on: dt.date, note: str = ""
) -> None:
    """Number and admission; only an admission into a running class is a late one that misses earlier half-days."""
    late = found.state in RUNNING and on <= found.end_date
    enrolment.trainee_no = number
    enrolment.admitted_on = on if late else min(on, found.start_date)
    move(session, enrolment, ENROLMENT_FLOW, "admitted", on=on, note=note)


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
