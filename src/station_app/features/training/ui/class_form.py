"""开新班: the class and its plan of half-days in one form, made from the description."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Codes, Integer, Text
from station_app.core.texts import _
from station_app.features.training.fields import CLASS_SESSION, TRAINING_CLASS
from station_app.features.training.rules import timetable
from station_app.features.training.service import new_class_values, plan_timetable, save_class
from station_app.features.training.service.rows import ClassDetail
from station_app.ui import theme
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk, button_for

PLAN_FIELDS = (
    Field("days", _("天数"), Integer(1, 200), required=True, default=3),
    Field("halves", _("每天上课"), Codes("half_day"), required=True, default=("AM", "PM")),
    Field(
        "topics",
        _("课程内容"),
        Text(8000, lines=5),
        hint=_("一行一个半天，可写类型，如：\n理论：食品卫生与安全\n实操：油条、包子\n空着则填班名，以后再改"),
    ),
)
"""What a timetable is made from; the half-days themselves are edited afterwards."""
NEW_CLASS = Record("training_class", _("培训班"), (*TRAINING_CLASS.fields, *PLAN_FIELDS))
WHAT = Section(
    _("办什么班"), ("name", "trade", "skill_level", "form", "planned_count", "target_categories"), wide=("name",)
)
WHO = Section(_("谁来办"), ("organiser", "executor", "trainer_name", "class_worker", "fund_source", "budget"))
CONDITIONS = Section(
    _("条件"),
    (
        "age_min",
        "attendance_threshold",
        "age_max_male",
        "age_max_female",
        "has_exam",
        "pass_mark",
        "safety_note",
    ),
)
NEW_SECTIONS = (
    WHAT,
    Section(_("什么时候、在哪里"), ("start_date", "days", "halves", "venue", "topics")),
    WHO,
    CONDITIONS,
)
EDIT_SECTIONS = (
    WHAT,
    Section(_("什么时候、在哪里"), ("start_date", "end_date", "term_no", "total_hours", "venue")),
    WHO,
    CONDITIONS,
    Section(_("开班申请"), ("applied_on", "approved_by", "approved_on")),
)
_PLAN = tuple(field.name for field in PLAN_FIELDS)
_COMPUTED_HERE = ("end_date", "term_no")
"""Follow from other fields of the form, which are named instead when they are missing."""
_NOT_COPIED = ("id", "version", "class_no", "start_date", "end_date", "term_no", "state", "applied_on", "approved_on")


def create_class(session: Any, values: Mapping[str, Any]) -> str:
    """A class with its timetable in one transaction; returns its key. Raises Refused for fields of either."""
    plan = {name: values.get(name) for name in _PLAN}
    missing = [
        Problem(field.name, _("请填写“{label}”。").format(label=field.label), "REQUIRED")
        for field in PLAN_FIELDS
        if field.required and not plan[field.name]
    ]
    start, days = values.get("start_date"), plan["days"] or 1
    typed = {name: value for name, value in values.items() if name not in _PLAN}
    if start is not None:
        typed["end_date"] = start + dt.timedelta(days=days - 1)
    try:
        class_id = save_class(session, typed)
    except Refused as refused:
        own = [problem for problem in refused.problems if problem.field not in _COMPUTED_HERE]
        raise Refused([*own, *missing] or refused.problems) from None
    if missing:
        raise Refused(missing)
    topics = [line for line in (plan["topics"] or "").splitlines() if line.strip()]
    plan_timetable(session, class_id, typed["start_date"], days, halves=plan["halves"] or (), topics=topics)
    return class_id


def plan_of(detail: ClassDetail) -> dict[str, Any]:
    """Days, halves and topics that would make the half-days of a class again; nothing while it has none."""
    sessions = detail.sessions
    if not sessions:
        return {}
    kind = CLASS_SESSION["kind"].kind
    plain = all((half.topic, half.kind) == (detail.row.name, "practice") for half in sessions)  # were left empty
    topics = [""] if plain else [f"{kind.format(half.kind)}：{half.topic}" for half in sessions]
    while len(topics) > 1 and topics[-1] == topics[-2]:  # the last one carries on by itself
        topics.pop()
    used = {half.half_day for half in sessions}
    return {
        "days": len({half.session_date for half in sessions}),
        "halves": tuple(half for half in timetable.HALF_DAYS if half in used),
        "topics": "\n".join(topics),
    }


class NewClass(QWidget):
    """The form of a new class."""

    created = Signal(str)
    """The key of the class that was made."""
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.form = Form(NEW_CLASS, NEW_SECTIONS)
        self.form.submitted.connect(self.submit)
        desk.keep_drafts(self.form, "new_class", lambda: _("新班"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        self.create_button = button_for(_("保存新班"), "check", self.submit, primary=True, shortcut="Ctrl+S")
        back = button_for(_("返回"), "", self.cancelled.emit)
        buttons.addWidget(self.create_button)
        buttons.addWidget(back)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def start(self, like: Mapping[str, Any] | None = None) -> None:
        """An empty form with the station's defaults, or one filled from an earlier class."""
        plan = {field.name: field.default for field in PLAN_FIELDS}
        copied = {name: value for name, value in (like or {}).items() if name not in _NOT_COPIED}

        def show(values: dict[str, Any]) -> None:
            self.form.set_values(values | plan | copied)
            self.form.focus_first()

        self.desk.read(new_class_values, show)

    def submit(self) -> None:
        """Make the class."""
        self.desk.save_form(self.form, create_class, self.created.emit)
