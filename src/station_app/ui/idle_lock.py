"""Covers every window when nobody is there; only a password uncovers it (reliability.md §4.6, F12).

Time is what passed by the computer's ticks or by the clock on the wall, whichever is more: a computer that slept and a
program that was stopped are found out at the first look or the first key. What was being typed stays underneath.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QWidget

from station_app.core import clock
from station_app.core.texts import _
from station_app.ui import program

LOOK_EVERY_MS = 5_000
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class _Cover(QFrame):
    """Hides one window's content and its title."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("desk")
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = window.windowTitle()
        self._hiding = _("{program}（已锁定）").format(program=program.current().title)
        window.setWindowTitle(self._hiding)
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """As large as the window."""
        self.setGeometry(self.window().rect())

    def lift(self) -> None:
        """Show the window again."""
        if self.window().windowTitle() == self._hiding:
            self.window().setWindowTitle(self._title)
        self.hide()
        self.deleteLater()


class IdleLock(QObject):
    """Watches keys and mouse of the whole program while it runs."""

    locked = Signal()
    unlocked = Signal(object)
    """The dialog that was answered rightly."""

    def __init__(self, application: QApplication, ask: Callable[[QWidget], QDialog]) -> None:
        """`ask` makes the dialog over the locked window; it is accepted by a right password and cannot be rejected."""
        super().__init__(application)
        self._application = application
        self._ask = ask
        self._limit_s = 600.0
        self._covers: dict[int, _Cover] = {}
        self._dialog: QDialog | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self._note()

    @property
    def is_locked(self) -> bool:
        """The windows are covered."""
        return self._dialog is not None

    @property
    def dialog(self) -> QDialog | None:
        """What asks for the password while the windows are covered."""
        return self._dialog

    def start(self, minutes: int) -> None:
        """Lock after so many minutes without anybody; may be called again with another number."""
        self._limit_s = minutes * 60.0
        if not self._looking.isActive():
            self._note()
            self._application.installEventFilter(self)
            self._looking.start()

    def stop(self) -> None:
        """Lock no more by itself."""
        self._looking.stop()
        if not self.is_locked:
            self._application.removeEventFilter(self)

    def look(self) -> None:
        """Lock when nobody was there for too long."""
        if not self.is_locked and self._is_overdue():
            self.lock()

    def lock(self) -> None:
        """Cover everything now."""
        front = self._application.activeWindow() or next(iter(self._windows()), None)
        if self.is_locked or front is None:
            return
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            continue
        self._dialog = dialog = self._ask(self._home(front))
        for window in self._windows():
            self._cover(window)
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.accepted.connect(self._open_up)
        dialog.show()
        self._application.installEventFilter(self)
        self._to_front()
        self.locked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Somebody is there; or a window comes up while everything is covered."""
        kind = event.type()
        if self._dialog is not None:
            if kind in (QEvent.Type.Show, QEvent.Type.Resize) and isinstance(watched, QWidget) and watched.isWindow():
                self._on_window(watched)
        elif kind in _HANDS:
            if self._is_overdue() or _is_lock_key(event):
                self.lock()
                return True
            self._note()
        return False

    def _on_window(self, window: QWidget) -> None:
        if window is self._dialog:
            return
        if id(window) in self._covers:
            self._covers[id(window)].fit()
        elif window.windowType() != Qt.WindowType.ToolTip:
            self._cover(window)
            QTimer.singleShot(0, self._to_front)

    def _cover(self, window: QWidget) -> None:
        if window is not self._dialog and id(window) not in self._covers:
            key, cover = id(window), _Cover(window)
            self._covers[key] = cover
            cover.destroyed.connect(lambda: self._covers.pop(key, None))

    def _to_front(self) -> None:
        """The newest modal window is the one that gets the keys: come up again behind nothing."""
        dialog = self._dialog
        if dialog is None or not shiboken6.isValid(dialog):
            return
        if QApplication.activeModalWidget() is not dialog:
            dialog.hide()
            dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _open_up(self) -> None:
        dialog, self._dialog = self._dialog, None
        covers, self._covers = list(self._covers.values()), {}
        for cover in covers:
            cover.lift()
        self._note()
        if not self._looking.isActive():
            self._application.removeEventFilter(self)
        if dialog is not None:
            self.unlocked.emit(dialog)
            dialog.deleteLater()

    def _windows(self) -> list[QWidget]:
        return [window for window in self._application.topLevelWidgets() if window.isVisible()]

    def _home(self, front: QWidget) -> QWidget:
        """The outermost window: the dialog must outlive a dialog it was opened over."""
        home = front.window()
        while (parent := home.parentWidget()) is not None:
            home = parent.window()
        return home

    def _note(self) -> None:
        self._ticks, self._wall = clock.ticks(), clock.now()

    def _is_overdue(self) -> bool:
        passed = max(clock.ticks() - self._ticks, (clock.now() - self._wall) / dt.timedelta(seconds=1))
        return passed >= self._limit_s


def _is_lock_key(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_L
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
