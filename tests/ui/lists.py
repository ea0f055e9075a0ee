"""A list of invented people on a screen of a real station, for the tests of tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app.core.fields import Field
from station_app.core.kinds import Code, Codes, Date, IdNumber, Money, Name, Phone, Text
from station_app.ui.columns import Column, column
from station_app.ui.screen import Desk, Screen
from station_app.ui.table import Table

PHONE, ID_NUMBER = Phone(), IdNumber()
NONE, CTRL, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    sex: str | None = None
    kinds: tuple[str, ...] = ()
    born: dt.date | None = None
    wage: int | None = None
    phone: str | None = None
    id_number: str | None = None
    note: str = ""


COLUMNS: tuple[Column, ...] = (
    column(Field("name", "姓名", Name())),
    column(Field("sex", "性别", Code("sex")), width=60),
    column(Field("kinds", "技能", Codes("education"))),
    column(Field("born", "出生日期", Date())),
    column(Field("wage", "月薪", Money())),
    column(Field("phone", "电话", PHONE), show=PHONE.mask),
    column(Field("id_number", "身份证号", ID_NUMBER), show=ID_NUMBER.mask, is_offered=True),
    column(Field("note", "备注", Text(200)), stretch=True),
)
ROWS = [
    Row("1", "王秀兰", "2", ("20",), dt.date(1986, 6, 7), 200000, "15400000001", "419901198606070025", "=1+1"),
    Row("2", "阿依古丽·买买提", "2", ("20", "40")),
    Row("3", "覃小燕", "2", (), dt.date(1975, 1, 2), 90000, "15400000003", None, "两\t格\n两行"),
    Row("4", "李强", "1", ("40",), dt.date(1990, 3, 4), 180000, "15400000004", None, "包子"),
]


class ListScreen(Screen):
    """Nothing but one list."""

    def __init__(self, desk: Desk, name: str = "invented") -> None:
        super().__init__(desk)
        self.table = Table(COLUMNS, ROWS, name=name)
        self.table.setAccessibleName("试验名单")
        self.body.addWidget(self.table)


def shown_screen(qtbot: QtBot, desk: Desk, name: str = "invented") -> ListScreen:
    """The screen, exposed, with the cursor in its list."""
    screen = ListScreen(desk, name)
    qtbot.addWidget(screen)
    screen.resize(1100, 400)
    screen.show()
    qtbot.waitExposed(screen)
    screen.table.setFocus()
    screen.table.on_screen = screen  # type: ignore[attr-defined]  # or Python lets go of it
    return screen


def ids(table: Table) -> list[str]:
    """Who is shown, in order."""
    return [row.id for row in table.source.rows]


def place_of(name: str) -> int:
    """The place of a column by its name."""
    return next(n for n, c in enumerate(COLUMNS) if c.name == name)


def head_point(table: Table, name: str) -> QPoint:
    """A point on a column's head, left of its middle."""
    return QPoint(table.head.sectionViewportPosition(place_of(name)) + 12, table.head.height() // 2)


def go_to(table: Table, row: int, name: str) -> None:
    """Make a cell current."""
    table.setCurrentIndex(table.source.index(row, place_of(name)))


def popup() -> object:
    """The popup that is open."""
    return QApplication.activePopupWidget()
