"""村和社区: the township's villages from the national list, and what the station added, renamed and retired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from station_app.core.texts import _
from station_app.features.station.fields import DIVISION
from station_app.features.station.service import divisions
from station_app.features.station.service.divisions import DivisionRow
from station_app.features.station.ui.settings.cards import lay_out_list
from station_app.ui import theme
from station_app.ui.columns import Column, chinese_order
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table

_COMMUNITY = ("社区", "居委会", "居民委员会", "街道")


def _state(row: DivisionRow) -> str:
    if not row.active:
        return _("停用")
    return _("本站写的") if row.own_id else _("全国名录")


COLUMNS = (
    Column("code", _("代码"), lambda row: row.code, width=148),
    Column("name", _("名称"), lambda row: row.name, stretch=True, order=lambda row: chinese_order(row.name)),
    Column("former_name", _("曾用名"), lambda row: row.former_name, width=200),
    Column("state", _("来源"), _state, width=100),
)


class VillagesTab(QWidget, Tab):
    """Villages merge and change names faster than the national list, which ends in 2023."""

    records = frozenset(("division", "station"))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        title = QLabel(_("本乡镇的村和社区"))
        title.setProperty("role", "heading")
        self.add_button = button_for(_("添加…"), "plus", self.add, primary=True, shortcut="Ctrl+N")
        self.rename_button = button_for(_("改名…"), "pencil", self.rename, shortcut="F2")
        self.retire_button = button_for(_("停用"), "ban", self.retire, shortcut="Ctrl+Del")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.retire_button, self.rename_button, self.add_button):
            head.addWidget(button)
        self.table = Table(COLUMNS, empty=_("全国名录里没有这个乡镇的村。按“添加”写进来，登记人员时就能选。"))
        self.table.setAccessibleName(_("本乡镇的村和社区"))
        self.table.source.tone = lambda row, _column: "soft" if not row.active else "accent" if row.own_id else ""
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.table.opened.connect(lambda _row: self.rename())
        lay_out_list(
            self,
            head,
            self.table,
            _("名录是 2023 年的。村合并、改名了在这里改；停用的不再给选，以前的记录照样看得到。"),
        )

    def read(self) -> None:
        """The township's villages."""
        self.desk.read(divisions.list_villages, self._show)

    def add(self) -> None:
        """A new village or community; its code is the first free one of its kind."""
        if not self.desk.database.read_only:
            sentences = (_("代码自动给。名称写全，如 柳树村村民委员会、城东社区居民委员会。"),)
            self._ask(_("添加一个村或社区"), _("添加"), "", sentences, self._write_new)

    def rename(self) -> None:
        """Another name; the former one is kept and still found."""
        row = self._row()
        if row is not None and not self.desk.database.read_only:

            def write(session: Any, values: dict[str, Any]) -> str:
                return divisions.rename_division(session, row.code, values["name"] or "")

            heading = _("给“{name}”改名").format(name=row.name)
            self._ask(heading, _("改名"), row.name, (_("原来的名称记作曾用名，用它也找得到。"),), write)

    def retire(self) -> None:
        """Not offered any more, or offered again."""
        row = self._row()
        if row is not None and not self.desk.database.read_only:
            self.desk.save(lambda session: divisions.retire_division(session, row.code, active=not row.active))

    def _row(self) -> DivisionRow | None:
        row: DivisionRow | None = self.table.current()
        return row

    def _ask(self, heading: str, accept: str, name: str, sentences: tuple[str, ...], write: Any) -> None:
        FormDialog(
            self,
            self.desk,
            heading,
            DIVISION,
            write,
            accept=accept,
            values={"name": name},
            names=("name",),
            sentences=sentences,
        ).open()

    @staticmethod
    def _write_new(session: Any, values: dict[str, Any]) -> str:
        name = str(values["name"] or "")
        is_community = any(word in name for word in _COMMUNITY)
        code = divisions.next_village_code(session, divisions.home_division(session), community=is_community)
        return divisions.save_division(session, {"code": code, "name": name})

    def _show(self, rows: Sequence[DivisionRow]) -> None:
        kept = self._row()
        self.table.set_rows(rows)
        place = next((at for at, row in enumerate(self.table.source.rows) if kept and row.code == kept.code), -1)
        if place >= 0:
            self.table.selectRow(place)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row, may = self._row(), not self.desk.database.read_only
        self.add_button.setEnabled(may)
        self.rename_button.setEnabled(may and row is not None)
        self.retire_button.setEnabled(may and row is not None)
        self.retire_button.setText(_("恢复可选") if row is not None and not row.active else _("停用"))
