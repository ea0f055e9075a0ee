"""The first columns of an import's table, which stay in sight when it scrolls sideways."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QTableView

from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.cells import CellPainter


class FrozenColumns(QTableView):
    """A second view on the same model, selection and scroll position, laid over the left edge of a table."""

    def __init__(self, table: QTableView, count: int) -> None:
        """`count`: how many columns of the table are frozen."""
        super().__init__(table)
        self._table, self._count = table, count
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(CellPainter(table))
        self.setProperty("role", "embedded")
        self.setAccessibleName(_("行、结果和姓名"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusProxy(table)
        self.setAutoScroll(False)  # the table says where to scroll to
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(table.editTriggers())
        self.setVerticalScrollMode(table.verticalScrollMode())
        for hide in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._share_rows()
        self._share_header()
        table.viewport().stackUnder(self)

    def place(self) -> None:
        """Cover exactly the first columns, header included."""
        table = self._table
        height = table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(height)
        edge = table.frameWidth()
        self.setGeometry(QRect(edge, edge, self.taken(), height + table.viewport().height()))

    def taken(self) -> int:
        """Width of the frozen columns, in pixels."""
        return sum(self._table.columnWidth(number) for number in range(self._count))

    def holds(self, column: int) -> bool:
        """The column is a frozen one."""
        return column < self._count

    def _share_rows(self) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(self._table.verticalHeader().sectionResizeMode(0))
        side.setMinimumSectionSize(theme.row_height())
        side.setDefaultSectionSize(theme.row_height())
        mine, other = self.verticalScrollBar(), self._table.verticalScrollBar()
        mine.valueChanged.connect(other.setValue)
        other.valueChanged.connect(mine.setValue)

    def _share_header(self) -> None:
        head, other = self.horizontalHeader(), self._table.horizontalHeader()
        head.setStyleSheet(
            "QHeaderView::section:last:horizontal {"
            f" border-right: 1px solid {theme.tokens().line}; border-top-right-radius: 0; }}"
        )
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(other.minimumSectionSize())
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorShown(True)
        for number in range(self._table.model().columnCount()):
            self.setColumnHidden(number, not self.holds(number))
            if self.holds(number):
                self.setColumnWidth(number, self._table.columnWidth(number))
        head.sortIndicatorChanged.connect(self._sort_table)
        other.sortIndicatorChanged.connect(self._show_sorted)
        head.sectionResized.connect(self._table_follows)
        other.sectionResized.connect(self._follow_table)
        other.geometriesChanged.connect(self.place)

    def _sort_table(self, number: int, order: Qt.SortOrder) -> None:
        self._table.horizontalHeader().setSortIndicator(number, order)

    def _show_sorted(self, number: int, order: Qt.SortOrder) -> None:
        self.horizontalHeader().setSortIndicator(number, order)

    def _table_follows(self, number: int, _before: int, width: int) -> None:
        if self.holds(number):
            self._table.setColumnWidth(number, width)

    def _follow_table(self, number: int, _before: int, width: int) -> None:
        if self.holds(number):
            self.setColumnWidth(number, width)
            self.place()
