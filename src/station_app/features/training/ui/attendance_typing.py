"""Keys of the attendance grid: marks, minutes behind a late one, movement, selection, clipboard, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from station_app.features.training.ui import attendance_keys
from station_app.features.training.ui.attendance_keys import DIGITS, ENTER, MARK_KEYS, MINUTES_FOLLOW
from station_app.features.training.ui.attendance_sheet import Place
from station_app.features.training.ui.attendance_words import MOST_MINUTES, code_of
from station_app.ui import undo

if TYPE_CHECKING:
    from station_app.features.training.ui.attendance_grid import AttendanceGrid

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STANDARD = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)


class Typing:
    """Turns keys into what the grid does."""

    def __init__(self, grid: AttendanceGrid) -> None:
        self._grid = grid
        self._late: Place | None = None
        """The cell that takes minutes now."""
        self._digits = ""

    def wants(self, event: QKeyEvent) -> bool:
        """Keys that are the grid's before they are a shortcut of the window."""
        held = event.modifiers() & attendance_keys.HELD
        plain = not held
        return (
            (event.key() in ENTER and held in (_NONE, _SHIFT, _CTRL))
            or (plain and (event.key() in MARK_KEYS or event.key() in DIGITS))
            or any(event.matches(each) for each in _STANDARD)
            or bool(undo.wanted(event))
        )

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was one of the grid's."""
        grid = self._grid
        key, held = Qt.Key(event.key()), event.modifiers() & attendance_keys.HELD
        if self._late == (grid.row, grid.column) and not held and self._minutes(key):
            return True
        self.end_minutes()
        step = undo.wanted(event)
        if step:
            (grid.undo if step == "undo" else grid.redo)()
        elif event.matches(QKeySequence.StandardKey.Paste):
            grid.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            grid.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            grid.select_half_day()
        elif key in ENTER and held == _CTRL:
            grid.mark_all_present()
        elif key in MARK_KEYS and held in (_NONE, _SHIFT):
            grid.mark(MARK_KEYS[key])
            if key in MINUTES_FOLLOW:
                self._begin_minutes()
        elif key == Qt.Key.Key_Period and not held:
            self._begin_minutes()
        elif key == Qt.Key.Key_Escape and grid.anchor is not None:
            grid.move_to(grid.row, grid.column)
        else:
            return self._move(key, held)
        return True

    def end_minutes(self) -> None:
        """Digits are marks again."""
        self._late, self._digits = None, ""

    def _begin_minutes(self) -> None:
        grid = self._grid
        if grid.is_empty() or grid.closed or grid.asks or grid.anchor is not None:
            return
        if code_of(grid.marking.marks[grid.row][grid.column]) == "T":
            self._late, self._digits = (grid.row, grid.column), ""

    def _minutes(self, key: Qt.Key) -> bool:
        """A digit more, or with Backspace one less; False for keys that end the number."""
        if key in DIGITS:
            digits = f"{self._digits}{DIGITS[key]}".lstrip("0")
            if digits and int(digits) > MOST_MINUTES:
                return True
            self._digits = digits
        elif key == Qt.Key.Key_Backspace and self._digits:
            self._digits = self._digits[:-1]
        else:
            return False
        self._grid.set_minutes(int(self._digits) if self._digits else None)
        return True

    def _move(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        grid = self._grid
        rows, columns = len(grid.marking.sheet.trainees), len(grid.marking.sheet.half_days)
        place = attendance_keys.destination(key, held, (grid.row, grid.column), rows, columns)
        if place is None:
            return False
        grid.move_to(*place, extend=bool(held & _SHIFT) and key not in ENTER)
        return True
