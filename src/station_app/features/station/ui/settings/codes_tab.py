"""代码表: what lists offer; the station adds, renames and retires where no standard stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.station.fields import CODE_ENTRY
from station_app.features.station.service import code_tables
from station_app.features.station.service.code_tables import CodeRow, CodeTableRow
from station_app.features.station.ui.settings.cards import sentence
from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.columns import Column, chinese_order
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table

TABLES = (
    Column("label", _("代码表"), lambda row: row.label, stretch=True, order=lambda row: chinese_order(row.label)),
    Column("count", _("可选"), lambda row: row.count, align="right", width=56),
    Column("own", _("本站改过"), lambda row: row.own or None, align="right", width=76),
    Column("locked", _("状态"), lambda row: _("只读") if row.locked else "", width=64),
)
ENTRIES = (
    Column("id", _("代码"), lambda row: row.id, width=104),
    Column("name", _("名称"), lambda row: row.name, stretch=True, order=lambda row: chinese_order(row.name)),
    Column(
        "state",
        _("状态"),
        lambda row: _("停用") if not row.active else _("本站") if row.is_own or row.name != row.shipped_name else "",
        width=64,
    ),
)


class CodesTab(QWidget, Tab):
    """Tables on the left, entries of the chosen one on the right."""

    records = frozenset(("code_entry",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._table: CodeTableRow | None = None
        self.tables = Table(TABLES)
        self.tables.setAccessibleName(_("代码表"))
        self.tables.source.tone = lambda row, _column: "soft" if row.locked else ""
        self.tables.source.tip = lambda row, _column: row.used_by
        self.tables.current_changed.connect(self._on_table)
        self.card = Card("")
        self.used_by, self.why = QLabel(), sentence()
        self.used_by.setProperty("role", "small")
        self.used_by.setWordWrap(True)
        self.card.body.addWidget(self.used_by)
        self.card.body.addWidget(self.why)
        self.entries = Table(ENTRIES, empty=_("这张表还没有内容。"))
        self.entries.setProperty("role", "embedded")
        self.entries.setAccessibleName(_("这张表的内容"))
        self.entries.source.tone = lambda row, _column: "" if row.active else "soft"
        self.entries.source.tip = lambda row, _column: row.locked
        self.entries.current_changed.connect(lambda _row: self._show_buttons())
        self.entries.opened.connect(lambda _row: self.rename())
        self.card.body.addWidget(self.entries, 1)
        self.add_button = button_for(_("添加…"), "plus", self.add, primary=True, shortcut="Ctrl+N")
        self.rename_button = button_for(_("改名…"), "pencil", self.rename, shortcut="F2")
        self.retire_button = button_for(_("停用"), "ban", self.retire, shortcut="Ctrl+Del")
        self.card.add_buttons(self.add_button, self.rename_button, self.retire_button)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.tables, 1)
        line.addWidget(self.card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line, 1)
        column.addWidget(
            sentence(_("停用的不再出现在可选项里，以前的记录照样看得到。加的代码只有本站认识，报县里时会带上名称。"))
        )

    def read(self) -> None:
        """Tables in use by the program's records."""
        self.desk.read(code_tables.list_tables, self._show)

    def add(self) -> None:
        """A new entry at the end of the table."""
        if self._may_write():
            self._ask(_("添加一项"), _("添加"), "", "", active=True)

    def rename(self) -> None:
        """Another name for the chosen entry."""
        row = self._entry()
        if row is not None and not row.locked and self._may_write():
            self._ask(_("给“{name}”改名").format(name=row.name), _("改名"), row.id, row.name, active=row.active)

    def retire(self) -> None:
        """Not offered any more, or offered again."""
        row, table = self._entry(), self._table
        if row is None or table is None or not self._may_write():
            return

        def write(session: Any) -> str:
            return code_tables.save_entry(session, table.id, row.name, code=row.id, active=not row.active)

        self.desk.save(write)

    def _entry(self) -> CodeRow | None:
        row: CodeRow | None = self.entries.current()
        return row

    def _may_write(self) -> bool:
        return self._table is not None and not self._table.locked and not self.desk.database.read_only

    def _ask(self, heading: str, accept: str, code: str, name: str, *, active: bool) -> None:
        table = self._table
        if table is None:
            return

        def write(session: Any, values: dict[str, Any]) -> str:
            return code_tables.save_entry(session, table.id, values["name_zh"] or "", code=code, active=active)

        FormDialog(
            self,
            self.desk,
            heading,
            CODE_ENTRY,
            write,
            accept=accept,
            values={"name_zh": name},
            names=("name_zh",),
            sentences=(_("代码表：{label}").format(label=table.label),),
        ).open()

    def _show(self, rows: Sequence[CodeTableRow]) -> None:
        kept = self._table.id if self._table else next((row.id for row in rows), "")
        self.tables.set_rows(rows)
        self.tables.select_id(kept)

    def _on_table(self, row: CodeTableRow | None) -> None:
        if row is None:
            return
        self._table = row
        self.card.set_heading(row.label, "lock" if row.locked else "", "soft")
        self.used_by.setText(_("用在：{where}").format(where=row.used_by))
        self.why.setText(_("只能看：{why}").format(why=row.locked))
        self.why.setVisible(bool(row.locked))
        self.desk.read(lambda session: (row.id, code_tables.list_entries(session, row.id)), self._show_entries)
        self._show_buttons()

    def _show_entries(self, told: tuple[str, Sequence[CodeRow]]) -> None:
        if self._table is not None and told[0] == self._table.id:
            self.entries.set_rows(told[1])
            self._show_buttons()

    def _show_buttons(self) -> None:
        row, may = self._entry(), self._may_write()
        for button in (self.add_button, self.rename_button, self.retire_button):
            button.setVisible(self._table is not None and not self._table.locked)
        self.add_button.setEnabled(may)
        self.rename_button.setEnabled(may and row is not None and not row.locked)
        self.retire_button.setEnabled(may and row is not None)
        self.retire_button.setText(_("恢复可选") if row is not None and not row.active else _("停用"))
