"""The time line of a person: newest first, one entry a line or two, Enter opens the record behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from station_app.core.texts import _
from station_app.features.casefile.rules import Entry
from station_app.ui import theme

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole
_DAY, _WORD, _DOT = 96, 64, 9
_ONE_LINE, _TWO_LINES = 38, 58
"""Heights of an entry without and with a second line; device-independent pixels before large type."""


class Thread(QListWidget):
    """Entries on one line through time."""

    opened = Signal(object)
    """An entry with a record was activated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("经历"))
        self.setProperty("role", "embedded")
        self.setItemDelegate(_EntryPainter(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemDoubleClicked.connect(self._open)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries; the place in the list stays where it can."""
        before = self.currentRow()
        self.clear()
        for entry in entries:
            item = QListWidgetItem("  ".join(part for part in (str(entry.on), entry.what, entry.title) if part))
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, entry.detail)
            tip = "\n".join(part for part in (entry.title, entry.detail) if part)
            item.setToolTip(f"{tip}\n{_('回车打开')}" if entry.page else tip)
            self.addItem(item)
        if entries:
            self.setCurrentRow(min(max(before, 0), len(entries) - 1))

    def entries(self) -> list[Entry]:
        """What is shown, from top to bottom."""
        return [self.item(row).data(_ENTRY) for row in range(self.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and item is not None:
            self._open(item)
            return
        super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(_ENTRY)
        if entry.page:
            self.opened.emit(entry)


class _EntryPainter(QStyledItemDelegate):
    """Day, a dot on the line, the word in soft, the title, and below it what else there is to say."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """One or two lines high."""
        entry: Entry = index.data(_ENTRY)
        return QSize(option.rect.width(), theme.px(_TWO_LINES if entry.detail else _ONE_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One entry."""
        entry: Entry = index.data(_ENTRY)
        colours, px = theme.tokens(), theme.px
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_tint if chosen else colours.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        first = QRect(rect.left() + px(12), rect.top() + px(8), px(_DAY), px(22))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setPen(QColor(colours.soft))
        painter.drawText(first, flags, str(entry.on))
        self._draw_line(painter, rect, first.right() + px(8), first.center().y(), entry, last=self._is_last(index))
        x = first.right() + px(28)
        word = QRect(x, first.top(), px(_WORD), first.height())
        painter.setPen(QColor(colours.soft))
        painter.drawText(word, flags, entry.what)
        room = rect.right() - px(12) - word.right()
        painter.setPen(QColor(colours.accent if entry.page else colours.text))
        title = option.fontMetrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(QRect(word.right(), first.top(), room, first.height()), flags, title)
        if entry.detail:
            painter.setPen(QColor(colours.of(entry.tone) if entry.tone in ("warn", "bad") else colours.soft))
            detail = option.fontMetrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, max(room, 0))
            painter.drawText(QRect(word.right(), first.bottom(), room, px(22)), flags, detail)
        painter.restore()

    def _is_last(self, index: Index) -> bool:
        return index.row() == self._view.count() - 1

    @staticmethod
    def _draw_line(painter: QPainter, rect: QRect, x: int, y: int, entry: Entry, *, last: bool) -> None:
        """The line through time with this entry's dot."""
        colours, px = theme.tokens(), theme.px
        painter.setPen(QColor(colours.line))
        painter.drawLine(x, rect.top(), x, y if last else rect.bottom() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.of(entry.tone or "soft")))
        painter.drawEllipse(x - px(_DOT) // 2, y - px(_DOT) // 2, px(_DOT), px(_DOT))
