"""Judging people for a class: who they are, which classes they had before (R-02, R-03, domain.md §3.4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.features.people.model import Person
from station_app.features.station.service import rule_number
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.features.training.rules import eligibility
from station_app.features.training.rules.eligibility import Candidate, EarlierClass, Item, Limits
from station_app.features.training.rules.states import ON_ROLL
from station_app.storage import records

_CHUNK = 500


def judge_people(session: Session, found: TrainingClass, people: Collection[Person]) -> dict[str, tuple[Item, ...]]:
    """Person key → every condition of the class and how she meets it."""
    limits = Limits(
        found.start_date,
        found.age_min,
        found.age_max_male,
        found.age_max_female,
        found.target_categories,
        found.trade or "",
    )
    legal_age = rule_number(session, "age_min", found.start_date)
    earlier = _earlier(session, str(found.id), [str(person.id) for person in people])
    return {
        str(person.id): eligibility.judge(
            Candidate(
                str(person.name or ""),
                person.sex or "",
                person.birth_date,
                person.categories,
                earlier.get(str(person.id), ()),
            ),
            limits,
            legal_age,
        )
        for person in people
    }


def eligibility_of(session: Session, enrolment_id: str) -> tuple[Item, ...]:
    """Every condition for somebody who is in the class or waits, by what is known of her today."""
    enrolment = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, enrolment.training_class_id)
    person = session.get_one(Person, enrolment.person_id)
    return judge_people(session, found, [person])[str(person.id)]


def _earlier(session: Session, class_id: str, person_ids: Sequence[str]) -> Mapping[str, list[EarlierClass]]:
    """Other classes of people, the earliest first; cancelled classes and those left early do not count."""
    found: dict[str, list[EarlierClass]] = {}
    columns = (
        Enrolment.person_id,
        TrainingClass.class_no,
        TrainingClass.trade,
        TrainingClass.start_date,
        TrainingClass.end_date,
        Enrolment.graduated,
    )
    for start in range(0, len(person_ids), _CHUNK):
        query = (
            select(*columns)
            .join(TrainingClass, TrainingClass.id == Enrolment.training_class_id)
            .where(
                Enrolment.person_id.in_(person_ids[start : start + _CHUNK]),
                Enrolment.training_class_id != class_id,
                Enrolment.voided_at.is_(None),
                Enrolment.state.in_(ON_ROLL),
                TrainingClass.voided_at.is_(None),
                TrainingClass.state != "cancelled",
            )
            .order_by(TrainingClass.start_date, TrainingClass.id)
        )
        for person_id, number, trade, first, last, graduated in session.execute(query):
            made = EarlierClass(number, trade or "", first, last, bool(graduated))
            found.setdefault(str(person_id), []).append(made)
    return found
