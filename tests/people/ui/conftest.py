"""The real window with all its pages on a real encrypted station, and how a test acts like a person at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from station_app import menu
from station_app.features.people.service import people
from station_app.features.people.ui.page import PeoplePage
from station_app.features.people.ui.roster.screen import RosterScreen
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.messages import Message
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse
from tests.people.invented_people import person_values

CONTROL = Qt.KeyboardModifier.ControlModifier
SAMPLE = Path(__file__).parent.parent / "roster" / "samples" / "02_低收入人口就业意愿摸底台账.xlsx"


def type_text(target: QWidget, text: str) -> None:
    """Keys for what a keyboard has, an input method for the rest."""
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


@dataclass
class Desktop:
    """What a test works with."""

    station: StationInUse
    window: MainWindow
    desk: Desk
    qtbot: QtBot
    said: list[str] = field(default_factory=list)
    """What the status bar said, 已保存 included."""

    @property
    def page(self) -> PeoplePage:
        screen = self.window.screen_of("people")
        assert isinstance(screen, PeoplePage)
        return screen

    @property
    def roster(self) -> RosterScreen:
        return self.page.roster

    def settle(self) -> None:
        """Until the worker is idle and what it announced is shown."""
        for _round in range(3):
            while not self.desk.tasks.wait(30_000):
                pass  # an answered question started more work
            self.qtbot.wait(5)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key for whatever has the cursor."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()  # this platform has no window manager to do it after a question
            self.qtbot.wait(10)
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        if modifier or key in (Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_Escape):
            self.qtbot.wait(120)  # a button's shortcut shows the button pressed for 100 ms first
        self.settle()

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_here(self, text: str) -> None:
        """Type into whatever has the cursor, over what stands there."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, Qt.Key.Key_A, CONTROL)
        type_text(target, text)

    def type_into(self, name: str, text: str) -> None:
        """Into a field of the open person."""
        self.page.person.form.editor(name).setFocus()
        self.type_here(text)

    def save(self, **changes: object) -> str:
        """A person registered by somebody else."""
        with self.station.db.work() as session:
            key = people.save_person(session, person_values(**changes))
        self.settle()
        return key

    def person(self, key: str) -> dict[str, object]:
        with self.station.db.read() as session:
            return people.get_person(session, key)

    def names(self) -> list[str]:
        return [row.name for row in self.page.people.table.source.rows]

    def open_sample(self) -> None:
        """Start an import and choose the worked example, ages on its day."""
        self.press(Qt.Key.Key_I, CONTROL)
        self.roster.open_file(SAMPLE)
        self.settle()

    def chips(self) -> dict[str, str]:
        return {name: chip.text() for name, chip in self.roster.review.chips.items() if not chip.isHidden()}


def _forget_what_was_typed(window: QWidget) -> None:
    """Closing at the end of a test must not ask."""
    for page in window.findChildren(PeoplePage):
        page.person.form.is_modified = page.household.form.is_modified = False
        page.roster._corrections = []


@pytest.fixture
def desktop(station: StationInUse, qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    """The window open on the page 人员; a crash inside it fails the test."""
    if not qapp.styleSheet():
        theme.apply(qapp)
    tasks = Tasks()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    window = MainWindow(desk, menu.PAGES, menu.search, WindowMemory())
    qtbot.addWidget(window, before_close_func=_forget_what_was_typed)
    window.show()
    window.activateWindow()
    window.open_page("people")
    made = Desktop(station, window, desk, qtbot)
    desk.said.connect(lambda text, _tone: made.said.append(text))
    desk.saved.connect(lambda: made.said.append("已保存"))
    made.settle()
    yield made
    tasks.wait()
    tasks.stop()
    desk.detach()
    assert not crashes, crashes


@dataclass
class Answered:
    """The questions that came up."""

    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    refuse: bool = False
    """Press the other button from now on."""
    reason: str = ""
    """What to type where a reason is asked."""


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answered]:
    """Answers every question as soon as it is there, with real clicks and keys."""
    seen = Answered()

    def press() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, FormDialog) and asked.objectName() == "why" and asked.isVisible():
            if asked.form.is_saving:
                return
            line = asked.form.editor("reason").focusProxy()
            assert line is not None
            seen.headings.append(asked.accessibleName())
            type_text(line, seen.reason)
            QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
        elif isinstance(asked, Message) and asked.isVisible():
            seen.headings.append(asked.accessibleName())
            seen.texts += [label.text() for label in asked.findChildren(QLabel) if label.text()]
            if seen.refuse:
                QTest.keyClick(asked, Qt.Key.Key_Escape)
            else:
                QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(20)
    yield seen
    timer.stop()
