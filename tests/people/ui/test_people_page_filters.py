"""Filters, the 待补 list and actions for many, used at the desk by keys and clicks."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from station_app import menu
from station_app.features.people.service import filters, households, people, skills
from station_app.features.people.ui import conditions
from station_app.features.people.ui.for_many import ForMany
from station_app.ui.filters import ColumnFilter
from station_app.ui.form_dialog import FormDialog
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values
from tests.people.ui.conftest import CONTROL, Answered, Desktop, type_text
from tests.training.played_classes import open_class

CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


PASTRY = {"trade": "4-03-02-02", "skill_level": "P", "source": "培训结业", "gained_on": dt.date(2023, 2, 17)}


def _five(desktop: Desktop) -> dict[str, str]:
    """Keys by name: three left-behind women, two of them willing, and two others."""
    plan = (
        ("王秀兰", {"work_willingness": "1", "responsible": "王敏"}),
        ("赵月娥", {"work_willingness": "2", "village": "西岗村", "responsible": "王敏"}),
        ("刘桂香", {"work_willingness": "5"}),
        ("李国强", {"work_willingness": "1", "categories": ("F01",), "id_number": number(sequence=21)}),
        ("孙玉梅", {"categories": ("A01", "F01"), "id_number": number("19600101", 22)}),
    )
    keys = {}
    with desktop.station.db.work() as session:
        for place, (name, changes) in enumerate(plan):
            values = person_values(**({"name": name, "id_number": number(sequence=2 * place + 40)} | changes))
            keys[name] = people.save_person(session, values, require=False)
    desktop.settle()
    return keys


def _add(desktop: Desktop, typed: str) -> None:
    """Type a condition into the line that has the cursor, and take the first offer."""
    line = desktop.page.people.filter_row.line
    assert line.hasFocus()
    desktop.type_here(typed)
    assert line.is_offering()
    desktop.press(Qt.Key.Key_Return)


def _answer(name: str, text: str) -> None:
    """Fill the small form that is about to open, and press Ctrl+Enter in it."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormDialog)
        editor = dialog.form.editor(name).focusProxy()
        assert editor is not None
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, CONTROL)
        type_text(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)

    QTimer.singleShot(50, fill)


def test_conditions_are_added_by_typing_initials(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    for typed in ("lsfn", "yyy", "yyql", "未参训"):
        _add(desktop, typed)
    assert desktop.names() == ["王秀兰", "赵月娥"]
    row = desktop.page.people.filter_row
    assert [chip.text() for chip in row.chips] == ["类别 留守妇女", "意愿 有意愿、意愿强烈", "参训 未参训"]
    assert desktop.page.people.count.text() == "2 / 5 人"


def test_who_asks_for_the_willing_gets_the_strongly_willing_too(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "有意愿")
    assert desktop.names() == ["李国强", "王秀兰", "赵月娥"]
    row = desktop.page.people.filter_row
    assert [chip.text() for chip in row.chips] == ["意愿 有意愿、意愿强烈"]
    desktop.click(row.chips[0])
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "yyql")
    assert desktop.names() == ["李国强", "王秀兰"], "one of the two alone can still be asked for"


def test_a_list_emptied_by_conditions_names_them_and_one_click_takes_them_off(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    for typed in ("lsfn", "60-80"):
        _add(desktop, typed)
    table = desktop.page.people.table
    assert desktop.names() == []
    said = "".join(label.text() for label in table.viewport().findChildren(QLabel) if label.isVisible())
    assert "类别 留守妇女" in said
    assert "年龄 60–80" in said
    (clear,) = [one for one in table.viewport().findChildren(QPushButton) if one.isVisible()]
    assert clear.text() == "清除筛选条件"
    desktop.click(clear)
    assert len(desktop.names()) == 5
    assert not clear.isVisible()
    assert not desktop.page.people.filter_row.isVisible(), "no empty row of conditions stays behind"


def test_typed_text_narrows_what_the_filter_leaves(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "lsfn")
    desktop.press(Qt.Key.Key_F, CONTROL)
    desktop.type_here("西岗")
    desktop.qtbot.waitUntil(lambda: desktop.names() == ["赵月娥"])


def test_an_age_and_a_village_are_conditions_too(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "60-80")
    assert desktop.names() == ["孙玉梅"]
    desktop.click(desktop.page.people.filter_row.chips[0])
    assert len(desktop.names()) == 5
    assert not desktop.page.people.filter_row.isVisible()
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "西岗")
    assert desktop.names() == ["赵月娥"]


def test_who_took_part_in_a_class_is_told_from_who_did_not(station: StationInUse, desktop: Desktop) -> None:
    played = open_class(station, 2)
    never = desktop.save(name="冯桂香", id_number=number("19920202", 2))
    desktop.settle()
    table = desktop.page.people.table
    table.set_filters({"training": ColumnFilter(values=("never",))})
    assert [row.id for row in table.source.rows] == [never]
    table.set_filters({"trained_trades": ColumnFilter(values=("4-03-02-02",))})
    assert {row.id for row in table.source.rows} == set(played.person_ids)


