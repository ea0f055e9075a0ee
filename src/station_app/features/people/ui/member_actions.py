"""What can be done with a member of a household: make her the head, let her live elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

if TYPE_CHECKING:
    from station_app.storage.database import Session

HEAD = "02"
"""relation_to_head of the head."""


class MemberActions(QWidget):
    """Buttons below the table of members, for the row that is current."""

    changed = Signal()
    """The household has another head or other members."""

    def __init__(self, desk: Desk, members: Table) -> None:
        super().__init__()
        self.desk, self._members = desk, members
        self._home = ""
        self.make_head = button_for(_("设为户主"), "user", self._on_head, shortcut="Alt+H")
        self.to_another = button_for(_("搬到另一户…"), "users", self._on_move, shortcut="Alt+M")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self.make_head)
        line.addWidget(self.to_another)
        line.addStretch(1)
        members.current_changed.connect(lambda _row: self._enable())

    def show_of(self, household_id: str) -> None:
        """The household that is open."""
        self._home = household_id
        rows = self._members.source.rows
        self.setVisible(bool(rows))
        if rows and self._members.current() is None:
            self._members.select_id(rows[0].id)
        self._enable()

    def _enable(self) -> None:
        row = self._members.current()
        self.make_head.setEnabled(row is not None and row.relation_to_head != HEAD)
        self.to_another.setEnabled(row is not None)

    def _on_head(self) -> None:
        row = self._members.current()
        home = self._home
        old = next((member for member in self._members.source.rows if member.relation_to_head == HEAD), None)

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import households  # noqa: PLC0415 - not before the first paint

            households.change_head(session, home, row.id, values.get("relation_to_head") or "")

        if old is None:
            self.desk.save(lambda session: write(session, {}), lambda _none: self.changed.emit())
            return
        label = _("{old}是{new}的").format(old=old.name, new=row.name)
        asked = Record("person", _("户主"), (replace(PERSON["relation_to_head"], label=label, required=True),))
        FormDialog(
            self.window(),
            self.desk,
            _("户主改为“{name}”").format(name=row.name),
            asked,
            write,
            accept=_("改户主"),
            sentences=(_("原户主要有新的关系；其他人与户主的关系请随后核对。"),),
            done=lambda _none: self.changed.emit(),
        ).open()

    def _on_move(self) -> None:
        row = self._members.current()

        def write(session: Session, values: dict[str, Any]) -> None:
            from station_app.features.people.service import households  # noqa: PLC0415

            if values["household_id"] is None and values["relation_to_head"]:
                values = values | {"relation_to_head": ""}
            households.move_to_household(session, row.id, values["household_id"], values["relation_to_head"] or "")

        asked = Record("person", _("家庭"), (PERSON["household_id"], PERSON["relation_to_head"]))
        FormDialog(
            self.window(),
            self.desk,
            _("“{name}”搬到另一户").format(name=row.name),
            asked,
            write,
            accept=_("搬过去"),
            sentences=(_("空着表示不属于任何家庭。两户的人口和劳动力会重新计算。"),),
            done=lambda _none: self.changed.emit(),
        ).open()
