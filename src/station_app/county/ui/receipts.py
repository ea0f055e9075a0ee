"""回执: what each station is still to be told, written as one file a station into a folder or onto a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from station_app.core.texts import _
from station_app.county.service.overview import StationRow, list_stations
from station_app.county.service.sending import Sent, write_receipts
from station_app.county.ui.desk import CountyDesk
from station_app.ui import where_to
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import Screen
from station_app.ui.table import Table

RECORDS = frozenset(("county_outgoing", "county_package", "county_station", "county_device"))


class ReceiptsPage(Screen):
    """Everything that a station has not acknowledged is in its next file; nothing is lost with a stick."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.county_desk = desk
        self._stale = True
        self.sent: dict[str, Sent] = {}
        self.words = QLabel(
            _(
                "回执告诉站里哪些包收下了、还缺哪几个、有什么更正。"
                "每个站一个文件，放在站里交来的 U 盘上带回去；丢了可以再写一次。"
            )
        )
        self.words.setProperty("role", "soft")
        self.words.setWordWrap(True)
        columns = (
            Column("name", _("站点"), lambda row: row.name, width=220, order=lambda row: chinese_order(row.name)),
            Column("to_tell", _("待告知(条)"), lambda row: row.to_tell or None, align="right", width=100),
            Column("file", _("刚写出的文件"), self._file, width=240),
            Column("state", _("情况"), self._state, width=240, stretch=True),
        )
        self.table = Table(columns, empty=_("还没有站点。"), name="county_receipts")
        self.table.setAccessibleName(_("回执"))
        self.table.source.tone = self._tone
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.add_action(_("写出回执…"), "send", self.write, primary=True, shortcut="Ctrl+S")
        self.set_headline(_("回执"))

    def shown(self) -> None:
        """Read when it may have changed."""
        if self._stale:
            self._stale = False
            self.desk.read(list_stations, self._show)

    def reload(self, changed: frozenset[str]) -> None:
        """Something more is to be told."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self.shown()

    def write(self) -> None:
        """Ask for the folder or stick, then write a file for every station that is to be told something."""

        def chosen(folder: Path) -> None:
            self.county_desk.act(
                lambda county, _progress: write_receipts(county, folder), self._tell, title=_("正在写出回执…")
            )

        where_to.ask_folder(self, self.desk, _("回执写到哪个文件夹或 U 盘"), chosen)

    def _tell(self, sent: list[Sent]) -> None:
        self.sent |= {one.station_id: one for one in sent}
        self._stale = True
        self.shown()
        if sent:
            place = sent[0].path.parent
            self.desk.say(_("写出 {n} 个回执，在 {place}").format(n=len(sent), place=place), "accent")
        else:
            self.desk.say(_("没有要告诉站里的事，没有写出文件。"))

    def _show(self, rows: list[StationRow]) -> None:
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        waiting = sum(bool(row.to_tell) for row in rows)
        self.set_headline(_("回执"), _("{n} 个站有要告知的").format(n=waiting) if waiting else "")

    def _file(self, row: StationRow) -> str:
        one = self.sent.get(row.id)
        return one.path.name if one is not None else ""

    def _state(self, row: StationRow) -> str:
        one = self.sent.get(row.id)
        if one is not None:
            again = _("（和上次一样的内容）") if one.again else ""
            return _("已写出{again}，等站里收下").format(again=again)
        return _("有要告知的，还没有写出") if row.to_tell else _("没有要告知的")

    def _tone(self, row: StationRow, name: str) -> str:
        if name != "state":
            return ""
        return "accent" if row.id in self.sent else "warn" if row.to_tell else "soft"
