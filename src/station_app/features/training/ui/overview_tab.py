"""概况: the class's own fields; its state with the next steps, what the rules would like, and the papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core import clock, codes
from station_app.core.checks import Problem, Refused
from station_app.core.flow import Step
from station_app.core.kinds import Date
from station_app.core.texts import _
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.rules.states import CLASS_FLOW, CLOSED
from station_app.features.training.service import advance, class_values, lacking, missing_fields, save_class
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.after_card import AfterCard
from station_app.features.training.ui.cards import Card, RemindersCard, WithSide
from station_app.features.training.ui.class_form import EDIT_SECTIONS
from station_app.features.training.ui.photos_card import PhotosCard
from station_app.features.training.ui.tab import Tab
from station_app.features.training.ui.trainer_dialog import new_trainer
from station_app.ui import messages, theme
from station_app.ui.form import Form
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.why import ask_why


class OverviewTab(Tab):
    """Every field can be changed in place; Ctrl+S saves."""

    complete_wanted = Signal()
    """The step 结业: the page asks and does it."""
    archive_wanted = Signal()
    """The step 归档: its one door writes the folder (做培训档案)."""
    copy_wanted = Signal()
    """照此再开一期."""

    def __init__(self, desk: Desk, papers: list[tuple[str, str, Callable[[], Any], str]]) -> None:
        """`papers` are text, icon, slot and keys of what can be printed or written."""
        super().__init__(desk)
        self.form = Form(TRAINING_CLASS, EDIT_SECTIONS)
        self._values: dict[str, Any] = {}
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form, 1)
        bar = QHBoxLayout()
        self.save_button = button_for(_("保存"), "save", self.save, shortcut="Ctrl+S")
        self.save_button.setEnabled(False)
        bar.addWidget(self.save_button)
        self.trainer_button = button_for(_("登记教师…"), "user-plus", self.add_trainer, shortcut="Ctrl+T")
        bar.addWidget(self.trainer_button)
        bar.addStretch(1)
        column.addLayout(bar)
        self.form.modified.connect(lambda: self.save_button.setEnabled(self.form.is_modified))
        desk.keep_drafts(self.form, TRAINING_CLASS.name, lambda: self.detail.row.name if self.detail else "")
        self.form.submitted.connect(self.save)
        self.state_card = Card()
        self.step_line = QLabel()
        self.step_line.setProperty("role", "soft")
        self.step_line.setWordWrap(True)
        self.state_card.body.addWidget(self.step_line)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.px(8))
        self.state_card.body.addLayout(self._steps)
        self.step_buttons: dict[str, QPushButton] = {}
        self.step_lines: dict[str, QLabel] = {}
        """What each step still lacks, below its button."""
        self.reminders = RemindersCard()
        self.after = AfterCard(desk)
        self.photos = PhotosCard(desk)
        paper_card = Card(_("打印和导出"))
        paper_card.add_buttons(
            [
                *(button_for(text, icon, slot, shortcut=keys) for text, icon, slot, keys in papers),
                button_for(_("照此再开一期"), "copy", self.copy_wanted.emit, shortcut="Ctrl+Shift+N"),
            ]
        )
        self.column.addWidget(
            WithSide(
                main, (self.state_card, self.reminders, self.after, paper_card, self.photos), fold="below", high=True
            )
        )

    def show_detail(self, detail: ClassDetail) -> None:
        """The form is only filled anew while nobody has typed into it."""
        another = self.detail is None or self.detail.row.id != detail.row.id
        super().show_detail(detail)
        self._show_state(detail)
        self.after.show_detail(detail)
        self.photos.show_detail(detail)
        if another:
            self.form.set_values({})
            self.form.is_modified = False
        if not self.form.is_modified and (another or self.form.version != detail.row.version):
            self._read(detail.row.id)

    def came_to_front(self) -> None:
        """Arrows scroll; nothing is changed by a stray key."""
        self.form.setFocus()

    def save(self) -> None:
        """Store what was typed; a change by somebody else meanwhile is not overwritten."""
        if self.detail is None or not self.form.is_modified:
            return
        class_id, version = self.detail.row.id, self.form.version

        def write(session: Any, values: dict[str, Any]) -> None:
            save_class(session, values, class_id=class_id, version=version)

        def saved(_result: None) -> None:
            self.save_button.setEnabled(False)
            self._read(class_id)

        self.desk.save_form(self.form, write, saved, again=lambda session: class_values(session, class_id))

    def add_trainer(self) -> None:
        """Write a new trainer down without leaving the form."""
        if self.detail is not None and not self.form.is_read_only:
            new_trainer(self, self.desk, self.form, self.detail.row.trade)

    def may_leave(self) -> bool:
        """Typed text is not lost without asking."""
        if not self.form.is_modified:
            return True
        leave = messages.confirm(
            self,
            _("有还没保存的修改"),
            _("离开后，刚才输入的内容会丢失。"),
            accept=_("放弃修改"),
            reject=_("继续填写"),
            danger=True,
        )
        if leave:
            self.form.is_modified = False
            self.form.set_values(self._values)
            self.save_button.setEnabled(False)
        return leave

    def _read(self, class_id: str) -> None:
        def show(values: dict[str, Any]) -> None:
            if self.detail is None or self.detail.row.id != class_id or self.form.is_modified:
                return
            self._values = values
            self.form.set_values(values)
            self.form.set_read_only(values["state"] in CLOSED)
            for button in (self.save_button, self.trainer_button):
                button.setVisible(not self.form.is_read_only)
            self.save_button.setEnabled(False)

        self.desk.read(lambda session: class_values(session, class_id), show)

    def _show_state(self, detail: ClassDetail) -> None:
        row = detail.row
        self.state_card.set_heading(codes.table("state_training_class").label(row.state))
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.step_buttons, self.step_lines = {}, {}
        for step in _steps_for(row.state, has_exam=row.has_exam):
            is_end = step.target == "cancelled"
            keys = "Ctrl+Shift+Del" if is_end else f"Ctrl+Alt+{len(self.step_buttons) + 1}"
            button = button_for(step.label, "", partial(self._take, step), danger=is_end, shortcut=keys)
            self._steps.addWidget(button)
            self.step_buttons[step.target] = button
            text = lacking(detail, step.target)
            if step.roles:
                text = _("只有站长可以退回。") + text
            if text:
                line = QLabel(text)
                line.setProperty("role", "note")
                line.setProperty("tone", "soft")
                line.setWordWrap(True)
                button.setAccessibleDescription(text)
                self._steps.addWidget(line)
                self.step_lines[step.target] = line
        hint = _hint(row.state, has_exam=row.has_exam)
        self.step_line.setText(hint)
        self.step_line.setVisible(bool(hint))
        self.reminders.show_reminders(detail.reminders)

    def take_step(self, target: str) -> None:
        """Do the step to a state as its button does."""
        self._take(CLASS_FLOW.step(self.shown_class.row.state, target))

    def _take(self, step: Step) -> None:
        class_id = self.shown_class.row.id
        if step.target == "completed":
            self.complete_wanted.emit()
        elif step.target == "archived":
            self.archive_wanted.emit()
        elif step.target == "cancelled" or (step.source, step.target) == ("completed", "in_session"):
            ask_why(
                self,
                self.desk,
                step.label,
                lambda session, reason: advance(session, class_id, step.target, note=reason),
                accept=step.label,
                sentences=(),
                danger=step.target == "cancelled",
            )
        elif step.needs and (fields := missing_fields(self.shown_class, step.target)):
            self._ask_for(step, fields)
        else:
            self.desk.save(lambda session: advance(session, class_id, step.target))

    def _ask_for(self, step: Step, fields: tuple[str, ...]) -> None:
        """What the step needs is typed on the way, and stored with it."""
        class_id = self.shown_class.row.id

        def write(session: Any, typed: dict[str, Any]) -> None:
            empty = [
                Problem(name, _("请填写“{label}”。").format(label=TRAINING_CLASS[name].label), "REQUIRED")
                for name in fields
                if not typed[name]
            ]
            if empty:
                raise Refused(empty)
            save_class(session, typed, class_id=class_id)
            advance(session, class_id, step.target)

        FormDialog(
            self,
            self.desk,
            step.label,
            TRAINING_CLASS,
            write,
            accept=step.label,
            names=fields,
            values={name: clock.today() for name in fields if isinstance(TRAINING_CLASS[name].kind, Date)},
        ).open()


def _steps_for(state: str, *, has_exam: bool) -> list[Step]:
    """The steps that make sense now: a class with exam passes through the exam, one without does not."""
    steps = CLASS_FLOW.allowed(state)
    if state == "in_session":
        return [step for step in steps if step.target == ("examining" if has_exam else "completed")]
    return steps


def _hint(state: str, *, has_exam: bool) -> str:
    if state == "in_session" and has_exam:
        return _("上完课、登记完考勤后考核，成绩登记完再结业。")
    return {
        "planned": _("不用报批的班，直接开始报名；要报批的，填好申请日期后提交。"),
        "applied": _("批准后，在左边填上批准单位和日期。"),
        "enrolling": _("登记第一个考勤时自动开班。"),
        "in_session": _("上完课、登记完考勤后结业。"),
        "examining": _("成绩登记完后结业。"),
        "completed": _("已算出谁结业。写好档案文件夹才算归档。"),
    }.get(state, "")
