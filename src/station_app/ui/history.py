"""What happened to one record: who made, changed, looked at, printed or exported it, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.buttons import Button
from station_app.ui.columns import Column
from station_app.ui.dialog_room import open_at
from station_app.ui.screen import Desk
from station_app.ui.table import Table

Ask = Callable[[Any], Sequence[Any]]
"""session → lines with `at` (aware), `who` and `text`."""
_COLUMNS = (
    Column("at", _("时间"), lambda line: line.at, lambda at: f"{at.astimezone():%Y-%m-%d %H:%M}", width=136),
    Column("who", _("谁"), lambda line: line.who, width=96, kind=Text(40)),
    Column("text", _("做了什么"), lambda line: line.text, stretch=True, kind=Text(200)),
)


class HistoryDialog(QDialog):
    """Reads the lines when it is shown; Esc closes it."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, ask: Ask) -> None:
        super().__init__(parent)
        self.desk = desk
        heading = _("“{title}”的修改记录").format(title=title)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 760, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        head = QLabel(heading)
        head.setProperty("role", "heading")
        head.setWordWrap(True)
        column.addWidget(head)
        self.table = Table(_COLUMNS, empty=_("还没有记录。"))
        self.table.setAccessibleName(_("修改记录"))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        told = QLabel(_("号码已遮盖；全站的操作在 设置 › 操作记录。"))
        told.setProperty("role", "soft")
        told.setWordWrap(True)
        foot.addWidget(told, 1)
        self.close_button = Button(_("关闭"))
        self.close_button.setToolTip(_("关闭（Esc）"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.table.setFocus()
        desk.read(ask, self._show)

    def _show(self, lines: Sequence[Any]) -> None:
        self.table.set_rows(lines)
        if lines:
            self.table.selectRow(0)
