"""Numbers that nobody looking over the shoulder must read: masked until the eye is asked for, with a reason (R-50)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from station_app.core.fields import Field
from station_app.core.texts import _
from station_app.ui import icons
from station_app.ui.editors import LineEditor
from station_app.ui.masked_text import REASONS, SHORTCUT


class MaskedEditor(LineEditor):
    """Shows the mask of a stored value; the eye shows it whole until the record is left. What is typed replaces it."""

    unmasked = Signal(str)
    """The whole number is shown now; the reason that was chosen."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._stored: Any = None
        self._masked = False
        self._revealed = False
        self.eye = QAction(self.line)
        self.eye.setShortcut(QKeySequence(SHORTCUT))
        self.eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.eye.triggered.connect(self.ask_why)
        self.line.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        self.menu = QMenu(self)
        self.menu.addAction(_("查看原因（会记录）")).setEnabled(False)
        for reason in REASONS:
            self.menu.addAction(reason, partial(self.reveal, reason))
        self.line.textEdited.connect(self._on_edited)
        self._show_eye()

    def text(self) -> str:
        """What is meant, also while the mask is shown."""
        return self.field.kind.format(self._stored) if self._masked else self.line.text()

    def set_value(self, value: Any) -> None:
        """A stored value, masked; whatever was shown before is hidden again."""
        self._stored = value
        self._revealed = False
        self._hide()

    def retype(self, typed: str) -> None:
        """Undone or brought back from a draft; the stored number stays masked."""
        if typed == self.field.kind.format(self._stored):
            self._hide()
        else:
            self._masked = False
            self.line.setText(typed)
            self._show_eye()

    def ask_why(self) -> None:
        """The eye: the reasons to choose from, or hide the number again."""
        if self._revealed:
            self._revealed = False
            self._hide()
        elif self._masked:
            self.menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))

    def reveal(self, reason: str) -> None:
        """Show the whole number and say why."""
        if not self._masked:
            return
        self._masked, self._revealed = False, True
        self.line.setText(self.field.kind.format(self._stored))
        self.line.setCursorPosition(0)
        self._show_eye()
        self.unmasked.emit(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """What is typed into a mask begins a new number; one that is left as it was stored is masked again."""
        if self._masked and not self.line.isReadOnly() and _types(event):
            self._masked = False
            self.line.clear()
            self._show_eye()
            self.changed.emit()
        taken = super().eventFilter(watched, event)
        is_as_stored = bool(self._stored) and self.line.text() == self.field.kind.format(self._stored)
        if event.type() == QEvent.Type.FocusOut and is_as_stored and not self._revealed:
            self._hide()
        return taken

    def _on_edited(self, text: str) -> None:
        """Pasted by the mouse: what came in between the signs of the mask is the new number."""
        if self._masked:
            mask = self.field.kind.mask(self._stored)
            start = _same(mask, text)
            end = _same(mask[start:][::-1], text[start:][::-1])
            self._masked = False
            self.line.setText(text[start : len(text) - end])
            self._show_eye()
            self.changed.emit()

    def _tidy(self) -> None:
        if not self._masked:
            super()._tidy()

    def _hide(self) -> None:
        self._masked = bool(self._stored)
        self.line.setText(self.field.kind.mask(self._stored) if self._masked else "")
        self.line.setCursorPosition(0)
        self._show_eye()

    def _show_eye(self) -> None:
        words = _("重新遮盖") if self._revealed else _("查看完整号码")
        self.eye.setIcon(icons.icon("eye-off" if self._revealed else "eye", "soft"))
        self.eye.setText(_("{what}：{label}").format(what=words, label=self.field.label))
        self.eye.setToolTip(f"{words}（{SHORTCUT}）")
        self.eye.setVisible(self._masked or self._revealed)
        self.line.setToolTip(_("直接输入可换成新号码") if self._masked else "")


def _types(event: QEvent) -> bool:
    """Whether an event is about to change the text of a line."""
    if isinstance(event, QInputMethodEvent):
        return bool(event.commitString())
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    if event.matches(QKeySequence.StandardKey.Paste) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        return True
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & control


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
