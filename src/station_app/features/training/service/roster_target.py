"""Classes as targets of a roster import: which still take people, and what enrolling them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.people.rules.enrolling import EnrolTarget
from station_app.features.training.model import Enrolment, SessionAttendance
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service.classes import list_classes
from station_app.features.training.service.enrolments import default_enrolment_day, enrol, problem_lines, withdraw
from station_app.features.training.service.late import late_admission
from station_app.storage import records

_CHANNEL = _("名册导入")
_PAGE = "training"
_LINES = 8
_CHUNK = 500
_UNTOUCHED = ("registered", "waitlisted", "admitted")


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
            late.text if (late := late_admission(session, row.id)) is not None else "",
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
    if result.registered:
        text = _("{n} 人不符合本班条件，先列为“已报名”，在班里写明原因后才能录取。")
        told.append(text.format(n=len(result.registered)))
    refused = problem_lines(result.refused)
    told += refused[:_LINES]
    if len(refused) > _LINES:
        told.append(_("还有 {n} 人没有录取。").format(n=len(refused) - _LINES))
    return told


def let_roster_go(session: Session, made: Mapping[str, Sequence[str]]) -> None:
    """Take back the enrolments that an import made (table → keys), last number first.

    Refused naming everybody for whom something was marked since, or who left the class; nobody is taken out then.
    """
    keys = made.get(Enrolment.__tablename__, ())
    live: list[Enrolment] = []
    for start in range(0, len(keys), _CHUNK):
        live += records.live(session, Enrolment, Enrolment.id.in_(keys[start : start + _CHUNK]))
    worked_with = [
        enrolment for enrolment in live if enrolment.state not in _UNTOUCHED or _is_marked(session, enrolment)
    ]
    if worked_with:
        raise Refused([Problem("", _refusal(session, worked_with), "CHANGED_SINCE")])
    for enrolment in sorted(live, key=lambda one: one.trainee_no or 0, reverse=True):
        withdraw(session, enrolment.id, _("撤销导入"))


def _is_marked(session: Session, enrolment: Enrolment) -> bool:
    if enrolment.theory_score is not None or enrolment.practice_score is not None:
        return True
    marks = select(SessionAttendance.id).where(
        SessionAttendance.enrolment_id == enrolment.id,
        SessionAttendance.mark != "N",
        SessionAttendance.voided_at.is_(None),
    )
    return session.scalars(marks).first() is not None


def _refusal(session: Session, enrolments: Sequence[Enrolment]) -> str:
    shown = [str(session.get_one(Person, one.person_id).name) for one in enrolments[:_LINES]]
    more = _("等 {n} 人").format(n=len(enrolments)) if len(enrolments) > _LINES else ""
    return _(
        "导入之后，培训班里已经为{names}{more}记了考勤、考核或退出，撤销会丢掉这些记录，所以没有撤销，资料没有变动。"
        "确实录错的，请先在班里清除他们的考勤，再撤销。"
    ).format(names="、".join(shown), more=more)
