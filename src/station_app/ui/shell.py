"""The top-level window: on screen with the first sight at once, then the home of the real main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from station_app.ui import looks

if TYPE_CHECKING:
    from PySide6.QtCore import QRect


def reaches_beyond(frame: QRect, inside: QRect, room: QRect) -> bool:
    """Whether a window with its title bar hides a part of itself: the usual size on a small screen with a task bar.

    Without a frame nobody manages windows (a bare X server), and the size is what was asked for.
    """
    return frame != inside and (frame.height() > room.height() or frame.width() > room.width())


class Shell(QMainWindow):
    """Keeps its place on the screen while what it holds is replaced."""

    first_painted = Signal()
    """The first paint is done: only now may heavy work begin."""

    def __init__(self, first: QWidget, title: str, geometry: str) -> None:
        """`geometry` as saveGeometry gave it, in base64; empty for the usual size."""
        super().__init__()
        self._painted = False
        self.setWindowTitle(title)
        self.setMinimumSize(*looks.LEAST_WINDOW)
        self.resize(1366, 768)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        self.setCentralWidget(first)

    def take(self, window: QMainWindow) -> None:
        """Hold this window from now on; what was there before is gone."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - 14 ms that the first paint does not need

        window.setWindowFlags(Qt.WindowType.Widget)
        window.windowTitleChanged.connect(self.setWindowTitle)
        self.setWindowTitle(window.windowTitle())
        cursor = window.focusWidget()
        self.setCentralWidget(window)
        window.show()
        if cursor is not None:
            cursor.setFocus()

    def manual_page(self) -> str:
        """What the window inside says; '' before there is one."""
        named = getattr(self.centralWidget(), "manual_page", None)
        return str(named()) if callable(named) else ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The widgets inside are painted in the same turn, so the next turn comes after the first paint."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            if QGuiApplication.platformName() != "offscreen" and reaches_beyond(
                self.frameGeometry(), self.geometry(), self.screen().availableGeometry()
            ):
                self._maximize()
            QTimer.singleShot(0, self.first_painted.emit)

    def _maximize(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - 12 ms that the first paint does not need

        self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """The main window inside may refuse."""
        inside = self.centralWidget()
        if isinstance(inside, QMainWindow) and not inside.close():
            event.ignore()
            return
        super().closeEvent(event)