def test_a_filter_is_saved_and_found_again_with_its_count(desktop: Desktop) -> None:
    _five(desktop)
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    _add(desktop, "lsfn")
    _add(desktop, "yyql")
    _answer("name", "要动员的")
    desktop.click(desktop.page.people.filter_row.save_button)
    desktop.qtbot.waitUntil(lambda: "已保存" in desktop.said)
    desktop.settle()
    desktop.click(desktop.page.people.filter_row.clear_button)
    assert len(desktop.names()) == 5
    menu = desktop.page.saved_filters.menu()
    words = [action.text() for action in menu.actions()]
    assert words[0] == "&1  要动员的　1 人"
    menu.actions()[0].trigger()
    assert desktop.names() == ["王秀兰"]


def test_who_can_do_pastry_and_wants_work_is_a_saved_question(desktop: Desktop) -> None:
    keys = _five(desktop)
    with desktop.station.db.work() as session:
        for name in ("王秀兰", "刘桂香", "李国强"):
            skills.add_skill(session, keys[name], PASTRY)
        gone = skills.add_skill(session, keys["赵月娥"], PASTRY)
        skills.withdraw_skill(session, gone, "证书作废")
    desktop.settle()
    desktop.press(Qt.Key.Key_F, CONTROL_SHIFT)
    for typed in ("中式面点", "yyy", "yyql"):
        _add(desktop, typed)
    row = desktop.page.people.filter_row
    assert [chip.text() for chip in row.chips] == ["意愿 有意愿、意愿强烈", "技能 中式面点师"]
    assert desktop.names() == ["李国强", "王秀兰"], "not who does not want to, nor whose skill was taken back"
    _answer("name", "会面点想找活")
    desktop.click(row.save_button)
    desktop.qtbot.waitUntil(lambda: "已保存" in desktop.said)
    desktop.settle()
    desktop.click(row.clear_button)
    menu = desktop.page.saved_filters.menu()
    assert menu.actions()[0].text() == "&1  会面点想找活　2 人"
    menu.actions()[0].trigger()
    assert desktop.names() == ["李国强", "王秀兰"]


def test_a_saved_filter_is_dropped_from_the_menu(desktop: Desktop) -> None:
    _five(desktop)
    with desktop.station.db.work() as session:
        filters.save_filter(session, "低保", {"categories": {"values": ["A01"]}})
    desktop.settle()
    desktop.page.saved_filters.apply(desktop.page.saved_filters.rows[0])
    assert desktop.names() == ["孙玉梅"]
    menu = desktop.page.saved_filters.menu()
    menu.actions()[-1].trigger()
    desktop.settle()
    assert list(desktop.page.saved_filters.rows) == []


def test_gaps_stand_in_groups_and_saving_opens_the_next(desktop: Desktop) -> None:
    with desktop.station.db.work() as session:
        for place, name in enumerate(("陈一", "陈二", "陈三")):
            values = person_values(name=name, id_number=number(sequence=2 * place + 2), education=None)
            people.save_person(session, values, require=False)
        people.save_person(
            session, person_values(name="陈四", id_number=number(sequence=90), consent_date=None), require=False
        )
    desktop.settle()
    page = desktop.page
    desktop.click(page.people.chips["gaps"])
    groups = page.people.gap_row.chips
    assert [chip.text() for chip in groups.values()] == ["缺学历 3", "缺同意采集日期 1"]
    desktop.click(groups["学历"])
    first, second, third = desktop.names()
    page.people.focus_table()
    desktop.press(Qt.Key.Key_Return)
    assert page.person.form.editor("name").text() == first
    for following in (second, third):
        desktop.type_into("education", "初中")
        desktop.press(Qt.Key.Key_S, CONTROL)
        assert page.person.form.editor("name").text() == following
    desktop.type_into("education", "初中")
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert not page.person.isVisible()
    assert desktop.names() == ["陈四"]


def test_the_badge_counts_people_and_households_with_gaps(desktop: Desktop) -> None:
    badges: list[tuple[str, int]] = []
    desktop.desk.badge_changed.connect(lambda page, number: badges.append((page, number)))
    with desktop.station.db.work() as session:
        people.save_person(session, {"name": "陈一", "id_number": number()}, require=False)
    desktop.settle()
    assert badges[-1] == ("people", 1)


def test_households_without_a_head_are_found_by_one_click(station: StationInUse, desktop: Desktop) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values())
        people.save_person(session, person_values(household_id=home, relation_to_head="02"))
        households.save_household(session, household_values(address="东河村5组"))
    desktop.settle()
    desktop.page.tabs.setCurrentIndex(1)
    shown = desktop.page.households
    assert shown.only_gaps.text() == "待补 1"
    desktop.click(shown.only_gaps)
    assert [row.gaps for row in shown.table.source.rows] == [("户主",)]
    assert shown.count.text() == "1 / 2 户"


