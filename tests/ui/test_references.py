"""Editors for other records: found by name, initials or number's tail, shown by name, kept by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from station_app.core.fields import Field
from station_app.core.kinds import Reference, References
from station_app.features.people.service import households, people
from station_app.ui.editors import Editor, editor_for
from station_app.ui.editors.references import RecordLine, ReferenceEditor, ReferencesEditor
from station_app.ui.screen import Desk
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values

pytestmark = pytest.mark.usefixtures("open_office")


@pytest.fixture
def two_people(station: StationInUse) -> tuple[str, str]:
    """王秀兰 and 李小燕."""
    with station.db.work() as session:
        return (
            people.save_person(session, person_values(name="王秀兰")),
            people.save_person(session, person_values(id_number=number("19860607"), name="李小燕")),
        )


def shown(qtbot: QtBot, editor: Editor) -> Editor:
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.setFocus()
    qtbot.waitUntil(lambda: editor.focusProxy().hasFocus())
    return editor


def person_editor(qtbot: QtBot) -> ReferenceEditor:
    editor = shown(qtbot, editor_for(Field("person_id", "人员", Reference("person"))))
    assert isinstance(editor, ReferenceEditor)
    return editor


def offered(line: RecordLine) -> list[str]:
    return [line.list.item(row).text() for row in range(line.list.count())]


def test_a_person_is_found_by_initials_and_taken_by_enter(
    qtbot: QtBot, desk: Desk, two_people: tuple[str, str]
) -> None:
    editor = person_editor(qtbot)
    qtbot.keyClicks(editor.line, "wxl")
    qtbot.waitUntil(editor.line.is_offering)
    assert [text.split("\t")[0] for text in offered(editor.line)] == ["王秀兰"]
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == two_people[0]
    assert editor.text().startswith("王秀兰")
    assert two_people[0] not in editor.text()
    assert desk.tasks.is_idle


def test_a_stored_person_is_shown_by_name(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    editor = person_editor(qtbot)
    told = []
    editor.changed.connect(lambda: told.append(1))
    editor.set_value(two_people[1])
    qtbot.waitUntil(lambda: editor.text().startswith("李小燕"))
    assert (editor.value(), told) == (two_people[1], [])
    assert editor.words(two_people[1]).startswith("李小燕")


def test_the_arrow_key_opens_the_list_without_typing(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    editor = person_editor(qtbot)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.waitUntil(editor.line.is_offering)
    assert [text.split("\t")[0] for text in offered(editor.line)] == ["李小燕", "王秀兰"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == two_people[1]


def test_words_that_name_nobody_are_refused_and_kept(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    del two_people
    editor = person_editor(qtbot)
    qtbot.keyClicks(editor.line, "zzz")
    qtbot.waitUntil(editor.line.is_offering)
    assert offered(editor.line)[0].startswith("没有找到")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert "从列表里选" in (editor.text_problem() or "")
    assert editor.text() == "zzz"


def test_words_that_fit_one_record_mean_it_when_the_cursor_leaves(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    editor = person_editor(qtbot)
    qtbot.keyClicks(editor.line, "lxy")
    qtbot.waitUntil(editor.line.is_offering)
    editor.line.clearFocus()
    assert editor.value() == two_people[1]


def test_what_undo_keeps_is_shown_by_name_again(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    editor = person_editor(qtbot)
    editor.set_value(two_people[0])
    kept = editor.typed()
    editor.set_value(None)
    assert editor.text() == ""
    editor.retype(kept)
    qtbot.waitUntil(lambda: editor.text().startswith("王秀兰"))
    assert editor.value() == two_people[0]


def test_a_household_is_found_by_any_member_and_by_its_address(qtbot: QtBot, station: StationInUse) -> None:
    with station.db.work() as session:
        first = households.save_household(session, household_values(address="东河村三组12号"))
        second = households.save_household(session, household_values(address="西岗村一组3号"))
        people.save_person(session, person_values(name="王秀兰", household_id=first, relation_to_head="02"))
        people.save_person(
            session,
            person_values(id_number=number("19860607"), name="赵小宝", household_id=second, relation_to_head="02"),
        )
    editor = shown(qtbot, editor_for(Field("household_id", "家庭", Reference("household"))))
    assert isinstance(editor, ReferenceEditor)
    qtbot.keyClicks(editor.line, "zxb")
    qtbot.waitUntil(editor.line.is_offering)
    assert [text.split("\t")[0] for text in offered(editor.line)] == ["赵小宝户"]
    editor.line.clear()
    editor.line.insert("三组12")
    editor.line.asked.emit("三组12")
    qtbot.waitUntil(lambda: [t.split("\t")[0] for t in offered(editor.line)] == ["王秀兰户"])
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == first


def test_several_people_are_chips_added_and_taken_away_by_keys(qtbot: QtBot, two_people: tuple[str, str]) -> None:
    editor = shown(qtbot, editor_for(Field("people", "人员", References("person"))))
    assert isinstance(editor, ReferencesEditor)
    for typed in ("wxl", "lxy"):
        qtbot.keyClicks(editor.line, typed)
        qtbot.waitUntil(editor.line.is_offering)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == two_people
    assert editor.text().startswith("王秀兰")
    chips = [chip for chip in editor.findChildren(QPushButton) if not chip.isHidden()]
    assert [chip.text() for chip in chips] == ["王秀兰", "李小燕"]
    assert [chip.accessibleName()[:2] for chip in chips] == ["移除", "移除"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() == two_people[:1]
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    kept = editor.typed()
    editor.set_value(())
    editor.retype(kept)
    assert editor.value() == two_people[:1]
