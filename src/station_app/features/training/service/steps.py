"""What a class still lacks for its next step, in words: shown at the step's button and refused by the service (§9)."""

from __future__ import annotations

from station_app.core.checks import Problem
from station_app.core.texts import _
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.rules import attendance, graduation
from station_app.features.training.rules.states import CLASS_FLOW
from station_app.features.training.service.rows import ClassDetail, TraineeRow

_NAMED = 6
"""So many are named below a button; of more only the number is said."""


def open_conditions(detail: ClassDetail, target: str) -> list[Problem]:
    """What stands between the class and that state besides fields that can be typed on the way; empty: go."""
    if target == "in_session" and detail.row.state == "enrolling":
        return _before_start(detail)
    if target == "completed":
        return _open_ends(detail)
    if target == "archived":
        return _before_archive(detail)
    return []


def missing_fields(detail: ClassDetail, target: str) -> tuple[str, ...]:
    """Names of the fields that the step needs and that are empty."""
    step = CLASS_FLOW.step(detail.row.state, target)
    return tuple(name for name in step.needs if getattr(detail.row, name) in (None, "", ()))


def lacking(detail: ClassDetail, target: str) -> str:
    """One line below the step's button: 还差 … ; '' when nothing is missing."""
    fields = [TRAINING_CLASS[name].label for name in missing_fields(detail, target)]
    told = [_("要填：{fields}").format(fields="、".join(fields))] if fields else []
    return "".join([*told, *(problem.text for problem in open_conditions(detail, target))])


def _before_start(detail: ClassDetail) -> list[Problem]:
    problems = []
    if not detail.row.trainee_count:
        problems.append(Problem("", _("还没有录取学员，不能开班。"), "NO_TRAINEE"))
    if not detail.sessions:
        problems.append(Problem("", _("还没有课程表，不能开班。"), "NO_SESSION"))
    return problems


def _open_ends(detail: ClassDetail) -> list[Problem]:
    problems = []
    if not detail.sessions:
        problems.append(Problem("", _("还没有课程表，不能结业。"), "NO_SESSION"))
    if not detail.row.trainee_count:
        problems.append(Problem("", _("班里没有学员，不能结业。"), "NO_TRAINEE"))
    if detail.unmarked_sessions:
        halves = _named(
            [_("{half}（{n} 人）").format(half=half.long_label, n=half.unmarked) for half in detail.unmarked_sessions],
            _("等 {n} 个半天"),
        )
        problems.append(Problem("mark", _("还有未点名的半天：{halves}。登记完才能结业。").format(halves=halves), "N"))
    if detail.row.has_exam:
        missing = [row.name for row in detail.trainees if _score_missing(row, detail.row.attendance_threshold)]
        if missing:
            names = _named(missing, _("等 {n} 人"))
            problems.append(Problem("theory_score", _("还没有成绩：{names}。").format(names=names), "SCORE"))
    return problems


def _named(words: list[str], more: str) -> str:
    """The first ones, and how many they are together when there are many."""
    return "、".join(words[:_NAMED]) + (more.format(n=len(words)) if len(words) > _NAMED else "")


def _score_missing(row: TraineeRow, threshold: int) -> bool:
    attended = attendance.reaches(row.hours_present, row.hours_due, threshold)
    return attended and row.dropped_on is None and row.exam_status == graduation.NOT_EXAMINED


def _before_archive(detail: ClassDetail) -> list[Problem]:
    waiting = [row.name for row in detail.trainees if row.graduated and not row.certificate_no]
    text = _("还有 {n} 位结业学员没有有效证书（没编号，或作废后没补发），不能归档。").format(n=len(waiting))
    return [Problem("", text, "NO_CERTIFICATE")] if waiting else []
