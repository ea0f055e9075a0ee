"""总览: every station, when it was last heard of, and what must be looked at, each a click from its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.county.service import overview
from station_app.county.service.alarms import AlarmRow, open_alarms
from station_app.county.service.overview import StationRow
from station_app.county.ui.desk import CountyDesk
from station_app.ui import theme
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table

RECORDS = frozenset(
    ("county_station", "county_device", "county_package", "county_conflict", "county_alarm", "county_outgoing")
)


@dataclass(frozen=True)
class Reason:
    """One thing to look at, and where."""

    text: str
    tone: str
    page: str
    place: str = ""


def reasons(row: StationRow, alarms: Sequence[AlarmRow] = ()) -> list[Reason]:
    """Why somebody should look at a station, the worst first."""
    found = []
    if row.forks:
        text = _("{n} 个包分叉：像是两台电脑在用同一份数据").format(n=row.forks)
        found.append(Reason(text, "bad", "inbox", row.id))
    told = {alarm.code for alarm in alarms if alarm.station_id == row.id}
    found += [
        Reason(alarm.sentence, "bad", "inbox", row.id)
        for alarm in alarms
        if alarm.station_id == row.id and alarm.code != "E_FORK"
    ]
    if row.missing:
        numbers = "、".join(str(number) for number in row.missing)
        found.append(
            Reason(_("缺第 {n} 号包，后面的 {m} 个先留着").format(n=numbers, m=row.held), "warn", "inbox", row.id)
        )
    if row.conflicts:
        found.append(Reason(_("{n} 个冲突等人定").format(n=row.conflicts), "warn", "conflicts", row.id))
    if row.overdue:
        found.append(Reason(_("已经 {n} 天没有上报").format(n=row.days), "warn", "inbox", row.id))
    if not row.devices:
        found.append(Reason(_("没有在用的设备，收不了它的包"), "warn", "devices", row.id))
    if row.alarms and not told:
        found.append(Reason(_("{n} 件事要核实").format(n=row.alarms), "bad", "inbox", row.id))
    if row.to_tell:
        found.append(Reason(_("有回执没有写出"), "", "receipts", row.id))
    return found


COLUMNS: tuple[Column, ...] = (
    Column("name", _("站点"), lambda row: row.name, width=200, order=lambda row: chinese_order(row.name)),
    Column("division", _("区划代码"), lambda row: row.division, width=110, is_offered=True),
    Column(
        "last_at",
        _("最近上报"),
        lambda row: row.last_at.astimezone().date().isoformat() if row.last_at else "",
        lambda text: text or _("还没有"),
        "center",
        104,
    ),
    Column("days", _("已过(天)"), lambda row: row.days, align="right", width=84),
    Column("last_seq", _("收到第几号"), lambda row: row.last_seq or None, align="right", width=96),
    Column("missing", _("缺号"), lambda row: "、".join(map(str, row.missing)), width=90),
    Column("forks", _("分叉"), lambda row: row.forks or None, align="right", width=60),
    Column("conflicts", _("冲突"), lambda row: row.conflicts or None, align="right", width=60),
    Column("devices", _("设备"), lambda row: row.devices, align="right", width=60, is_offered=True),
)


class OverviewPage(Screen):
    """The table of stations; what is to be looked at of the current one below it."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.county_desk = desk
        self.setAcceptDrops(True)
        self._stale = True
        self._wanted = ""
        self.alarms: Sequence[AlarmRow] = ()
        state = Column("state", _("情况"), self._state, width=220, stretch=True)
        self.table = Table(
            (*COLUMNS, state),
            empty=_("还没有站点。站里交来登记申请，核对 30 位数字后就能收它的数据。"),
            action=_("登记站点"),
            on_action=lambda: desk.open("devices"),
            name="county_stations",
        )
        self.table.setAccessibleName(_("站点"))
        self.table.source.tone = self._tone
        self.table.current_changed.connect(self._show_reasons)
        self.table.opened.connect(self._open_first)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._card = QVBoxLayout(self.card)
        self._card.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._card.setSpacing(theme.px(6))
        self.card.hide()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.card)
        self.add_action(_("收件"), "file-input", lambda: desk.open("inbox"), primary=True, shortcut="Ctrl+I")
        self.set_headline(_("总览"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Packages may be dropped here too."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """They belong to 收件."""
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.desk.open("inbox")
        self.county_desk.files_dropped.emit(paths)

    def shown(self) -> None:
        """Read when it may have changed."""
        if self._stale:
            self._stale = False
            self.desk.read(lambda session: (overview.list_stations(session), open_alarms(session)), self._show)

    def reload(self, changed: frozenset[str]) -> None:
        """Packages came, or somebody decided."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self.shown()

    def open_record(self, record_id: str | None) -> None:
        """A station (from Ctrl+K)."""
        self._wanted = record_id or ""
        self._stale = True

    def place(self) -> str | None:
        """The current station."""
        row = self.table.current()
        return row.id if row is not None else None

    def _show(self, found: tuple[list[StationRow], list[AlarmRow]]) -> None:
        rows, self.alarms = found
        self.table.set_rows(rows)
        if self._wanted:
            self.table.select_id(self._wanted)
            self._wanted = ""
        elif rows and self.table.current() is None:
            self.table.selectRow(0)
        late = sum(row.overdue for row in rows)
        look = sum(bool(reasons(row, self.alarms)) for row in rows)
        facts = [_("{n} 个站").format(n=len(rows)), _("{n} 个要看一下").format(n=look) if look else _("都正常")]
        facts += [_("{n} 个逾期没有上报").format(n=late)] if late else []
        self.set_headline(_("总览"), "・".join(facts) if rows else "")
        self._show_reasons(self.table.current())

    def _show_reasons(self, row: Any) -> None:
        while (item := self._card.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.card.setVisible(row is not None)
        if row is None:
            return
        head = QLabel(row.name)
        head.setProperty("role", "heading")
        self._card.addWidget(head)
        found = reasons(row, self.alarms)
        if not found:
            calm = QLabel(_("没有要看的事。"))
            calm.setProperty("role", "soft")
            self._card.addWidget(calm)
        for reason in found:
            self._card.addWidget(self._line(reason))

    def _line(self, reason: Reason) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        words = QLabel(reason.text)
        words.setWordWrap(True)
        go = button_for(_("去处理"), "", lambda: self.desk.open(reason.page, reason.place))
        go.setProperty("role", "link")
        go.setAccessibleName(_("去处理：{what}").format(what=reason.text))
        row.addWidget(words, 1)
        row.addWidget(go)
        return line

    def _open_first(self, row: StationRow) -> None:
        found = reasons(row, self.alarms)
        page = found[0].page if found else "inbox"
        self.desk.open(page, row.id)

    def _state(self, row: StationRow) -> str:
        found = reasons(row, self.alarms)
        return found[0].text if found else _("正常")

    def _tone(self, row: StationRow, name: str) -> str:
        if name == "state":
            found = reasons(row, self.alarms)
            return found[0].tone if found else "soft"
        marked = {
            "forks": "bad" if row.forks else "",
            "conflicts": "warn" if row.conflicts else "",
            "missing": "warn" if row.missing else "",
            "days": "warn" if row.overdue else "",
            "last_at": "warn" if row.overdue else "",
        }
        return marked.get(name, "")
