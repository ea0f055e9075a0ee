"""安全副本: which there are on this computer, one more now, and how one is put back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.features.station.ui.settings.copy_rows import COLUMNS, CopyRow, day, fault_of, read_rows
from station_app.storage import audit, backup, copies, drill
from station_app.storage.drill import Drill
from station_app.ui import messages, theme
from station_app.ui.columns import Column
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table
from station_app.ui.tasks import Progress

_LEAST_ROWS = 4
"""Shown without scrolling however low the window is."""


class CopiesTab(Cards):
    """Restoring only begins here: the program does it between two windows, never under an open one."""

    manual = "安全与备份"

    def __init__(self, desk: Desk) -> None:
        super().__init__(wide=True)
        self.desk = desk
        self._faults: dict[str, str] = {}
        """What a check in this window found, by copy; '' is good news."""
        self.newest = self.add("")
        self.newest.body.addWidget(
            sentence(
                _(
                    "程序每天第一次打开、每次关闭时自动做一份，做好就整份打开检查过才算数；旧的自动精简，"
                    "留最近 7 天、4 周、12 个月各一份。硬盘坏了这里的会一起丢，请每周另存一份到U盘。"
                )
            )
        )
        self.make_button = button_for(_("现在做一份"), "save", self.make, primary=True, shortcut="Ctrl+S")
        self.elsewhere_button = button_for(_("另存到U盘…"), "usb", desk.copy_wanted.emit, shortcut="Ctrl+Shift+S")
        self.check_button = button_for(_("再检查一遍"), "circle-check", self.check, shortcut="F5")
        self.folder_button = button_for(_("打开文件夹"), "folder-open", self.open_folder, shortcut="Ctrl+O")
        self.drill_button = button_for(_("试恢复一次"), "history", self.drill, writes=True, shortcut="Ctrl+Shift+T")
        self.drill_button.setToolTip(
            _("在临时文件夹里真的恢复一次选中的副本，核对后删掉；现在的数据不变（Ctrl+Shift+T）")
        )
        self.restore_button = button_for(
            _("用副本恢复…"), "undo-2", self.restore, writes=True, danger=True, shortcut="Ctrl+R"
        )
        self.drilled = sentence()
        self.newest.add_buttons(self.make_button, self.elsewhere_button)
        checked = Column("checked", _("检查"), self._checked, stretch=True)
        self.table = Table((*COLUMNS, checked), empty=_("还没有安全副本。按“现在做一份”，几秒钟就好。"))
        self.table.setAccessibleName(_("这台电脑上的安全副本"))
        self.table.source.tone = self._tone
        self.table.source.tip = lambda row, column: self._checked(row) if column == "checked" else ""
        self.table.setMinimumHeight(theme.px(48) + _LEAST_ROWS * theme.row_height())
        self.add_widget(self.table, fills=True)
        below = QWidget()
        line = QHBoxLayout(below)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self.check_button)
        line.addWidget(self.folder_button)
        line.addWidget(self.drill_button)
        line.addStretch(1)
        line.addWidget(self.restore_button)
        self.add_widget(below)
        self.add_widget(self.drilled)
        desk.copy_made.connect(self.read)

    def read(self) -> None:
        """List the copies again."""
        self.desk.tasks.run(lambda _progress: read_rows(self.desk.folder.copies), self._show)
        self._read_drill()

    def make(self) -> None:
        """One more copy in the station's own folder, proven before it is called good."""
        database, folder = self.desk.database, self.desk.folder

        def work(_progress: Progress) -> str:
            return backup.make_copy(database, folder, folder.copies).path.name

        def done(_name: str) -> None:
            self.desk.say(_("安全副本已做好并检查过"), "accent")
            self.desk.copy_made.emit()

        self.desk.tasks.run(work, done, title=_("正在做安全副本…"))

    def check(self) -> None:
        """Read every byte of the selected copies (of all, when none is selected) and compare with what was proven."""
        rows: list[CopyRow] = self.table.selected() or list(self.table.source.rows)
        if not rows:
            return

        def work(progress: Progress) -> dict[str, str]:
            found: dict[str, str] = {}
            for number, row in enumerate(rows):
                progress(number, len(rows), _("正在检查副本"))
                found[row.id] = fault_of(row)
            return found

        self.desk.tasks.run(work, self._show_faults, title=_("正在检查副本"))

    def drill(self) -> None:
        """Restore the selected copy (the newest, when none is selected) into a folder that is thrown away."""
        database, folder = self.desk.database, self.desk.folder
        row: CopyRow | None = self.table.current()

        def work(_progress: Progress) -> Drill | None:
            return drill.drill(database, folder, copies.read_copy(row.path) if row else None)

        def done(found: Drill | None) -> None:
            self._read_drill()
            if found is None:
                self.desk.say(_("还没有安全副本，先做一份"), "warn")
            elif found.fault:
                messages.show_trouble(self, drill.failed(found))
            else:
                self.desk.say(_("试恢复成功：{n} 人，行数核对无误").format(n=f"{found.people:,}"), "accent")

        self.desk.tasks.run(work, done, title=_("正在试恢复…"))

    def restore(self) -> None:
        """Choose a copy and what it would cost, then the window closes and opens with it."""
        row: CopyRow | None = self.table.current()
        self.desk.restore_wanted.emit(row.id if row else "")

    def open_folder(self) -> None:
        """In the system's own file window."""
        place = self.desk.folder.copies if self.desk.folder.copies.is_dir() else self.desk.folder.root
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            messages.tell(self, _("没有能打开文件夹的程序"), _("副本在：{place}").format(place=place))

    def _show(self, rows: Sequence[CopyRow]) -> None:
        self.table.set_rows(rows)
        self._show_newest(rows)

    def _read_drill(self) -> None:
        def show(last: dt.date | None) -> None:
            words = _("上次试恢复成功：{day}。").format(day=last) if last else _("还没有试恢复成功过。")
            self.drilled.setText(words + _("程序每个月自动试一次；恢复时现在的数据原样留着，不会丢。"))

        self.desk.read(lambda session: drill.last_good(audit.execute_of(session)), show)

    def _show_newest(self, rows: Sequence[CopyRow]) -> None:
        good = next((row for row in rows if not self._faults.get(row.id)), None)
        if good is None:
            self.newest.set_heading(_("还没有好的安全副本"), "triangle-alert", "warn")
        else:
            self.newest.set_heading(
                _("最近一份好的副本：{when}").format(when=day(good.made_at) or good.id), "circle-check", "accent"
            )

    def _show_faults(self, found: dict[str, str]) -> None:
        self._faults |= found
        self._show_newest(sorted(self.table.source.rows, key=lambda row: -row.sequence))
        self.table.viewport().update()
        bad = sum(1 for fault in found.values() if fault)
        if bad:
            messages.tell(
                self,
                _("{n} 份安全副本已损坏").format(n=bad),
                _("现在的数据没有变化。损坏的副本不要再用，请现在另做一份，最好也存到U盘。"),
            )
        else:
            self.desk.say(_("检查了 {n} 份副本，都完好").format(n=len(found)), "accent")

    def _checked(self, row: CopyRow) -> str:
        fault = self._faults.get(row.id)
        if fault is None:
            return _("做好时检查过")
        return _("损坏：{fault}").format(fault=fault) if fault else _("刚才检查过，完好")

    def _tone(self, row: CopyRow, column: str) -> str:
        if column != "checked":
            return ""
        return "bad" if self._faults.get(row.id) else "soft"
