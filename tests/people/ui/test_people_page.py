"""The page 人员 used as a person at the desk would."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from station_app import menu
from station_app.features.people.rules.rows import ROW_COLUMNS, person_row
from station_app.features.people.service import households, people
from station_app.features.people.service.people import derived
from station_app.features.people.ui.masked import MaskedEditor
from station_app.features.people.ui.person_list import PersonList
from station_app.storage.connect import open_file
from station_app.ui import theme
from station_app.ui.first_sight import FirstSight
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values
from tests.people.ui.conftest import CONTROL, Answered, Desktop


def _three(desktop: Desktop) -> list[str]:
    people_values = (
        {"name": "赵月娥", "id_number": number(sequence=2), "phone": "15400000011", "village": "东河村"},
        {"name": "李国强", "id_number": number(sequence=3), "phone": "15400000022", "categories": ("F01",)},
        {"name": "王秀兰", "id_number": number(sequence=4), "phone": "15400000033", "village": "西岗村"},
    )
    return [desktop.save(**values) for values in people_values]


def test_an_empty_station_says_what_to_do_first(desktop: Desktop) -> None:
    empty = desktop.page.people.table._empty
    assert empty.isVisible()
    desktop.click(empty._button)
    assert desktop.roster.isVisible()


def test_people_stand_in_chinese_order_with_masked_phones_and_no_id_number(desktop: Desktop) -> None:
    _three(desktop)
    table = desktop.page.people.table
    shown = [
        [table.source.cell(row, column) for column in range(len(table.source.columns))]
        for row in range(table.source.rowCount())
    ]
    assert [row[0] for row in shown] == ["李国强", "王秀兰", "赵月娥"]
    table.setFocus()
    table.selectAll()
    desktop.press(Qt.Key.Key_C, CONTROL)
    everything = "\n".join("\t".join(row) for row in shown) + QGuiApplication.clipboard().text()
    assert "154****0033" in everything
    assert "15400000033" not in everything
    assert number(sequence=4) not in everything


def test_the_list_follows_what_is_typed(desktop: Desktop) -> None:
    _three(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL)
    for text, found in (
        ("wxl", ["王秀兰"]),
        ("15400000011", ["赵月娥"]),
        (number(sequence=3)[-6:], ["李国强"]),
        ("西岗", ["王秀兰"]),
        ("zhao", ["赵月娥"]),
    ):
        desktop.type_here(text)
        desktop.qtbot.waitUntil(lambda found=found: desktop.names() == found)
    assert desktop.page.people.count.text() == "1 / 3 人"


def test_enter_in_the_search_field_opens_the_first_person(desktop: Desktop) -> None:
    keys = _three(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL)
    desktop.type_here("zye")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.page.person.isVisible()
    assert desktop.page.person.record_id == keys[0]


def test_chips_show_gaps_and_left_behind_women(desktop: Desktop) -> None:
    _three(desktop)
    with desktop.station.db.work() as session:
        people.save_person(session, {"name": "陈絜", "id_number": number("19850505", 8)}, require=False)
    desktop.settle()
    page = desktop.page
    desktop.click(page.people.chips["left_behind"])
    assert desktop.names() == ["王秀兰", "赵月娥"]
    desktop.click(page.people.chips["gaps"])
    assert desktop.names() == ["陈絜"]
    table = page.people.table
    assert "待补" in table.source.text(table.source.rows[0], "gaps")
    assert "4 人・0 户・待补 1 人" in page.facts


def test_a_person_is_registered_by_keyboard_alone(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    form = desktop.page.person.form
    typed = {
        "name": "谢甜甜",
        "former_name": "",
        "id_number": number("19900615", 26),
        "id_document_type": None,
        "sex": None,
        "birth_date": None,
        "ethnic_group": None,
        "education": "cz",
        "marital_status": "",
        "political_status": "",
        "consent_date": "20230105",
        "consent_guardian": "",
        "responsible": "",
        "phone": "154 0000 0123",
        "village": "东河村",
        "address": "东河村3组",
        "contact_name": "",
        "contact_phone": "",
        "register_type": "",
        "register_village": "",
        "household_id": "",
        "relation_to_head": "",
        "categories": "lsfn",
    }
    for name, text in typed.items():
        assert form.editor(name).focusProxy() is QApplication.focusWidget(), name
        if text:
            desktop.type_here(text)
        desktop.press(Qt.Key.Key_Return)
    assert form.editor("sex").text() == "女"
    assert form.editor("birth_date").text() == "1990-06-15"
    assert "已保存" not in desktop.said
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert [form.problem(name) for name in form.names if form.problem(name)] == []
    assert desktop.said == ["已保存"]
    assert desktop.names() == ["谢甜甜"]
    key = desktop.page.person.record_id
    assert key is not None
    stored = desktop.person(key)
    assert stored["phone"] == "15400000123"
    assert stored["education"] == "70"
    assert stored["categories"] == ("D01",)
    assert stored["consent_date"] == dt.date(2023, 1, 5)


def test_problems_stand_beside_the_fields_and_what_was_typed_stays(desktop: Desktop) -> None:
    _three(desktop)
    desktop.press(Qt.Key.Key_N, CONTROL)
    desktop.type_into("name", "王ABC")
    desktop.type_into("id_number", number(sequence=4))
    desktop.press(Qt.Key.Key_S, CONTROL)
    form = desktop.page.person.form
    assert "汉字" in form.problem("name")
    assert "王秀兰" in form.problem("id_number")
    assert "请填写" in form.problem("education")
    assert form.editor("name").text() == "王ABC"
    assert desktop.said == []
    assert len(desktop.names()) == 3


def test_a_wrong_id_number_is_said_when_the_cursor_leaves_it(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    desktop.type_into("id_number", number()[:-1] + ("1" if number()[-1] != "1" else "2"))
    desktop.press(Qt.Key.Key_Return)
    assert "校验码" in desktop.page.person.form.problem("id_number")


def test_required_fields_may_wait_when_the_clerk_says_so(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_N, CONTROL)
    desktop.type_into("name", "陈絜")
    desktop.type_into("id_number", number())
    desktop.press(Qt.Key.Key_S, CONTROL)
    panel = desktop.page.person
    assert desktop.said == []
    desktop.click(panel.later)
    assert desktop.said == ["已保存"]
    assert panel._gaps.isVisible()
    assert "学历" in panel._gaps.text()


def test_a_record_changed_by_somebody_else_is_not_overwritten_and_both_are_shown(desktop: Desktop) -> None:
    key = _three(desktop)[2]
    desktop.page.open_person(key)
    desktop.settle()
    desktop.type_into("phone", "15400000099")
    with desktop.station.db.work() as session:
        people.save_person(session, {"phone": "15400000077", "former_name": "王兰"}, person_id=key)
    desktop.settle()
    desktop.press(Qt.Key.Key_S, CONTROL)
    form = desktop.page.person.form
    assert form.conflict is not None
    (asked,) = form.conflict.differences
    assert (asked.name, asked.mine) == ("phone", "15400000099")
    assert form.editor("former_name").text() == "王兰"
    assert desktop.said == []
    assert desktop.person(key)["phone"] == "15400000077"
    desktop.click(form.conflict.choice("phone", mine=True))
    desktop.click(form.conflict.accept_button)
    assert desktop.said == ["已保存"]
    stored = desktop.person(key)
    assert (stored["phone"], stored["former_name"]) == ("15400000099", "王兰")


def _masked(desktop: Desktop, field: str = "id_number") -> MaskedEditor:
    editor = desktop.page.person.form.editor(field)
    assert isinstance(editor, MaskedEditor)
    return editor


def _unmaskings(desktop: Desktop) -> list[tuple[str, str]]:
    with desktop.desk.database.read() as session:
        query = "SELECT record_id, detail FROM audit_entry WHERE action = 'unmask' ORDER BY number"
        return [(row[0], row[1]) for row in session.connection().exec_driver_sql(query)]


def test_a_number_in_the_form_stays_masked_until_the_eye_and_a_reason_and_the_trail_keeps_it(desktop: Desktop) -> None:
    keys = _three(desktop)
    desktop.page.open_person(keys[2])
    desktop.settle()
    editor = _masked(desktop)
    mask = "419901********" + number(sequence=4)[-4:]
    editor.setFocus()
    assert (editor.line.text(), editor.value()) == (mask, number(sequence=4))
    desktop.press(Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.menu.isVisible()
    assert _unmaskings(desktop) == []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(editor.menu, key)
    assert editor.line.text() == number(sequence=4)
    desktop.page.person.form.editor("name").setFocus()
    assert editor.line.text() == number(sequence=4)
    assert not desktop.page.person.form.is_modified
    desktop.settle()
    assert _unmaskings(desktop) == [(keys[2], '{"field":"id_number","reason":"核对身份"}')]
    desktop.page.open_person(keys[0])
    desktop.settle()
    assert "*" in editor.line.text()


def test_what_is_typed_over_a_mask_is_the_new_number(desktop: Desktop) -> None:
    key = _three(desktop)[2]
    desktop.page.open_person(key)
    desktop.settle()
    editor = _masked(desktop, "phone")
    editor.setFocus()
    QTest.keyClicks(editor.line, "15400000077")
    assert editor.line.text() == "15400000077"
    desktop.press(Qt.Key.Key_S, CONTROL)
    desktop.settle()
    with desktop.desk.database.read() as session:
        assert people.get_person(session, key)["phone"] == "15400000077"
    assert editor.line.text() == "154****0077"
    editor.line.selectAll()
    QGuiApplication.clipboard().setText("154 0000 0088")
    desktop.press(Qt.Key.Key_V, CONTROL)
    assert editor.value() == "15400000088"
    editor.set_value("15400000077")
    QTest.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() is None
    assert _unmaskings(desktop) == []


def test_unsaved_text_is_asked_about_before_another_person_is_opened(desktop: Desktop, answers: Answered) -> None:
    keys = _three(desktop)
    desktop.page.open_person(keys[0])
    desktop.settle()
    desktop.type_into("former_name", "赵娥")
    answers.refuse = True
    desktop.page.open_person(keys[1])
    assert answers.headings == ["有还没保存的修改"]
    assert desktop.page.person.record_id == keys[0]
    answers.refuse = False
    desktop.page.open_person(keys[1])
    desktop.settle()
    assert desktop.page.person.record_id == keys[1]
    assert desktop.person(keys[0])["former_name"] is None


def test_a_void_person_leaves_the_list_with_a_reason(desktop: Desktop, answers: Answered) -> None:
    key = _three(desktop)[1]
    desktop.page.open_person(key)
    desktop.settle()
    answers.reason = "重复登记"
    desktop.click(desktop.page.person.void_button)
    assert answers.headings == ["作废“李国强”"]
    assert desktop.names() == ["王秀兰", "赵月娥"]
    assert not desktop.page.person.isVisible()


def test_a_new_household_for_a_person_keeps_what_was_typed(desktop: Desktop) -> None:
    key = _three(desktop)[0]
    desktop.page.open_person(key)
    desktop.settle()
    panel, home = desktop.page.person, desktop.page.household
    desktop.type_into("former_name", "赵娥")
    desktop.click(panel.new_household)
    assert home.isVisible()
    assert home.form.editor("village").text() == "东河村"
    home.form.editor("village_code").setFocus()
    desktop.type_here("419901300001")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert panel.isVisible()
    assert panel.form.editor("former_name").text() == "赵娥"
    desktop.type_into("relation_to_head", "户主")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.person(key)["former_name"] == "赵娥"
    with desktop.station.db.read() as session:
        (row,) = households.list_households(session)
    assert (row.head_name, row.known_members) == ("赵月娥", 1)
    assert desktop.page.tabs.tabText(1) == "家庭 1"


def test_people_of_one_household_lead_to_each_other(desktop: Desktop) -> None:
    with desktop.station.db.work() as session:
        home = households.save_household(session, household_values())
    head = desktop.save(name="谢长河", household_id=home, relation_to_head="02")
    child = desktop.save(
        name="谢甜甜",
        id_number=number("20150606", 12),
        household_id=home,
        relation_to_head="42",
        consent_guardian="谢长河",
    )
    desktop.page.open_person(head)
    desktop.settle()
    panel = desktop.page.person
    assert "谢甜甜" in panel.members.text()
    panel.members.linkActivated.emit(child)
    desktop.settle()
    assert panel.record_id == child
    desktop.click(panel.open_household)
    members = desktop.page.household.members
    assert [row.name for row in members.source.rows] == ["谢长河", "谢甜甜"]
    members.selectRow(0)
    members.setFocus()
    desktop.press(Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.record_id == head


def test_a_household_is_found_by_its_head_while_typing(desktop: Desktop) -> None:
    with desktop.station.db.work() as session:
        first = households.save_household(session, household_values())
        households.save_household(session, household_values(village="西岗村", village_code="419901300002"))
    desktop.save(name="王秀兰", household_id=first, relation_to_head="02")
    key = desktop.save(name="刘桂香", id_number=number("19720816", 12))
    desktop.page.open_person(key)
    desktop.settle()
    desktop.type_into("household_id", "wxl")
    desktop.press(Qt.Key.Key_Return)
    desktop.type_into("relation_to_head", "配偶")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.person(key)["household_id"] == first


def test_ctrl_k_opens_the_person_in_the_page(desktop: Desktop) -> None:
    keys = _three(desktop)
    desktop.desk.open("people", keys[1])
    desktop.settle()
    assert desktop.page.person.record_id == keys[1]


def test_esc_closes_the_record_and_the_list_has_its_columns_again(desktop: Desktop) -> None:
    key = _three(desktop)[0]
    desktop.page.open_person(key)
    desktop.settle()
    assert desktop.page.people.table.isColumnHidden(5)
    desktop.press(Qt.Key.Key_Escape)
    assert not desktop.page.person.isVisible()
    assert not desktop.page.people.table.isColumnHidden(5)


def test_the_first_rows_come_by_plain_sql(station: StationInUse, desktop: Desktop) -> None:
    _three(desktop)
    connection = open_file(station.folder.database, station.data_key, read_only=True)
    columns = ", ".join(ROW_COLUMNS)
    rows = connection.execute(f"SELECT {columns} FROM person ORDER BY name_pinyin, id LIMIT 50").fetchall()
    connection.close()
    first = PersonList([person_row(row) for row in rows])
    desktop.qtbot.addWidget(first)
    assert first.table.source.rows == [replace(row, outside={}) for row in desktop.page.people.table.source.rows]
    assert first.table.source.cell(1, 5) == "154****0033"


def test_fifteen_thousand_people_are_listed_and_searched(desktop: Desktop) -> None:
    base = person_values() | {"station_id": desktop.station.station_id, "version": 1, "categories": "D01"}
    base |= {"created_at": "2023-01-01T00:00:00.000000+00:00", "updated_at": "2023-01-01T00:00:00.000000+00:00"}
    base |= {"created_by": "王敏", "updated_by": "王敏", "birth_date": "1980-01-01", "consent_date": "2023-01-05"}
    base |= {"person_state": "normal"}
    names = [f"{family}{given}" for family in "王李张刘陈" for given in ("秀兰", "桂香", "甜甜", "月娥")]
    rows = []
    for place in range(15_000):
        name = names[place % len(names)]
        row = base | derived({"name": name}) | {"id": f"{place:032x}", "name": name}
        row["id_number"] = number("19800101", 0)[:6] + f"{place:011d}X"
        rows.append(row)
    columns = list(rows[0])
    marks = ", ".join("?" * len(columns))
    with desktop.station.db.work() as session:
        session.connection().exec_driver_sql(
            f"INSERT INTO person ({', '.join(columns)}) VALUES ({marks})", [tuple(row.values()) for row in rows]
        )
    desktop.settle()
    assert desktop.page.people.table.source.rowCount() == 15_000
    desktop.press(Qt.Key.Key_F, CONTROL)
    desktop.type_here("lytt")
    desktop.qtbot.waitUntil(lambda: desktop.names() == [])
    desktop.type_here("ltt")
    desktop.qtbot.waitUntil(lambda: len(desktop.names()) == 1500)


def test_the_first_sight_has_the_list_where_it_stands_a_second_later(desktop: Desktop) -> None:
    desktop.window.set_station_name("城郊乡社会工作服务站")
    desktop.settle()
    window, table = desktop.window, desktop.page.people.table
    sight = FirstSight(menu.first_sight("people", "城郊乡社会工作服务站"))
    desktop.qtbot.addWidget(sight)
    sight.resize(window.size())
    image, line = sight.grab().toImage(), QColor(theme.tokens().line)
    corner = table.mapTo(window, QPoint(0, 0))
    assert image.pixelColor(corner.x(), corner.y() + 60) == line
    assert image.pixelColor(corner.x() + 100, corner.y()) == line
    assert image.pixelColor(corner.x() + 100, corner.y() - 1) == QColor(theme.tokens().ground)
    page = next(button for button in window.sidebar.findChildren(QPushButton) if button.isChecked())
    top = page.mapTo(window, QPoint(0, 0))
    tint = QColor(theme.tokens().accent_tint)
    assert [image.pixelColor(top.x() + 5, top.y() + y) == tint for y in (-1, 0, 39, 40)] == [False, True, True, False]
