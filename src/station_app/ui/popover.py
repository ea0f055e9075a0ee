"""A small window below a table's head that closes when the user goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from station_app.ui import theme

if TYPE_CHECKING:
    from station_app.ui.table import Table

_WIDTH = 280


class Popover(QFrame):
    """A heading and a body; Esc closes, and the cursor goes back to the table."""

    first: QWidget

    def __init__(self, table: Table, place: int, heading: str) -> None:
        """`place`: the column it belongs to, -1 for the right end of the head."""
        super().__init__(table, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popover")
        self.setAccessibleName(heading)
        self._over, self._place = table, place
        self.setFixedWidth(theme.px(_WIDTH))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(theme.px(12),) * 4)
        self.body.setSpacing(theme.px(8))
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.first = self

    def open_below(self) -> None:
        """Show it below its column, inside the screen, with the cursor in its first control."""
        self.adjustSize()
        head = self._over.head
        left = head.sectionViewportPosition(self._place) if self._place >= 0 else head.width() - self.width()
        at = head.viewport().mapToGlobal(QPoint(max(0, left), head.height() + 2))
        room = self._over.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.show()
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes without doing anything."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
