"""Forms from descriptions: typed by real keys, problems beside the field, order of the cursor, typed text kept."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Code, Date, IdNumber, Integer, Name, Text
from station_app.features.people.fields import PERSON
from station_app.features.station import service
from station_app.features.station.fields import STATION
from station_app.ui.form import Form, Section
from station_app.ui.screen import Desk

TRAINEE = Record(
    "trainee",
    "学员",
    (
        Field("name", "姓名", Name(), required=True),
        Field("id_number", "身份证号", IdNumber()),
        Field("sex", "性别", Code("sex"), required=True),
        Field("born", "出生日期", Date()),
        Field("age", "年龄", Integer(), computed=True),
        Field("note", "备注", Text(200, lines=3)),
        Field("hours", "课时", Integer(0, 99), default=20),
    ),
)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        TRAINEE, [Section("基本", ("name", "id_number", "sex", "born")), Section("其他", ("age", "note", "hours"))]
    )
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.set_values({})
    made.show()
    qtbot.waitExposed(made)
    return made


def has_cursor(form: Form, name: str) -> bool:
    proxy = form.editor(name).focusProxy()
    return proxy is not None and proxy.hasFocus()


def press(qtbot: QtBot, form: Form, name: str, key: Qt.Key) -> None:
    qtbot.keyClick(form.editor(name).focusProxy(), key)


def test_a_form_is_filled_by_keys_alone_and_the_last_enter_submits(qtbot: QtBot, form: Form) -> None:
    form.focus_first()
    form.editor("name").focusProxy().insert("王秀兰")  # type: ignore[attr-defined] - an input method does this
    press(qtbot, form, "name", Qt.Key.Key_Return)
    assert has_cursor(form, "id_number")
    qtbot.keyClicks(form.editor("id_number").focusProxy(), "419901198606071023")
    press(qtbot, form, "id_number", Qt.Key.Key_Return)
    assert has_cursor(form, "sex")
    qtbot.keyClicks(form.editor("sex").focusProxy(), "nv")
    press(qtbot, form, "sex", Qt.Key.Key_Return)
    assert has_cursor(form, "born")
    qtbot.keyClicks(form.editor("born").focusProxy(), "19860607")
    press(qtbot, form, "born", Qt.Key.Key_Return)
    assert has_cursor(form, "note"), "computed fields are passed over"
    press(qtbot, form, "note", Qt.Key.Key_Tab)
    assert has_cursor(form, "hours")
    with qtbot.waitSignal(form.submitted):
        press(qtbot, form, "hours", Qt.Key.Key_Return)
    assert form.values() == {
        "name": "王秀兰",
        "id_number": "419901198606071023",
        "sex": "2",
        "born": dt.date(1986, 6, 7),
        "note": None,
        "hours": 20,
    }


def test_text_that_cannot_be_read_is_refused_and_stays(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.editor("born").focusProxy(), "1986-13-01")
    with pytest.raises(Refused) as refused:
        form.values()
    assert [problem.field for problem in refused.value.problems] == ["born"]
    assert form.editor("born").text() == "1986-13-01"


def test_unreadable_text_is_said_as_soon_as_the_cursor_leaves(qtbot: QtBot, form: Form) -> None:
    form.editor("born").setFocus()
    qtbot.keyClicks(form.editor("born").focusProxy(), "tomorrow")
    form.editor("name").setFocus()
    assert "2023-02-15" in form.problem("born")
    assert form.editor("born").focusProxy().property("bad") is True


def test_what_must_not_be_stored_is_said_when_the_cursor_leaves_too(qtbot: QtBot, form: Form) -> None:
    for name, typed, why in (
        ("name", "Li 3", "只能用汉字"),
        ("hours", "100", "应在 0 到 99"),
        ("born", "18500101", "年份"),
    ):
        line = form.editor(name).focusProxy()
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
        assert why in form.problem(name)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "19500101")
    assert form.problem("born") == ""


def test_what_must_not_be_stored_stays_said_when_another_text_cannot_be_read(qtbot: QtBot, form: Form) -> None:
    for name, typed in (("born", "2023-02-30"), ("note", "长" * 201), ("hours", "100")):
        form.editor(name).retype(typed)
        form.editor(name).left.emit()
    told = {name: form.problem(name) for name in ("born", "note", "hours")}
    assert all(told.values())
    with pytest.raises(Refused) as refused:
        form.values()
    form.show_problems(refused.value.problems)
    assert {name: form.problem(name) for name in told} == told
    form.editor("born").retype("2023-02-28")
    assert form.values()["note"] == "长" * 201, "what can be read goes to the service, which refuses it"


def test_problems_stand_at_their_fields_and_the_first_gets_the_cursor(qtbot: QtBot, form: Form) -> None:
    form.show_problems(
        [
            Problem("sex", "请填写“性别”。"),
            Problem("id_number", "校验码不对。"),
            Problem("unknown", "这个班已经结业。"),
        ]
    )
    assert form.problem("id_number") == "校验码不对。"
    assert form.problem("sex") == "请填写“性别”。"
    assert form.problem("") == "这个班已经结业。"
    assert form.problem("name") == ""
    assert has_cursor(form, "id_number"), "the first in the order of the form"
    assert form.editor("id_number").accessibleDescription() == "校验码不对。"
    below = form.editor("id_number").parentWidget()
    label = next(label for label in below.findChildren(QLabel) if label.text() == "校验码不对。")
    assert label.isVisible()
    assert (
        label.mapTo(form, label.rect().topLeft()).y() > form.editor("id_number").mapTo(form, label.rect().topLeft()).y()
    )


def test_problems_are_spoken_with_the_name_of_their_field_and_stay_with_it(qtbot: QtBot, form: Form) -> None:
    heard: list[str] = []
    form.announced.connect(heard.append)
    form.show_problems([Problem("id_number", "校验码不对。"), Problem("unknown", "这个班已经结业。")])
    assert heard == ["身份证号：校验码不对。\n这个班已经结业。"]
    line = form.editor("id_number").focusProxy()
    assert QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Description) == "校验码不对。"
    assert QAccessible.queryAccessibleInterface(line).text(QAccessible.Text.Name) == "身份证号"
    form.editor("born").setFocus()
    qtbot.keyClicks(form.editor("born").focusProxy(), "tomorrow")
    form.editor("name").setFocus()
    assert heard[-1].startswith("出生日期：")
    form.editor("born").setFocus()
    form.editor("name").setFocus()
    assert len(heard) == 2, "what is known already is not said again"


def test_a_problem_goes_away_when_the_field_is_changed(qtbot: QtBot, form: Form) -> None:
    form.show_problems([Problem("hours", "课时太多。")])
    qtbot.keyClicks(form.editor("hours").focusProxy(), "1")
    assert form.problem("hours") == ""
    assert form.editor("hours").focusProxy().property("bad") is False


def test_a_field_below_the_fold_is_scrolled_to(qtbot: QtBot, form: Form) -> None:
    form.resize(700, 160)
    form.show_problems([Problem("hours", "课时太多。")])
    qtbot.waitUntil(lambda: form.verticalScrollBar().value() > 0)
    slot = form.editor("hours")
    assert form.viewport().rect().contains(slot.mapTo(form.viewport(), slot.rect().center()))


def test_required_fields_are_marked_with_star_and_word(form: Form) -> None:
    marks = [label for label in form.findChildren(QLabel) if label.text() == "*必填"]
    assert len(marks) == 2


def test_every_editor_has_the_fields_name_for_screen_readers(form: Form) -> None:
    for name in form.names:
        assert form.editor(name).focusProxy().accessibleName() == TRAINEE[name].label


def test_a_form_knows_whether_it_was_changed(qtbot: QtBot, form: Form) -> None:
    assert not form.is_modified
    with qtbot.waitSignal(form.modified):
        qtbot.keyClicks(form.editor("hours").focusProxy(), "1")
    assert form.is_modified
    form.saved()
    assert not form.is_modified


def test_the_whole_person_has_an_editor_for_every_field_but_references(qtbot: QtBot) -> None:
    names = tuple(field.name for field in PERSON if field.kind.editor != "reference")
    form = Form(PERSON, [Section("全部", names)])
    qtbot.addWidget(form)
    form.set_values({})
    assert form.names == list(names)
    assert form.values()["ethnic_group"] == "01", "defaults are shown"


def test_a_form_saves_through_the_service_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    form = Form(STATION, [Section("", ("name", "phone"))])
    qtbot.addWidget(form)
    form.set_values({"name": "东风镇社工站", "phone": ""})
    qtbot.keyClicks(form.editor("phone").focusProxy(), "0377-6800123")
    changed: list[frozenset[str]] = []
    desk.changed.connect(changed.append)
    with qtbot.waitSignal(desk.saved):
        desk.save_form(form, service.save_station)
    qtbot.waitUntil(lambda: bool(changed))
    assert "station" in changed[0]
    qtbot.waitUntil(lambda: not form.is_modified)
    with desk.database.read() as session:
        assert service.get_station(session).phone == "0377-6800123"


def test_what_a_service_refuses_is_said_beside_the_field_and_nothing_is_lost(qtbot: QtBot, desk: Desk) -> None:
    form = Form(STATION, [Section("", ("name", "phone"))])
    qtbot.addWidget(form)
    form.show()
    form.set_values({"name": "东风镇社工站", "phone": ""})
    qtbot.keyClicks(form.editor("phone").focusProxy(), "12345")
    desk.save_form(form, service.save_station)
    qtbot.waitUntil(lambda: form.problem("phone") != "")
    assert form.editor("phone").text() == "12345"
    assert form.is_modified
    with desk.database.read() as session:
        assert service.get_station(session).name == "城郊乡社会工作服务站"


def test_page_down_scrolls_the_form_also_from_a_box_that_has_nothing_to_scroll(qtbot: QtBot, form: Form) -> None:
    form.resize(700, 160)
    form.editor("note").setFocus()
    form.verticalScrollBar().setValue(0)
    press(qtbot, form, "note", Qt.Key.Key_PageDown)
    assert form.verticalScrollBar().value() > 0
