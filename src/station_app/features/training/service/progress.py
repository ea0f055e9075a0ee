"""Taking a class from plan to archive (domain.md §9), each step with its conditions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.training.model import TrainingClass
from station_app.features.training.rules import attendance, graduation
from station_app.features.training.rules.states import CLASS_FLOW
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.moves import move
from station_app.features.training.service.outcomes import mark_eligible, settle
from station_app.features.training.service.rows import ClassDetail, TraineeRow
from station_app.storage import records


def advance(session: Session, class_id: str, target: str, *, on: dt.date | None = None, note: str = "") -> ClassDetail:
    """Take a class one step on. Raises Refused: no such step, a needed field is empty, or its condition fails.

    `on` may be back-dated by a paper-first station; cancelling and taking a closed class back need a note.
    """
    found = records.get(session, TrainingClass, class_id)
    day = on or clock.today()
    CLASS_FLOW.step(found.state, target)
    if target == "completed":
        return complete_class(session, class_id, on=day, note=note)
    detail = get_class(session, class_id)
    if target == "in_session" and found.state == "enrolling":
        _may_start(detail)
    if (target == "cancelled" or found.state == "completed") and target != "archived" and not note.strip():
        raise Refused([Problem("note", _("请写明原因。"), "REASON")])
    if target == "examining" and not found.has_exam:
        raise Refused(_("本班不考核，上完课直接结业即可。"))
    if target == "archived":
        _may_archive(detail)
    move(session, found, CLASS_FLOW, target, on=day, note=note)
    if target == "examining":
        mark_eligible(session, found, on=day)
    session.flush()
    return get_class(session, class_id)


def complete_class(session: Session, class_id: str, *, on: dt.date | None = None, note: str = "") -> ClassDetail:
    """Close a class: every mark and score must be in; decides who graduates (R-21) and freezes hours and rates.

    Raises Refused naming the half-days and trainees that are still open.
    """
    found = records.get(session, TrainingClass, class_id)
    CLASS_FLOW.step(found.state, "completed")
    detail = get_class(session, class_id)
    problems = _open_ends(detail)
    if problems:
        raise Refused(problems)
    day = on or clock.today()
    settle(session, found, on=day)
    move(session, found, CLASS_FLOW, "completed", on=day, note=note)
    session.flush()
    return get_class(session, class_id)


def _may_start(detail: ClassDetail) -> None:
    if not detail.row.trainee_count:
        raise Refused(_("还没有录取学员，不能开班。"))
    if not detail.sessions:
        raise Refused(_("还没有课程表，不能开班。"))


def _open_ends(detail: ClassDetail) -> list[Problem]:
    problems = []
    if not detail.sessions:
        problems.append(Problem("", _("还没有课程表，不能结业。"), "NO_SESSION"))
    if not detail.row.trainee_count:
        problems.append(Problem("", _("班里没有学员，不能结业。"), "NO_TRAINEE"))
    if detail.unmarked_sessions:
        halves = "、".join(
            _("{half}（{n} 人）").format(half=half.long_label, n=half.unmarked) for half in detail.unmarked_sessions
        )
        problems.append(Problem("mark", _("还有未点名的半天：{halves}。登记完才能结业。").format(halves=halves), "N"))
    if detail.row.has_exam:
        missing = "、".join(row.name for row in detail.trainees if _score_missing(row, detail.row.attendance_threshold))
        if missing:
            problems.append(Problem("theory_score", _("还没有成绩：{names}。").format(names=missing), "SCORE"))
    return problems


def _score_missing(row: TraineeRow, threshold: int) -> bool:
    attended = attendance.reaches(row.hours_present, row.hours_due, threshold)
    return attended and row.dropped_on is None and row.exam_status == graduation.NOT_EXAMINED


def _may_archive(detail: ClassDetail) -> None:
    waiting = [row.name for row in detail.trainees if row.graduated and not row.certificate_no]
    if waiting:
        raise Refused(_("还有 {n} 位结业学员没有编证书号，不能归档。").format(n=len(waiting)))
