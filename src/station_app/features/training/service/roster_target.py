"""Classes as targets of a roster import: which still take people, and what enrolling them says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.people.rules.enrolling import EnrolTarget
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service.classes import list_classes
from station_app.features.training.service.enrolments import default_enrolment_day, enrol, problem_lines

_CHANNEL = _("名册导入")
_LINES = 8


def roster_targets(session: Session) -> list[EnrolTarget]:
    """Classes that are neither closed nor at their exam, the latest first."""
    return [
        EnrolTarget(
            row.id, f"{row.class_no}  {row.name}", row.start_date, row.age_min, row.age_max_male, row.age_max_female
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
