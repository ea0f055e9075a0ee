"""课程表: the half-days, changed in place cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel

from station_app.core.checks import Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Date
from station_app.core.texts import _
from station_app.features.training.fields import CLASS_SESSION, HOURS
from station_app.features.training.rules import timetable
from station_app.features.training.rules.states import CLOSED
from station_app.features.training.service import (
    PlanOptions,
    change_session,
    class_days,
    save_class,
    save_session,
    swap_sessions,
    void_session,
)
from station_app.features.training.service.rows import ClassDetail, ClassRow, SessionRow
from station_app.features.training.ui.class_form import PLAN_FIELDS, lay_out, plan_of, plan_problems
from station_app.features.training.ui.tab import Tab
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

_EDITED = (
    *("session_date", "half_day", "time_from", "time_to", "hours", "topic", "kind", "counts", "trainer_name", "venue"),
)
REPLAN = Record(
    "timetable_plan", _("课程表"), (Field("start_date", _("开始日期"), Date(), required=True), *PLAN_FIELDS)
)


def _state(row: SessionRow) -> str:
    if row.unmarked and row.present:
        return _("剩 {n} 人").format(n=row.unmarked)
    return _("未登记") if row.unmarked or not row.present else _("实到 {n} 人").format(n=row.present)


COLUMNS: tuple[Column, ...] = (
    column(CLASS_SESSION["session_date"], width=104),
    Column("weekday", _("星期"), lambda row: timetable.weekday(row.session_date), str, "center", 72),
    column(CLASS_SESSION["half_day"], width=60),
    column(CLASS_SESSION["time_from"], width=64),
    column(CLASS_SESSION["time_to"], width=64),
    column(CLASS_SESSION["hours"], width=56),
    column(CLASS_SESSION["topic"], width=200, stretch=True),
    column(CLASS_SESSION["kind"], width=64),
    column(CLASS_SESSION["counts"], width=76),
    column(CLASS_SESSION["trainer_name"], width=96),
    column(CLASS_SESSION["venue"], width=120),
    Column("state", _("考勤"), _state, str, "left", 96),
)
INHERITED = ("trainer_name", "venue")
"""Empty at a half-day, they are those of the class."""


class TimetableTab(Tab):
    """One line a half-day; double click or typing changes a cell, which is saved at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(
            [replace(one, get=partial(self._get, one.name)) if one.name in INHERITED else one for one in COLUMNS],
            empty=_("还没有课程表。"),
            action=_("排课程表"),
            on_action=self.replan,
        )
        self.table.source.editable = lambda _row, name: name in _EDITED and self._is_open()
        self.table.source.edited = self._edited
        self.table.source.tone = lambda row, name: "soft" if name in INHERITED and not getattr(row, name) else ""
        self.table.source.tip = self._tip
        self.table.setAccessibleName(_("课程表"))
        GiveWay(self.table, ("counts", "weekday", "time_to"), least=160)
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(8))
        self.buttons = [
            button_for(_("加半天"), "plus", self.add, shortcut="Ctrl+N"),
            button_for(_("删除半天"), "x", self.remove, shortcut="Ctrl+Del"),
            button_for(_("重排课程表"), "calendar", self.replan, shortcut="Ctrl+R"),
            button_for(_("上移"), "", lambda: self.swap(-1), shortcut="Ctrl+Shift+Up", writes=True),
            button_for(_("下移"), "", lambda: self.swap(1), shortcut="Ctrl+Shift+Down", writes=True),
        ]
        self.buttons[3].setToolTip(_("和上一个半天交换内容、教师和地点，日期不变（Ctrl+Shift+↑）"))
        self.buttons[4].setToolTip(_("和下一个半天交换内容、教师和地点，日期不变（Ctrl+Shift+↓）"))
        for button in self.buttons:
            bar.addWidget(button)
        self.hours = QLabel()
        self.hours.setProperty("role", "soft")
        bar.addStretch(1)
        bar.addWidget(self.hours)
        self.column.addLayout(bar)
        self.column.addWidget(self.table, 1)

    def show_detail(self, detail: ClassDetail) -> None:
        """Same half-day stays current."""
        super().show_detail(detail)
        if tuple(self.table.source.rows) != detail.sessions:
            self.table.set_rows(detail.sessions)
        self.table.viewport().update()  # what the half-days inherit may have changed
        row = detail.row
        text = _("共 {n} 课时，其中理论 {t}、实操 {p}")
        self.hours.setText(
            text.format(
                n=HOURS.format(row.total_hours), t=HOURS.format(row.theory_hours), p=HOURS.format(row.practice_hours)
            )
        )
        for button in self.buttons:
            button.setEnabled(self._is_open())

    def came_to_front(self) -> None:
        """Arrows work at once."""
        self.table.setFocus()

    def add(self) -> None:
        """The half-day after the last one; the class's end moves with it."""
        detail = self.shown_class
        row = detail.row

        def write(session: Any) -> str:
            held = class_days(session, PlanOptions()).like([half.session_date for half in detail.sessions])
            values, end = next_half_day(detail, held)
            if end > row.end_date:
                save_class(session, {"end_date": end}, class_id=row.id)
            return save_session(session, row.id, values)

        self.desk.save(write)

    def remove(self) -> None:
        """Take the current half-day off, with a reason."""
        half = self.table.current()
        if half is None:
            self.desk.say(_("请先点选要删除的半天。"), "warn")
            return
        ask_why(
            self,
            self.desk,
            _("删除{half}").format(half=half.long_label),
            lambda session, reason: void_session(session, half.id, reason),
            accept=_("删除"),
            sentences=[_("课时会重新合计；原因留在库中。")],
        )

    def swap(self, by: int) -> None:
        """Exchange what is taught with the half-day before (-1) or after (1); the moved one stays current."""
        half, halves = self.table.current(), self.shown_class.sessions
        if half is None:
            self.desk.say(_("请先点选要移动的半天。"), "warn")
            return
        place = [one.id for one in halves].index(half.id) + by
        if not 0 <= place < len(halves):
            return
        other = halves[place].id

        def done(_result: None) -> None:
            self.table.select_id(other)

        self.desk.save(lambda session: swap_sessions(session, half.id, other), done)

    def replan(self) -> None:
        """Make all half-days anew from a start date, proposing the plan they have now."""
        detail = self.shown_class
        self.desk.read(lambda session: plan_of(session, detail), lambda plan: self._ask_replan(detail, plan))

    def _ask_replan(self, detail: ClassDetail, plan: dict[str, Any]) -> None:
        row = detail.row
        values = {field.name: field.default for field in PLAN_FIELDS} | {
            "start_date": row.start_date,
            "days": (row.end_date - row.start_date).days + 1,
        }
        values |= plan

        def write(session: Any, typed: dict[str, Any]) -> list[str]:
            problems = [*REPLAN.check(typed), *plan_problems(typed)]
            if problems:
                raise Refused(list({problem.field: problem for problem in problems}.values()))
            return lay_out(session, row.id, typed["start_date"], typed)

        FormDialog(
            self,
            self.desk,
            _("重排课程表"),
            REPLAN,
            write,
            accept=_("排课程表"),
            values=values,
            sentences=[
                _("放假的日子不排，调休上班的日子照排。"),
                *([_("原来的半天会被换掉；已登记考勤的班不能重排。")] if detail.sessions else ()),
            ],
        ).open()

    def _is_open(self) -> bool:
        return self.detail is not None and self.detail.row.state not in CLOSED

    def _get(self, name: str, row: SessionRow) -> str:
        """The half-day's own, else the class's."""
        return getattr(row, name) or (getattr(self.detail.row, name) if self.detail is not None else "")

    def _tip(self, row: SessionRow, name: str) -> str:
        return _("同本班的，双击可以另填") if name in INHERITED and not getattr(row, name) and self._is_open() else ""

    def _edited(self, half: SessionRow, name: str, text: str) -> bool:
        kind = CLASS_SESSION[name].kind
        try:
            value = kind.parse(text)
        except ValueError as refusal:
            self.desk.say(str(refusal), "warn")
            return False
        row = self.shown_class.row

        def write(session: Any) -> str:
            if name == "session_date" and value is not None:
                self._widen(session, row, value)
            return change_session(session, half, name, value)

        self.desk.save(write)
        return True

    @staticmethod
    def _widen(session: Any, row: ClassRow, day: dt.date) -> None:
        """A half-day moved before the first or behind the last day takes the class's dates along."""
        if day < row.start_date:
            save_class(session, {"start_date": day}, class_id=row.id)
        elif day > row.end_date:
            save_class(session, {"end_date": day}, class_id=row.id)


