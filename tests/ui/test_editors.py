"""Editors, one per kind of value: typed by real keys, read as values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from station_app.core.fields import Field
from station_app.core.kinds import (
    Boolean,
    Code,
    Codes,
    Date,
    Decimals,
    Division,
    IdNumber,
    Integer,
    Kind,
    Money,
    Name,
    Phone,
    Text,
    Time,
)
from station_app.ui.choices import CodeEditor, CodesEditor
from station_app.ui.editors import BoxEditor, Editor, TickEditor, editor_for


def shown(qtbot: QtBot, kind: Kind, **more: Any) -> Editor:
    editor = editor_for(Field("field", "栏目", kind, **more))
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.setFocus()
    qtbot.waitUntil(lambda: editor.focusProxy().hasFocus())
    return editor


def typed(qtbot: QtBot, editor: Editor, text: str) -> None:
    target = editor.focusProxy()
    target.insert(text) if not text.isascii() else qtbot.keyClicks(target, text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text(20), " 李家村 ", "李家村"),
        (Name(), "阿依古丽.买买提", "阿依古丽·买买提"),
        (IdNumber(), "419901 19860607 102x", "41990119860607102X"),
        (Phone(), "154 0000 0001", "15400000001"),
        (Integer(0, 99), "７", 7),
        (Decimals(places=1), "4.5", 45),
        (Money(), "2,000.5", 200050),
        (Date(), "20230215", dt.date(2023, 2, 15)),
        (Date(), "2023.2.15", dt.date(2023, 2, 15)),
        (Date(), "2023年2月15日", dt.date(2023, 2, 15)),
        (Date(), "", None),
        (Time(), "8:30", dt.time(8, 30)),
        (Division(), "419 901 300", "419901300"),
    ],
)
def test_typed_text_becomes_the_value_of_its_kind(qtbot: QtBot, kind: Kind, text: str, value: Any) -> None:
    editor = shown(qtbot, kind)
    typed(qtbot, editor, text)
    assert editor.text_problem() is None
    assert editor.value() == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(20), "李家村"),
        (Name(), "王秀兰"),
        (Integer(0, 99), 7),
        (Money(), 200050),
        (Date(), dt.date(2023, 2, 15)),
        (Time(), dt.time(8, 30)),
        (Boolean(), True),
        (Code("sex"), "2"),
        (Codes("assistance_category"), ("A01", "D01")),
        (Text(200, lines=3), "一\n二"),
    ],
)
def test_what_is_shown_is_read_back_unchanged(qtbot: QtBot, kind: Kind, value: Any) -> None:
    editor = shown(qtbot, kind)
    told = []
    editor.changed.connect(lambda: told.append(1))
    editor.set_value(value)
    assert editor.value() == value
    assert told == [], "only the user's changes are told"


def test_a_date_that_cannot_be_read_stays_as_typed_and_says_why(qtbot: QtBot) -> None:
    editor = shown(qtbot, Date())
    typed(qtbot, editor, "2023-2-30")
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert editor.text() == "2023-2-30"
    assert "20230215" in (editor.text_problem() or "")


def test_a_date_is_tidied_when_enter_is_pressed(qtbot: QtBot) -> None:
    editor = shown(qtbot, Date())
    typed(qtbot, editor, "20230215")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Return)
    assert editor.text() == "2023-02-15"


def test_the_editor_fits_the_kind(qtbot: QtBot) -> None:
    assert isinstance(shown(qtbot, Text(200, lines=4)), BoxEditor)
    assert isinstance(shown(qtbot, Boolean()), TickEditor)
    assert isinstance(shown(qtbot, Code("education")), CodeEditor)


def test_a_tick_is_set_by_the_space_bar(qtbot: QtBot) -> None:
    editor = shown(qtbot, Boolean())
    editor.set_value(None)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Space)
    assert editor.value() is True


def offered(editor: CodeEditor | CodesEditor) -> list[str]:
    return [editor.line.list.item(row).text() for row in range(editor.line.list.count())]


def code_editor(qtbot: QtBot, table: str) -> CodeEditor:
    editor = shown(qtbot, Code(table))
    assert isinstance(editor, CodeEditor)
    return editor


def test_a_code_is_found_by_pinyin_initials_and_taken_by_enter(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "assistance_category")
    qtbot.keyClicks(editor.line, "lsfn")
    assert offered(editor)[0] == "留守妇女"
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert (editor.text(), editor.value()) == ("留守妇女", "D01")
    assert not editor.line.is_offering()


def test_the_arrow_keys_walk_through_the_choices(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "sex")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    everything = offered(editor)
    assert len(everything) > 1
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.text() == everything[1]


def test_escape_closes_the_choices_and_keeps_the_text(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "education")
    qtbot.keyClicks(editor.line, "c")
    assert editor.line.is_offering()
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not editor.line.is_offering()
    assert editor.text() == "c"


def test_a_choice_is_taken_by_a_click(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "sex")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    item = editor.line.list.item(1)
    centre = editor.line.list.visualItemRect(item).center()
    qtbot.mouseClick(editor.line.list.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert editor.text() == item.text()


def test_what_a_county_types_for_a_code_is_understood(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "assistance_category")
    editor.line.insert("低保")
    assert editor.value() == "A01"


def test_a_word_that_is_no_choice_is_refused_with_a_sentence(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "sex")
    editor.line.insert("不详细")
    assert "不在可选项中" in (editor.text_problem() or "")


def test_several_codes_are_added_and_taken_away_by_typing(qtbot: QtBot) -> None:
    editor = shown(qtbot, Codes("assistance_category"))
    assert isinstance(editor, CodesEditor)
    editor.set_value(("A01",))
    editor.line.setCursorPosition(len(editor.text()))
    editor.line.insert("、")
    qtbot.keyClicks(editor.line, "lsfn")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("A01", "D01")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    first = offered(editor)[0]
    assert first.startswith("✓")
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("D01",)


def test_after_a_choice_the_next_code_is_typed_right_behind_it(qtbot: QtBot) -> None:
    editor = shown(qtbot, Codes("assistance_category"))
    assert isinstance(editor, CodesEditor)
    qtbot.keyClicks(editor.line, "lsfn")
    with qtbot.assertNotEmitted(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.line, "tyjr")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("D01", "F01")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.text() == "留守妇女、退役军人"


def test_coming_back_to_several_codes_adds_to_them_without_a_separator(qtbot: QtBot) -> None:
    editor = shown(qtbot, Codes("assistance_category"))
    assert isinstance(editor, CodesEditor)
    editor.set_value(("D01",))
    editor.line.clearFocus()
    editor.line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(editor.line, "dbdx")
    assert offered(editor)[0] == "低保对象"
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    editor.line.clearFocus()
    assert (editor.value(), editor.text()) == (("D01", "A01"), "留守妇女、低保对象")


def test_a_code_that_is_only_shown_has_neither_hint_nor_arrow_and_tab_passes_it(qtbot: QtBot) -> None:
    editor = code_editor(qtbot, "sex")
    hint = editor.line.placeholderText()
    editor.set_read_only(True)
    shown_actions = [action for action in editor.line.actions() if action.isVisible()]
    assert (editor.line.placeholderText(), shown_actions) == ("", [])
    assert not editor.line.focusPolicy() & Qt.FocusPolicy.TabFocus
    editor.set_read_only(False)
    assert (editor.line.placeholderText(), editor.line.focusPolicy()) == (hint, Qt.FocusPolicy.StrongFocus)


@pytest.mark.parametrize(
    ("kind", "pasted", "value"),
    [
        (Name(), "王秀兰\r\n", "王秀兰"),
        (Phone(), "154 1234 5678\r\n", "15412345678"),
        (Text(100), "东河村\n3组\t12号", "东河村 3组 12号"),
        (Code("sex"), "女\r\n", "2"),
        (Date(), "2023/2/15 0:00:00\r\n", dt.date(2023, 2, 15)),
        (Money(), "￥2,000.00\r\n", 200000),
    ],
)
def test_a_cell_copied_in_wps_is_pasted_into_a_line_as_it_reads(
    qtbot: QtBot, kind: Kind, pasted: str, value: object
) -> None:
    editor = shown(qtbot, kind)
    QGuiApplication.clipboard().setText(pasted)
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (editor.text_problem(), editor.value()) == (None, value)
