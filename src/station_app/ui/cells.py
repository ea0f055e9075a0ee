"""How table cells are painted, and what an empty table says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from station_app.core.texts import _
from station_app.ui import theme

Index = QModelIndex | QPersistentModelIndex


_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_FOCUS = QStyle.StateFlag.State_HasFocus.value
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)
_colour = cache(QColor)


class CellPainter(QStyledItemDelegate):
    """Paints text straight from the model: a third faster than asking for each role, and tones get their tint.

    What does not fit ends in … and is said in full by a tool tip, measured only under a resting pointer.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._widest = theme.px(14)
        """A Chinese character; what is as long as its room or longer is measured."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        model: Any = index.model()
        row, column = index.row(), index.column()
        rect: QRect = option.rect
        colours = theme.tokens()
        tone = model.tone(model.row_at(row), model.columns[column].name) if model.tone is not None else ""
        state = option.state.value  # an int: Python's flags cost a tenth of the page
        tint = colours.tint(tone) if tone else ""
        if tint:
            painter.fillRect(rect, _colour(tint))
        elif state & _SELECTED:
            painter.fillRect(rect, _colour(colours.accent_tint))
        elif state & _UNDER_MOUSE:
            painter.fillRect(rect, _colour(colours.hover))
        text = model.cell(row, column)
        if text:
            inner = _inside(rect)
            painter.setPen(_colour(colours.of(tone) if tone else colours.text))
            width = inner.width()
            if len(text) * self._widest > width:
                metrics = option.fontMetrics
                if metrics.horizontalAdvance(text) > width:
                    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(inner, model.alignment(column) | _ONE_LINE, text)
        if state & _FOCUS and self._view.hasFocus():
            painter.setPen(_colour(colours.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def helpEvent(  # noqa: N802
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The full text of a cell that is cut short, then what the owner of the rows has to say of it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        model: Any = index.model()
        text = model.cell(index.row(), index.column())
        place = view.visualRect(index)
        is_cut = "\n" in text or view.fontMetrics().horizontalAdvance(text) > _inside(place).width()
        told = model.data(index, Qt.ItemDataRole.ToolTipRole) or ""
        lines = [line for line in (text if is_cut and text not in told else "", told) if line]
        QToolTip.showText(event.globalPos(), _plain("\n".join(lines)), view.viewport(), place)
        return True


def _inside(rect: QRect) -> QRect:
    """Where the text of a cell goes."""
    beside = theme.px(8)
    return rect.adjusted(beside, 0, -beside, 0)


def _plain(text: str) -> str:
    """For a tool tip: long texts wrap, and nothing that somebody typed becomes markup."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if text else ""


class EmptyState(QWidget):
    """One sentence and one button in the middle of an empty list."""

    def __init__(
        self,
        parent: QWidget,
        sentence: str,
        action: str,
        on_action: Callable[[], Any] | None,
        on_clear: Callable[[], Any],
    ) -> None:
        """`on_clear` takes off the filters that keep every row away."""
        super().__init__(parent)
        self._sentence = sentence or _("这里还没有内容。")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(12))
        self._label = QLabel()
        self._label.setProperty("role", "soft")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addStretch(1)
        layout.addWidget(self._label)
        self._button = QPushButton(action)
        self._button.setProperty("role", "primary")
        if on_action is not None:
            self._button.clicked.connect(lambda _checked=False: on_action())
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._button.setVisible(bool(action))  # not before it has its parent: it would flash as a window
        self.clear = QPushButton(_("清除筛选条件"))
        self.clear.setToolTip(_("清除全部筛选条件（Ctrl+Shift+L）"))
        self.clear.clicked.connect(lambda _checked=False: on_clear())
        layout.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        self.clear.hide()
        layout.addStretch(1)
        self.hide()

    def show_for(self, *, shown: int, total: int, conditions: Sequence[str] = ()) -> None:
        """Say that nothing is there, that nothing matches (the columns' `conditions` by name), or nothing at all."""
        self.setVisible(shown == 0)
        if total and conditions:
            said = _("没有找到同时符合这些条件的内容：\n{what}").format(what="；".join(conditions))
        else:
            said = _("没有找到符合的内容，换个写法再试。") if total else self._sentence
        self._label.setText(said)
        self._button.setVisible(bool(self._button.text()) and total == 0)
        self.clear.setVisible(bool(total and conditions))
        self.place()

    def place(self) -> None:
        """Fill the list's area."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
