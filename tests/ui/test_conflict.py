"""Two sessions change one record: nothing is overwritten blindly, both sides are shown and chosen by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from station_app.features.station import service
from station_app.features.station.fields import STATION
from station_app.storage import station_file
from station_app.storage.database import Database
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk
from tests.conftest import StationInUse

NAMES = ("name", "short_name", "phone", "head_name", "address")
Key = Qt.Key


@pytest.fixture
def other(station: StationInUse) -> Iterator[Database]:
    """The other computer's session on the same file."""
    opened = station_file.open_station(station.folder, station.data_key, actor="李娟")
    yield opened
    opened.close()


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    """The station's form, open and read; `submitted` saves as every screen does."""
    made = Form(STATION, [Section("", NAMES)])
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.submitted.connect(lambda: save(desk, made))
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    desk.read(service.station_values, made.set_values)
    assert desk.tasks.wait()
    return made


def save(desk: Desk, form: Form) -> None:
    version = form.version

    def write(session: Any, values: dict[str, Any]) -> None:
        service.save_station(session, values, version=version)

    desk.save_form(form, write, again=service.station_values)


def change(database: Database, **changes: str) -> None:
    with database.work() as session:
        service.save_station(session, changes)


def stored(database: Database) -> dict[str, Any]:
    with database.read() as session:
        return service.station_values(session)


def type_into(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    form.editor(name).setFocus()
    inner = form.editor(name).focusProxy()
    qtbot.keyClick(inner, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(inner, text)


def press(qtbot: QtBot, key: Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key)


def test_fields_that_only_the_other_changed_come_in_and_the_save_goes_through(
    qtbot: QtBot, desk: Desk, form: Form, other: Database
) -> None:
    type_into(qtbot, form, "phone", "0377-6800123")
    change(other, address="新街 5 号", head_name="赵琴")
    save(desk, form)
    assert desk.tasks.wait()
    assert form.conflict is None
    assert not form.is_modified
    assert form.editor("address").text() == "新街 5 号"
    assert form.note("address").startswith("李娟")
    assert form.note("phone") == ""
    after = stored(other)
    assert (after["phone"], after["address"], after["head_name"]) == ("0377-6800123", "新街 5 号", "赵琴")


def test_a_field_that_both_changed_is_asked_with_base_mine_and_theirs_and_nothing_is_written_before(
    qtbot: QtBot, desk: Desk, form: Form, other: Database
) -> None:
    change(other, address="老街 1 号")
    desk.read(service.station_values, form.set_values)
    assert desk.tasks.wait()
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    card = form.conflict
    assert card is not None
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "老街 1 号" in words
    assert any("李娟" in word and "1 项" in word for word in words)
    assert card.choice("address", mine=True).words == "9 Road"
    assert card.choice("address", mine=False).words == "新街 5 号"
    assert "李娟" in card.choice("address", mine=False).accessibleName()
    assert not card.accept_button.isEnabled(), "nothing is chosen for the user"
    assert card.choice("address", mine=True).hasFocus()
    assert stored(other)["address"] == "新街 5 号"
    assert form.editor("address").text() == "9 Road"


def test_each_field_is_chosen_by_arrows_and_the_last_enter_saves(
    qtbot: QtBot, desk: Desk, form: Form, other: Database
) -> None:
    type_into(qtbot, form, "phone", "0377-6800123")
    type_into(qtbot, form, "head_name", "")
    form.editor("head_name").focusProxy().insert("孙静")  # type: ignore[attr-defined] - an input method does this
    type_into(qtbot, form, "address", "9 Road")
    change(other, phone="0377-6800999", head_name="赵琴", address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    assert form.conflict is not None
    assert [d.name for d in form.conflict.differences] == ["phone", "head_name", "address"]
    press(qtbot, Key.Key_Return)  # mine
    press(qtbot, Key.Key_Right)  # theirs
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Right)
    press(qtbot, Key.Key_Left)  # mine after all
    press(qtbot, Key.Key_Return)
    accept = form.conflict.accept_button
    assert accept.hasFocus()
    press(qtbot, Key.Key_Space)
    assert desk.tasks.wait()
    assert form.conflict is None
    after = stored(other)
    assert (after["phone"], after["head_name"], after["address"]) == ("0377-6800123", "赵琴", "9 Road")
    assert not form.is_modified


def test_saving_again_without_choosing_writes_nothing(qtbot: QtBot, desk: Desk, form: Form, other: Database) -> None:
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="新街 5 号")
    for _time in range(2):
        save(desk, form)
        assert desk.tasks.wait()
    assert form.conflict is not None
    assert stored(other)["address"] == "新街 5 号"


def test_a_third_change_while_choosing_is_shown_as_well(qtbot: QtBot, desk: Desk, form: Form, other: Database) -> None:
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    change(other, address="新街 6 号")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Space)
    assert desk.tasks.wait()
    assert form.conflict is not None
    assert form.conflict.choice("address", mine=False).words == "新街 6 号"
    assert stored(other)["address"] == "新街 6 号"


def test_choosing_theirs_can_be_taken_back(qtbot: QtBot, desk: Desk, form: Form, other: Database) -> None:
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    press(qtbot, Key.Key_Right)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Space)
    assert desk.tasks.wait()
    assert form.editor("address").text() == "新街 5 号"
    form.undo()
    assert form.editor("address").text() == "9 Road"
    assert form.is_modified


def test_the_same_change_on_both_sides_is_no_question(qtbot: QtBot, desk: Desk, form: Form, other: Database) -> None:
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="9 Road")
    save(desk, form)
    assert desk.tasks.wait()
    assert form.conflict is None
    assert not form.is_modified


def test_tab_goes_through_the_card_line_by_line_then_into_the_form_and_shift_tab_back(
    qtbot: QtBot, desk: Desk, form: Form, other: Database
) -> None:
    type_into(qtbot, form, "phone", "0377-6800123")
    type_into(qtbot, form, "address", "9 Road")
    change(other, phone="0377-6800999", address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    card = form.conflict
    assert card is not None
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return)
    wanted = [card.choice(name, mine=mine) for name in ("phone", "address") for mine in (True, False)]
    wanted[0].setFocus()
    walked = [QApplication.focusWidget()]
    for _step in range(7):
        press(qtbot, Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked[:4] == wanted
    assert [each.text() for each in walked[4:7] if isinstance(each, QPushButton)] == [
        "都用我填的",
        "都用对方的",
        "按所选保存",
    ]
    assert walked[7] is form.editor("name").focusProxy(), "after the card comes the first field"
    for back in (*walked[6::-1],):
        press(qtbot, Key.Key_Backtab)
        assert QApplication.focusWidget() is back


def test_the_question_is_spoken_and_each_choice_names_field_side_and_value(
    qtbot: QtBot, desk: Desk, form: Form, other: Database
) -> None:
    heard: list[str] = []
    form.announced.connect(heard.append)
    type_into(qtbot, form, "address", "9 Road")
    change(other, address="新街 5 号")
    save(desk, form)
    assert desk.tasks.wait()
    assert "李娟" in heard[-1]
    assert "1 项" in heard[-1]
    card = form.conflict
    assert card is not None
    spoken = QAccessible.queryAccessibleInterface(card.choice("address", mine=True)).text(QAccessible.Text.Name)
    assert spoken.endswith("我填的：9 Road")
