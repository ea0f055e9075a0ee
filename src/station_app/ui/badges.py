"""The numbers beside pages' names: what is waiting there, also before the page was ever opened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from station_app.ui.page import Page
from station_app.ui.screen import Desk

_PAUSE_MS = 400
"""Many small saves in a row are counted once."""


class Badges(QObject):
    """Counts on the worker once the database is open, and again when what is counted changed."""

    def __init__(self, desk: Desk, pages: Iterable[Page], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counted = [page for page in pages if page.badge is not None]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.count)
        desk.changed.connect(self._on_changed)

    @property
    def is_waiting(self) -> bool:
        """Something changed and is about to be counted."""
        return self._pause.isActive()

    def count(self) -> None:
        """Read every number anew."""
        if not self._desk.is_open:
            return
        for page in self._counted:
            if page.badge is not None:
                self._desk.read(page.badge, partial(self._desk.set_badge, page.id))

    def _on_changed(self, changed: frozenset[str]) -> None:
        if any(changed.intersection(page.counts) for page in self._counted):
            self._pause.start()
