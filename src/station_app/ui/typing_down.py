"""Typing down a column of a table: Enter keeps a cell and goes to the one below; a bad value is refused beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStyleOptionViewItem, QWidget

from station_app.ui import theme
from station_app.ui.cells import CellPainter
from station_app.ui.table import Table

Index = QModelIndex | QPersistentModelIndex
Check = Callable[[Any, str, str], str]
"""(row, column name, typed text) → why it cannot be kept, '' when it can."""


class TypingDown(CellPainter):
    """Put on a table by `TypingDown(table, check)`; what was refused stays in its cell until it is put right."""

    def __init__(self, table: Table, check: Check) -> None:
        super().__init__(table)
        self._table, self._check = table, check
        self._open: QPersistentModelIndex | None = None
        self.problem = QLabel(table.viewport())
        self.problem.setProperty("role", "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        table.setItemDelegate(self)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A line that remembers its cell."""
        made = super().createEditor(parent, option, index)
        self._open = QPersistentModelIndex(index)
        if isinstance(made, QLineEdit):
            made.textEdited.connect(lambda _text: self.problem.hide())
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """The sentence goes with the line."""
        self.problem.hide()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter and the arrows keep and move; nothing leaves a cell that cannot be kept."""
        if isinstance(watched, QLineEdit) and self._open is not None:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                step = _step(event)
                if step:
                    if self._is_good(watched):
                        self._keep(watched, *step)
                    return True
            elif event.type() == QEvent.Type.FocusOut and not self._is_good(watched):
                return True
        return super().eventFilter(watched, event)

    def _is_good(self, line: QLineEdit) -> bool:
        index = self._open
        if index is None or not index.isValid():
            return True
        source = self._table.source
        row, name = source.row_at(index.row()), source.columns[index.column()].name
        same = line.text() == source.cell(index.row(), index.column())
        why = "" if same else self._check(row, name, line.text())
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        if why:
            place = self._table.visualRect(index)
            self.problem.setMaximumWidth(theme.px(280))
            self.problem.adjustSize()
            beside = place.right() + theme.px(4)
            room = self._table.viewport().width() - self.problem.width()
            self.problem.move(min(beside, max(0, room)), place.top())
            self.problem.raise_()
        return not why

    def _keep(self, line: QLineEdit, down: int, right: int) -> None:
        index = self._open
        self.commitData.emit(line)
        self.closeEditor.emit(line)
        self._open = None
        if index is None or not index.isValid():
            return
        row, column = index.row() + down, index.column() + right
        while down and 0 <= row < self._table.source.rowCount() and not self._takes(row, column):
            row += down  # who left is passed over, so that what is read from a paper stays in its place
        if 0 <= row < self._table.source.rowCount() and 0 <= column < self._table.source.columnCount():
            self._table.setCurrentIndex(self._table.source.index(row, column))
        self._table.setFocus()

    def _takes(self, row: int, column: int) -> bool:
        """Whether a cell can be typed into."""
        source = self._table.source
        return bool(source.flags(source.index(row, column)) & Qt.ItemFlag.ItemIsEditable)


def _step(event: QKeyEvent) -> tuple[int, int] | None:
    """Rows down and columns right that a key moves."""
    key = event.key()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
        return (1, 0)
    if key == Qt.Key.Key_Up:
        return (-1, 0)
    if key == Qt.Key.Key_Tab:
        return (0, 1)
    return (0, -1) if key == Qt.Key.Key_Backtab else None
