"""The keys of the attendance grid: which mark a key means, and where a key moves the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt

from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.ui.attendance_sheet import Place

MARK_KEYS = {
    Qt.Key.Key_1: "P",
    Qt.Key.Key_D: "P",
    Qt.Key.Key_P: "P",
    Qt.Key.Key_2: "T",
    Qt.Key.Key_C: "T",
    Qt.Key.Key_T: "T",
    Qt.Key.Key_3: "E",
    Qt.Key.Key_Z: "E",
    Qt.Key.Key_E: "E",
    Qt.Key.Key_4: "L",
    Qt.Key.Key_J: "L",
    Qt.Key.Key_L: "L",
    Qt.Key.Key_5: "A",
    Qt.Key.Key_Q: "A",
    Qt.Key.Key_A: "A",
    Qt.Key.Key_Backspace: UNMARKED,
    Qt.Key.Key_Delete: UNMARKED,
}
"""1–5, the code of the mark, or the pinyin initial of 到 迟 早 假 缺; Backspace and Delete take a mark away."""
MINUTES_FOLLOW = frozenset((Qt.Key.Key_T, Qt.Key.Key_C, Qt.Key.Key_Period))
"""After these a number is minutes: T15; the point does it for the number pad, on a cell that is late already."""
DIGITS = {Qt.Key(Qt.Key.Key_0 + digit): digit for digit in range(10)}
JUMP = 5
"""Rows that Page Up and Page Down move; the grid draws a stronger line after each fifth row."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
HELD = _CTRL | _SHIFT | Qt.KeyboardModifier.AltModifier
"""Modifiers that matter; the number pad's own does not."""


def destination(key: Qt.Key, held: Qt.KeyboardModifier, at: Place, rows: int, columns: int) -> Place | None:
    """Where a key moves the cursor (perhaps outside the sheet: the grid stops at its edge); None for other keys."""
    row, column = at
    ctrl = bool(held & _CTRL)
    if key in ENTER and not ctrl:
        return _along_the_paper(at, -1 if held & _SHIFT else 1, rows, columns)
    return {
        Qt.Key.Key_Up: (0 if ctrl else row - 1, column),
        Qt.Key.Key_Down: (rows if ctrl else row + 1, column),
        Qt.Key.Key_Left: (row, 0 if ctrl else column - 1),
        Qt.Key.Key_Right: (row, columns if ctrl else column + 1),
        Qt.Key.Key_PageUp: (row - JUMP, column),
        Qt.Key.Key_PageDown: (row + JUMP, column),
        Qt.Key.Key_Home: (0 if ctrl else row, 0),
        Qt.Key.Key_End: (rows if ctrl else row, columns),
    }.get(key)


def _along_the_paper(at: Place, step: int, rows: int, columns: int) -> Place:
    """The next person; after the last one the next half-day begins."""
    place = at[1] * rows + at[0] + step
    return (place % rows, place // rows) if rows and 0 <= place < rows * columns else at
