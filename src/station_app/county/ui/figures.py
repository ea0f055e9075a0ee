"""报表 at the county: the roll-up, every number with its list, compared with what the stations closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.county.service import rollup
from station_app.county.service.rollup import StationCheck
from station_app.county.ui.desk import CountyDesk
from station_app.documents.grid import Fill
from station_app.features.reports.documents import report_pdf
from station_app.features.reports.rules.checks import label_of
from station_app.features.reports.rules.columns import TOTAL
from station_app.features.reports.rules.counting import figure_text
from station_app.features.reports.rules.indicators import measure
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service import CountedRow, Report
from station_app.features.reports.ui.view import ReportView
from station_app.ui import theme, where_to
from station_app.ui.columns import Column
from station_app.ui.dialog_room import open_at
from station_app.ui.screen import Screen, button_for
from station_app.ui.table import Table

RECORDS = frozenset(("county_package", "county_same_person", "county_conflict", "county_station"))
_COMPARED = ("M11.completed", "M12.people", "M15.people", "M17.certificates", "M71.due")
"""Measures that the comparison shows; all of them are compared."""


@dataclass(frozen=True)
class StationRow(CountedRow):
    """A counted record with the name of its station."""

    station: str = ""


_STATION = Column("station", _("站点"), lambda row: row.station, width=150)


class FiguresPage(Screen):
    """All stations, or one of them as it counts itself."""

    manual = "县级程序"

    def __init__(self, desk: CountyDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._stale = True
        self._station = ""
        self.stations = QComboBox()
        self.stations.setAccessibleName(_("站点"))
        self.stations.setToolTip(_("全县，或一个站"))
        self.stations.addItem(_("全县"), "")
        self.stations.setMaximumWidth(theme.px(190))
        self.stations.currentIndexChanged.connect(lambda _place: self._choose())
        self.view = ReportView(
            desk, self._read, self._read_rows, lambda _row: None, breakdowns=rollup.BREAKDOWNS, further=(_STATION,)
        )
        self.view.shown.connect(self._on_shown)
        self.view.tools.insertWidget(0, self.stations)
        self.body.addWidget(self.view, 1)
        self.add_action(_("导出…"), "file-output", self.export, shortcut="Ctrl+Shift+E")
        self.add_action(_("打印…"), "printer", self.print, shortcut="Ctrl+Shift+P")
        self.compare_button = button_for(_("与各站核对…"), "circle-check", self.compare, shortcut="Ctrl+Shift+H")
        self.view.tools.addWidget(self.compare_button)
        self.set_headline(_("报表"))

    def shown(self) -> None:
        """Count again when something came."""
        if self._stale:
            self._stale = False
            self.desk.read(rollup.station_names, self._fill_stations)
            self.view.refresh()

    def reload(self, changed: frozenset[str]) -> None:
        """Packages were taken in, or somebody said who is who."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self.shown()

    def open_record(self, record_id: str | None) -> None:
        """A period, a breakdown and a number: 2023-02:category:M12.people."""
        self._stale = self.view.come_to(record_id or "") or self._stale

    def place(self) -> str | None:
        """What is shown."""
        return self.view.place()

    def print(self) -> None:
        """The county's form, or one page of figures."""
        from station_app.ui.preview import Paper, Preview  # noqa: PLC0415 - Qt's PDF module, when the first opens

        period, station = self.view.period, self._station

        def draw(session: Any, way: Any, _whole: bool) -> bytes:
            if way is Fill.BLANK:
                return report_pdf(session, period, heading=rollup.heading_of(session, station), fill=Fill.BLANK)
            return rollup.pdf(session, period, station=station, summary=way == "summary")

        ways = ((Fill.FILLED, _("填好")), ("summary", _("一页数字")), (Fill.BLANK, _("空白")))
        title = _("{who} 就业帮扶工作报表 {period}").format(who=self.stations.currentText(), period=period.words)
        Preview(self, self.desk, Paper(title, draw, ways, entity="report", detail={"period": period.key})).open()

    def export(self) -> None:
        """The workbook in the columns of the form."""
        period, station, breakdown = self.view.period, self._station, self.view.breakdown
        database = self.desk.database

        def make() -> bytes:
            with database.read() as session:
                return rollup.workbook(session, period, station=station, breakdown=breakdown)

        def done(_path: Path) -> None:
            self.desk.note("export", "report", station, {"period": period.key, "to": "xlsx"})

        name = _("{who} 就业帮扶工作报表 {period}").format(who=self.stations.currentText(), period=period.words)
        where_to.save_workbook(self, self.desk, name, make, done)

    def compare(self) -> None:
        """What each station closed, beside what the county counts."""
        period = self.view.period
        if not period.is_month:
            self.desk.say(_("请先选一个月：站里按月关账。"), "warn")
            return
        self.desk.read(
            lambda session: rollup.check_stations(session, period),
            lambda found: CompareDialog(self, self.desk, period, found).open(),
            title=_("正在核对…"),
        )

    def _read(self, session: Any, period: Period, breakdown: str) -> Report:
        return rollup.report(session, period, station=self._station, breakdown=breakdown)

    def _read_rows(self, session: Any, key: str, period: Period, column: str, breakdown: str) -> Sequence[CountedRow]:
        names = rollup.station_names(session)
        rows = rollup.rows(session, key, period, column, station=self._station, breakdown=breakdown)
        return [StationRow(**vars(row), station=names.get(row.station_id, "")) for row in rows]

    def _choose(self) -> None:
        self._station = self.stations.currentData() or ""
        self.view.refresh()

    def _fill_stations(self, names: dict[str, str]) -> None:
        kept = self._station if self._station in names else ""
        self.stations.blockSignals(True)
        self.stations.clear()
        self.stations.addItem(_("全县"), "")
        for key, name in names.items():
            self.stations.addItem(name, key)
        self.stations.setCurrentIndex(max(0, self.stations.findData(kept)))
        self.stations.blockSignals(False)
        self._station = kept

    def _on_shown(self, report: Report) -> None:
        facts = [self.stations.currentText(), report.period.words, _("从各站报来的记录重新统计")]
        self.set_headline(_("报表"), "・".join(facts))


