"""节假日: days off and days made up for, by year; the timetable and working-day terms count by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.station.fields import HOLIDAY
from station_app.features.station.service import holidays
from station_app.features.station.service.holidays import HolidayRow
from station_app.features.station.ui.settings.cards import lay_out_list, sentence
from station_app.ui import theme
from station_app.ui.columns import Column, column
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table
from station_app.ui.why import ask_why

WEEKDAYS = "一二三四五六日"


def _source(row: HolidayRow) -> str:
    if row.is_own:
        return _("本站写的")
    return _("国务院通知（被本站改）") if row.overruled else _("国务院通知")


COLUMNS = (
    column(HOLIDAY["day"], width=112),
    Column("weekday", _("星期"), lambda row: _("周{day}").format(day=WEEKDAYS[row.day.weekday()]), width=64),
    Column("kind", _("安排"), lambda row: row.kind, lambda kind: codes.table("holiday_kind").label(kind), width=96),
    Column("name", _("名称"), lambda row: row.name, stretch=True),
    Column("source", _("来源"), _source, width=160),
)


class HolidaysTab(QWidget, Tab):
    """One year at a time."""

    records = frozenset(("holiday",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._wanted = clock.today().year
        self.year = QComboBox()
        self.year.setAccessibleName(_("年份"))
        self.year.activated.connect(lambda _at: self._choose(self.year.currentData()))
        self.add_button = button_for(_("添加一天…"), "plus", self.add, primary=True, shortcut="Ctrl+N")
        self.retire_button = button_for(_("停用…"), "ban", self.retire, shortcut="Ctrl+Del")
        self.note = sentence(role="warn")
        self.note.hide()
        self.table = Table(COLUMNS, empty=_("这一年还没有放假安排。国务院通知下来后，把每一天加进来。"))
        self.table.setAccessibleName(_("放假和调休"))
        self.table.source.tone = lambda row, _column: (
            "soft" if row.overruled else "accent" if row.is_own else "warn" if row.kind == "work" else ""
        )
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        label = QLabel(_("年份"))
        label.setProperty("role", "soft")
        label.setBuddy(self.year)
        for part in (label, self.year):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.retire_button)
        head.addWidget(self.add_button)
        lay_out_list(
            self,
            head,
            self.table,
            _(
                "排课程表、算工作日都按这里。没有列出的日子，周一至周五上班、周末休息。"
                "当地另有安排的，在这里加一天，以本站写的为准。"
            ),
            note=self.note,
        )

    def read(self) -> None:
        """The years there are, and the days of the chosen one."""
        wanted = self._wanted

        def ask(session: Any) -> tuple[int, list[int], list[HolidayRow], str]:
            note = holidays.holiday_note(session, dt.date(wanted, 7, 1))
            return wanted, holidays.list_years(session), holidays.list_holidays(session, wanted), note

        self.desk.read(ask, self._show)

    def add(self) -> None:
        """A day off or made up for; it counts before the shipped table."""
        if self.desk.database.read_only:
            return
        FormDialog(
            self,
            self.desk,
            _("添加一天"),
            HOLIDAY,
            holidays.save_holiday,
            accept=_("添加"),
            values={"kind": "off"},
            names=("day", "kind", "name"),
            sentences=(_("一天写一条。和国务院通知不同的，以这里写的为准。"),),
        ).open()

    def retire(self) -> None:
        """Take a day of the station's own out of use."""
        row: HolidayRow | None = self.table.current()
        if row is None or not row.is_own or self.desk.database.read_only:
            return
        ask_why(
            self,
            self.desk,
            _("停用 {day} {name}").format(day=row.day, name=row.name),
            lambda session, reason: holidays.void_holiday(session, row.id, reason),
            accept=_("停用"),
            sentences=(_("停用后，这一天又按国务院通知或周一至周五算。"),),
        )

    def _choose(self, year: int) -> None:
        self._wanted = year
        self.read()

    def _show(self, told: tuple[int, Sequence[int], Sequence[HolidayRow], str]) -> None:
        wanted, years, rows, note = told
        if wanted != self._wanted:
            return
        following = clock.today().year + 1
        offered = sorted({*years, wanted, following}, reverse=True)
        self.year.clear()
        for year in offered:
            self.year.addItem(_("{year} 年").format(year=year), year)
        self.year.setCurrentIndex(offered.index(wanted))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.table.set_rows(rows)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row: HolidayRow | None = self.table.current()
        may = not self.desk.database.read_only
        self.add_button.setEnabled(may)
        self.retire_button.setEnabled(may and row is not None and row.is_own)
        is_shipped = row is not None and not row.is_own
        why = _("国务院通知的日子不能停用；要改请加一天。")
        self.retire_button.setToolTip(why if is_shipped else _("停用（Ctrl+Del）"))
