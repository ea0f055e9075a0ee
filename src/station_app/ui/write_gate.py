"""Buttons and forms that write are out of reach of a user who may only read: in one place for every screen.

The database refuses her anyway (Database.work); this only saves her from finding out after she typed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from station_app.core.texts import _
from station_app.ui.form import Form

WRITES = "writes"
"""Property of a button that changes the station's data."""
WRITING_ICONS = frozenset(
    {"plus", "check", "save", "pencil", "ban", "x", "undo-2", "copy", "award", "file-input", "calendar"}
)
"""What these signs stand for changes data, wherever they are used."""
_WHY = _("您是只读用户，不能修改；需要时请站长改您的角色")


def writes(*actions: QAction) -> None:
    """Entries of a menu that change data: a reader finds them grey, with the reason."""
    for action in actions:
        action.setProperty(WRITES, True)


class WriteGate(QObject):
    """While it exists, whatever writes is disabled as soon as it is shown or enabled."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        Form.is_gate_shut = True
        application.installEventFilter(self)
        for window in application.topLevelWidgets():
            for part in (window, *window.findChildren(QWidget)):
                _close(part)

    def stop(self) -> None:
        """Somebody else is at the desk; what was disabled stays so until its window is built anew."""
        Form.is_gate_shut = False
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Looks only at what comes up or is enabled."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.EnabledChange) and isinstance(watched, QWidget):
            _close(watched)
        return False


def _close(part: QWidget) -> None:
    if isinstance(part, QAbstractButton):
        if part.property(WRITES) and part.isEnabled():
            part.setEnabled(False)
            part.setToolTip(_WHY)
    elif isinstance(part, QMenu):
        for action in part.actions():
            if action.property(WRITES) and action.isEnabled():
                action.setEnabled(False)
                action.setToolTip(_WHY)
                part.setToolTipsVisible(True)
    elif isinstance(part, Form):
        part.set_read_only(True)
