"""A stick was lost: which packages were on it; noted, and the people in them listed so that they can be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Date, IdNumber, Phone, Text
from station_app.core.texts import _
from station_app.county.service import lost_sticks
from station_app.county.service.lost_sticks import InPackage
from station_app.county.ui.desk import CountyDesk
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.dialog_room import keep_on_screen
from station_app.ui.form import Form, single_section
from station_app.ui.screen import button_for
from station_app.ui.table import Table

LOSS = Record(
    "county_lost_stick",
    _("丢失的 U 盘"),
    (
        Field("station", _("站点"), Text(60), required=True),
        Field("numbers", _("第几号包"), Text(60), required=True, hint=_("上面有哪几个包，如 3、4")),
        Field("lost_on", _("哪天丢的"), Date(past=True), required=True),
        Field("note", _("经过"), Text(200, lines=2)),
    ),
)


class LostStickDialog(QDialog):
    """First the form; then the list of people, masked, to be exported for telling them."""

    def __init__(self, owner: QWidget, desk: CountyDesk, station: str) -> None:
        super().__init__(owner)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = _("登记丢失的 U 盘")
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setMinimumWidth(theme.px(620))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        self.said = QLabel(
            _("数据包是加密的，没有县里或这个站的密钥谁也打不开。登记下来，并列出里面有谁，需要时可以逐一告知。")
        )
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.form = Form(LOSS, single_section(tuple(field.name for field in LOSS)), columns=1)
        self.form.set_values({"station": station, "lost_on": clock.today()})
        self.form.setMinimumHeight(theme.px(250))
        self.form.submitted.connect(self.keep)
        number = IdNumber()  # masked on the screen; the export asks
        self.table = Table(
            (
                Column("name", _("姓名"), lambda row: row.name, width=110),
                Column("id_number", _("身份证号"), lambda row: row.id_number, number.mask, width=180, kind=number),
                Column("phone", _("电话"), lambda row: row.phone, Phone().mask, width=130, kind=Phone(), stretch=True),
            ),
            empty=_("这些包里没有人的资料。"),
            name="county_lost_people",
        )
        self.table.setAccessibleName(_("里面有谁"))
        self.table.setMinimumHeight(theme.px(260))
        self.table.hide()
        self.accept_button = button_for(_("登记"), "check", self.keep, primary=True)
        self.accept_button.setToolTip(_("登记（Ctrl+回车）"))
        self.back = button_for(_("返回"), "", self.reject)
        self.back.setToolTip(_("返回（Esc）"))
        for button in (self.accept_button, self.back):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        for part in (title, self.said, self.form, self.table):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What scrolls gives way on a low screen."""
        super().showEvent(event)
        keep_on_screen(self, self.form, self.table, least=self.height())

    def keep(self) -> None:
        """Note the loss; the people follow in the place of the form."""
        try:
            values = self.form.values()
            numbers = _numbers(values["numbers"] or "")
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return
        problems = LOSS.check(values)
        if problems:
            self.form.show_problems(problems)
            return
        self.accept_button.setEnabled(False)
        station, day, note = values["station"], values["lost_on"], values["note"] or ""

        def failed(error: Exception) -> bool:
            self.accept_button.setEnabled(True)
            if isinstance(error, Refused):
                self.form.show_problems(error.problems)
            return isinstance(error, Refused)

        self.desk.act(
            lambda county, _progress: lost_sticks.record_loss(county, station, numbers, _day(day), note),
            self._show,
            title=_("正在登记…"),
            failed=failed,
        )

    def _show(self, people: list[InPackage]) -> None:
        self.form.is_modified = False
        self.form.hide()
        self.accept_button.hide()
        self.said.setText(_("已登记。这些包里有 {n} 个人的资料：").format(n=len(people)))
        self.table.set_rows(people)
        self.table.show()
        self.table.setFocus()


def _numbers(text: str) -> list[int]:
    parts = text.replace("、", " ").replace("，", " ").replace(",", " ").split()
    if not parts or not all(part.isdecimal() for part in parts):
        raise Refused([Problem("numbers", _("请写包的编号，如 3、4。"), "NUMBERS")])
    return [int(part) for part in parts]


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else clock.today()
