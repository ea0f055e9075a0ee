"""Figures, their lists and their checks in one widget: a station's page and a county's page are built of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.reports.rules import columns
from station_app.features.reports.rules.columns import CATEGORY, STATION, TOTAL
from station_app.features.reports.rules.indicators import measure
from station_app.features.reports.rules.periods import Period, read_period
from station_app.features.reports.service import CountedRow, Report
from station_app.features.reports.ui.checks import Checks
from station_app.features.reports.ui.counted_list import CountedList
from station_app.features.reports.ui.figures import FiguresTable
from station_app.features.reports.ui.period_bar import PeriodBar
from station_app.ui import theme
from station_app.ui.buttons import Button
from station_app.ui.columns import Column
from station_app.ui.screen import Desk

BREAKDOWNS = (
    (CATEGORY, _("按类别")),
    (columns.VILLAGE, _("按村")),
    (columns.SEX, _("按性别")),
    (columns.AGE, _("按年龄")),
    (STATION, _("按站")),
)
ReadReport = Callable[[Any, Period, str], Report]
"""(session, period, breakdown) → figures."""
ReadRows = Callable[[Any, str, Period, str, str], Sequence[CountedRow]]
"""(session, measure, period, column, breakdown) → the list."""


class ReportView(QWidget):
    """Period and breakdown above, figures or a list in the middle, checks below."""

    shown = Signal(object)
    """Another Report is shown."""

    def __init__(
        self,
        desk: Desk,
        read_report: ReadReport,
        read_rows: ReadRows,
        open_row: Callable[[CountedRow], Any],
        *,
        breakdowns: Sequence[str] = (CATEGORY, columns.VILLAGE, columns.SEX, columns.AGE),
        further: Sequence[Column] = (),
    ) -> None:
        """`further` are columns of the list that stand first (the station, at a county)."""
        super().__init__()
        self.desk = desk
        self.report: Report | None = None
        self.breakdown = breakdowns[0]
        self._read_report, self._read_rows = read_report, read_rows
        self._behind: tuple[str, str, bool] | None = None
        self.periods = PeriodBar()
        self.periods.chosen.connect(lambda _period: self.refresh())
        self.year = _chip(_("本年累计"), "Alt+6", self._show_table)
        self.table: FiguresTable | None = None
        self.list = CountedList(open_row, further)
        self.list.left.connect(self.show_figures)
        self.checks = Checks(lambda page, record: desk.open(page, record or None))
        self.figures = QWidget()
        self._place = QVBoxLayout(self.figures)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(theme.px(8))
        self._place.addWidget(self.checks)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.figures)
        self.stack.addWidget(self.list)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.px(8))
        self.tools.addWidget(self.periods)
        self.tools.addStretch(1)
        self.breakdowns = self._breakdowns(breakdowns)
        self.tools.addWidget(self.breakdowns)
        self.tools.addWidget(self.year)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(self.tools)
        layout.addWidget(self.stack, 1)

    @property
    def period(self) -> Period:
        """What is chosen."""
        return self.periods.period

    def refresh(self) -> None:
        """Count again; a list that is open is read again too."""
        period, breakdown, read = self.period, self.breakdown, self._read_report

        def done(report: Report) -> None:
            if (report.period, report.breakdown) == (self.period, self.breakdown):
                self._show(report)

        self.desk.read(lambda session: read(session, period, breakdown), done, title=_("正在统计…"))
        if self._behind is not None:
            self.open_figure(*self._behind)

    def open_figure(self, key: str, column: str = TOTAL, year: bool = False) -> None:
        """Show the list behind a number."""
        self._behind = (key, column, year)
        period = self.period.to_date() if year else self.period
        breakdown, read = self.breakdown, self._read_rows

        def done(rows: Sequence[CountedRow]) -> None:
            if self._behind != (key, column, year):
                return
            self.list.show_rows(self._heading(key, column, year, len(rows)), measure(key).definition, rows)
            self.stack.setCurrentWidget(self.list)
            self.list.table.setFocus()

        self.desk.read(lambda session: read(session, key, period, column, breakdown), done, title=_("正在列出…"))

    def show_figures(self) -> None:
        """Back from a list, to the number it belongs to."""
        self._behind = None
        self.stack.setCurrentWidget(self.figures)
        if self.table is not None:
            self.table.setFocus()

    def choose_breakdown(self, breakdown: str) -> None:
        """Other columns."""
        self.breakdowns.setCurrentIndex(self.breakdowns.findData(breakdown))
        if breakdown != self.breakdown:
            self.breakdown = breakdown
            self._behind = None
            self.stack.setCurrentWidget(self.figures)
            self.refresh()

    def go_to(self, period: Period, breakdown: str = "", behind: Sequence[str] = ()) -> None:
        """A period, other columns, and the list behind a number (measure, column); read when it is refreshed."""
        self.periods.choose(period, tell=False)
        place = self.breakdowns.findData(breakdown)
        if place >= 0:
            self.breakdown = breakdown
            self.breakdowns.setCurrentIndex(place)
        self._behind = (behind[0], behind[1] if len(behind) > 1 else TOTAL, False) if behind else None

    def come_to(self, place: str) -> bool:
        """Go where `place()` says (2023-02:category:M12.people:d01); False for what names no period."""
        parts = place.split(":")
        try:
            period = read_period(parts[0])
        except Refused:
            return False
        self.go_to(period, parts[1] if len(parts) > 1 else "", parts[2:])
        return True

    def place(self) -> str:
        """Period, breakdown and list, for `come_to`."""
        return ":".join((self.period.key, self.breakdown, *(self._behind[:2] if self._behind else ())))

    def _heading(self, key: str, column: str, year: bool, count: int) -> str:
        label = ""
        if self.report is not None and column != TOTAL:
            label = next((one.label for one in self.report.columns if one.key == column), column)
        when = self.period.to_date().words if year else self.period.words
        parts = [measure(key).label, label, _("{period}（本年累计）").format(period=when) if year else when]
        return "・".join(part for part in parts if part) + _("　共 {n} 条").format(n=count)

    def _show(self, report: Report) -> None:
        self.report = report
        self.checks.show_report(report)
        self._show_table()
        self.shown.emit(report)

    def _show_table(self) -> None:
        if self.report is None:
            return
        year = self.year.isChecked()
        old = self.table
        has_late = any(line.late for line in self.report.lines)
        if (
            old is not None
            and old.year == year
            and _same_columns(old.report, self.report)
            and has_late == any(line.late for line in old.report.lines)
        ):
            old.show_report(self.report)
            return
        at = old.currentIndex() if old is not None else None
        had_focus = old is not None and old.hasFocus()
        self.table = FiguresTable(self.report, year=year)
        self.table.figure_opened.connect(self.open_figure)
        self._place.insertWidget(0, self.table, 1)
        if at is not None and at.isValid():
            column = min(at.column(), self.table.source.columnCount() - 1)
            self.table.setCurrentIndex(self.table.source.index(at.row(), column))
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        if had_focus or (old is None and self.isVisible() and not self.periods.line.hasFocus()):
            self.table.setFocus()

    def _breakdowns(self, offered: Sequence[str]) -> QComboBox:
        """Which columns; a combo box, because a row of buttons has no room in large type."""
        box = QComboBox()
        box.setAccessibleName(_("分栏"))
        box.setToolTip(_("分栏（Alt+5）"))
        for name, words in BREAKDOWNS:
            if name in offered:
                box.addItem(words, name)
        box.currentIndexChanged.connect(lambda _place: self.choose_breakdown(box.currentData()))
        shortcut = QShortcut(QKeySequence("Alt+5"), self)
        shortcut.activated.connect(box.setFocus)
        shortcut.activated.connect(box.showPopup)
        return box


def _same_columns(one: Report, other: Report) -> bool:
    return (one.breakdown, one.columns) == (other.breakdown, other.columns)


def _chip(words: str, key: str, slot: Callable[[], Any]) -> QPushButton:
    chip = Button(words, key)
    chip.setProperty("role", "chip")
    chip.setCheckable(True)
    chip.clicked.connect(lambda _on=False: slot())
    return chip
