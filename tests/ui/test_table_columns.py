"""The user's choice of columns: made by keyboard and mouse, remembered by the list's name, never against the screen."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from station_app.ui import memory, theme
from station_app.ui.column_popup import ColumnPopup
from station_app.ui.memory import WindowMemory
from station_app.ui.screen import Desk
from station_app.ui.table import Table
from tests.ui.lists import ALT, COLUMNS, SHIFT, place_of, shown_screen

AS_BROUGHT = ["name", "sex", "kinds", "born", "wage", "phone", "note"]


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> Table:
    return shown_screen(qtbot, desk).table


def shown(table: Table) -> list[str]:
    return [COLUMNS[place].name for place in table.shown_columns()]


def opened(qtbot: QtBot, table: Table) -> ColumnPopup:
    qtbot.keyClick(table, Qt.Key.Key_C, ALT | SHIFT)
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, ColumnPopup) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_columns_chosen_by_keyboard_are_there_again_when_the_list_is_opened_anew(
    qtbot: QtBot, desk: Desk, table: Table
) -> None:
    assert shown(table) == AS_BROUGHT
    popup = opened(qtbot, table)
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Down)
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Space)  # sex off
    popup.ticks.setCurrentRow(6)
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Space)  # ID number on
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Up, ALT)  # before the phone
    qtbot.keyClick(popup.ticks, Qt.Key.Key_Return)
    chosen = ["name", "kinds", "born", "wage", "id_number", "phone", "note"]
    assert shown(table) == chosen
    table.head.resizeSection(place_of("born"), 150)
    again = shown_screen(qtbot, desk).table
    assert shown(again) == chosen
    assert again.columnWidth(place_of("born")) == 150
    other = shown_screen(qtbot, desk, name="other").table
    assert shown(other) == AS_BROUGHT


def test_the_choice_survives_the_programs_end_without_anything_personal(
    qtbot: QtBot, desk: Desk, table: Table, tmp_path: Path
) -> None:
    table.choice.show(place_of("wage"), shown=False)
    memory.store(tmp_path / "window.json", WindowMemory(lists=desk.lists))
    kept = memory.load(tmp_path / "window.json")
    assert kept.lists == {"invented": {"hidden": ["wage"]}}
    assert "王" not in str(asdict(kept))


def test_reset_gives_back_what_the_program_brings(qtbot: QtBot, desk: Desk, table: Table) -> None:
    table.choice.show(place_of("wage"), shown=False)
    table.choice.move(place_of("born"), -1)
    popup = opened(qtbot, table)
    reset = next(b for b in popup.findChildren(QPushButton) if b.text() == "恢复默认")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert shown(table) == AS_BROUGHT
    assert desk.lists == {}


def test_a_narrow_screen_does_not_bring_back_what_the_user_took_away(table: Table) -> None:
    table.choice.show(place_of("wage"), shown=False)
    for name in ("wage", "born"):
        table.setColumnHidden(place_of(name), True)
    assert shown(table) == ["name", "sex", "kinds", "phone", "note"]
    for name in ("wage", "born"):
        table.horizontalHeader().setSectionHidden(place_of(name), False)
    assert shown(table) == ["name", "sex", "kinds", "born", "phone", "note"]


def test_the_last_column_stays(table: Table) -> None:
    for place in range(len(COLUMNS)):
        table.choice.show(place, shown=False)
    assert len(shown(table)) == 1


def test_widths_are_remembered_for_large_type_too(qtbot: QtBot, desk: Desk, table: Table, qapp: QApplication) -> None:
    table.head.resizeSection(place_of("born"), 160)
    theme.apply(qapp, "light", large=True)
    large = shown_screen(qtbot, desk).table
    assert large.columnWidth(place_of("born")) == 200


@pytest.mark.parametrize(
    "kept", [{"order": 3, "widths": {"born": "wide"}}, {"hidden": [None, "gone"], "widths": {"born": 100000}}, "x", {}]
)
def test_a_memory_that_makes_no_sense_is_as_none(qtbot: QtBot, desk: Desk, kept: object) -> None:
    desk.lists["invented"] = kept
    table = shown_screen(qtbot, desk).table
    assert shown(table) == AS_BROUGHT
    assert table.columnWidth(place_of("born")) == 100


def test_a_list_without_a_name_keeps_its_columns(qtbot: QtBot, desk: Desk) -> None:
    table = shown_screen(qtbot, desk, name="").table
    qtbot.keyClick(table, Qt.Key.Key_C, ALT | SHIFT)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, ColumnPopup) and each.isVisible()]
    assert not table.head.sectionsMovable()
