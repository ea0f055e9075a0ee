"""A second start on the same computer brings the window that is open to the front and goes away (F13).

The second start leaves a file beside the lock; the open window takes it away and comes forward. Nobody who answers
within a moment means that a command, not a window, holds the station.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from station_app.core.paths import StationFolder

_BELL = "station.show"
_LISTEN_MS, _PATIENCE_MS, _STEP_MS = 300, 1500, 50


class Doorbell(QObject):
    """Listens while a window is open."""

    def __init__(self, application: QApplication, folder: StationFolder, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._bell, self._window = application, folder.root / _BELL, window
        with contextlib.suppress(OSError):
            self._bell.unlink(missing_ok=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LISTEN_MS)

    def _look(self) -> None:
        if not self._bell.exists():
            return
        with contextlib.suppress(OSError):
            self._bell.unlink(missing_ok=True)
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()
        self._application.alert(window)


class Ring(QObject):
    """One ring by a second start; `answered` is called once, with whether a window came forward."""

    def __init__(self, folder: StationFolder, parent: QObject, answered: Callable[[bool], object]) -> None:
        super().__init__(parent)
        self._bell: Path = folder.root / _BELL
        self._answered = answered
        self._left = _PATIENCE_MS
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        try:
            self._bell.touch()
        except OSError:
            self._left = 0
        self._timer.start(_STEP_MS)

    def _look(self) -> None:
        self._left -= _STEP_MS
        came = self._left > -_STEP_MS and not self._bell.exists()
        if not came and self._left > 0:
            return
        self._timer.stop()
        with contextlib.suppress(OSError):
            self._bell.unlink(missing_ok=True)
        self._answered(came)
