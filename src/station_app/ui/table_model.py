"""The rows behind a table: sorted and filtered in Python with keys made once, never through a proxy model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from station_app.ui.columns import Column
from station_app.ui.filters import ColumnFilter, sift
from station_app.ui.row_order import places

Index = QModelIndex | QPersistentModelIndex
CellTone = Callable[[Any, str], str]
"""(row, column name) → tone of ui.theme."""
CellText = Callable[[Any, str], str]
Edited = Callable[[Any, str, str], bool]
"""(row, column name, typed text) → taken; the owner stores it and calls refresh_row."""
Pasted = Callable[[Sequence[tuple[Any, Mapping[str, str]]]], Sequence[str]]
"""Rows with what was pasted into their columns → why some of it was refused; the owner stores the rest in one go."""

_ROLE = Qt.ItemDataRole
_NO_INDEX = QModelIndex()
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_READABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_ALIGN = {
    "left": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
    "right": int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}


class TableModel(QAbstractTableModel):
    """Rows are plain objects (frozen …Row or tuples); columns say how to read them."""

    typed = Signal(object, str, str, str)
    """The owner took what was typed: row, column name, text before, text now."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Any] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._came: list[Any] = list(rows)
        self._all: list[Any] = self._came
        self._rows: list[Any] = self._all
        self._keys: dict[int, tuple[list[Any], bool]] = {}
        """By column: what its rows are sorted by, and whether some have nothing."""
        self._hay: list[str] | None = None
        self._hay_sorted: list[str] | None = None
        self._needle = ""
        self._wanted: dict[str, ColumnFilter] = {}
        self._sorted: tuple[int, bool] | None = None
        self._read = [(c.get, c.format) for c in self.columns]
        self._align = [_ALIGN[c.align] for c in self.columns]
        self._places = {c.name: place for place, c in enumerate(self.columns)}
        self.tone: CellTone | None = None
        self.tip: CellText | None = None
        self.editable: Callable[[Any, str], bool] | None = None
        self.edited: Edited | None = None
        self.pasted: Pasted | None = None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell."""
        get, show = self._read[column]
        value = get(self._rows[row])
        return "" if value is None else show(value)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What Qt asks for; the display text first, it is asked most."""
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole or role == _ROLE.EditRole:  # noqa: PLR1714 - a tuple costs a third more here
            return self.cell(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return self._align[index.column()]
        if role == _ROLE.ToolTipRole and self.tip is not None:
            return self.tip(self._rows[index.row()], self.columns[index.column()].name) or None
        return None

    def alignment(self, column: int) -> int:
        """Qt's alignment of a column, without the way round by data()."""
        return self._align[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: N802
        """Column labels; row numbers on the left."""
        if role == _ROLE.DisplayRole:
            return self.columns[section].label if orientation == Qt.Orientation.Horizontal else str(section + 1)
        if role == _ROLE.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._align[section]
        if role == _ROLE.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].tip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable; editable where the owner says so."""
        if not index.isValid():
            return _NO_FLAGS
        if self.editable is not None and self.is_editable(index.row(), index.column()):
            return _EDITABLE
        return _READABLE

    def is_editable(self, row: int, column: int) -> bool:
        """The owner lets this cell be typed into."""
        return self.editable is not None and self.editable(self._rows[row], self.columns[column].name)

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802
        """Hand typed text to the owner of the rows."""
        if role != _ROLE.EditRole or not index.isValid() or self.edited is None:
            return False
        before, text = self.cell(index.row(), index.column()), str(value)
        if text == before:
            return False
        row, name = self._rows[index.row()], self.columns[index.column()].name
        if not self.edited(row, name, text):
            return False
        self.typed.emit(row, name, before, text)
        return True

    def text(self, row: Any, name: str) -> str:
        """The text of a row's cell, shown or not."""
        get, show = self._read[self._places[name]]
        value = get(row)
        return "" if value is None else show(value)

    def row_at(self, row: int) -> Any:
        """The row object shown there."""
        return self._rows[row]

    @property
    def rows(self) -> list[Any]:
        """The rows shown, in their order."""
        return self._rows

    @property
    def everything(self) -> list[Any]:
        """All rows, also those that the filters hide."""
        return self._all

    @property
    def total(self) -> int:
        """All rows, also those that the filter hides."""
        return len(self._all)

    @property
    def filters(self) -> Mapping[str, ColumnFilter]:
        """Column name → what it must hold."""
        return dict(self._wanted)

    def column_named(self, name: str) -> Column | None:
        """The column of that name."""
        place = self._places.get(name)
        return None if place is None else self.columns[place]

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Other rows; sorting and filters stay in force."""
        self.beginResetModel()
        self._came = list(rows)
        self._keys = {}
        self._hay = None
        self._apply_order()
        self._rows = self._filtered()
        self.endResetModel()

    def replace(self, old: Any, new: Any) -> None:
        """One row object in place of another, at the same place."""
        place = next((i for i, row in enumerate(self._rows) if row is old), None)
        self._keys = {}
        self._hay = self._hay_sorted = None
        self._came = [new if row is old else row for row in self._came]
        self._all = [new if row is old else row for row in self._all]
        if place is None:
            return
        self._rows = [*self._rows[:place], new, *self._rows[place + 1 :]]
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column, -1 for the order the rows came in; the selection stays on its rows."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._relayout(self._apply_order)

    def filter(self, text: str) -> None:
        """Only rows that contain each typed word somewhere in their columns."""
        needle = text.strip().lower()
        if needle != self._needle:
            self.beginResetModel()
            self._needle = needle
            self._rows = self._filtered()
            self.endResetModel()

    def set_filters(self, wanted: Mapping[str, ColumnFilter]) -> None:
        """What columns must hold, besides the typed words; ValueError when a bound cannot be read."""
        before, self._wanted = self._wanted, {name: one for name, one in wanted.items() if one and name in self._places}
        try:
            rows = self._filtered()
        except ValueError:
            self._wanted = before
            raise
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows_but_for(self, name: str) -> list[Any]:
        """The rows shown if this column were not filtered: what its filter is chosen from."""
        return self._sifted(self._found(), but_for=name)

    def _relayout(self, change: Callable[[], None]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._rows[index.row()]) for index in before]
        change()
        self._rows = self._filtered()
        if kept:
            by = None if self._sorted is None else (self.columns[self._sorted[0]], self._sorted[1])
            place = places(self._rows, list({id(row): row for _index, row in kept}.values()), by)
            after = [
                self.index(place[id(row)], index.column()) if id(row) in place else QModelIndex() for index, row in kept
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _apply_order(self) -> None:
        self._hay_sorted = None
        if self._sorted is None:
            self._all = self._came
            return
        number, descending = self._sorted
        if number not in self._keys:
            made_once = self.columns[number].keys(self._came)
            self._keys[number] = made_once, None in made_once
        (keys, has_gaps), rows, gaps = self._keys[number], list(self._came), []
        if has_gaps:
            gaps = [row for row, key in zip(rows, keys, strict=True) if key is None]
            rows = [row for row, key in zip(rows, keys, strict=True) if key is not None]
            keys = [key for key in keys if key is not None]
        column, following = self.columns[number], iter(keys).__next__
        made = (lambda _row: following()) if column.order else column.get  # list.sort asks once a row, in order
        rows.sort(key=made, reverse=descending)
        self._all = rows + gaps if gaps else rows

    def _filtered(self) -> list[Any]:
        return self._sifted(self._found())

    def _sifted(self, rows: list[Any], but_for: str = "") -> list[Any]:
        for name, wanted in self._wanted.items():
            if name != but_for:
                rows = sift(rows, self.columns[self._places[name]], wanted)
        return rows

    def _found(self) -> list[Any]:
        """Rows that hold the typed words."""
        if not self._needle:
            return self._all
        hay = self._words()
        words = self._needle.split()
        if len(words) == 1:
            word = words[0]
            return [row for row, text in zip(self._all, hay, strict=True) if word in text]
        return [row for row, text in zip(self._all, hay, strict=True) if all(word in text for word in words)]

    def _words(self) -> list[str]:
        """All words of each row in the order shown; built once for a list, put in order once a sort."""
        if self._hay is None:
            read = self._read
            self._hay = [
                "\n".join([show(value) for get, show in read if (value := get(row)) is not None]).lower()
                for row in self._came
            ]
        if self._all is self._came:
            return self._hay
        if self._hay_sorted is None:
            of_row = dict(zip(map(id, self._came), self._hay, strict=True))
            self._hay_sorted = [of_row[id(row)] for row in self._all]
        return self._hay_sorted