def _told(key: str) -> Column:
    each = measure(key)
    return Column(
        key,
        each.label,
        lambda row: figure_text(each, row.figures[key][TOTAL]),
        align="right",
        width=max(72, 20 + 14 * len(each.label)),
    )


class CompareDialog(QDialog):
    """A line a station: counted here, closed there, and whether they are the same."""

    def __init__(self, owner: QWidget, desk: CountyDesk | Any, period: Period, found: list[StationCheck]) -> None:
        super().__init__(owner)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = _("{month}：县里统计的和站里关账的").format(month=period.words)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        open_at(self, 1060, 460)
        title = QLabel(heading)
        title.setProperty("role", "heading")
        same = sum(row.is_same for row in found)
        said = QLabel(
            _("数字从各站报来的记录重新数出来。{n} 个站里，{m} 个与站里关账的数字一致。").format(n=len(found), m=same)
        )
        said.setProperty("role", "soft")
        said.setWordWrap(True)
        columns = (
            Column("name", _("站点"), lambda row: row.name, width=190),
            *(_told(key) for key in _COMPARED),
            Column("closed", _("站里关账"), lambda row: row.closed_on, lambda day: day or _("还没有"), "center", 100),
            Column("result", _("核对"), _result, width=220, stretch=True),
        )
        self.table = Table(columns, found, empty=_("还没有站点。"), name="county_compared")
        self.table.setAccessibleName(heading)
        self.table.source.tone = lambda row, name: _tone(row) if name == "result" else ""
        self.table.source.tip = lambda row, name: _result(row) if name == "result" else ""
        close = button_for(_("返回"), "", self.reject)
        close.setToolTip(_("返回（Esc）"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        layout.addWidget(title)
        layout.addWidget(said)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)


def _result(row: StationCheck) -> str:
    if row.doubted:
        return _("两边的数据核对不一致，请让这个站全部重新上报")
    if not row.closed_on:
        return _("站里还没有关账，或关账还没有报来")
    if row.different:
        labels = "、".join(label_of(key) for key in row.different)
        return _("关账后有补录：{labels}").format(labels=labels)
    return _("一致")


def _tone(row: StationCheck) -> str:
    return "bad" if row.doubted else "warn" if row.different else "accent" if row.is_same else "soft"