def next_half_day(detail: ClassDetail, held: timetable.ClassDays) -> tuple[dict[str, Any], dt.date]:
    """Values of the half-day that follows the last one on a day the class is held, and the day the class then ends."""
    used = [half for half in timetable.HALF_DAYS if any(s.half_day == half for s in detail.sessions)] or ["AM", "PM"]
    if not detail.sessions:
        day, half = detail.row.start_date, used[0]
    else:
        last = detail.sessions[-1]
        later = used[used.index(last.half_day) + 1 :]
        next_day = next(held.from_day(last.session_date + dt.timedelta(days=1)))
        day, half = (last.session_date, later[0]) if later else (next_day, used[0])
    like = next((s for s in detail.sessions if s.half_day == half), None)
    planned = timetable.plan(day, 1, (half,), [detail.row.name], hours_each=40, minutes_per_hour=45)[0]
    values = {
        "session_date": day,
        "half_day": half,
        "time_from": like.time_from if like else planned.time_from,
        "time_to": like.time_to if like else planned.time_to,
        "hours": like.hours if like else planned.hours,
        "topic": detail.sessions[-1].topic if detail.sessions else planned.topic,
        "kind": detail.sessions[-1].kind if detail.sessions else planned.kind,
    }
    return values, max(day, detail.row.end_date)
