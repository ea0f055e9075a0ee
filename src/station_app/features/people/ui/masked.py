"""Numbers that people looking over the shoulder must not read: shown masked until the cursor is in them (R-50)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui.editors import LineEditor


class MaskedEditor(LineEditor):
    """Shows the mask of a stored value; with the cursor in it, and once changed, the number itself."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._stored: Any = None
        self._masked = False
        self.line.setToolTip(_("点进来显示完整号码"))

    def text(self) -> str:
        """What is meant, also while the mask is shown."""
        return self.field.kind.format(self._stored) if self._masked else self.line.text()

    def set_value(self, value: Any) -> None:
        """A stored value, masked unless the cursor is here."""
        self._stored = value
        if self.line.hasFocus():
            self._masked = False
            super().set_value(value)
        else:
            self._hide()

    def retype(self, typed: str) -> None:
        """The stored number is masked again, anything else is shown as it was typed."""
        if typed == self.field.kind.format(self._stored) and not self.line.hasFocus():
            self._hide()
        else:
            self._masked = False
            self.line.setText(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The cursor comes and goes."""
        if event.type() == QEvent.Type.FocusIn and self._masked:
            self._masked = False
            self.line.setText(self.field.kind.format(self._stored))
            if isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.MouseFocusReason:
                self.line.selectAll()
        taken = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and self.line.text() == self.field.kind.format(self._stored):
            self._hide()
        return taken

    def _hide(self) -> None:
        self._masked = bool(self._stored)
        self.line.setText(self.field.kind.mask(self._stored) if self._masked else "")
        self.line.setCursorPosition(0)
