"""Steps that can be taken back and put in place again: for forms, grids and tables typed into."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

Step = TypeVar("Step")
MOST = 500
"""Older steps are forgotten."""


class History(Generic[Step]):
    """What was done, newest last; knows nothing of what a step means."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Another step; what was undone before it cannot be redone any more."""
        self._done.append(step)
        del self._done[:-MOST]
        self._undone.clear()

    @property
    def last(self) -> Step | None:
        """The step that `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def can_redo(self) -> bool:
        """Something was undone and nothing else done since."""
        return bool(self._undone)

    def replace_last(self, step: Step) -> None:
        """The last step goes on: more of the same typing."""
        self._done[-1] = step
        self._undone.clear()

    def undo(self) -> Step | None:
        """The step to take back now; None when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The step to put in place again; None when there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def clear(self) -> None:
        """Something else is shown: nothing to take back."""
        self._done.clear()
        self._undone.clear()


def wanted(event: QEvent) -> str:
    """'undo' for Ctrl+Z, 'redo' for Ctrl+Shift+Z or Ctrl+Y, '' for every other event."""
    if not isinstance(event, QKeyEvent):
        return ""
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~shift != Qt.KeyboardModifier.ControlModifier:
        return ""
    if event.key() == Qt.Key.Key_Z:
        return "redo" if event.modifiers() & shift else "undo"
    return "redo" if event.key() == Qt.Key.Key_Y and not event.modifiers() & shift else ""
