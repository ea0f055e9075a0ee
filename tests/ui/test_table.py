"""The one table: Qt's own model tester, sorting, filter, copying, empty lists, and speed with 100,000 rows."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from station_app.core.fields import Field
from station_app.core.kinds import Date, Integer, Money, Name, Text
from station_app.ui.columns import Column, chinese_order, column
from station_app.ui.table import Table, TableModel


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    born: dt.date | None = None
    wage: int | None = None
    note: str = ""


COLUMNS: tuple[Column, ...] = (
    column(Field("name", "姓名", Name())),
    column(Field("born", "出生日期", Date())),
    column(Field("wage", "月薪", Money())),
    column(Field("note", "备注", Text(200)), stretch=True),
)
ROWS = [
    Row("1", "王秀兰", dt.date(1986, 6, 7), 200000, "包子"),
    Row("2", "阿依古丽·买买提", None, None),
    Row("3", "覃小燕", dt.date(1975, 1, 2), 90000, "两\t格\n两行"),
    Row("4", "李娟", dt.date(1990, 3, 4), 180000, "包子"),
]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(COLUMNS, ROWS, empty="还没有人员。", action="导入花名册")
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(table: Table) -> list[str]:
    return [table.source.cell(row, 0) for row in range(table.source.rowCount())]


def click_head(qtbot: QtBot, table: Table, number: int) -> None:
    head = table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(number) + 8, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_qts_own_tester_finds_no_fault_in_the_model(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS, ROWS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.sort(0)
    model.filter("包子")
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.set_rows(ROWS[:2])
    model.filter("")
    model.replace(ROWS[0], Row("1", "王秀花"))
    assert [model.cell(row, 0) for row in range(model.rowCount())] == ["王秀花", "阿依古丽·买买提"]


def test_a_click_on_the_head_sorts_names_as_a_dictionary_does(qtbot: QtBot, table: Table) -> None:
    click_head(qtbot, table, 0)
    assert names(table) == ["阿依古丽·买买提", "李娟", "覃小燕", "王秀兰"]
    click_head(qtbot, table, 0)
    assert names(table)[0] == "王秀兰"


def test_numbers_are_sorted_as_numbers_and_gaps_come_last_both_ways(qtbot: QtBot, table: Table) -> None:
    click_head(qtbot, table, 2)
    assert [table.source.cell(row, 2) for row in range(4)] == ["900.00", "1800.00", "2000.00", ""]
    click_head(qtbot, table, 2)
    assert [table.source.cell(row, 2) for row in range(4)] == ["2000.00", "1800.00", "900.00", ""]


def test_words_of_a_column_without_a_kind_are_in_chinese_order_and_their_numbers_as_numbers() -> None:
    column = Column("group", "组", lambda row: row)
    rows = ["王营10组", "王营2组", "东河1组", "", "100%", "96.5%"]
    assert [rows[at] for at in sorted(range(6), key=lambda at: column.keys(rows)[at] or "~~")] == [
        *("96.5%", "100%", "东河1组", "王营2组", "王营10组", ""),
    ]


def test_the_menu_opens_by_keyboard_below_the_current_cell(qtbot: QtBot, table: Table) -> None:
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any("筛选这一列" in action.text() for action in menu.actions())
    assert menu.pos().y() > table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).topLeft()).y()
    menu.close()


def test_the_third_click_gives_back_the_order_the_rows_came_in(qtbot: QtBot, table: Table) -> None:
    before = names(table)
    for _click in range(3):
        click_head(qtbot, table, 0)
    assert names(table) == before


def test_the_selected_row_stays_selected_when_sorted_and_filtered(qtbot: QtBot, table: Table) -> None:
    assert table.select_id("3")
    click_head(qtbot, table, 0)
    assert table.current() is ROWS[2]
    assert [row.id for row in table.selected()] == ["3"]
    table.filter("燕")
    assert table.current() is ROWS[2]


def test_the_filter_wants_every_word(table: Table) -> None:
    table.filter("包子 李")
    assert names(table) == ["李娟"]
    table.filter("")
    assert len(names(table)) == 4


def test_enter_and_double_click_open_the_row(qtbot: QtBot, table: Table) -> None:
    table.select_id("4")
    with qtbot.waitSignal(table.opened) as by_key:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert by_key.args[0] is ROWS[3]
    at = table.visualRect(table.source.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(table.opened) as by_click:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert by_click.args[0] is ROWS[0]


def test_copied_rows_paste_into_a_workbook_as_cells(qtbot: QtBot, table: Table) -> None:
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t") for line in lines][2] == ["覃小燕", "1975-01-02", "900.00", "两 格 两行"]
    assert len(lines) == 4


def test_an_empty_list_says_what_to_do_first(qtbot: QtBot) -> None:
    done: list[int] = []
    table = Table(COLUMNS, (), empty="还没有人员。", action="导入花名册", on_action=lambda: done.append(1))
    qtbot.addWidget(table)
    table.show()
    assert table._empty.isVisible()
    qtbot.mouseClick(table._empty._button, Qt.MouseButton.LeftButton)
    assert done == [1]
    table.set_rows(ROWS)
    assert not table._empty.isVisible()
    table.filter("没有这个人")
    assert table._empty.isVisible()
    assert "没有找到" in table._empty._label.text()
    assert not table._empty._button.isVisible()


def test_a_cell_can_be_corrected_in_place_where_its_owner_lets_it(qtbot: QtBot, table: Table) -> None:
    told: list[tuple[str, str, str]] = []
    table.source.editable = lambda _row, name: name == "note"
    table.source.edited = lambda row, name, text: not told.append((row.id, name, text))
    index = table.source.index(3, 3)
    table.setCurrentIndex(index)
    table.edit(index)
    line = table.viewport().findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "new")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == [("4", "note", "new")])
    assert not table.source.flags(table.source.index(3, 0)) & Qt.ItemFlag.ItemIsEditable


def test_rows_are_thirty_pixels_high(table: Table) -> None:
    assert table.rowHeight(0) == 30


def test_cells_of_a_tone_are_painted_on_its_tint(qtbot: QtBot, table: Table) -> None:
    table.source.tone = lambda row, name: "bad" if (row.id, name) == ("1", "note") else ""
    table.viewport().update()
    image = table.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    corner = table.visualRect(table.source.index(0, 3)).topLeft() + QPoint(3, 3)
    assert image.pixelColor(corner * scale).name().upper() == "#FCEBEA"


def test_surnames_with_their_own_reading_are_in_the_right_place() -> None:
    assert sorted(["单小红", "山小红", "陈小红", "沈小红"], key=chinese_order) == [
        "陈小红",
        "单小红",
        "山小红",
        "沈小红",
    ]


def test_a_hundred_thousand_rows_sort_and_filter_without_a_pause(qtbot: QtBot) -> None:
    given = "秀兰桂英玉梅红霞丽娟"
    rows = [
        Row(str(n), "王李张刘陈"[n % 5] + given[n % 10] + given[n // 10 % 10], None, (n * 7919) % 100_000)
        for n in range(100_000)
    ]
    table = Table(COLUMNS, rows)
    qtbot.addWidget(table)
    table.resize(1200, 700)
    table.show()
    qtbot.waitExposed(table)
    seconds = {}
    for what, act in (
        ("sort names", lambda: table.source.sort(0)),
        ("sort numbers", lambda: table.source.sort(2)),
        ("filter", lambda: table.filter("王秀")),
        ("filter again", lambda: table.filter("王秀兰")),
        ("all", lambda: table.filter("")),
        ("scroll", table.scrollToBottom),
    ):
        start = time.perf_counter()
        act()
        seconds[what] = time.perf_counter() - start
    assert max(seconds.values()) < 3, f"generous for a busy machine: {seconds}"
    assert Integer().align == "right"


def test_a_cell_that_is_cut_short_says_its_full_text_under_a_resting_pointer(qtbot: QtBot) -> None:
    long = "面粉过敏，" * 12 + "<b>注意</b>"
    table = Table(COLUMNS, [Row("1", "王秀兰", note=long), Row("2", "覃小燕", note="无")])
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()

    def tip(row: int, column: int) -> str:
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())
        at = table.visualRect(table.source.index(row, column)).center()
        event = QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
        QApplication.sendEvent(table.viewport(), event)
        return QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText() if QToolTip.isVisible() else ""

    assert tip(0, 3) == long
    assert tip(1, 3) == ""
    assert tip(0, 0) == ""
    table.source.tip = lambda row, name: "县里记的是另一个" if name == "note" else ""
    assert tip(0, 3) == f"{long}\n县里记的是另一个"
    assert tip(1, 3) == "县里记的是另一个"
    QToolTip.hideText()
