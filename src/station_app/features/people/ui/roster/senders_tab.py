"""设置 › 来文栏目: which columns of whose lists are mapped to which field; to look at, to rename, to give up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.fields import SENDER_MAPPING
from station_app.ui import theme
from station_app.ui.columns import Column, chinese_order
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table
from station_app.ui.why import ask_why

if TYPE_CHECKING:
    from station_app.features.people.service.sender_mappings import MappingRow

_SHOWN = 3


def _words(row: MappingRow) -> list[tuple[str, str]]:
    from station_app.features.people.service.sender_mappings import labels_in_words  # noqa: PLC0415 - SQLAlchemy

    return labels_in_words(row.labels)


def _short(row: MappingRow) -> str:
    words = _words(row)
    said = "，".join(f"{label} → {field}" for label, field in words[:_SHOWN])
    return said + (_(" 等 {n} 栏").format(n=len(words)) if len(words) > _SHOWN else "")


COLUMNS = (
    Column("sender", _("来文单位"), lambda row: row.sender, width=200, order=lambda row: chinese_order(row.sender)),
    Column("labels", _("表头 → 对应到"), _short, stretch=True),
)
PARTS = (
    Column("label", _("表头里的栏目"), lambda part: part[0], width=260),
    Column("field", _("对应到"), lambda part: part[1], stretch=True),
)


class SendersTab(QWidget, Tab):
    """What was said once while importing is used silently afterwards; here it can be seen and taken back."""

    records = frozenset(("sender_mapping",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        title = QLabel(_("记住的栏目对应"))
        title.setProperty("role", "heading")
        self.rename_button = button_for(_("改名…"), "pencil", self.rename, shortcut="F2")
        self.forget_button = button_for(_("作废…"), "ban", self.forget, shortcut="Ctrl+Del")
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.forget_button)
        head.addWidget(self.rename_button)
        self.table = Table(
            COLUMNS, empty=_("还没有记住过谁的表。导入时按“栏目对应”指定一次，以后同样表头的表自动认得。")
        )
        self.table.setAccessibleName(_("记住的栏目对应"))
        self.table.current_changed.connect(self._show_parts)
        self.table.opened.connect(lambda _row: self.rename())
        self.parts = Table(PARTS, empty=_("选一个来文单位，这里列出它的每一栏。"))
        self.parts.setAccessibleName(_("这张表的栏目"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(8))
        lines.addLayout(head)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.parts, 1)
        told = QLabel(_("表按表头认，不按文件名。作废以后，再来同样的表按程序自己的理解读，可以重新指定。"))
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        lines.addWidget(told)
        self._show_parts(None)

    def read(self) -> None:
        """Every mapping that is in use."""
        from station_app.features.people.service.sender_mappings import list_mappings  # noqa: PLC0415

        self.desk.read(list_mappings, self._show)

    def rename(self) -> None:
        """Another name for who sends such lists."""
        row = self._row()
        if row is None or self.desk.database.read_only:
            return

        def write(session: Any, values: dict[str, Any]) -> None:
            from station_app.features.people.service.sender_mappings import rename_sender  # noqa: PLC0415

            rename_sender(session, row.id, values["sender"] or "")

        FormDialog(
            self,
            self.desk,
            _("这样的表是谁交来的？"),
            SENDER_MAPPING,
            write,
            accept=_("改名"),
            values={"sender": row.sender},
            names=("sender",),
        ).open()

    def forget(self) -> None:
        """Out of use, with a reason; it is not deleted."""
        row = self._row()
        if row is None or self.desk.database.read_only:
            return

        def write(session: Any, reason: str) -> None:
            from station_app.features.people.service.sender_mappings import forget_mapping  # noqa: PLC0415

            forget_mapping(session, row.id, reason)

        heading = _("作废“{sender}”的栏目对应").format(sender=row.sender)
        ask_why(self, self.desk, heading, write, sentences=(_("以后同样表头的表不再按它读；已经导入的人不变。"),))

    def _row(self) -> MappingRow | None:
        row: MappingRow | None = self.table.current()
        return row

    def _show(self, rows: Sequence[MappingRow]) -> None:
        self.table.set_rows(rows)
        if self._row() is None and rows:
            self.table.selectRow(0)
        self._show_parts(self._row())

    def _show_parts(self, row: MappingRow | None) -> None:
        self.parts.set_rows(_words(row) if row is not None else ())
        may = row is not None and not self.desk.database.read_only
        self.rename_button.setEnabled(may)
        self.forget_button.setEnabled(may)
