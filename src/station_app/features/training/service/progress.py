"""Taking a class from plan to archive (domain.md §9), each step with its conditions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.core.users import require_role
from station_app.features.training.model import TrainingClass
from station_app.features.training.rules.states import CLASS_FLOW
from station_app.features.training.service.after_class import take_back_class
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.moves import move
from station_app.features.training.service.outcomes import mark_eligible, settle
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.service.steps import open_conditions
from station_app.features.training.service.written_archive import was_written
from station_app.storage import records


def advance(session: Session, class_id: str, target: str, *, on: dt.date | None = None, note: str = "") -> ClassDetail:
    """Take a class one step on. Raises Refused: no such step, a needed field is empty, or its condition fails.

    A class is archived only after the folder of its archive was written (record_archive notes that). `on` may be
    back-dated by a paper-first station; cancelling and taking a closed class back need a note.
    """
    found = records.get(session, TrainingClass, class_id)
    day = on or clock.today()
    step = CLASS_FLOW.step(found.state, target)
    if step.roles:
        require_role(session, *step.roles)
    if target == "completed":
        return complete_class(session, class_id, on=day, note=note)
    detail = get_class(session, class_id)
    if (target == "cancelled" or found.state == "completed") and target != "archived" and not note.strip():
        raise Refused([Problem("note", _("请写明原因。"), "REASON")])
    if target == "examining" and not found.has_exam:
        raise Refused(_("本班不考核，上完课直接结业即可。"))
    problems = open_conditions(detail, target)
    if problems:
        raise Refused(problems)
    if target == "archived" and not was_written(session, found):
        raise Refused(_("这个班的培训档案还没有写成文件夹，不能归档。请先做培训档案，做好就归档了。"))
    if target == "in_session" and found.state == "completed":
        take_back_class(session, class_id, note.strip())
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
    problems = open_conditions(detail, "completed")
    if problems:
        raise Refused(problems)
    day = on or clock.today()
    settle(session, found, on=day)
    move(session, found, CLASS_FLOW, "completed", on=day, note=note)
    session.flush()
    return get_class(session, class_id)
