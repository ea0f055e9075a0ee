"""The panels of a person and a household as a clerk uses them all day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from station_app.core import clock
from station_app.features.people.service import categories, households, people, skills
from station_app.ui.form_dialog import FormDialog
from tests.people.invented_people import household_values, number
from tests.people.ui.conftest import CONTROL, Answered, Desktop, type_text

if TYPE_CHECKING:
    from station_app.features.people.ui.person_panel import PersonPanel

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _opened(desktop: Desktop, key: str) -> PersonPanel:
    desktop.page.open_person(key)
    desktop.settle()
    return desktop.page.person


def _answer(desktop: Desktop, **texts: str) -> None:
    """Fill the small form that is open and save it."""
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())
    for name, text in texts.items():
        line = dialog.form.editor(name).focusProxy()
        assert line is not None
        line.setFocus()
        line.clear()  # type: ignore[attr-defined]
        type_text(line, text)
        dialog.form.editor(name).left.emit()
    dialog.accept_button.click()
    desktop.settle()
    left = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()]
    assert [form.problem(name) for form in (w.form for w in left) for name in form.names if form.problem(name)] == []
    assert left == []


def test_everything_known_of_an_open_person_is_one_click_away(desktop: Desktop) -> None:
    key = desktop.save()
    desktop.click(_opened(desktop, key).thread_button)
    assert (desktop.window.current_page, desktop.window.current_place) == ("casefile", key)


def test_words_above_the_form_push_no_button_off_the_screen(desktop: Desktop) -> None:
    with desktop.station.db.work() as session:
        home = households.save_household(session, household_values())
    for name, relation, serial in (("王大花", "02", 22), ("王小花", "22", 24), ("王中花", "22", 26)):
        her = number("19790808", serial)
        key = desktop.save(name=name, id_number=her, household_id=home, relation_to_head=relation)
    with desktop.station.db.work() as session:
        changes = {"categories": ("D01",), "marital_status": "10", "address": None}
        people.save_person(session, changes, person_id=key, require=False)
    desktop.window.resize(1366, 768)
    desktop.page.open_household(home)
    desktop.settle()
    assert not desktop.page.household.save_button.visibleRegion().isEmpty()
    panel = _opened(desktop, key)
    assert not panel.save_button.visibleRegion().isEmpty()


def test_a_new_person_is_current_in_the_list_and_the_cursor_stays_in_her_form(desktop: Desktop) -> None:
    desktop.save(name="陈翠萍")
    desktop.page.start_new()
    desktop.settle()
    panel = desktop.page.person
    desktop.type_into("name", "安静")
    desktop.press(Qt.Key.Key_S, CONTROL)
    panel.later.setFocus()
    desktop.press(Qt.Key.Key_Space)
    assert desktop.page.people.table.current().name == "安静"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)


def test_where_the_form_has_the_page_to_itself_it_has_the_cursor(desktop: Desktop) -> None:
    key = desktop.save(name="陈翠萍")
    desktop.window.resize(960, 640)
    desktop.page.people.table.select_id(key)
    desktop.page.people.table.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert not desktop.page.left.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert desktop.page.person.form.isAncestorOf(focus)


def test_what_is_wrong_with_a_number_is_said_once(desktop: Desktop) -> None:
    desktop.page.start_new()
    desktop.settle()
    form = desktop.page.person.form
    desktop.type_into("id_number", "419901197908080228")
    assert form.editor("id_number").note().startswith("校验码不对")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert form.problem("id_number").startswith("校验码不对")
    assert form.editor("id_number").note() == ""


def test_a_dated_category_changed_by_somebody_else_meanwhile_takes_both_changes(desktop: Desktop) -> None:
    key = desktop.save()
    with desktop.station.db.work() as session:
        values = {"category": "F01", "valid_from": dt.date(2022, 1, 1), "source": "入户"}
        one = categories.save_category(session, key, values)
    panel = _opened(desktop, key)
    panel.categories.table.select_id(one)
    desktop.click(panel.categories.change)
    with desktop.station.db.work() as session:
        categories.save_category(session, key, {"source": "县下发"}, category_id=one)
    _answer(desktop, evidence_no="A-8")
    with desktop.station.db.read() as session:
        row = next(row for row in categories.list_categories(session, key) if row.id == one)
    assert (row.evidence_no, row.source) == ("A-8", "县下发")


def test_a_category_is_added_and_ended_with_dates_and_the_form_follows(desktop: Desktop) -> None:
    key = desktop.save(categories=("D01",))
    panel = _opened(desktop, key)
    panel.categories.table.setFocus()
    desktop.press(Qt.Key.Key_Insert)
    _answer(desktop, category="F01", valid_from="20220101", evidence_no="第8号", source="县下发")
    assert panel.form.editor("categories").text() == "留守妇女、退役军人"
    panel.categories.table.select_id(panel.categories.table.source.rows[-1].id)
    panel.categories.table.setFocus()
    desktop.press(Qt.Key.Key_E, CONTROL)
    _answer(desktop, valid_to="20221231")
    assert panel.form.editor("categories").text() == "留守妇女"
    with desktop.station.db.read() as session:
        rows = {row.category: row.valid_to for row in categories.list_categories(session, key)}
    assert rows == {"D01": None, "F01": dt.date(2022, 12, 31)}


def test_typing_goes_on_while_a_category_is_added_and_the_save_is_no_conflict(desktop: Desktop) -> None:
    panel = _opened(desktop, desktop.save(categories=("D01",)))
    desktop.type_into("former_name", "王兰")
    desktop.click(panel.categories.add)
    _answer(desktop, category="F01")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert panel.form.conflict is None
    assert panel.record_id is not None
    stored = desktop.person(panel.record_id)
    assert (stored["former_name"], stored["categories"]) == ("王兰", ("D01", "F01"))


def test_a_skill_is_added_marked_as_self_declared_and_withdrawn(desktop: Desktop) -> None:
    key = desktop.save()
    panel = _opened(desktop, key)
    desktop.click(panel.skills.add)
    _answer(desktop, trade="zsmds", skill_level="5", gained_on="20220220", source="走访自述")
    table = panel.skills.table
    last = len(table.source.columns) - 1
    assert [table.source.cell(row, last) for row in range(table.source.rowCount())] == ["自述未核实"]
    desktop.click(panel.skills.withdraw)
    _answer(desktop, withdrawn_reason="本人说记错了")
    assert table.source.cell(0, last) == "已收回"
    assert not panel.skills.withdraw.isEnabled()
    with desktop.station.db.read() as session:
        assert [row.withdrawn_on for row in skills.list_skills(session, key)] == [clock.today()]


def test_what_looks_wrong_is_asked_quietly_and_does_not_keep_her_from_being_saved(desktop: Desktop) -> None:
    panel = _opened(desktop, desktop.save())
    assert not panel.doubts.isVisible()
    desktop.type_into("account_name", "王大山")
    desktop.type_into("marital_status", "未婚")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.said == ["已保存"]
    assert "开户名与姓名不同" in panel.doubts.text()
    assert "婚姻状况" in panel.doubts.text()


def test_a_name_and_birth_date_like_somebody_elses_are_shown_while_typing(desktop: Desktop) -> None:
    there = desktop.save(name="王秀兰")
    desktop.press(Qt.Key.Key_N, CONTROL)
    panel = desktop.page.person
    desktop.type_into("name", "王绣兰")
    desktop.type_into("birth_date", "19800101")
    desktop.qtbot.waitUntil(panel.duplicates.isVisible)
    assert [row.id for row in panel.duplicates.rows] == [there]
    desktop.click(panel.duplicates.buttons[0][-1])
    desktop.settle()
    assert not panel.duplicates.isVisible()
    desktop.type_into("former_name", "王兰")
    assert panel.form.editor("name").text() == "王绣兰"


def test_the_number_of_somebody_else_blocks_the_save_and_leads_to_her(desktop: Desktop, answers: Answered) -> None:
    there = desktop.save(name="王秀兰", phone="15400000031")
    desktop.press(Qt.Key.Key_N, CONTROL)
    panel = desktop.page.person
    desktop.type_into("name", "李娟")
    desktop.type_into("id_number", number())
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert "王秀兰" in panel.form.problem("id_number")
    desktop.qtbot.waitUntil(panel.duplicates.isVisible)
    assert panel.duplicates.rows[0].likeness.code == "SAME_ID"
    desktop.click(panel.duplicates.buttons[0][0])
    assert answers.headings == ["有还没保存的修改"]
    assert panel.record_id == there


def test_somebody_moves_away_and_comes_back(desktop: Desktop) -> None:
    key = desktop.save()
    panel = _opened(desktop, key)
    panel.state_button.steps["moved"].trigger()
    _answer(desktop, state_on="20230301", state_reason="随子女迁往县城")
    assert "已迁出（2023-03-01）" in panel.state.text()
    with desktop.station.db.read() as session:
        assert people.list_people(session) == []
    assert not panel.state_button.steps["moved"].isVisible()
    panel.state_button.steps["normal"].trigger()
    desktop.settle()
    assert not panel.state.isVisible()
    assert desktop.person(key)["person_state"] == "normal"


def test_the_head_of_a_household_is_changed_in_one_action_that_asks_for_the_old_heads_relation(
    desktop: Desktop,
) -> None:
    with desktop.station.db.work() as session:
        home = households.save_household(session, household_values())
    old = desktop.save(household_id=home, relation_to_head="02")
    new = desktop.save(name="谢长河", id_number=number("19780301", 3), household_id=home, relation_to_head="10")
    desktop.page.open_household(home)
    desktop.settle()
    panel = desktop.page.household
    panel.members.select_id(new)
    desktop.click(panel.member_actions.make_head)
    _answer(desktop, relation_to_head="妻")
    assert desktop.person(new)["relation_to_head"] == "02"
    assert desktop.person(old)["relation_to_head"] == "12"
    assert panel.form.editor("head_name").text() == "谢长河"


def test_a_member_moves_to_another_household_and_one_without_a_head_is_to_be_completed(desktop: Desktop) -> None:
    with desktop.station.db.work() as session:
        homes = [households.save_household(session, household_values()) for _n in range(2)]
    desktop.save(name="赵月娥", id_number=number(sequence=4), household_id=homes[1], relation_to_head="02")
    head = desktop.save(household_id=homes[0], relation_to_head="02")
    desktop.save(name="谢长河", id_number=number("19780301", 3), household_id=homes[0], relation_to_head="10")
    desktop.page.open_household(homes[0])
    desktop.settle()
    panel = desktop.page.household
    assert not panel._gaps.isVisible()
    panel.members.select_id(head)
    with desktop.station.db.work() as session:
        households.move_to_household(session, head, homes[1], "37")
    desktop.page.household.open(homes[0])
    desktop.settle()
    assert "户主" in panel._gaps.text()
    assert panel.form.editor("member_count").text() == "1"
    with desktop.station.db.read() as session:
        assert {row.id: row.gaps for row in households.list_households(session)} == {homes[0]: ("户主",), homes[1]: ()}


def test_sex_and_birth_date_follow_a_corrected_number_but_not_what_somebody_typed(desktop: Desktop) -> None:
    panel = _opened(desktop, desktop.save())
    form = panel.form
    for typed, born in ((number("19780302", 2), "1978-03-02"), (number("19650213", 2), "1965-02-13")):
        desktop.type_into("id_number", typed)
        assert form.editor("birth_date").text() == born
    desktop.type_into("birth_date", "1999-01-01")
    desktop.type_into("id_number", number("19780302", 2))
    assert form.editor("birth_date").text() == "1999-01-01"
