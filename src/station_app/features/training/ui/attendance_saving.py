"""Marks on their way into the file: at once, in order, never in the way of the next key; what fails is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from station_app.core.checks import Refused
from station_app.features.training.service import MarkEntry, mark_many
from station_app.features.training.ui.attendance_sheet import TypedMark
from station_app.ui.screen import Desk

Key = tuple[str, str]
"""Half-day and whose mark."""


def entry_of(mark: TypedMark) -> MarkEntry:
    """A typed mark as the service takes it."""
    return MarkEntry(mark.session_id, mark.enrolment_id, mark.mark, mark.late_minutes, mark.walk_in_id)


class MarkSaver(QObject):
    """One writer: while a transaction runs, what is typed meanwhile waits and goes with the next one."""

    stored = Signal()
    """Marks are in the file."""
    kept_changed = Signal()
    """Marks could not be stored, or what was kept is stored now."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lock = threading.Lock()
        self._waiting: dict[Key, TypedMark] = {}
        self._working = False
        self.kept: dict[Key, TypedMark] = {}
        """What the file refused: still on the screen, still to be stored."""

    @property
    def is_busy(self) -> bool:
        """Marks are on their way."""
        return self._working

    def add(self, marks: Iterable[TypedMark]) -> None:
        """Store these, after what waits already; a later mark for a cell replaces an earlier one that still waits."""
        marks = list(marks)
        freed = [self.kept.pop(mark.key) for mark in marks if mark.key in self.kept]
        with self._lock:
            for mark in marks:
                self._waiting.pop(mark.key, None)
                self._waiting[mark.key] = mark
            start = not self._working and bool(self._waiting)
            self._working |= start
        if freed:
            self.kept_changed.emit()
        if start:
            self._desk.tasks.run(self._work, self._done, self._failed)

    def again(self) -> None:
        """Try once more what was kept."""
        self.add(list(self.kept.values()))

    def give_up(self) -> None:
        """The user does not want what was kept any more."""
        self.kept.clear()
        self.kept_changed.emit()

    def _work(self, _progress: Any) -> list[tuple[TypedMark, Exception]]:
        failed: list[tuple[TypedMark, Exception]] = []
        while True:
            with self._lock:
                batch = list(self._waiting.values())
                self._waiting.clear()
                if not batch:
                    self._working = False
                    return failed
            failed += self._store(batch)

    def _store(self, batch: Sequence[TypedMark]) -> list[tuple[TypedMark, Exception]]:
        """One transaction; when something in it is refused, each mark for itself. Returns what was not stored."""
        try:
            with self._desk.database.work() as session:
                mark_many(session, [entry_of(mark) for mark in batch])
        except Refused as refused:
            if len(batch) == 1:
                return [(batch[0], refused)]
            return [failure for mark in batch for failure in self._store([mark])]
        except Exception as error:  # noqa: BLE001 - told apart on the window's thread; the marks must not be lost
            return [(mark, error) for mark in batch]
        return []

    def _done(self, failed: list[tuple[TypedMark, Exception]]) -> None:
        newer = set(self._waiting)
        self.kept |= {mark.key: mark for mark, _error in failed if mark.key not in newer}
        if failed:
            self.kept_changed.emit()
            self._tell(failed[0][1])
        else:
            self.stored.emit()

    def _tell(self, error: Exception) -> None:
        from station_app.core.errors import Trouble  # noqa: PLC0415 - only when something failed

        tasks = self._desk.tasks
        signal = (
            tasks.refused
            if isinstance(error, Refused)
            else tasks.trouble
            if isinstance(error, Trouble)
            else tasks.crashed
        )
        signal.emit(error)

    def _failed(self, _error: Exception) -> bool:
        self._working = False
        return False
