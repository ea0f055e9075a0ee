"""One table for every list: 100,000 rows, filter and choice of columns, copy and paste, export and print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from station_app.ui import table_keys, theme
from station_app.ui.cells import CellPainter, EmptyState
from station_app.ui.column_choice import ColumnChoice
from station_app.ui.columns import Column
from station_app.ui.filters import ColumnFilter
from station_app.ui.table_bar import FilterBar
from station_app.ui.table_edits import TableEdits
from station_app.ui.table_head import Head
from station_app.ui.table_model import CellText, CellTone, Edited, Pasted, TableModel

__all__ = ["CellText", "CellTone", "Edited", "Pasted", "Table", "TableModel"]


class Table(QTableView):
    """The table widget: rows 30 px, sort by header click, Enter or double click opens; the keys are in table_keys."""

    opened = Signal(object)
    """A row was activated (its object)."""
    current_changed = Signal(object)
    """Another row is current (its object, or None)."""
    filters_changed = Signal()
    """Another set of columns is filtered, or by something else."""

    _is_made = False
    """Qt lays a view out before it has all its parts."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Any] = (),
        *,
        empty: str = "",
        action: str = "",
        on_action: Callable[[], Any] | None = None,
        numbered: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`empty` is the sentence of an empty list, `action` its button; `numbered` shows row numbers.

        With a `name` (people, classes …) the user may choose the columns, and the choice is remembered by it.
        """
        super().__init__(parent)
        self._later: list[Any] | None = None
        """Rows that came while a cell was typed into."""
        self.source = TableModel(columns, rows)
        self._empty = EmptyState(self.viewport(), empty, action, on_action, self.clear_filters)
        self.setModel(self.source)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(theme.row_height())
        side.setMinimumSectionSize(theme.row_height())
        side.setVisible(numbered)
        self.head = Head(self)
        self.setHorizontalHeader(self.head)
        self.head.sortIndicatorChanged.connect(self._on_sort)
        self.head.setSortIndicatorClearable(True)
        self.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.head.setSortIndicatorShown(True)
        self.head.setSectionsMovable(bool(name))
        self.edits = TableEdits(self.source)
        self.choice = ColumnChoice(self.head, self.source.columns, name)
        self.bar = FilterBar(self)
        self.bar.cleared.connect(self.clear_filters)
        self.head.filter_asked.connect(lambda place: table_keys.ask_filter(self, place))
        self.head.tools_asked.connect(lambda at: table_keys.menu_for(self).popup(at))
        self.doubleClicked.connect(self._on_double_click)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.source.modelReset.connect(self._after_reset)
        self._is_made = True
        self._show_empty()

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows; a row with the same `id` stays current. While a cell is typed into, once that is over."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._later = list(rows)  # shown now, they would take away what is half typed
            return
        self._later = None
        kept = getattr(self.current(), "id", None)
        self.source.set_rows(rows)
        if kept is not None:
            self.select_id(kept)

    def current(self) -> Any:
        """The current row object, None without one."""
        index = self.currentIndex()
        return self.source.row_at(index.row()) if index.isValid() and index.row() < self.source.rowCount() else None

    def selected(self) -> list[Any]:
        """The selected row objects, from top to bottom."""
        return [self.source.row_at(n) for n in sorted({index.row() for index in self.selectionModel().selectedRows()})]

    def select_id(self, record_id: str) -> bool:
        """Make the row with that `id` current; False when it is not shown."""
        for number, row in enumerate(self.source.rows):
            if getattr(row, "id", None) == record_id:
                self.selectRow(number)
                return True
        return False

    def filter(self, text: str) -> None:
        """Only rows that contain the typed words."""
        kept = self.current()
        self.source.filter(text)
        self._select(kept)

    def filters(self) -> Mapping[str, ColumnFilter]:
        """Column name → what it must hold."""
        return self.source.filters

    def set_filters(self, wanted: Mapping[str, ColumnFilter]) -> None:
        """Filter by columns, besides the typed words; the current row stays. ValueError for an unreadable bound."""
        kept = self.current()
        self.source.set_filters(wanted)
        self._select(kept)
        self._show_filters()
        self.filters_changed.emit()

    def set_filter(self, name: str, wanted: ColumnFilter) -> None:
        """Filter by one column more; an empty filter takes it out."""
        self.set_filters({**self.filters(), name: wanted})

    def clear_filters(self) -> None:
        """Show every row again that the columns kept away."""
        self.set_filters({})
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown_columns(self) -> list[int]:
        """The columns in sight, from left to right."""
        return self.head.in_order()

    def setColumnHidden(self, column: int, hide: bool) -> None:  # noqa: N802 - Qt's signature
        """A screen takes a column away for room; what the user chose not to see stays away."""
        self.head.setSectionHidden(column, hide)

    def say_empty(self, *, total: int) -> None:
        """For lists whose owner filters the rows: how many there are without the filter."""
        self._empty.show_for(shown=self.source.rowCount(), total=total, conditions=self.bar.conditions())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the row; copy, paste, filter, columns, export and print have their keys."""
        if self.state() != QAbstractItemView.State.EditingState and table_keys.press(self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            row = self.current()
            if row is not None and self.state() != QAbstractItemView.State.EditingState:
                self.opened.emit(row)
                return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """A word that comes whole (handwriting, speech) begins a cell as a key does; Qt opens the cell and loses it."""
        is_whole = bool(event.commitString()) and self.hasFocus()
        is_first = self.state() != QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        line = QApplication.focusWidget()
        if is_whole and is_first and isinstance(line, QLineEdit) and self.isAncestorOf(line):
            QApplication.sendEvent(line, event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """What came to be shown meanwhile is shown, after whoever closed the cell moved on."""
        super().closeEditor(editor, hint)
        if self._later is not None:
            QTimer.singleShot(0, self, self._show_later)

    def _show_later(self) -> None:
        if self._later is None or self.state() == QAbstractItemView.State.EditingState:
            return  # the next cell is typed into already: after that one
        column = self.currentIndex().column()
        self.set_rows(self._later)
        if self.currentIndex().isValid() and column >= 0:
            self.setCurrentIndex(self.source.index(self.currentIndex().row(), column))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The empty sentence stays in the middle."""
        super().resizeEvent(event)
        self._empty.place()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first time, the columns become as the user left them."""
        desk = table_keys.desk_of(self)
        if desk is not None:
            self.choice.remember_in(desk.lists)
        super().showEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be done with the list; the head asks what its column must hold instead."""
        table_keys.menu_for(self).popup(event.globalPos())

    def updateGeometries(self) -> None:  # noqa: N802
        """Room for the bar of filters below the rows."""
        if self._is_made and self.bar.is_placing:
            return  # Qt asks again because the bar took its room
        super().updateGeometries()
        if self._is_made:
            self.bar.take_room()

    def make_room(self, height: int) -> None:
        """Keep so many pixels free below the rows."""
        margins = self.viewportMargins()
        if margins.bottom() != height:
            margins.setBottom(height)
            self.setViewportMargins(margins)

    def _show_filters(self) -> None:
        filters = self.filters()
        self.head.set_filtered(frozenset(n for n, c in enumerate(self.source.columns) if c.name in filters))
        self.bar.show_filters()
        self.updateGeometries()

    def _select(self, row: Any) -> None:
        if row is not None and (place := next((i for i, r in enumerate(self.source.rows) if r is row), -1)) >= 0:
            self.selectRow(place)

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        self.source.sort(column, order)

    def _on_double_click(self, index: QModelIndex) -> None:
        if not self.source.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self.source.row_at(index.row()))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.source.row_at(current.row()) if current.isValid() else None)

    def _after_reset(self) -> None:
        self._show_empty()
        self.current_changed.emit(None)

    def _show_empty(self) -> None:
        self.say_empty(total=self.source.total)
