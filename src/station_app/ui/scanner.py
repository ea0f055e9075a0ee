"""A USB barcode scanner types like a keyboard: its bursts are caught wherever the cursor is, typing is left alone.

Keys are held back only while they could be the beginning of a code and come faster than anybody types; as soon as they
are not, they go to where they were meant for, in their order.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

FASTEST_HAND_MS = 60
"""Between two keys; scanners need 1–30 ms."""
_FEWEST, _MOST = 8, 24
"""Digits behind the prefix, and keys in all."""
_ENTER = ("\r", "\n")


class Scanner(QObject):
    """Watches the keys of the whole program for PREFIX, digits, Enter in one burst."""

    scanned = Signal(str)
    """What a scanner typed, in capitals."""

    def __init__(self, application: QApplication, prefix: str, parent: QObject) -> None:
        super().__init__(parent)
        self._prefix = prefix.upper()
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._typed = ""
        self._passing_on = False
        self._since = QElapsedTimer()
        self._since.start()
        self._application = application
        self._waited = QTimer(self)
        self._waited.setSingleShot(True)
        self._waited.setInterval(FASTEST_HAND_MS)
        self._waited.timeout.connect(self._let_go)
        application.installEventFilter(self)

    def stop(self) -> None:
        """Look at no key any more; two that listen at once would hold back each other's keys."""
        self._forget()
        self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Hold a key back, or let it through."""
        if event.type() != QEvent.Type.KeyPress or self._passing_on or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWindow | QWidget) or not event.text():
            return False  # Shift that the scanner holds for its capitals
        if self._held and self._since.restart() > FASTEST_HAND_MS:
            self._let_go()
        typed = self._typed + event.text().upper()
        if self._held and event.text() in _ENTER and len(self._typed) >= len(self._prefix) + _FEWEST:
            code = self._typed
            self._forget()
            self.scanned.emit(code)
            return True
        if not self._could_be(typed):
            self._let_go()
            typed = event.text().upper()
            if not self._could_be(typed):
                return False
        self._typed = typed
        self._held.append((watched, event.clone()))
        self._since.restart()
        self._waited.start()
        return True

    def _could_be(self, typed: str) -> bool:
        begin, rest = typed[: len(self._prefix)], typed[len(self._prefix) :]
        return self._prefix.startswith(begin) and (not rest or rest.isdigit()) and 0 < len(typed) <= _MOST

    def _forget(self) -> None:
        self._waited.stop()
        self._held, self._typed = [], ""

    def _let_go(self) -> None:
        """It was a person: the keys go on in their order."""
        held = self._held
        self._forget()
        self._passing_on = True
        try:
            for receiver, event in held:
                if shiboken6.isValid(receiver):  # its window may have been closed by the key before
                    QApplication.sendEvent(receiver, event)
        finally:
            self._passing_on = False
