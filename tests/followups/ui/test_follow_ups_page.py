"""The page 回访 as a clerk uses it: the list of what is due, the form beside it, keys alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app.core import clock
from station_app.features.followups import service
from station_app.features.followups.ui.page import FollowUpsPage
from station_app.features.training.service.of_person import classes_named
from station_app.storage.search import find
from station_app.ui import theme
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.page import Page
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse
from tests.training.played_classes import Played, close_class, open_class

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2023, 3, 22)
"""The first visits (due 2023-03-19) are due, the later ones not yet."""


@dataclass
class Desktop:
    """A window with the page alone, on a class of three graduates."""

    station: StationInUse
    played: Played
    window: MainWindow
    desk: Desk
    qtbot: QtBot

    @property
    def page(self) -> FollowUpsPage:
        screen = self.window.screen_of("followups")
        assert isinstance(screen, FollowUpsPage)
        return screen

    def settle(self) -> None:
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.desk.tasks.is_idle and not self.window.badges.is_waiting, timeout=10_000)
            self.qtbot.wait(10)

    def press(self, text: str, *keys: Qt.Key) -> None:
        """Type into whatever has the cursor."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or target, key)
        self.settle()

    def shortcut(self, key: Qt.Key) -> None:
        """Ctrl and a key, as the window gets it; a button pressed by its key stays down for a tenth of a second."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, CTRL)
        self.qtbot.wait(150)
        self.settle()

    def rows(self) -> list[tuple[str, str]]:
        return [(row.person_name, row.state) for row in self.page.list.table.source.rows]

    def stored(self, place: int) -> service.FollowUpRow:
        """The first visit of a trainee."""
        with self.station.db.read() as session:
            return service.list_follow_ups(session, origin_id=self.played.enrolment_ids[place])[0]


@pytest.fixture
def desktop(
    station: StationInUse, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP"] * 3)
    if theme.tokens() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp)
    tasks = Tasks()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    page = Page(
        "followups",
        "回访",
        "phone-call",
        lambda desk: FollowUpsPage(desk, classes_named),
        badge=service.count_due,
        counts=("follow_up",),
    )
    window = MainWindow(desk, (page,), find, WindowMemory())
    qtbot.addWidget(window, before_close_func=lambda _window: _forget(window))
    window.show()
    window.activateWindow()
    window.database_ready("followups")
    made = Desktop(station, played, window, desk, qtbot)
    made.settle()
    yield made
    tasks.wait()
    tasks.stop()
    desk.detach()
    assert not crashes, crashes


def _forget(window: MainWindow) -> None:
    screen = window.screen_of("followups")
    assert isinstance(screen, FollowUpsPage)
    screen.panel.form.is_modified = False


def test_the_page_opens_with_what_is_due_and_says_how_much(desktop: Desktop) -> None:
    assert [state for _name, state in desktop.rows()] == ["due"] * 3
    assert desktop.page.facts == "到期 3 · 逾期 0 · 本月应访 3，按时 0"
    assert desktop.window.sidebar._badges["followups"].text() == "3"
    assert "2023-001 2023年第一期留守妇女面点技术培训班" in {row.origin for row in desktop.page.list.table.source.rows}
    desktop.page.list.chips["later"].click()
    assert [state for _name, state in desktop.rows()] == ["scheduled"] * 6


def test_enter_by_enter_a_visit_is_written_down_and_the_next_one_is_there(desktop: Desktop) -> None:
    page = desktop.page
    first = page.panel.row
    assert first is not None
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Key.Key_Return)
    desktop.settle()
    desktop.press("1", Key.Key_Return)
    assert page.panel.form.editor("result").text() == "在岗稳定"
    desktop.press("2600", Key.Key_Return)
    desktop.shortcut(Key.Key_S)
    second = page.panel.row
    assert second is not None
    assert second.id != first.id
    with desktop.station.db.read() as session:
        kept = service.get_follow_up(session, first.id)
    assert (kept["state"], kept["result"], kept["method"], kept["income_now"], kept["done_on"]) == (
        *("done", "1", "2"),
        260000,
        TODAY,
    )
    assert desktop.window.sidebar._badges["followups"].text() == "2"
    assert page.panel.form.editor("result").text() == ""


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(desktop: Desktop) -> None:
    form = desktop.page.panel.form
    desktop.page.panel.focus_first()
    form.editor("problems").setFocus()
    QTest.keyClicks(QApplication.focusWidget() or form, "wants work nearby")
    desktop.page.panel.save_button.click()
    desktop.settle()
    assert form.problem("result") == "请填写“结果”。"
    assert form.editor("problems").text() == "wants work nearby"


def test_nobody_answered_counts_once_a_day_and_goes_on(desktop: Desktop) -> None:
    page = desktop.page
    first = page.panel.row
    assert first is not None
    page.panel.missed_button.click()
    desktop.settle()
    assert page.panel.row is not None
    assert page.panel.row.id != first.id
    with desktop.station.db.read() as session:
        assert service.get_follow_up(session, first.id)["attempts"] == 1


def test_the_phone_is_masked_until_the_eye_gives_a_reason(desktop: Desktop) -> None:
    panel = desktop.page.panel
    assert "****" in panel.phone.text.text()
    panel.phone.reveal("办理业务")
    desktop.settle()
    assert panel.row is not None
    assert panel.phone.text.text() == panel.row.phone
    desktop.page.list.table.selectRow(1)
    desktop.settle()
    assert "****" in panel.phone.text.text()


def test_a_visit_written_to_the_wrong_person_is_taken_back_with_a_reason(desktop: Desktop) -> None:
    row = desktop.stored(0)
    with desktop.station.db.work() as session:
        service.write_done(session, row.id, {"done_on": TODAY, "method": "2", "result": "1"})
        service.reopen(session, row.id, "记错了人")
    desktop.settle()
    again = desktop.stored(0)
    assert (again.state, again.done_on, again.result) == ("due", None, None)
    assert len(desktop.rows()) == 3


def test_another_page_finds_the_visits_of_a_class(desktop: Desktop) -> None:
    desktop.desk.open("followups", "find:2023-001")
    desktop.settle()
    assert len(desktop.rows()) == 9
    desktop.desk.open("followups", desktop.stored(2).id)
    desktop.settle()
    assert desktop.page.panel.row is not None
    assert desktop.page.panel.row.id == desktop.stored(2).id


def test_a_visit_opened_from_another_page_is_shown_with_the_cursor_where_its_result_goes(desktop: Desktop) -> None:
    third = desktop.page.list.table.source.rows[2]
    desktop.window.setFocus()
    desktop.window.open_page("followups", third.id)
    desktop.settle()
    assert desktop.page.panel.row is not None
    assert desktop.page.panel.row.id == third.id
    result = desktop.page.panel.form.editor("result").focusProxy()
    assert result is not None
    assert result.hasFocus()
