"""Looks at every dialog that any test opens: controls named, keys told, words Chinese and whole, room on the screen.

The tests open the dialogs of the program from their real buttons and keys; this is the one place that judges them all.
`TOUR_PICTURES=folder` switches it on and keeps a picture of each, `TOUR_LOOK=dark-large` puts on other looks.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from station_app.ui import theme
from tests.screen_faults import faults

LOOK = os.environ.get("TOUR_LOOK", "")
PICTURES = os.environ.get("TOUR_PICTURES", "")


_LOOKED_AT = "lookedAt"


class DialogWatch(QObject):
    """Kept by the application while a test runs."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.found: list[str] = []
        self.seen: dict[str, set[str]] = {}
        self._test = ""
        self._count = 0
        application.focusChanged.connect(self._on_focus)

    def begin(self, test: str) -> None:
        """What is found from now on belongs to this test."""
        self._test, self._count, self.found = re.sub(r"[^\w-]+", "_", test)[:70], 0, []

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A dialog is looked at once it has the cursor, by the next turn of the loop."""
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or not type(dialog).__module__.startswith("station_app"):
            return
        if dialog.property(_LOOKED_AT) != self._test:
            dialog.setProperty(_LOOKED_AT, self._test)
            QTimer.singleShot(0, dialog, lambda: self._look(dialog))

    def _look(self, dialog: QDialog) -> None:
        if not dialog.isVisible():
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        heading = dialog.accessibleName() or dialog.windowTitle()
        self.seen.setdefault(type(dialog).__name__, set()).add(heading)
        self.found += [f"{type(dialog).__name__} {heading!r}: {line}" for line in faults(dialog)]
        if PICTURES:
            self._count += 1
            name = re.sub(r"[^\w]+", "_", heading)[:24]
            dialog.grab().save(str(Path(PICTURES) / f"{type(dialog).__name__}-{name}-{self._test}-{self._count}.png"))


def put_on_looks(application: QApplication) -> None:
    """Those that TOUR_LOOK names."""
    if LOOK or not application.styleSheet():
        theme.apply(application, "dark" if "dark" in LOOK else "light", large="large" in LOOK)
