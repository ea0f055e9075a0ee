"""A window on a real encrypted station with every page of the menu in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app import menu
from station_app.features.today.ui.page import TodayPage
from station_app.ui import theme
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse


@dataclass
class Room:
    """What a test works with, and how it waits for the worker."""

    station: StationInUse
    window: MainWindow
    desk: Desk
    qtbot: QtBot

    @property
    def page(self) -> TodayPage:
        screen = self.window.screen_of("today")
        assert isinstance(screen, TodayPage)
        return screen

    def settle(self) -> None:
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.desk.tasks.is_idle and not self.page._settle.isActive(), timeout=10_000)
            self.qtbot.wait(10)

    def words(self) -> list[str]:
        """Every line as it is read out."""
        return [line.accessibleName() for card in self.page.cards for line in card.lines]

    def titles(self) -> list[str]:
        return [card.card.title for card in self.page.cards]


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, station: StationInUse) -> Iterator[Room]:
    theme.apply(qapp, "light")
    tasks = Tasks()
    desk = Desk(station.folder, tasks)
    window = MainWindow(desk, menu.PAGES, menu.search, WindowMemory())
    desk.attach(station.db)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    made = Room(station, window, desk, qtbot)
    yield made
    window.hide()
    tasks.wait()
    desk.detach()
    tasks.stop()
