"""A window on a real encrypted station, with the page 培训 alone in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_app.app.office import office_of
from station_app.features.training.ui.class_page import ClassPage
from station_app.features.training.ui.layouts.draft import LayoutDraft
from station_app.features.training.ui.layouts.page import LayoutsPage
from station_app.features.training.ui.survey_entry import SlipGrid
from station_app.features.training.ui.training_page import TrainingPage
from station_app.storage.search import find
from station_app.ui import office, theme
from station_app.ui.form import Form
from station_app.ui.form_dialog import FormDialog
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.messages import Message
from station_app.ui.screen import Desk, Page
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse


@dataclass
class Room:
    """What a test works with, and how it waits for the worker."""

    station: StationInUse
    window: MainWindow
    desk: Desk
    qtbot: QtBot
    opened: list[Path]
    """Files handed to the system's viewer."""

    @property
    def page(self) -> TrainingPage:
        screen = self.window.screen_of("training")
        assert isinstance(screen, TrainingPage)
        return screen

    @property
    def class_page(self) -> ClassPage:
        return self.page.class_page

    def settle(self) -> None:
        """Until nothing is queued, also what is read again after a pause."""
        for _round in range(3):
            self.qtbot.waitUntil(self._is_quiet, timeout=10_000)
            self.qtbot.wait(10)
        self.qtbot.waitUntil(self._is_quiet, timeout=10_000)

    def _is_quiet(self) -> bool:
        reading_soon = self.page._class_page is not None and self.page._class_page._settle.isActive()
        return self.desk.tasks.is_idle and not reading_soon

    def open_class(self, class_id: str, tab: str) -> None:
        self.desk.open("training", f"{class_id}:{tab}")
        self.settle()

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def dialog(self) -> FormDialog:
        found = [d for d in self.window.findChildren(FormDialog) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    def type_into(self, name: str, text: str, *, dialog: FormDialog | None = None) -> None:
        form = (dialog or self.dialog()).form
        target = form.editor(name).focusProxy()
        assert target is not None
        target.setFocus()
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_text(target, text)

    def accept(self) -> None:
        self.click(self.dialog().accept_button)

    def save_as(self, path: Path, ask: Callable[[], None]) -> None:
        """Let something ask for a file or a folder, choose it, press the button; what is previewed is saved there."""
        ask()
        self.settle()
        for preview in self.window.findChildren(QDialog, "preview"):
            self.qtbot.waitUntil(preview.save_button.isEnabled)
            with saying_yes():
                QTest.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: self.window.findChild(QFileDialog) is not None)
        chooser = self.window.findChild(QFileDialog)
        assert isinstance(chooser, QFileDialog)
        line = chooser.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.setText(str(path))
        button = next(b for b in chooser.findChildren(QPushButton) if b.text() in ("保存", "导出到这里"))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@contextmanager
def saying_yes() -> Iterator[None]:
    """Presses the button of the warning that comes up meanwhile."""

    def press() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, Message) and message.isVisible():
            QTest.mouseClick(message.accept_button, Qt.MouseButton.LeftButton)

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(20)
    yield
    timer.stop()


def type_text(target: QWidget, text: str) -> None:
    """Keys for what a keyboard has, an input method for the rest."""
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


@dataclass
class Answered:
    """The messages that came up, and what was pressed."""

    headings: list[str]
    texts: list[str]


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[Answered]:
    """Presses the first button of every message as soon as it is there, and remembers what it said."""
    seen = Answered([], [])

    def press() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, Message) and message.isVisible():
            from PySide6.QtWidgets import QLabel

            seen.headings.append(message.accessibleName())
            seen.texts += [label.text() for label in message.findChildren(QLabel) if label.text()]
            QTest.mouseClick(message.accept_button, Qt.MouseButton.LeftButton)

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(20)
    yield seen
    timer.stop()


class _Viewer(QObject):
    """Stands where the system's PDF viewer would open."""

    def __init__(self, opened: list[Path]) -> None:
        super().__init__()
        self._opened = opened

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self._opened.append(Path(url.toLocalFile()))


def _forget_typed(window: QWidget) -> None:
    """Or closing the window would ask whether to lose what a test left in a form."""
    for form in window.findChildren(Form):
        form.is_modified = False
    for draft in window.findChildren(LayoutDraft):
        draft.kept = draft.layout
    for slip in window.findChildren(SlipGrid):
        slip.clear()


@pytest.fixture
def room(station: StationInUse, qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    """The window, open on a station of its own; a crash inside it fails the test."""
    if theme.tokens() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp)
    tasks = Tasks()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    desk = Desk(station.folder, tasks)
    desk.attach(station.db)
    office.use(office_of(desk))
    pages = (
        Page("training", "培训", "graduation-cap", TrainingPage, records=("training_class",)),
        Page("layouts", "证书版式", "award", LayoutsPage, under="training"),
    )
    window = MainWindow(desk, pages, find, WindowMemory())
    qtbot.addWidget(window, before_close_func=_forget_typed)
    opened: list[Path] = []
    viewer = _Viewer(opened)
    QDesktopServices.setUrlHandler("file", viewer, "show")
    window.show()
    window.activateWindow()
    window.open_page("training")
    made = Room(station, window, desk, qtbot, opened)
    made.settle()
    yield made
    QDesktopServices.unsetUrlHandler("file")
    tasks.wait()
    tasks.stop()
    office.use(None)
    desk.detach()
    assert not crashes, crashes
