"""The home page as it is used: it opens first, every line opens its work, keys reach all of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from station_app import menu
from station_app.core import clock
from station_app.features.people.ui.page import PeoplePage
from station_app.features.training.ui.training_page import TrainingPage
from station_app.storage.connect import open_file
from station_app.ui import card_measures, looks
from station_app.ui.first_sight import FirstSight
from tests.conftest import StationInUse
from tests.today.ui.conftest import Room
from tests.training.played_classes import END, START, close_class, open_class, type_marks


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


def open_today(room: Room) -> None:
    room.window.open_page("today")
    room.settle()


def test_today_is_the_first_page_of_the_menu_and_of_a_start() -> None:
    assert (menu.PAGES[0].id, menu.FIRST_PAGE) == ("today", "today")


def test_the_station_is_greeted_by_name_and_the_day_is_named(room: Room, on_day: Any) -> None:
    on_day(dt.date(2023, 2, 15))
    open_today(room)
    assert room.page.title.endswith("好，城郊乡社会工作服务站")
    assert room.page.facts == "2023年2月15日 星期三"


def test_enter_on_a_half_day_opens_its_class_at_the_attendance(room: Room, on_day: Any) -> None:
    played = open_class(room.station)
    on_day(START)
    open_today(room)
    first = room.page.lines[0]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    room.settle()
    training = room.window.screen_of("training")
    assert isinstance(training, TrainingPage)
    assert room.window.current_page == "training"
    assert (training.place() or "").startswith(f"{played.class_id}:attendance")


def test_arrows_go_down_the_lines_and_across_the_columns(room: Room, on_day: Any) -> None:
    played = open_class(room.station, trainees=2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    on_day(END + dt.timedelta(days=40))
    open_today(room)
    top = room.page.lines[0]
    QTest.keyClick(top, Qt.Key.Key_Right)
    right = room.window.focusWidget()
    assert right is not top
    QTest.keyClick(right, Qt.Key.Key_Up)
    assert room.window.focusWidget() is not right
    QTest.keyClick(room.window.focusWidget(), Qt.Key.Key_Down)
    assert room.window.focusWidget() is right
    QTest.keyClick(right, Qt.Key.Key_Left)
    assert room.window.focusWidget() is top


def test_a_click_on_what_is_missing_shows_those_people(room: Room) -> None:
    from station_app.features.people.service import people
    from tests.people.invented_people import number, person_values

    with room.station.db.work() as session:
        people.save_person(session, person_values(id_number=number(sequence=2)))
        people.save_person(session, {"name": "李娟", "id_number": number(sequence=4)}, require=False)
    open_today(room)
    line = next(line for line in room.page.lines if line.line.record.startswith("gaps:"))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    room.settle()
    page = room.window.screen_of("people")
    assert isinstance(page, PeoplePage)
    assert [row.name for row in page.people.table.source.rows] == ["李娟"]
    assert page.people.gap_row.label == line.line.record.partition(":")[2]


def test_what_is_done_meanwhile_leaves_the_page(room: Room, on_day: Any) -> None:
    played = open_class(room.station, trainees=2)
    on_day(START + dt.timedelta(days=1))
    open_today(room)
    assert any("缺 2 人" in words for words in room.words())
    type_marks(room.station, played, ["PPNNNN"] * 2)
    room.qtbot.wait(50)
    room.settle()
    assert not any("缺 2 人" in words for words in room.words())


def test_a_new_station_leads_to_the_import(room: Room) -> None:
    open_today(room)
    assert room.titles()[0] == "从这里开始"
    QTest.keyClick(room.page.lines[0], Qt.Key.Key_Return)
    room.settle()
    page = room.window.screen_of("people")
    assert isinstance(page, PeoplePage)
    assert page.is_importing


def test_the_first_paint_has_the_cards_where_the_page_has_them(room: Room, on_day: Any, station: StationInUse) -> None:
    played = open_class(station, trainees=8)
    close_class(station, played, ["PPPPPP"] * 8)
    on_day(END + dt.timedelta(days=40))
    open_today(room)
    connection = open_file(station.folder.database, station.data_key, read_only=True)
    sight = menu.first_sight("today", "城郊乡社会工作服务站", connection)
    connection.close()
    assert (sight.filling.heading, sight.filling.facts) == (room.page.title, room.page.facts)
    shown = [[card.title for card in column] for column in sight.filling.cards]
    page = room.page
    left = [view for view in page.cards if view.card in (page._shown.left if page._shown else ())]
    right = [view for view in page.cards if view.card in (page._shown.right if page._shown else ())]
    for column, views in zip(shown, (left, right), strict=True):
        assert [view.card.title for view in views][: len(column)] == column
    painted = FirstSight(sight)
    room.qtbot.addWidget(painted)
    painted.resize(room.window.size())
    assert painted.grab().toImage().size() == room.window.grab().toImage().size()
    top = looks.px(81)
    for sights, views in zip(sight.filling.cards, (left, right), strict=True):
        y = top
        for card, view in zip(sights, views, strict=False):
            at = view.mapTo(room.window, view.rect().topLeft())
            assert abs(at.y() - y) <= 1, card.title
            height = looks.px(card_measures.card_height(len(card.lines)))
            assert view.height() == height
            for line, button in zip(card.lines, view.lines, strict=False):
                assert (line[0], line[1]) == (button.words.text(), button.detail.text())
            y += height + looks.px(card_measures.GAP)
