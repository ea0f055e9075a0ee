"""Classes as targets of a roster import: which still take people, and what enrolling them says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.people.rules.enrolling import EnrolTarget
from station_app.features.training.model import Enrolment
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service.classes import list_classes
from station_app.features.training.service.enrolments import default_enrolment_day, enrol, problem_lines, withdraw

_CHANNEL = _("名册导入")
_PAGE = "training"
_LINES = 8
_CHUNK = 500


def roster_targets(session: Session) -> list[EnrolTarget]:
    """Classes that are neither closed nor at their exam, the latest first."""
    return [
        EnrolTarget(
            row.id,
            f"{row.class_no}  {row.name}",
            row.start_date,
            row.age_min,
            row.age_max_male,
            row.age_max_female,
            _PAGE,
        )
        for row in list_classes(session)
        if row.state not in CLOSED and row.state != "examining"
    ]


def enrol_roster(session: Session, class_id: str, person_ids: Sequence[str]) -> list[str]:
    """Enrol the people of a roster in its order; sentences about who was taken, who waits and who was not taken."""
    day = default_enrolment_day(session, class_id)
    result = enrol(session, class_id, person_ids, day, _CHANNEL, take_the_rest=True)
    told = [_("编入培训班：录取 {n} 人。").format(n=len(result.admitted))]
    if result.waitlisted:
        told.append(_("名额已满，候补 {n} 人。").format(n=len(result.waitlisted)))
    if result.already:
        told.append(_("{n} 人原来就在这个班，没有重复编入。").format(n=len(result.already)))
    refused = problem_lines(result.refused)
    told += refused[:_LINES]
    if len(refused) > _LINES:
        told.append(_("还有 {n} 人没有录取。").format(n=len(refused) - _LINES))
    return told


def let_roster_go(session: Session, person_ids: Sequence[str]) -> None:
    """Take the new people of an import out of their classes again, last number first; Refused once marks were typed."""
    for start in range(0, len(person_ids), _CHUNK):
        query = (
            select(Enrolment.id)
            .where(Enrolment.person_id.in_(person_ids[start : start + _CHUNK]), Enrolment.voided_at.is_(None))
            .order_by(Enrolment.trainee_no.desc())
        )
        for enrolment_id in session.scalars(query).all():
            withdraw(session, enrolment_id, _("撤销导入"))
