"""Cells to and from WPS: what is in sight is copied as it is; a pasted block is checked and kept in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from station_app.ui.messages import Message
from station_app.ui.screen import Desk
from station_app.ui.table import Table
from station_app.ui.table_clipboard import block
from tests.ui.lists import COLUMNS, CTRL, SHIFT, go_to, place_of, shown_screen

KINDS = {column.name: column.kind for column in COLUMNS}


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> Table:
    return shown_screen(qtbot, desk).table


@pytest.fixture
def given(table: Table) -> list[list[tuple[str, dict[str, str]]]]:
    """What each paste handed to the owner; wage and note may be typed, and are put into the rows."""
    seen: list[list[tuple[str, dict[str, str]]]] = []

    def keep(taken: Sequence[tuple[Any, Mapping[str, str]]]) -> Sequence[str]:
        seen.append([(row.id, dict(typed)) for row, typed in taken])
        for row, typed in taken:
            values = {name: kind.parse(text) if (kind := KINDS[name]) else text for name, text in typed.items()}
            table.source.replace(row, replace(row, **values))
        return ()

    table.source.editable = lambda _row, name: name in ("wage", "note")
    table.source.pasted = keep
    return seen


@pytest.fixture
def told(qapp: QApplication) -> Iterator[list[str]]:
    """What messages said; each is closed at once."""
    texts: list[str] = []

    def close() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, Message):
            texts.extend(label.text() for label in message.findChildren(QLabel) if label.text())
            message.accept()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(20)
    yield texts
    timer.stop()


def clipboard() -> list[list[str]]:
    return [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]


def paste(qtbot: QtBot, table: Table, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)


def wages(table: Table) -> list[str]:
    return [table.source.cell(row, place_of("wage")) for row in range(table.source.rowCount())]


def test_only_columns_in_sight_are_copied_in_their_order_and_masks_stay(qtbot: QtBot, table: Table) -> None:
    table.choice.show(place_of("kinds"), shown=False)
    table.choice.move(place_of("phone"), -5)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    assert clipboard() == [["154****0001", "王秀兰", "女", "1986-06-07", "2000.00", "=1+1"]]
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL | SHIFT)
    assert clipboard()[0] == ["电话", "姓名", "性别", "出生日期", "月薪", "备注"]
    assert len(clipboard()) == 2


def test_a_block_is_pasted_from_the_current_cell_in_one_go(
    qtbot: QtBot, table: Table, given: list[list[tuple[str, dict[str, str]]]]
) -> None:
    go_to(table, 1, "wage")
    paste(qtbot, table, "1500\r\n1,600元\r\n")
    assert given == [[("2", {"wage": "1500"}), ("3", {"wage": "1,600元"})]]
    assert wages(table) == ["2000.00", "1500.00", "1600.00", "1800.00"]


def test_refused_cells_are_told_once_and_the_rest_is_kept(
    qtbot: QtBot, table: Table, given: list[list[tuple[str, dict[str, str]]]], told: list[str]
) -> None:
    go_to(table, 2, "wage")
    paste(qtbot, table, "很多\t154\t包子\n1500\t154\t\n1700")
    assert given == [[("3", {"note": "包子"}), ("4", {"wage": "1500", "note": ""})]]
    assert told[0] == "粘贴了 3 格，有的没有粘贴"
    assert "第 3 行“月薪”：请输入数字。" in told
    assert "第 3 行“电话”：这一格不能在这里改。" in told
    assert any("多 1 行" in text for text in told)


def test_one_undo_takes_the_whole_paste_back_and_redo_puts_it_in_again(
    qtbot: QtBot, table: Table, given: list[list[tuple[str, dict[str, str]]]]
) -> None:
    before = wages(table)
    go_to(table, 0, "wage")
    paste(qtbot, table, "1\n2\n3\n4")
    assert wages(table) == ["1.00", "2.00", "3.00", "4.00"]
    table.sortByColumn(place_of("name"), Qt.SortOrder.AscendingOrder)
    qtbot.keyClick(table, Qt.Key.Key_Z, CTRL)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert wages(table) == before
    qtbot.keyClick(table, Qt.Key.Key_Y, CTRL)
    assert wages(table) == ["1.00", "2.00", "3.00", "4.00"]


def test_nothing_is_pasted_into_a_list_that_is_only_read(qtbot: QtBot, table: Table) -> None:
    go_to(table, 0, "wage")
    paste(qtbot, table, "1\n2")
    assert wages(table)[0] == "2000.00"


def test_cells_that_wps_quotes_are_read_as_one() -> None:
    assert block('王秀兰\t"两行\n一格"\r\n"说""好"""\t2\r\n') == [["王秀兰", "两行\n一格"], ['说"好"', "2"]]
    assert block("单独一格") == [["单独一格"]]


def test_a_quote_that_is_never_closed_stays_in_its_cell() -> None:
    assert block('"三好"学员\t2\n"未完\t3\n5"管\t\n\t4') == [
        ['"三好"学员', "2"],
        ['"未完', "3"],
        ['5"管', ""],
        ["", "4"],
    ]


def test_a_cell_in_quotes_comes_back_from_the_clipboard_as_it_was(
    qtbot: QtBot, table: Table, given: list[list[tuple[str, dict[str, str]]]]
) -> None:
    go_to(table, 0, "note")
    paste(qtbot, table, '"""三好""学员"\r\n"两行\n一格"\r\n')
    assert given == [[("1", {"note": '"三好"学员'}), ("2", {"note": "两行 一格"})]]
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    assert block(QGuiApplication.clipboard().text())[0][-1] == '"三好"学员'
