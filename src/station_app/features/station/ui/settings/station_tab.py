"""本站: the station's own record; what was issued before keeps what was frozen into it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.station.fields import STATION
from station_app.features.station.service import save_station, station_values
from station_app.features.station.ui.settings.cards import sentence
from station_app.features.station.ui.steps import station_problems
from station_app.ui import theme
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk, ask_to_leave, button_for
from station_app.ui.settings_tab import Tab

SECTIONS = (
    Section(
        _("印在表格和证书上的名称"),
        ("name", "short_name", "county_bureau_name", "township_name", "division_code", "head_name"),
    ),
    Section(_("联系方式"), ("phone", "operator_name", "address")),
)


class StationTab(QWidget, Tab):
    """Every field can be changed in place; Ctrl+S saves."""

    records = frozenset(("station",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._values: dict[str, Any] = {}
        self.form = Form(STATION, SECTIONS)
        self.form.set_values({})
        self.save_button = button_for(_("保存"), "save", self.save, primary=True, shortcut="Ctrl+S")
        self.save_button.setEnabled(False)
        self.form.modified.connect(lambda: self.save_button.setEnabled(self.form.is_modified))
        desk.keep_drafts(self.form, STATION.name)
        self.form.submitted.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.form, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        foot.addWidget(
            sentence(_("改了以后，新印的表格、新发的证书用新内容；已经发出的证书保持发证时的内容，重印也不变。")), 1
        )
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def read(self) -> None:
        """Show what is stored, unless somebody is typing."""
        self.desk.read(station_values, self._show)

    def save(self) -> None:
        """Store what was typed; window title and sidebar follow the name."""
        if not self.form.is_modified:
            return
        version = self.form.version

        def write(session: Any, values: dict[str, Any]) -> str:
            problems = station_problems(values)
            if problems:
                raise Refused(problems)
            save_station(session, values, version=version)
            return str(values["name"])

        self.desk.save_form(self.form, write, self._saved, again=station_values)

    def may_leave(self) -> bool:
        """Asked once; what is given up is replaced by what is stored."""
        if not self.form.is_modified:
            return True
        leave = ask_to_leave(self, self.form)
        if leave:
            self.give_up()
        return leave

    def give_up(self) -> None:
        """Show what is stored in place of what was typed."""
        self.form.set_values(self._values)
        self.save_button.setEnabled(False)

    def _saved(self, name: str) -> None:
        self.save_button.setEnabled(False)
        self.desk.station_renamed.emit(name)
        self.read()

    def _show(self, values: dict[str, Any]) -> None:
        if self.form.is_modified:
            return
        self._values = values
        self.form.set_values(values)
        self.form.set_read_only(self.desk.database.read_only)
        self.save_button.setEnabled(False)