def _menu(desktop: Desktop, many: ForMany) -> QMenu:
    opened: list[QMenu] = []
    desktop.press(Qt.Key.Key_A, CONTROL_SHIFT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    opened.append(popup)
    return opened[0]


def _trigger(desktop: Desktop, menu: QMenu, words: str) -> None:
    (action,) = [action for action in menu.actions() if action.text().startswith(words)]
    menu.close()
    action.trigger()
    desktop.settle()


def test_the_people_of_a_worker_are_handed_over_in_one_action(desktop: Desktop, answers: Answered) -> None:
    keys = _five(desktop)
    desktop.page.people.table.set_filters({"responsible": ColumnFilter(values=("王敏",))})
    assert len(desktop.names()) == 2
    menu = _menu(desktop, desktop.page.for_many)
    assert menu.actions()[0].text() == "列表里的 2 人"
    _answer("responsible", "李静")
    _trigger(desktop, menu, "换负责人")
    desktop.qtbot.waitUntil(lambda: "2 人已交给李静" in answers.headings)
    desktop.settle()
    assert any("原来由王敏负责：2 人" in text for text in answers.texts)
    told = {name: desktop.person(key)["responsible"] for name, key in keys.items()}
    assert (told["王秀兰"], told["赵月娥"], told["刘桂香"]) == ("李静", "李静", None)


def test_selected_people_go_into_a_class_together(station: StationInUse, desktop: Desktop, answers: Answered) -> None:
    open_class(station, 0)
    _five(desktop)
    table = desktop.page.people.table
    table.setFocus()
    table.selectRow(3)  # 王秀兰 and 赵月娥, whom the class is for
    desktop.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = [row.name for row in desktop.page.people.acted_on()]
    assert len(chosen) == 2
    menu = _menu(desktop, desktop.page.for_many)
    assert menu.actions()[0].text() == "选中的 2 人"
    (classes,) = [action.menu() for action in menu.actions() if action.menu() is not None]
    menu.close()
    classes.actions()[0].trigger()
    desktop.qtbot.waitUntil(lambda: any("编入" in heading for heading in answers.headings))
    desktop.settle()
    assert any("录取 2 人" in text for text in answers.texts)
    training = {row.name: row.outside["training"] for row in desktop.page.people.rows}
    assert {training[name] for name in chosen} == {"studying"}


def test_ctrl_enter_opens_everything_known_of_the_current_person(desktop: Desktop) -> None:
    keys = _five(desktop)
    table = desktop.page.people.table
    table.select_id(keys["王秀兰"])
    table.setFocus()
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert desktop.window.current_page == "casefile"
    assert desktop.window.current_place == keys["王秀兰"]


@pytest.fixture
def crowd(desktop: Desktop) -> list[conditions.Condition]:
    """15,000 people in the list, and every condition that occurs."""
    rows = desktop.page.people.rows
    template = rows[0] if rows else None
    if template is None:
        desktop.save(work_willingness="1")
        template = desktop.page.people.rows[0]
    from dataclasses import replace

    many = [
        replace(
            template,
            id=f"{place:032x}",
            name=f"{'王李张刘陈'[place % 5]}{'秀兰桂香月娥'[place % 6]}",
            work_willingness=str(place % 5 + 1),
            village=f"{place % 30}村",
            birth_date=dt.date(1960 + place % 40, 1, 1),
        )
        for place in range(15_000)
    ]
    desktop.page.people.set_rows(many)
    return conditions.conditions_of(desktop.page.people.columns, many)


def test_a_filter_over_fifteen_thousand_people_is_instant(desktop: Desktop, crowd: list[conditions.Condition]) -> None:
    page = desktop.page.people
    wanted = {
        "categories": ColumnFilter(values=("D01",)),
        "work_willingness": ColumnFilter(values=("1", "2")),
        "training": ColumnFilter(values=("never",)),
        "age": ColumnFilter(low="30", high="45"),
    }
    began = time.perf_counter()
    page.table.set_filters(wanted)
    took = time.perf_counter() - began
    assert 0 < len(page.table.source.rows) < 15_000
    assert conditions.count(page.columns, page.rows, wanted) == len(page.table.source.rows)
    assert took < 1, "a second is far from the tenth that is meant, but no busy machine needs it"
    assert conditions.matching("lsfn", crowd)[0].label == "类别：留守妇女"


def test_the_badge_is_there_before_the_page_was_ever_opened(
    station: StationInUse, qtbot: QtBot, qapp: QApplication
) -> None:
    with station.db.work() as session:
        people.save_person(session, {"name": "陈一", "id_number": number()}, require=False)
    tasks = Tasks()
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    window = MainWindow(desk, menu.PAGES, menu.search, WindowMemory())
    qtbot.addWidget(window)
    window.show()
    window.database_ready("today")
    assert tasks.wait()
    assert window.sidebar._badges["people"].text() == "1"
    with station.db.work() as session:
        people.save_person(session, {"name": "陈二", "id_number": number("19810101")}, require=False)
    qtbot.waitUntil(lambda: window.sidebar._badges["people"].text() == "2", timeout=10_000)
    assert tasks.wait()
    tasks.stop()
    desk.detach()
