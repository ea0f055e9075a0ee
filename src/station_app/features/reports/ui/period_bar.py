"""Chooses a period: month, quarter, year or days; a step back and forth, or typed as it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.reports.rules import periods
from station_app.features.reports.rules.periods import Period, month_of, read_period
from station_app.ui import theme
from station_app.ui.buttons import chips
from station_app.ui.screen import button_for

MONTH, QUARTER, YEAR, DAYS = "month", "quarter", "year", "days"
KINDS = ((MONTH, _("月")), (QUARTER, _("季")), (YEAR, _("年")), (DAYS, _("起止")))


def kind_of(period: Period) -> str:
    """Which of the chips a period belongs to."""
    if period.is_month:
        return MONTH
    if "Q" in period.key:
        return QUARTER
    return YEAR if period == periods.year(period.first.year) else DAYS


def to_report() -> Period:
    """The month that is due: the last one that is over."""
    return month_of(clock.today()).step(-1)


class PeriodBar(QWidget):
    """◀ 2023年2月 ▶ and the kinds; the line takes 2023-02, 2023-Q1, 2023 or 2023-02-03 至 2023-03-01."""

    chosen = Signal(object)
    """Another Period."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period = to_report()
        self.earlier = _step(
            "chevron-left", _("上一期（Alt+左方向）"), "Alt+Left", lambda: self.choose(self._period.step(-1))
        )
        self.later = _step(
            "chevron-right", _("下一期（Alt+右方向）"), "Alt+Right", lambda: self.choose(self._period.step(1))
        )
        self.line = QLineEdit()
        self.line.setAccessibleName(_("报表期间"))
        self.line.setToolTip(_("可以直接输入：2023-02、2023-Q1、2023，或 2023-02-03 至 2023-03-01，按回车"))
        self.line.setFixedWidth(theme.px(170))
        self.line.returnPressed.connect(self._read)
        self.line.editingFinished.connect(self._put_back)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.chips = chips(self, KINDS, self.choose_kind)
        for chip in self.chips.values():
            row.addWidget(chip)
        for part in (self.earlier, self.line, self.later, self.problem):
            row.addWidget(part)
        self._show()

    @property
    def period(self) -> Period:
        """What is chosen."""
        return self._period

    def choose(self, period: Period, *, tell: bool = True) -> None:
        """Show a period; `tell` lets others know when it is another one."""
        is_other = period != self._period
        self._period = period
        self._show()
        if is_other and tell:
            self.chosen.emit(period)

    def step(self, by: int) -> None:
        """The next period of the same kind, or an earlier one."""
        self.choose(self._period.step(by))

    def choose_kind(self, kind: str) -> None:
        """The month, quarter or year around what is shown; for days the line is ready to be typed over."""
        last = self._period.last
        if kind == DAYS:
            self.chips[DAYS].setChecked(True)
            self.line.setText(f"{self._period.first} 至 {last}")
            self.line.setFocus()
            self.line.selectAll()
            return
        around = {MONTH: month_of(last), QUARTER: periods.quarter(last.year, (last.month + 2) // 3)}
        self.choose(around.get(kind, periods.year(last.year)))

    def _read(self) -> None:
        try:
            period = read_period(self.line.text())
        except Refused as refused:
            self.problem.setText(str(refused))
            self.problem.show()
            self.line.selectAll()
            return
        self.choose(period)

    def _put_back(self) -> None:
        """The cursor went elsewhere without Enter: what is shown is what is chosen."""
        if not self.line.hasFocus():
            self._show()

    def _show(self) -> None:
        self.line.setText(self._period.words)
        self.line.setCursorPosition(0)
        self.chips[kind_of(self._period)].setChecked(True)
        self.problem.hide()


def _step(icon: str, words: str, key: str, slot: Callable[[], None]) -> QPushButton:
    button = button_for("", icon, slot, shortcut=key, writes=False)
    button.setProperty("role", "sign")
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
