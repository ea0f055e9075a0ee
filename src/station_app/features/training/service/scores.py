"""Scores of the exam, resits, and corrections after the class was closed (R-23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.service import rule_number
from station_app.features.training.model import Enrolment, Resit, TrainingClass
from station_app.features.training.rules import graduation
from station_app.features.training.rules.states import ON_ROLL, RUNNING
from station_app.features.training.service.outcomes import settle
from station_app.storage import records

NOT_PASSED = ("2", graduation.ABSENT, graduation.DEFERRED)
"""Codes of exam_status that may sit again: 不合格, 缺考, 缓考."""


@dataclass(frozen=True)
class ResitRow:
    """One resit of a class; scores in tenths of a point."""

    id: str
    enrolment_id: str
    sat_on: dt.date
    theory_score: int
    practice_score: int
    theory_before: int | None
    practice_before: int | None


def set_scores(
    session: Session,
    enrolment_id: str,
    theory: int | None,
    practice: int | None,
    *,
    absent: str = "",
    resit: bool = False,
    reason: str = "",
) -> None:
    """Store theory and practice scores (tenths of a point) and what follows from them (R-23).

    `absent` is exam_status 4 (缺考) or 5 (缓考) for somebody without scores. Who sat a resit has its scores
    corrected. Raises Refused: out of range, a class without exam, on the waiting list or dropped out, or a closed
    class without a reason.
    """
    trainee = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, trainee.training_class_id)
    problems = Enrolment.describes.check({"theory_score": theory, "practice_score": practice})
    if not found.has_exam:
        problems.append(Problem("", _("本班不考核，没有成绩可填。"), "NO_EXAM"))
    elif trainee.state not in ON_ROLL:
        problems.append(Problem("", _("这位学员不在班里，不能填成绩。"), "NOT_ON_ROLL"))
    elif found.state == "completed" and not reason.strip():
        problems.append(Problem("reason", _("班已结业，更正成绩要写明原因。"), "REASON"))
    elif found.state not in RUNNING and found.state != "completed":
        problems.append(Problem("", _("班还没有开或已经归档，不能填成绩。"), "STATE"))
    last = _last_resit(session, enrolment_id)
    nothing_typed = theory is None and practice is None
    if last is not None and not resit and nothing_typed:
        problems.append(Problem("theory_score", _("这位学员有补考成绩，不能清空；补考登记错了，请撤销补考。"), "RESIT"))
    if problems:
        raise Refused(problems)
    if last is not None and not resit and theory is not None and practice is not None:
        last.theory_score, last.practice_score = theory, practice
    _store(session, found, trainee, theory, practice, resit=resit or last is not None, absent=absent)
    if reason.strip():
        trainee.note = reason.strip()
    _settle_closed(session, found, enrolment_id, reason)


def change_scores(
    session: Session, enrolment_id: str, changes: Mapping[str, int | None], *, absent: str = "", reason: str = ""
) -> None:
    """Change theory_score, practice_score or both; what is not named stays as it is stored (typing is faster than
    reading again). `absent` takes both away. Raises Refused as set_scores does.
    """
    trainee = records.get(session, Enrolment, enrolment_id)
    names = ("theory_score", "practice_score")
    theory, practice = (None if absent else changes.get(name, getattr(trainee, name)) for name in names)
    set_scores(session, enrolment_id, theory, practice, absent=absent, reason=reason)


def save_resit(session: Session, enrolment_id: str, sat_on: dt.date, theory: int, practice: int) -> str:
    """Keep a resit and count its scores instead of the first ones; returns its key.

    Raises Refused: nothing to sit again (passed, or no first result), before the class began, out of range.
    """
    trainee = records.get(session, Enrolment, enrolment_id)
    found = records.get(session, TrainingClass, trainee.training_class_id)
    if trainee.exam_status not in NOT_PASSED:
        raise Refused(_("只有考核不合格、缺考或缓考的学员可以补考。"))
    if sat_on < found.start_date:
        raise Refused([Problem("sat_on", _("补考日期不能早于开班日期。"), "ORDER")])
    values = {
        "enrolment_id": enrolment_id,
        "sat_on": sat_on,
        "theory_score": theory,
        "practice_score": practice,
        "theory_before": trainee.theory_score,
        "practice_before": trainee.practice_score,
    }
    key = str(records.save(session, Resit, values).id)
    reason = _("{day} 补考").format(day=sat_on) if found.state == "completed" else ""
    set_scores(session, enrolment_id, theory, practice, resit=True, reason=reason)
    return key


def void_resit(session: Session, resit_id: str, reason: str) -> None:
    """A resit written down by mistake: the scores before it count again. Refused when a later one builds on it."""
    resit = records.get(session, Resit, resit_id)
    last = _last_resit(session, resit.enrolment_id)
    if last is None or last.id != resit_id:
        raise Refused(_("后面还有一次补考，请先撤销后面那次。"))
    records.void(session, Resit, resit_id, reason)
    trainee = records.get(session, Enrolment, resit.enrolment_id)
    found = records.get(session, TrainingClass, trainee.training_class_id)
    earlier = _last_resit(session, resit.enrolment_id) is not None
    absent = graduation.ABSENT if resit.theory_before is None and resit.practice_before is None else ""
    _store(session, found, trainee, resit.theory_before, resit.practice_before, resit=earlier, absent=absent)
    _settle_closed(session, found, str(trainee.id), reason)


def list_resits(session: Session, class_id: str) -> list[ResitRow]:
    """The resits of a class, the latest first."""
    enrolled = select(Enrolment.id).where(Enrolment.training_class_id == class_id)
    mine = Resit.enrolment_id.in_(enrolled)
    found = records.live(session, Resit, mine, order_by=[Resit.sat_on.desc(), Resit.id.desc()])
    names = tuple(ResitRow.__dataclass_fields__)
    return [ResitRow(**{name: getattr(one, name) for name in names}) for one in found]


def _last_resit(session: Session, enrolment_id: str) -> Resit | None:
    found = records.live(session, Resit, Resit.enrolment_id == enrolment_id, order_by=[Resit.id.desc()])
    return found[0] if found else None


def _store(
    session: Session,
    found: TrainingClass,
    trainee: Enrolment,
    theory: int | None,
    practice: int | None,
    *,
    resit: bool,
    absent: str,
) -> None:
    final = graduation.final_score(theory, practice, rule_number(session, "theory_weight", found.start_date))
    trainee.theory_score, trainee.practice_score, trainee.final_score = theory, practice, final
    nothing_typed = theory is None and practice is None
    computed = graduation.exam_status(final, found.pass_mark, resit=resit)
    trainee.exam_status = absent if absent in (graduation.ABSENT, graduation.DEFERRED) and nothing_typed else computed
    session.flush()


def _settle_closed(session: Session, found: TrainingClass, enrolment_id: str, reason: str) -> None:
    session.flush()
    if found.state == "completed":
        settle(session, found, on=clock.today(), only={enrolment_id}, note=reason)
