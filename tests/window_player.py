"""Plays the clerk at the real window: finds what is on the screen, clicks where it stands, types what a keyboard has.

Clicks and keys go to the top-level window, which hands them on as it does with a person's: what is covered, disabled or
without the cursor does not get them. Dialogs that block are answered by a timer, as a hand would.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from station_app.app.running import Running
from station_app.core.paths import StationFolder
from station_app.features.people.ui.page import PeoplePage
from station_app.features.people.ui.roster.review import Review
from station_app.features.station.ui.unlock import UnlockDialog
from station_app.features.training.ui.class_page import ClassPage
from station_app.features.training.ui.training_page import TrainingPage
from station_app.ui.form import Form
from station_app.ui.messages import Message
from station_app.ui.preview import Preview

W = TypeVar("W", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE_S = 20.0
_FILE_BUTTONS = ("打开(&O)", "保存", "导出到这里")


@dataclass
class Told:
    """One message that came up."""

    heading: str
    text: str


class _Viewer(QObject):
    """Stands where the system's PDF viewer would open."""

    def __init__(self, opened: list[Path]) -> None:
        super().__init__()
        self._opened = opened

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self._opened.append(Path(url.toLocalFile()))


@dataclass
class Clerk:
    """One person in front of one window."""

    application: QApplication
    folder: StationFolder
    password: str = ""
    """Typed when the window asks for it."""
    told: list[Told] = field(default_factory=list)
    """Every message that came up, in order."""
    files: list[Path] = field(default_factory=list)
    """What is typed into the next file dialogs."""
    viewed: list[Path] = field(default_factory=list)
    """Files that the system's viewer was asked to show."""
    look: Callable[[str, QWidget], None] = lambda _name, _window: None
    """Called with a name at every step worth a picture."""

    def sit_down(self) -> None:
        """Start the program and wait until its window can be worked with."""
        self._answered: set[int] = set()
        self._answering = QTimer()
        self._answering.timeout.connect(self._answer)
        self._answering.start(10)
        self._viewer = _Viewer(self.viewed)
        QDesktopServices.setUrlHandler("file", self._viewer, "show")
        self.running = Running(self.application, self.folder)
        assert self.running.open(None), self.told
        self.until(lambda: self.running.window is not None and self.running.window.isVisible())
        self.top.activateWindow()
        self.settle()

    def leave(self) -> None:
        """Close the window as the cross in its corner does, and let the program end."""
        assert self.top.close()
        self.running.close()
        self.put_away()
        self.running.shell.deleteLater()
        del self.running
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def put_away(self) -> None:
        """Answer no more dialogs: whatever happened, other tests have the screen now."""
        self._answering.stop()
        QDesktopServices.unsetUrlHandler("file")

    # ---- what is seen

    @property
    def top(self) -> QWidget:
        """The window on the screen."""
        assert self.running.window is not None
        return self.running.window.window()

    @property
    def front(self) -> QWidget:
        """The dialog in front, else the window."""
        return QApplication.activeModalWidget() or self.top

    @property
    def people(self) -> PeoplePage:
        return _only(self.top, PeoplePage)

    @property
    def review(self) -> Review:
        return self.people.roster.review

    @property
    def training(self) -> TrainingPage:
        return _only(self.top, TrainingPage)

    @property
    def class_page(self) -> ClassPage:
        return self.training.class_page

    def form(self) -> Form:
        """The form in front."""
        forms = [found for found in self.front.findChildren(Form) if found.isVisible()]
        assert len(forms) == 1
        return forms[0]

    def texts(self) -> str:
        """Every sentence that can be read in front, to search in."""
        return "\n".join(label.text() for label in self.front.findChildren(QLabel) if label.isVisible())

    def button(self, text: str) -> QAbstractButton:
        """The only visible button with these words."""
        found = [
            button
            for button in self.front.findChildren(QAbstractButton)
            if button.isVisible() and (button.text() == text or button.accessibleName() == text)
        ]
        assert len(found) == 1, (text, sorted({b.text() for b in self.front.findChildren(QAbstractButton)}))
        return found[0]

    def offers(self, text: str) -> bool:
        """A button with these words can be pressed."""
        return any(
            button.text() == text and button.isVisible() and button.isEnabled()
            for button in self.front.findChildren(QAbstractButton)
        )

    # ---- what is done

    def click(self, what: str | QWidget, at: QPoint | None = None, *, double: bool = False) -> None:
        """Press the left button on something that is on the screen and not covered."""
        widget = self.button(what) if isinstance(what, str) else what
        place = at or widget.rect().center()
        window = widget.window()
        assert widget.isEnabled(), what
        if widget.visibleRegion().isEmpty():
            _scroll_to(widget)
        assert widget.visibleRegion().contains(place), what
        press = QTest.mouseDClick if double else QTest.mouseClick
        press(_handle(window), Qt.MouseButton.LeftButton, NONE, widget.mapTo(window, place))
        self.settle()

    def tab(self, text: str) -> None:
        """Press a tab whose words begin so."""
        for bar in self.front.findChildren(QTabBar):
            for number in range(bar.count()):
                if bar.isVisible() and bar.isTabVisible(number) and bar.tabText(number).startswith(text):
                    self.click(bar, bar.tabRect(number).center())
                    return
        raise AssertionError(text)

    def cell(self, table: QTableView, row: int, column: int, *, double: bool = False) -> None:
        """Press a cell of a table."""
        self.click(table.viewport(), table.visualRect(table.model().index(row, column)).center(), double=double)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key for whatever has the cursor; shortcuts work as they do."""
        QTest.keyClick(_handle(self.front), key, modifier)
        if modifier != NONE or key in (Qt.Key.Key_F8, Qt.Key.Key_Escape):
            QTest.qWait(120)  # a button's shortcut shows the button pressed for 100 ms first
        self.settle()

    def press_quick(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key without waiting for anything, as fast fingers do."""
        QTest.keyClick(_handle(self.front), key, modifier)

    def keys(self, text: str) -> None:
        """Keys one after the other without waiting for anything, as fast fingers do."""
        handle = _handle(self.front)
        for key in text:
            QTest.keyClick(handle, key)

    def type(self, text: str) -> None:
        """Type where the cursor is: keys for what a keyboard has, an input method for the rest."""
        for line in text.splitlines(keepends=True):
            words = line.rstrip("\n")
            if words.isascii():
                self.keys(words)
            elif words:
                event = QInputMethodEvent()
                event.setCommitString(words)
                target = QApplication.focusWidget()
                assert target is not None
                QApplication.sendEvent(target, event)
            if line.endswith("\n"):
                QTest.keyClick(_handle(self.front), Qt.Key.Key_Return)

    def retype(self, text: str) -> None:
        """Type over what stands where the cursor is."""
        QTest.keyClick(_handle(self.front), Qt.Key.Key_A, CTRL)
        self.type(text)

    def fill(self, **values: str) -> None:
        """Go through the form in front by Enter and Tab, and type what is named where the cursor arrives."""
        self.until(lambda: self.form().isAncestorOf(QApplication.focusWidget() or self.top))
        form = self.form()
        for name in form.names:
            if form.record[name].computed:
                continue
            editor = form.editor(name)
            line = editor.focusProxy()
            assert line is QApplication.focusWidget(), (name, QApplication.focusWidget())
            if name in values:
                self.retype(values.pop(name))
            if not values:
                return
            QTest.keyClick(_handle(self.front), Qt.Key.Key_Tab)
        assert not values, values

    # ---- waiting

    def settle(self) -> None:
        """Until the worker is idle and what it announced is read again and shown."""
        for _round in range(3):
            assert self.running.tasks.wait(60_000)
            QTest.qWait(15)
        self.until(lambda: not any(each.isVisible() for each in self.top.findChildren(Preview)))
        if QApplication.activeWindow() is None:
            self.front.activateWindow()  # without a window manager nobody gives the cursor back after a dialog
            QTest.qWait(15)
        if self.class_page_is_open():
            self.until(lambda: not self.class_page._settle.isActive())
        assert self.running.tasks.wait(60_000)
        QTest.qWait(15)  # what was read last is shown as well

    def class_page_is_open(self) -> bool:
        """The page 培训 was opened at least once."""
        return bool(self.top.findChildren(TrainingPage))

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something that comes by itself."""
        end = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < end, self.told
            QTest.qWait(10)

    # ---- dialogs that block

    def _answer(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible() or id(dialog) in self._answered:
            return
        if isinstance(dialog, Message):
            self._seen(dialog)
            words = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
            self.told.append(Told(dialog.accessibleName(), "\n".join(words)))
            self.look(f"message {dialog.accessibleName()}", dialog)
            QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        elif isinstance(dialog, UnlockDialog):
            self._seen(dialog)
            self.look("unlock", dialog)
            QTest.keyClicks(dialog.line, self.password)
            QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        elif isinstance(dialog, QFileDialog):
            self._seen(dialog)
            self._choose(dialog)
        elif isinstance(dialog, Preview) and dialog.save_button.isEnabled():
            self._seen(dialog)
            self.look(f"preview {dialog.paper.title[:3]}", dialog)
            wants_whole = dialog.paper.numbers == "masked" and not dialog.whole
            button = dialog.numbers_button if wants_whole else dialog.save_button
            if wants_whole:
                self._answered.discard(id(dialog))
            QTimer.singleShot(0, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))  # it may ask first

    def _seen(self, dialog: QDialog) -> None:
        key = id(dialog)
        self._answered.add(key)
        dialog.finished.connect(lambda _result: self._answered.discard(key))

    def _choose(self, dialog: QFileDialog) -> None:
        path = self.files.pop(0)
        self.look(f"file {dialog.windowTitle()}", dialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        QTest.keyClick(line, Qt.Key.Key_A, CTRL)
        event = QInputMethodEvent()
        event.setCommitString(str(path))
        QApplication.sendEvent(line, event)
        accept = [button for button in dialog.findChildren(QPushButton) if button.text() in _FILE_BUTTONS]
        QTest.mouseClick(accept[0], Qt.MouseButton.LeftButton)


def _scroll_to(widget: QWidget) -> None:
    """As the wheel would, in every area around it."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()


def _handle(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None
    return handle


def _only(window: QWidget, kind: type[W]) -> W:
    """The one widget of its kind below a window."""
    found = window.findChildren(kind)
    assert len(found) == 1
    return found[0]
