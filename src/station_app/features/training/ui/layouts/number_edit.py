"""A measure typed as figures: Enter or leaving takes it, arrows step by 0.1, with Shift by 1."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from station_app.core.dates import half_width


class NumberEdit(QLineEdit):
    """Shows a number without needless zeros; what is no number goes back to the last one."""

    given = Signal(float)

    def __init__(self, name: str, low: float, high: float, unit: str) -> None:
        super().__init__()
        self._low, self._high, self._value = low, high, 0.0
        self.setAccessibleName(name)
        self.setToolTip(f"{name}，{low:g}–{high:g} {unit}".strip())
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._take)

    def show_number(self, value: float) -> None:
        """From outside; not while somebody types."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self.setText(f"{value:.2f}".rstrip("0").rstrip("."))
            self.setModified(False)

    def number(self) -> float | None:
        """What stands there."""
        try:
            typed = float(half_width(self.text()).strip())
        except ValueError:
            return None
        return round(min(max(typed, self._low), self._high), 2) if abs(typed) < 1e6 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down step."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.1
            up = event.key() == Qt.Key.Key_Up
            self.setText(f"{(self.number() or 0.0) + (step if up else -step):.2f}")
            self._take()
            return
        super().keyPressEvent(event)

    def _take(self) -> None:
        value = self.number()
        self.setModified(False)
        if value is None or value == self._value:
            self.show_number(self._value)
            return
        self._value = value
        self.setText(f"{value:.2f}".rstrip("0").rstrip("."))
        self.given.emit(value)
