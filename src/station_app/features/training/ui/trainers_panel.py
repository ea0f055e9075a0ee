"""教师: who teaches, in which trades, with which certificates; list on the left, the record beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.fields import TRAINER
from station_app.features.training.service import list_trainers, save_trainer, trainer_values, void_trainer
from station_app.features.training.service.trainers import TrainerRow, trades_text
from station_app.features.training.ui.tab import back_button
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form import Form, Section
from station_app.ui.narrow import GiveWay
from station_app.ui.screen import Desk, ask_to_leave, button_for
from station_app.ui.table import Table
from station_app.ui.why import ask_why

COLUMNS: tuple[Column, ...] = (
    column(TRAINER["name"], width=110),
    Column("trades", _("工种"), lambda row: trades_text(row.trades), str, "left", 180, stretch=True),
    column(TRAINER["skill_level"], width=120),
    column(TRAINER["unit"], width=150),
    column(TRAINER["phone"], show=TRAINER["phone"].kind.mask, width=110),
    Column("class_count", _("任教"), lambda row: row.class_count, lambda n: _("{n} 班").format(n=n), "right", 64),
)
SECTIONS = (
    Section(_("教师"), ("name", "phone", "trades", "skill_level", "certificate_no", "unit")),
    Section(_("课时费"), ("fee_per_hour", "id_number", "bank_account")),
)
_FORM_WIDTH = 420


class TrainersPanel(QWidget):
    """The list of trainers and the form of one."""

    back_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown: str | None = None
        """Key of the trainer in the form; None for a new one."""
        self.table = Table(
            COLUMNS, empty=_("还没有登记教师。"), action=_("登记教师"), on_action=self.start_new, name="trainers"
        )
        self.table.setAccessibleName(_("教师"))
        GiveWay(self.table, ("unit", "skill_level", "phone"), least=120)
        self.table.current_changed.connect(self._on_current)
        self.form = Form(TRAINER, SECTIONS, columns=1)
        self.form.submitted.connect(self.save)
        self.form.modified.connect(self._show_buttons)
        desk.keep_drafts(self.form, TRAINER.name, lambda: self.form.editor("name").text() or _("新教师"))
        self.back = back_button(self.back_wanted.emit)
        self.save_button = button_for(_("保存"), "save", self.save, primary=True, shortcut="Ctrl+S")
        self.void_button = button_for(_("停用…"), "x", self.void)
        side = QFrame()
        side.setFixedWidth(theme.px(_FORM_WIDTH))
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(12))
        beside.addWidget(self.form, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.void_button)
        buttons.addStretch(1)
        beside.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.table, 1)
        row.addWidget(side)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.px(8))
        column_.addLayout(head)
        column_.addLayout(row, 1)
        self._show_buttons()

    def read(self) -> None:
        """Read the list; what is being typed stays."""
        self.desk.read(list_trainers, self._show)

    def open_trainer(self, trainer_id: str) -> None:
        """Show one trainer."""
        self._shown = trainer_id
        self.read()

    def start_new(self) -> None:
        """An empty form."""
        if self.may_leave():
            self._shown = None
            self.table.clearSelection()
            self.form.set_values({})
            self.form.focus_first()
            self._show_buttons()

    def save(self) -> None:
        """Store the trainer."""
        trainer_id, version = self._shown, self.form.version

        def write(session: Any, values: dict[str, Any]) -> str:
            return save_trainer(session, values, trainer_id=trainer_id, version=version)

        again = (lambda session: trainer_values(session, trainer_id)) if trainer_id else None
        self.desk.save_form(self.form, write, self.open_trainer, again=again)

    def void(self) -> None:
        """Take the trainer out of use."""
        trainer_id = self._shown
        if trainer_id is not None:
            ask_why(
                self,
                self.desk,
                _("停用{name}").format(name=self.form.editor("name").text()),
                lambda session, reason: void_trainer(session, trainer_id, reason),
                accept=_("停用"),
                sentences=[_("停用后不再列在可选的教师里，教过的班不变。")],
                done=lambda _result: self._forget(),
            )

    def may_leave(self) -> bool:
        """Typed text is not lost without asking."""
        return ask_to_leave(self, self.form)

    def _forget(self) -> None:
        self._shown = None
        self.form.set_values({})
        self.read()

    def _show(self, rows: list[TrainerRow]) -> None:
        shown = self._shown
        self.table.set_rows(rows)
        self._shown = shown  # rows that come in make the first one current; whoever was just written down stays
        if self._shown is not None and self.table.select_id(self._shown):
            self._read_one(self._shown)
        elif rows and self._shown is None and not self.form.is_modified:
            self.table.selectRow(0)
        self._show_buttons()

    def _on_current(self, row: object) -> None:
        if not isinstance(row, TrainerRow) or row.id == self._shown:
            return
        if self.form.is_modified and not self.may_leave():
            if self._shown is not None:
                self.table.select_id(self._shown)
            return
        self._read_one(row.id)

    def _read_one(self, trainer_id: str) -> None:
        self._shown = trainer_id

        def show(values: dict[str, Any]) -> None:
            if self._shown == trainer_id and not self.form.is_modified:
                self.form.set_values(values)
                self._show_buttons()

        self.desk.read(lambda session: trainer_values(session, trainer_id), show)

    def _show_buttons(self) -> None:
        self.save_button.setEnabled(self.form.is_modified)
        self.void_button.setVisible(self._shown is not None)
