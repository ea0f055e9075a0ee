"""开新班: the class and its plan of half-days in one form, made from the description."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Boolean, Codes, Integer, Text, Time
from station_app.core.texts import _
from station_app.features.training.fields import CLASS_SESSION, HOURS, TRAINING_CLASS
from station_app.features.training.rules import timetable
from station_app.features.training.service import (
    PlanOptions,
    class_days,
    class_values,
    copy_teachers,
    get_class,
    last_class_of,
    new_class_values,
    next_class_name,
    plan_timetable,
    save_class,
    usual_hours,
)
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.trainer_dialog import new_trainer
from station_app.ui import theme
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk, button_for

_HOLIDAYS = _("空着就是每个工作日；放假的日子不排，调休上班的日子照排")
PLAN_FIELDS = (
    Field("days", _("天数"), Integer(1, 200), default=3),
    Field("hours_wanted", _("总课时"), HOURS, hint=_("填了就排满为止，不看天数")),
    Field("halves", _("每天上课"), Codes("half_day"), required=True, default=("AM", "PM")),
    Field("hours_each", _("每半天课时"), HOURS, required=True, default=40),
    Field("weekdays", _("每周几上课"), Codes("weekday"), hint=_HOLIDAYS),
    Field("weekends", _("周末也上课"), Boolean(), default=False),
    Field("am_from", _("上午开始"), Time(), default=timetable.BEGINS["AM"]),
    Field("pm_from", _("下午开始"), Time(), default=timetable.BEGINS["PM"]),
    Field("ev_from", _("晚上开始"), Time(), default=timetable.BEGINS["EV"]),
    Field(
        "topics",
        _("课程内容"),
        Text(8000, lines=5),
        hint=_("一行一个半天，可写类型，如：\n理论：食品卫生与安全\n实操：油条、包子\n空着则填班名，以后再改"),
    ),
)
"""What a timetable is made from; the half-days themselves are edited afterwards."""
BEGINNING = {"AM": "am_from", "PM": "pm_from", "EV": "ev_from"}
"""Half-day → the field that says when it begins."""
NEW_CLASS = Record("training_class", _("培训班"), (*TRAINING_CLASS.fields, *PLAN_FIELDS))
WHAT = Section(
    _("办什么班"), ("name", "trade", "skill_level", "form", "planned_count", "target_categories"), wide=("name",)
)
WHO = Section(_("谁来办"), ("trainer_ids", "class_worker", "organiser", "executor", "fund_source", "budget"))
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
    Section(
        _("什么时候、在哪里"),
        (
            *("start_date", "venue", "days", "hours_wanted", "halves", "hours_each", "weekdays", "weekends"),
            *("am_from", "pm_from", "ev_from", "topics"),
        ),
    ),
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
PLAN = tuple(field.name for field in PLAN_FIELDS)
_COMPUTED_HERE = ("end_date", "term_no")
"""Follow from other fields of the form, which are named instead when they are missing."""
_NOT_COPIED = ("id", "version", "class_no", "start_date", "end_date", "term_no", "state", "applied_on", "approved_on")


def plan_problems(plan: Mapping[str, Any]) -> list[Problem]:
    """What is missing before half-days can be laid out; either days or hours are needed."""
    missing = [
        Problem(field.name, _("请填写“{label}”。").format(label=field.label), "REQUIRED")
        for field in PLAN_FIELDS
        if field.required and not plan.get(field.name)
    ]
    if not plan.get("days") and not plan.get("hours_wanted"):
        missing.append(Problem("days", _("请填写“天数”，或者“总课时”。"), "REQUIRED"))
    return missing


def lay_out(session: Any, class_id: str, start: dt.date, plan: Mapping[str, Any]) -> list[str]:
    """Make the half-days of a class from the fields of the plan; see plan_timetable."""
    return plan_timetable(
        session,
        class_id,
        start,
        plan.get("days"),
        halves=plan.get("halves") or (),
        topics=[line for line in (plan.get("topics") or "").splitlines() if line.strip()],
        options=PlanOptions(
            weekdays=tuple(plan.get("weekdays") or ()),
            weekends=bool(plan.get("weekends")),
            hours_each=plan.get("hours_each"),
            hours_wanted=plan.get("hours_wanted"),
            begins={half: plan[name] for half, name in BEGINNING.items() if plan.get(name)},
        ),
    )


def create_class(session: Any, values: Mapping[str, Any], like_id: str = "") -> str:
    """A class with its timetable in one transaction; returns its key. Raises Refused for fields of either.

    With neither days nor hours the usual hours of the trade are laid out (R-27), where a standard names them.

    `like_id` is the class it was copied from: its half-days' own trainers and venues come along.
    """
    plan = {name: values.get(name) for name in PLAN}
    start, days = values.get("start_date"), plan["days"] or 1
    if not plan["days"] and not plan["hours_wanted"]:
        usual = usual_hours(session, values.get("trade") or "", start or clock.today())
        plan["hours_wanted"] = usual * 10 or None
    missing = plan_problems(plan)
    typed = {name: value for name, value in values.items() if name not in PLAN}
    if start is not None:
        typed["end_date"] = start + dt.timedelta(days=days - 1)
    try:
        class_id = save_class(session, typed)
    except Refused as refused:
        own = [problem for problem in refused.problems if problem.field not in _COMPUTED_HERE]
        raise Refused([*own, *missing] or refused.problems) from None
    if missing:
        raise Refused(missing)
    lay_out(session, class_id, typed["start_date"], plan)
    if like_id:
        copy_teachers(session, class_id, like_id)
    return class_id


def plan_of(session: Any, detail: ClassDetail) -> dict[str, Any]:
    """Days, halves, times and topics that would make the half-days of a class again; nothing while it has none.

    Days made up for a holiday do not make it a class on weekends; hours are named where days alone would give others.
    """
    sessions = detail.sessions
    if not sessions:
        return {}
    kind = CLASS_SESSION["kind"].kind
    plain = all((half.topic, half.kind) == (detail.row.name, "practice") for half in sessions)  # were left empty
    topics = [""] if plain else [f"{kind.format(half.kind)}：{half.topic}" for half in sessions]
    while len(topics) > 1 and topics[-1] == topics[-2]:  # the last one carries on by itself
        topics.pop()
    used = {half.half_day: half for half in reversed(sessions)}
    days = {half.session_date for half in sessions}
    each, hours = max(half.hours for half in sessions), sum(half.hours for half in sessions)
    held = class_days(session, PlanOptions()).like(tuple(days))
    return {
        "days": len(days),
        "hours_wanted": hours if hours != each * len(used) * len(days) else None,
        "halves": tuple(half for half in timetable.HALF_DAYS if half in used),
        "hours_each": each or None,
        "weekdays": tuple(str(number) for number in held.weekdays),
        "weekends": held.weekends,
        "topics": "\n".join(topics),
    } | {BEGINNING[name]: half.time_from for name, half in used.items()}


def values_like(session: Any, class_id: str) -> dict[str, Any]:
    """Values and plan of a class, for the next one like it."""
    return class_values(session, class_id) | plan_of(session, get_class(session, class_id))


def last_term(session: Any, trade: str) -> dict[str, Any]:
    """Values and plan of the latest class of a trade, for the next one like it; empty for the first."""
    row = last_class_of(session, trade)
    return values_like(session, row.id) if row is not None else {}


class NewClass(QWidget):
    """The form of a new class; 照上一期填写 takes over everything but the dates."""

    created = Signal(str)
    """The key of the class that was made."""
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._like: dict[str, Any] = {}
        """The class that this one is copied from."""
        self._last: dict[str, Any] = {}
        """The last class of the chosen trade."""
        self._own_name = ""
        """The name that the program put in; another one was typed and stays."""
        self._asked_for = ""
        """The trade whose last class was looked for."""
        self._usual_of = ""
        """The trade whose usual hours are told."""
        self.form = Form(NEW_CLASS, NEW_SECTIONS)
        self.form.submitted.connect(self.submit)
        desk.keep_drafts(self.form, "new_class", lambda: _("新班"))
        self.form.editor("trade").changed.connect(self._look_for_last)
        self.form.editor("trade").left.connect(self._look_for_last)
        self.form.editor("trade").changed.connect(self._tell_usual_hours)
        self.form.editor("start_date").left.connect(self._rename)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        self.create_button = button_for(_("保存新班"), "check", self.submit, primary=True, shortcut="Ctrl+S")
        self.like_button = button_for(_("照上一期填写"), "copy", self.take_last, shortcut="Ctrl+Shift+L")
        self.like_button.setEnabled(False)
        self.trainer_button = button_for(_("登记教师…"), "user-plus", self.add_trainer, shortcut="Ctrl+T")
        back = button_for(_("返回"), "", self.cancelled.emit)
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.like_button)
        buttons.addWidget(self.trainer_button)
        buttons.addStretch(1)
        buttons.addWidget(back)
        column.addLayout(buttons)

    def start(self, like: Mapping[str, Any] | None = None) -> None:
        """An empty form with the station's defaults, or one filled from an earlier class."""
        self._fill(like or {}, None)

    def take_last(self) -> None:
        """Fill the form from the last class of the chosen trade; the start that was typed stays."""
        if self._last:
            self._fill(self._last, self._typed("start_date"))

    def add_trainer(self) -> None:
        """Write a new trainer down without leaving the form; she teaches this class."""
        new_trainer(self, self.desk, self.form, self._typed("trade"))

    def submit(self) -> None:
        """Make the class."""
        like_id = self._like.get("id", "")
        self.desk.save_form(
            self.form, lambda session, values: create_class(session, values, like_id), self.created.emit
        )

    def _fill(self, like: Mapping[str, Any], start: dt.date | None) -> None:
        plan = {field.name: field.default for field in PLAN_FIELDS}
        copied = {name: value for name, value in like.items() if name not in _NOT_COPIED and value is not None}
        self._like, self._last, self._asked_for = dict(like), {}, ""

        def ask(session: Any) -> dict[str, Any]:
            values = new_class_values(session) | plan | copied
            if like:
                values["name"] = next_class_name(session, like["name"], like["trade"], start)
            return values | {"start_date": start}

        def show(values: dict[str, Any]) -> None:
            self._own_name = values["name"] or "" if like else ""
            self.form.set_values(values)
            self._tell_usual_hours()
            self.like_button.setEnabled(False)
            self.like_button.setText(_("照上一期填写"))
            if like:
                self.form.editor("trade").set_note(_("照 {no} 填写，只差开始日期").format(no=like["class_no"]))
                self.form.editor("start_date").setFocus()
            else:
                self.form.editor("trade").set_note("")
                self.form.focus_first()

        self.desk.read(ask, show)

    def _typed(self, name: str) -> Any:
        try:
            return self.form.editor(name).value()
        except ValueError:
            return None

    def _tell_usual_hours(self) -> None:
        """What is usual for the trade is proposed below the hours, once for a trade; nothing is typed over."""
        trade, day = self._typed("trade") or "", self._typed("start_date") or clock.today()
        if trade == self._usual_of:
            return
        self._usual_of = trade
        self.desk.read(lambda session: usual_hours(session, trade, day), self._show_usual_hours)

    def _show_usual_hours(self, usual: int) -> None:
        text = _("这个工种参考 {n} 课时；天数和总课时都空着就按它排").format(n=usual) if usual else ""
        self.form.editor("hours_wanted").set_note(text)

    def _look_for_last(self) -> None:
        """Offer the last class of the trade; a copied form is asked nothing."""
        trade = self._typed("trade") or ""
        if self._like or self._asked_for == trade:
            return
        self._asked_for = trade
        self.desk.read(lambda session: last_term(session, trade) if trade else {}, self._offer_last)

    def _offer_last(self, last: dict[str, Any]) -> None:
        self._last = last
        self.like_button.setEnabled(bool(last))
        text = _("照 {no} 填写").format(no=last["class_no"]) if last else _("照上一期填写")
        self.like_button.setText(text)
        note = (
            _("上一期是 {no}《{name}》，按 Ctrl+Shift+L 照它填写").format(no=last["class_no"], name=last["name"])
            if last
            else ""
        )
        self.form.editor("trade").set_note(note)

    def _rename(self) -> None:
        """The name that was put in follows the year of the start and the term; one that was typed stays."""
        start, trade = self._typed("start_date"), self._typed("trade") or ""
        if not self._own_name or start is None or self.form.editor("name").text() != self._own_name:
            return

        def show(name: str) -> None:
            if self.form.editor("name").text() == self._own_name != name:
                self.form.put({"name": name})
                self._own_name = name

        self.desk.read(lambda session: next_class_name(session, self._own_name, trade, start), show)
