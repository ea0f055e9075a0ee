"""The table of figures: a line a measure, a column a category; click or Enter on a number asks for its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from station_app.core.texts import _
from station_app.features.reports.rules.columns import TOTAL
from station_app.features.reports.service import Line, Report
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.table import Table

LABEL, YEAR, LATE = "label", "year", "late"
_NUMBER, _WIDE, _TOOLS = 72, 232, 32
"""Widths; the last column is wider by what the ⋯ in its head takes."""
NOTHING = "–"


class FiguresTable(Table):
    """Fixed order; 本期 by columns, or 本年累计 by columns when `year`."""

    figure_opened = Signal(str, str, bool)
    """Measure, column, whether 本年累计."""

    def __init__(self, report: Report, *, year: bool = False, parent: QWidget | None = None) -> None:
        self.report, self.year = report, year
        super().__init__(_columns(report, year=year), report.lines, parent=parent)
        self.setAccessibleName(_("{period}各项数字").format(period=report.period.words))
        self.head.setSectionsClickable(False)
        self.head.setSortIndicatorShown(False)
        self.source.tone = _tone
        self.source.tip = _tip
        self.clicked.connect(self._open)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.selectRow(0)

    def show_report(self, report: Report) -> None:
        """The same columns with other numbers."""
        self.report = report
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.set_rows(report.lines)
        self.setCurrentIndex(self.source.index(max(row, 0), max(column, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Without room for everything the numbers scroll; the words stay readable."""
        super().resizeEvent(event)
        others = sum(theme.px(column.width) for column in self.source.columns[1:])
        words = theme.px(_WIDE)
        fits = others + words <= self.viewport().width()
        self.head.setSectionResizeMode(
            0, QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        )
        if not fits:
            self.head.resizeSection(0, words)

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802
        """Enter opens the number under the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        line: Line = self.source.row_at(index.row())
        name = self.source.columns[index.column()].name
        year = self.year or name == YEAR
        column = TOTAL if name in (LABEL, YEAR, LATE) or name not in line.now else name
        self.figure_opened.emit(line.measure.key, column, year)


def _columns(report: Report, *, year: bool) -> list[Column]:
    columns = [
        Column(LABEL, _("指标"), _label, width=_WIDE, stretch=True),
        Column(TOTAL, _("累计合计") if year else _("合计"), _figure(TOTAL, year=year), align="right", width=_NUMBER),
    ]
    columns += [
        Column(column.key, column.label, _figure(column.key, year=year), align="right", width=_width(column.label))
        for column in report.columns
    ]
    if not year:
        columns.append(Column(YEAR, _("本年累计"), _figure(TOTAL, year=True), align="right", width=_NUMBER))
        if any(line.late for line in report.lines):
            columns.append(Column(LATE, _("上期补报"), lambda line: line.late_text, align="right", width=84))
    return [*columns[:-1], replace(columns[-1], width=columns[-1].width + _TOOLS)]


def _label(line: Line) -> str:
    each = line.measure
    unit = "" if each.unit == "%" or each.label.endswith("）") else f"（{each.unit}）"
    return f"{each.indicator}　{each.label}{unit}"


def _width(label: str) -> int:
    return max(64, 20 + 13 * len(label))


def _figure(column: str, *, year: bool) -> Callable[[Line], str]:
    def get(line: Line) -> str:
        known = column in (line.to_date if year else line.now)
        return line.text(column, year=year) or (NOTHING if known else "")

    return get


def _tone(line: Line, name: str) -> str:
    """Zeros step back, late entries stand out."""
    if name == LATE:
        return "accent"
    if name == LABEL:
        return ""
    text = line.text(TOTAL, year=True) if name == YEAR else line.text(name)
    return "soft" if text in ("", "0", "0%") else ""


def _tip(line: Line, _name: str) -> str:
    return line.measure.definition
