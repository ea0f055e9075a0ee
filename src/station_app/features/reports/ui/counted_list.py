"""The list behind a number, in the place of the figures; Esc goes back to the number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core import codes
from station_app.core.kinds import Date
from station_app.core.texts import _
from station_app.features.reports.service import CountedRow
from station_app.ui import theme
from station_app.ui.columns import Column, chinese_order
from station_app.ui.screen import button_for
from station_app.ui.table import Table

_ROOMY = 1000
"""Device-independent pixels from which on there is room for the birth date."""


def _sex(code: str) -> str:
    return codes.table("sex").label(code) if code else ""


COLUMNS: tuple[Column, ...] = (
    Column("name", _("姓名"), lambda row: row.name, width=100, order=lambda row: chinese_order(row.name)),
    Column("sex", _("性别"), lambda row: _sex(row.sex), align="center", width=56),
    Column("village", _("村"), lambda row: row.village, width=100, order=lambda row: chinese_order(row.village)),
    Column("birth_date", _("出生日期"), lambda row: row.birth_date, Date().format, "center", 100, kind=Date()),
    Column("day", _("日期"), lambda row: row.day, Date().format, "center", 100, kind=Date()),
    Column("title", _("来源"), lambda row: row.title, width=240, stretch=True),
    Column("detail", _("说明"), lambda row: row.detail, width=170),
    Column("counts", _("计数"), lambda row: row.counts, width=124),
)
LATE = Column("late", _("补报"), lambda row: _("关账后补录") if row.is_late else "", width=96)


class CountedList(QWidget):
    """Heading, one sentence of what is counted, table."""

    left = Signal()
    """Back to the figures."""

    def __init__(self, open_row: Callable[[CountedRow], Any], further: Sequence[Column] = ()) -> None:
        """`open_row` goes to the person or class; `further` columns stand first (the station, at a county)."""
        super().__init__()
        self._open_row = open_row
        self._since = QElapsedTimer()
        self.back = button_for("", "arrow-left", self.left.emit, shortcut="Esc")
        self.back.setToolTip(_("回到数字（Esc）"))
        self.back.setAccessibleName(_("回到数字"))
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.definition = QLabel()
        self.definition.setProperty("role", "soft")
        self.definition.setWordWrap(True)
        self.table = Table((*further, *COLUMNS, LATE), empty=_("这个数字后面没有记录。"), name="counted_records")
        self.table.source.tone = lambda row, name: "accent" if row.is_late and name == LATE.name else ""
        self.table.opened.connect(self._open)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(self.back)
        line.addWidget(self.heading)
        line.addWidget(self.definition, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addLayout(line)
        layout.addWidget(self.table, 1)

    def show_rows(self, heading: str, definition: str, rows: Sequence[CountedRow]) -> None:
        """The records of another number."""
        self.heading.setText(heading)
        self.definition.setText(definition)
        self.table.setAccessibleName(heading)
        self.table.set_rows(rows)
        self._show_columns()
        if rows:
            self.table.selectRow(0)
        self._since.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Without room the birth date gives way to where a record comes from."""
        super().resizeEvent(event)
        self._show_columns()

    def _show_columns(self) -> None:
        rows = self.table.source.everything
        people = any(row.person_id for row in rows) or not rows
        hidden = dict.fromkeys(("name", "sex", "village", "birth_date"), not people)
        hidden["birth_date"] = hidden["birth_date"] or self.width() < theme.px(_ROOMY)
        hidden[LATE.name] = not any(row.is_late for row in rows)
        for place, column in enumerate(self.table.source.columns):
            if column.name in hidden:
                self.table.setColumnHidden(place, hidden[column.name])

    def _open(self, row: CountedRow) -> None:
        """Not by the second half of the double click that opened this list."""
        if self._since.elapsed() > QApplication.doubleClickInterval():
            self._open_row(row)
