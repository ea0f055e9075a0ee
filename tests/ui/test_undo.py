"""Undo in forms: across fields, by real keys, also behind a save; never a write of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from station_app.features.station import service
from station_app.features.station.fields import STATION
from station_app.ui import edits
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk
from station_app.ui.undo import History

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Z, Y = Qt.Key.Key_Z, Qt.Key.Key_Y
START = {"name": "东风镇社工站", "phone": "", "head_name": "王敏", "address": ""}


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(STATION, [Section("", ("name", "phone", "head_name", "address"))])
    qtbot.addWidget(made)
    made.set_values(START)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def type_into(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    form.editor(name).setFocus()
    qtbot.keyClicks(form.editor(name).focusProxy(), text)


def undo(qtbot: QtBot, form: Form, name: str) -> None:
    qtbot.keyClick(form.editor(name).focusProxy(), Z, CONTROL)


def texts(form: Form) -> dict[str, str]:
    return {name: form.editor(name).text() for name in form.names}


def has_cursor(form: Form, name: str) -> bool:
    inner = form.editor(name).focusProxy()
    return inner is not None and inner.hasFocus()


def test_ctrl_z_steps_back_across_fields_and_the_cursor_goes_there(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "0377-1")
    type_into(qtbot, form, "address", "1 Road")
    type_into(qtbot, form, "phone", "23")
    undo(qtbot, form, "phone")
    assert (form.editor("phone").text(), form.editor("address").text()) == ("0377-1", "1 Road")
    undo(qtbot, form, "phone")
    assert form.editor("address").text() == ""
    assert has_cursor(form, "address")
    undo(qtbot, form, "address")
    assert form.editor("phone").text() == ""
    assert has_cursor(form, "phone")
    undo(qtbot, form, "phone")
    assert texts(form) == START, "nothing is left to take back"


def test_ctrl_shift_z_and_ctrl_y_put_it_in_place_again(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "0377-1")
    type_into(qtbot, form, "address", "1 Road")
    undo(qtbot, form, "address")
    undo(qtbot, form, "phone")
    qtbot.keyClick(form.editor("phone").focusProxy(), Z, CONTROL | SHIFT)
    assert form.editor("phone").text() == "0377-1"
    qtbot.keyClick(form.editor("phone").focusProxy(), Y, CONTROL)
    assert form.editor("address").text() == "1 Road"


def test_typing_after_an_undo_forgets_what_was_undone(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "1")
    undo(qtbot, form, "phone")
    type_into(qtbot, form, "phone", "2")
    qtbot.keyClick(form.editor("phone").focusProxy(), Y, CONTROL)
    assert form.editor("phone").text() == "2"


def test_a_pause_begins_another_step(qtbot: QtBot, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "PAUSE", 0.05)
    type_into(qtbot, form, "phone", "0377")
    qtbot.wait(80)
    qtbot.keyClicks(form.editor("phone").focusProxy(), "9")
    undo(qtbot, form, "phone")
    assert form.editor("phone").text() == "0377"


def test_the_form_is_unmodified_again_when_everything_is_taken_back(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "1")
    type_into(qtbot, form, "address", "2")
    assert form.is_modified
    undo(qtbot, form, "address")
    assert form.is_modified
    undo(qtbot, form, "phone")
    assert not form.is_modified


def test_what_cannot_be_read_is_taken_back_and_comes_again_too(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "tomorrow")
    undo(qtbot, form, "phone")
    assert form.problem("phone") == ""
    form.redo()
    assert form.editor("phone").text() == "tomorrow"


def test_what_the_program_filled_in_belongs_to_the_step(qtbot: QtBot, form: Form) -> None:
    form.editor("name").changed.connect(lambda: form.editor("address").set_value("filled in"))
    type_into(qtbot, form, "name", "1")
    undo(qtbot, form, "name")
    assert texts(form) == START
    form.redo()
    assert form.editor("address").text() == "filled in"


def test_after_a_save_an_undo_brings_the_earlier_text_back_and_writes_nothing(qtbot: QtBot, desk: Desk) -> None:
    form = Form(STATION, [Section("", ("name", "phone"))])
    qtbot.addWidget(form)
    form.show()
    desk.read(service.station_values, form.set_values)
    assert desk.tasks.wait()
    type_into(qtbot, form, "phone", "0377-6800123")
    desk.save_form(form, lambda session, values: service.save_station(session, values, version=form.version))
    assert desk.tasks.wait()
    desk.read(service.station_values, form.set_values)
    assert desk.tasks.wait()
    assert not form.is_modified
    undo(qtbot, form, "phone")
    assert form.editor("phone").text() == ""
    assert form.is_modified, "it is an unsaved change now"
    assert desk.tasks.wait()
    with desk.database.read() as session:
        assert service.get_station(session).phone == "0377-6800123"


def test_what_is_typed_while_a_save_is_under_way_stays_unsaved(qtbot: QtBot, desk: Desk) -> None:
    form = Form(STATION, [Section("", ("name", "phone", "address"))])
    qtbot.addWidget(form)
    form.show()
    desk.read(service.station_values, form.set_values)
    assert desk.tasks.wait()
    type_into(qtbot, form, "phone", "0377-6800123")
    desk.save_form(form, lambda session, values: service.save_station(session, values, version=form.version))
    type_into(qtbot, form, "address", "1 Road")
    assert desk.tasks.wait()
    assert form.is_modified
    assert form.edits.differing() == {"address": ("", "1 Road")}


def test_another_record_has_nothing_to_take_back(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "1")
    form.set_values(START | {"id": "b" * 32})
    undo(qtbot, form, "phone")
    assert form.editor("phone").text() == ""
    form.redo()
    assert form.editor("phone").text() == ""


def test_a_form_that_only_shows_takes_nothing_back(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "phone", "1")
    form.set_read_only(True)
    form.undo()
    assert form.editor("phone").text() == "1"


def test_the_oldest_steps_are_forgotten_and_the_others_stay() -> None:
    history: History[int] = History()
    for number in range(700):
        history.did(number)
    taken = []
    while (step := history.undo()) is not None:
        taken.append(step)
    assert taken == list(range(699, 199, -1))
