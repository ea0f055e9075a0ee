"""What graduating brings and what taking it back removes: the skill of the trade, the visits afterwards (R-40)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.features.followups import service as followups
from station_app.features.people.model import Person, PersonSkill
from station_app.features.people.service import skills
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.storage import records

AFTER_TRAINING = "T"
"""Code of follow_up_kind."""
ORIGIN = "enrolment"


@dataclass(frozen=True)
class Employed:
    """Work found after a class (M18): distinct graduates."""

    graduated: int
    asked: int
    """Of whom at least one follow-up says something."""
    employed: int
    """Of whom at least one follow-up found them in work."""

    @property
    def rate(self) -> str:
        """31.6%, '' without graduates."""
        return f"{self.employed / self.graduated:.1%}" if self.graduated else ""


def give(session: Session, found: TrainingClass, enrolment: Enrolment, *, certificate_no: str = "") -> None:
    """A graduate gets the skill of the trade and the visits at 30, 90 and 180 days; given twice it is there once."""
    person = session.get(Person, enrolment.person_id)
    if person is None or person.voided_at is not None:
        return
    known = _skills(session, enrolment.id)
    for one in known:
        if certificate_no:
            one.certificate_no = certificate_no
    if not known:
        values = {
            "trade": found.trade,
            "skill_level": found.skill_level,
            "gained_on": min(found.end_date, clock.today()),
            "source": skills.FROM_TRAINING,
            "certificate_no": certificate_no or None,
            "verified_by": found.class_worker,
            "origin_kind": ORIGIN,
            "origin_id": enrolment.id,
        }
        skills.add_skill(session, enrolment.person_id, values)
    followups.schedule(
        session,
        AFTER_TRAINING,
        enrolment.person_id,
        (ORIGIN, enrolment.id),
        start=found.end_date,
        worker=found.class_worker,
    )


def take_back(session: Session, enrolment_id: str, reason: str) -> None:
    """Somebody graduates no longer, or her certificate is void: the skill is withdrawn, open visits are cancelled."""
    skills.withdraw_of(session, ORIGIN, enrolment_id, reason)
    followups.cancel_of_origin(session, enrolment_id, reason)


def take_back_class(session: Session, class_id: str, reason: str) -> None:
    """A closed class is opened again: what closing gave to everybody is taken back until it is closed once more."""
    graduates = select(Enrolment.id).where(
        Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None), Enrolment.graduated.is_(True)
    )
    for enrolment_id in session.scalars(graduates).all():
        take_back(session, enrolment_id, reason)


def employed_after(session: Session, class_id: str, *, until: dt.date | None = None) -> Employed:
    """How many graduates of a class were found in work by the visits after it (base of M18)."""
    graduates = session.scalars(
        select(Enrolment.id).where(
            Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None), Enrolment.graduated.is_(True)
        )
    ).all()
    results = followups.results_of(session, graduates, until=until)
    return Employed(
        len(graduates),
        len(results),
        sum(1 for codes_found in results.values() if followups.IN_WORK.intersection(codes_found)),
    )


def _skills(session: Session, enrolment_id: str) -> list[PersonSkill]:
    return records.live(
        session,
        PersonSkill,
        PersonSkill.origin_kind == ORIGIN,
        PersonSkill.origin_id == enrolment_id,
        PersonSkill.withdrawn_on.is_(None),
    )
