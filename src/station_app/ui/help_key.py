"""F1 in dialogs: a dialog in front takes every key, so that the window's own F1 never hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QMetaObject, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from station_app.ui.manual import Manual

_HEARS = "hearsHelp"


class HelpKey:
    """Gives every dialog the key when it first gets the cursor, also those that come before the window."""

    _current: ClassVar[HelpKey | None] = None

    def __init__(self, application: QApplication) -> None:
        if HelpKey._current is not None:
            HelpKey._current.stop()  # one program, one key
        HelpKey._current = self
        self._hearing: QMetaObject.Connection | None = application.focusChanged.connect(self._on_focus)

    def stop(self) -> None:
        """The program ends, or is about to open another window."""
        if self._hearing is not None:
            QObject.disconnect(self._hearing)
            self._hearing = None

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and not dialog.property(_HEARS):
            dialog.setProperty(_HEARS, True)
            key = QShortcut(QKeySequence("F1"), dialog)
            key.activated.connect(lambda: open_beside(dialog))


def open_beside(dialog: QDialog) -> Manual:
    """The manual at the page of a dialog, as its child: a window of anybody else could not be used beside it."""
    from station_app.ui.manual import Manual  # noqa: PLC0415 - when first asked for

    book = next((child for child in dialog.findChildren(Manual) if child.parentWidget() is dialog), None)
    if book is None:
        book = Manual(dialog)
        book.setWindowModality(Qt.WindowModality.NonModal)
    book.open_page(page_of(dialog))
    return book


def page_of(widget: QWidget) -> str:
    """The page named by the widget or by what it was opened from, '' where nobody names one."""
    holder: QWidget | None = widget
    while holder is not None:
        named = getattr(holder, "manual_page", None)
        name = named() if callable(named) else getattr(holder, "manual", "")
        if isinstance(name, str) and name:
            return name
        holder = holder.parentWidget()
    return ""
