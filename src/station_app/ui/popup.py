"""A line with a list of fitting choices under it, found while typing; base of code and reference editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from station_app.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
_VALUE = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 9


@dataclass(frozen=True)
class Choice:
    """One line of the list: what is meant and what is shown."""

    value: Any
    text: str


class ChoiceLine(QLineEdit):
    """A line that shows choices below itself; the owner fills them when `asked` is emitted."""

    asked = Signal(str)
    """The list should show what fits this text ('' = everything)."""
    chosen = Signal(object)
    """The user took a choice (its value)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setProperty("role", "popup")
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.took = False
        """Enter is taking a choice at this moment; an owner may want to stay for another one."""
        self.adds = False
        """What is typed is added to what stands here."""
        self.list_width = theme.px(160)
        """The list is at least this wide, and never narrower than the line."""
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        self._arrow = self.addAction(icons.icon("chevron-down", "soft"), QLineEdit.ActionPosition.TrailingPosition)
        self._arrow.triggered.connect(self._toggle)
        self.textEdited.connect(self.asked)

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802 - Qt's
        """Nothing to choose from where nobody may choose."""
        super().setReadOnly(read_only)
        self._arrow.setVisible(not read_only)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Where more is added to what stands here, the cursor goes behind it instead of selecting it."""
        super().focusInEvent(event)
        if self.adds and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.end(False)

    def offer(self, choices: Sequence[Choice], *, first_is_current: bool = True) -> None:
        """Show these choices below the line; an empty list hides it."""
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.text)
            item.setData(_VALUE, choice.value)
            self.list.addItem(item)
        if not choices or not self.hasFocus():
            self.list.hide()
            return
        if first_is_current:
            self.list.setCurrentRow(0)
        height = self.list.sizeHintForRow(0) * min(len(choices), _ROWS_SHOWN) + theme.px(12)
        self.list.resize(max(self.width(), self.list_width), height)
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if below.y() + height > screen.bottom():
            below = self.mapToGlobal(QPoint(0, -height - 2))
        below.setX(
            max(screen.left(), min(below.x(), self.mapToGlobal(self.rect().bottomRight()).x() - self.list.width()))
        )
        self.list.move(below)
        self.list.show()

    def is_offering(self) -> bool:
        """The list is on screen."""
        return self.list.isVisible()

    def close_list(self) -> None:
        """Hide the list without taking anything."""
        self.list.hide()

    def event(self, event: QEvent) -> bool:
        """Keys for the list come before the dialog's own (Esc closes the list, not the window)."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.is_offering()
        ):
            event.accept()
            return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.list.hide()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down walk the list, Enter takes, Esc closes; Alt+Down opens everything."""
        key = event.key()
        if not self.is_offering():
            if key == Qt.Key.Key_Down and not self.isReadOnly():
                self.asked.emit("")
                return
            super().keyPressEvent(event)
            return
        row, last = self.list.currentRow(), self.list.count() - 1
        if key == Qt.Key.Key_Down:
            self.list.setCurrentRow(0 if row == last else row + 1)
        elif key == Qt.Key.Key_Up:
            self.list.setCurrentRow(last if row <= 0 else row - 1)
        elif key == Qt.Key.Key_Escape:
            self.list.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.took = True
            self._take(self.list.item(row))
            self.returnPressed.emit()
            self.took = False
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem) -> None:
        value = item.data(_VALUE)
        self.list.hide()
        self.chosen.emit(value)

    def _toggle(self) -> None:
        if self.is_offering():
            self.list.hide()
        elif not self.isReadOnly():
            self.setFocus()
            self.asked.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Moving the window hides the list."""
        if event.type() == QEvent.Type.Move:
            self.list.hide()
        return super().eventFilter(watched, event)


class TitlePainter(QStyledItemDelegate):
    """Title in the text colour, what tells people of one name apart behind it in the soft one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One choice of the form title, tab, subtitle."""
        title, _tab, subtitle = str(index.data()).partition("\t")
        colours = theme.tokens()
        rect: QRect = option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_tint if chosen else colours.hover))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setPen(QColor(colours.text))
        painter.drawText(inner, flags, title)
        room = inner.adjusted(option.fontMetrics.horizontalAdvance(title) + theme.px(12), 0, 0, 0)
        painter.setPen(QColor(colours.soft))
        painter.drawText(
            room, flags, option.fontMetrics.elidedText(subtitle, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        )
