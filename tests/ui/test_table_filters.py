"""Filters by column: asked for by mouse and keyboard, adapted to the kind, seen, combined, taken off, kept as JSON."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from station_app.ui.filter_popup import FilterPopup
from station_app.ui.filters import NO_GAPS, ONLY_GAPS, ColumnFilter
from station_app.ui.screen import Desk
from station_app.ui.table import Table, TableModel
from tests.ui.lists import ALT, COLUMNS, CTRL, ROWS, SHIFT, go_to, head_point, ids, place_of, shown_screen


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> Table:
    return shown_screen(qtbot, desk).table


def asked(table: Table) -> FilterPopup:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, FilterPopup) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_codes_are_ticked_by_keyboard_alone(qtbot: QtBot, table: Table) -> None:
    go_to(table, 0, "sex")
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    popup = asked(table)
    assert popup.ticks.hasFocus()
    assert [popup.ticks.item(n).text() for n in range(2)] == ["男　1", "女　3"]
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Down)
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Space)
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Return)
    assert ids(table) == ["1", "2", "3"]
    assert table.filters() == {"sex": ColumnFilter(("2",))}


def test_the_funnel_under_the_pointer_opens_the_filter_and_does_not_sort(qtbot: QtBot, table: Table) -> None:
    head = table.head
    qtbot.mouseMove(head.viewport(), head_point(table, "born"))
    qtbot.waitUntil(lambda: head._under == place_of("born"))
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.funnel(place_of("born")).center())
    popup = asked(table)
    qtbot.keyClicks(popup.low, "1980-01-01")
    qtbot.keyClick(popup.low, Qt.Key.Key_Return)
    assert ids(table) == ["1", "4"]
    assert head.sortIndicatorSection() == -1 or not table.source._sorted


def test_an_unreadable_bound_is_said_and_nothing_is_filtered(qtbot: QtBot, table: Table) -> None:
    go_to(table, 0, "born")
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    popup = asked(table)
    qtbot.keyClicks(popup.low, "2023-99")
    qtbot.keyClick(popup.low, Qt.Key.Key_Return)
    assert "看不懂这个日期" in popup.problem.text()
    assert popup.isVisible()
    assert ids(table) == ["1", "2", "3", "4"]
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not table.filters()


def test_empty_cells_can_be_asked_for(table: Table) -> None:
    table.set_filter("wage", ColumnFilter(gaps=ONLY_GAPS))
    assert ids(table) == ["2"]
    table.set_filter("wage", ColumnFilter(gaps=NO_GAPS))
    assert ids(table) == ["1", "3", "4"]
    table.set_filter("wage", ColumnFilter(low="1000", high="1900"))
    assert ids(table) == ["4"]


def test_many_codes_match_by_any_of_them_and_gaps_by_the_empty_one(table: Table) -> None:
    table.set_filter("kinds", ColumnFilter(("40",)))
    assert ids(table) == ["2", "4"]
    table.set_filter("kinds", ColumnFilter(("40", "")))
    assert ids(table) == ["2", "3", "4"]


def test_column_filters_and_typed_words_hold_together_also_for_new_rows(table: Table) -> None:
    table.set_filters({"sex": ColumnFilter(("2",)), "note": ColumnFilter(text="格")})
    assert ids(table) == ["3"]
    table.filter("王")
    assert ids(table) == []
    table.filter("")
    table.set_rows(ROWS[:2])
    assert ids(table) == []
    table.clear_filters()
    assert ids(table) == ["1", "2"]


def test_a_masked_number_cannot_be_guessed_through_the_filter(table: Table) -> None:
    table.set_filter("phone", ColumnFilter(text="15400000004"))
    assert ids(table) == []
    table.set_filter("phone", ColumnFilter(text="0004"))
    assert ids(table) == ["4"]


def test_what_is_filtered_is_seen_and_taken_off_by_key_and_by_click(qtbot: QtBot, table: Table) -> None:
    table.set_filters({"sex": ColumnFilter(("2",)), "wage": ColumnFilter(low="1000")})
    assert table.bar.isVisible()
    assert table.bar.text() == "筛选：性别 女；月薪 1000 起"
    assert table.bar.count.text() == "1 / 4 行"
    assert table.viewport().geometry().bottom() < table.bar.geometry().top()
    qtbot.keyClick(table, Qt.Key.Key_L, CTRL | SHIFT)
    assert ids(table) == ["1", "2", "3", "4"]
    assert not table.bar.isVisible()
    table.set_filter("sex", ColumnFilter(("1",)))
    qtbot.mouseClick(table.bar.clear, Qt.MouseButton.LeftButton)
    assert len(ids(table)) == 4


def test_the_last_row_can_be_reached_above_the_bar(qtbot: QtBot, table: Table) -> None:
    table.set_rows([row for _n in range(50) for row in ROWS])
    table.set_filter("sex", ColumnFilter(("1", "2")))
    table.scrollToBottom()
    last = table.visualRect(table.source.index(table.source.rowCount() - 1, 0))
    assert last.bottom() <= table.viewport().height()


def test_a_filter_survives_as_json_and_a_bad_one_is_refused_whole(table: Table) -> None:
    wanted = ColumnFilter(("20", ""), "王", "1", "2", NO_GAPS)
    assert ColumnFilter.from_json(json.loads(json.dumps(wanted.to_json()))) == wanted
    assert ColumnFilter.from_json({"values": 3, "text": None, "more": 1}) == ColumnFilter()
    table.set_filter("sex", ColumnFilter(("1",)))
    with pytest.raises(ValueError, match="看不懂"):
        table.set_filter("born", ColumnFilter(low="去年"))
    assert list(table.filters()) == ["sex"]
    assert ids(table) == ["4"]


def test_the_tick_list_of_a_column_counts_what_the_other_filters_leave(qtbot: QtBot, table: Table) -> None:
    table.set_filters({"sex": ColumnFilter(("2",)), "kinds": ColumnFilter(("20",))})
    popup = FilterPopup(table, place_of("kinds"))
    qtbot.addWidget(popup)
    texts = [popup.ticks.item(n).text() for n in range(popup.ticks.count())]
    assert [text.rsplit("　", 1)[1] for text in texts] == ["2", "1", "1"]
    assert popup.ticks.ticked() == ("20",)


def test_few_different_texts_can_be_ticked_too(qtbot: QtBot, table: Table) -> None:
    go_to(table, 0, "note")
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    popup = asked(table)
    assert isinstance(popup.first, QLineEdit)
    QGuiApplication.clipboard().setText("包")
    qtbot.keyClick(popup.text, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(popup.text, Qt.Key.Key_Return)
    assert ids(table) == ["4"]


def test_the_current_row_stays_current_through_filters_and_sorting(table: Table) -> None:
    table.select_id("3")
    table.set_filter("sex", ColumnFilter(("2",)))
    assert table.current().id == "3"
    table.source.sort(place_of("wage"), Qt.SortOrder.DescendingOrder)
    assert table.current().id == "3"
    assert ids(table) == ["1", "3", "2"]


def test_qts_own_tester_finds_no_fault_with_column_filters(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS, ROWS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_filters({"sex": ColumnFilter(("2",))})
    model.sort(place_of("born"), Qt.SortOrder.DescendingOrder)
    model.filter("王")
    model.set_filters({})
    model.replace(ROWS[0], ROWS[1])
    model.set_rows(ROWS)
    assert model.rowCount() == 1
