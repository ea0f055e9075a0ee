"""操作记录: who did what and when, for the head of the station; searched, filtered, exported and checked."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.station.service.trail import TrailRow, check_trail, list_trail
from station_app.features.station.ui.settings.cards import lay_out_list, sentence
from station_app.storage.audit_check import Verdict
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table

_PAGES = {"person": "people", "training_class": "training"}
"""Kinds of records that a row can lead to, and their pages."""
COLUMNS = (
    Column("at", _("时间"), lambda row: row.at, lambda at: f"{at.astimezone():%Y-%m-%d %H:%M:%S}", width=152),
    Column("who", _("谁"), lambda row: row.who, width=88, kind=Text(40)),
    Column("action", _("做了什么"), lambda row: row.action, width=112, kind=Text(40)),
    Column("about", _("对象"), lambda row: row.about, width=176, kind=Text(80)),
    Column("detail", _("说明"), lambda row: row.detail, stretch=True, kind=Text(200)),
)


class AuditTab(QWidget, Tab):
    """The trail, the newest row first; Enter on a row opens its record."""

    records = frozenset(("audit_entry",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("找人、操作、对象"))
        self.search.setAccessibleName(_("在操作记录里找"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(theme.px(260))
        self.check_button = button_for(_("重新检查"), "refresh-cw", self.check, shortcut="F5")
        self.state = sentence()
        self.table = Table(
            COLUMNS, empty=_("还没有操作记录。保存、导出、打印、登录之后，这里会各有一行。"), name="audit"
        )
        self.table.setAccessibleName(_("操作记录"))
        self.table.opened.connect(self._open)
        self.search.textChanged.connect(self.table.filter)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self.search)
        head.addWidget(self.state, 1)
        head.addWidget(self.check_button)
        lay_out_list(
            self,
            head,
            self.table,
            _(
                "每一行都和前一行相扣，不能改也不能删；改动过会在检查时发现。表头可以按人、按操作筛选，右键可以导出或打印。"
            ),
        )

    def read(self) -> None:
        """Rows and the check; a worker is told who may look."""
        self.table.setVisible(self.desk.database.user.is_head)
        self.search.setEnabled(self.desk.database.user.is_head)
        self.check_button.setEnabled(self.desk.database.user.is_head)
        if not self.desk.database.user.is_head:
            self._say(_("操作记录只有站长可以查看。"), "")
            return

        def ask(session: Any) -> list[TrailRow]:
            return list_trail(session)

        self.desk.read(ask, self._show)
        self.check()

    def check(self) -> None:
        """Read the whole trail and say whether it is as it was written."""
        if self.desk.database.user.is_head:
            self._say(_("正在检查…"), "")
            self.desk.read(check_trail, self._tell)

    def _show(self, rows: list[TrailRow]) -> None:
        self.table.set_rows(rows)

    def _tell(self, found: Verdict) -> None:
        if found.whole:
            self._say(_("共 {n} 条，检查过，都是原样。").format(n=found.rows), "soft")
        else:
            self._say(_("{fault}请把数据文件夹整个复制一份，再联系县里。").format(fault=found.fault), "bad")

    def _say(self, text: str, role: str) -> None:
        self.state.setText(text)
        self.state.setProperty("role", role or "soft")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    def _open(self, row: TrailRow) -> None:
        if row.record_id and row.entity in _PAGES:
            self.desk.open(_PAGES[row.entity], row.record_id)
