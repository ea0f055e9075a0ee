"""The table of an import: rows coloured and worded, cells corrected in place, F8 to the next problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.roster.verdicts import ACCEPTED, IGNORED, NEEDS_CORRECTION
from station_app.features.people.ui.roster.frozen import FrozenColumns
from station_app.features.people.ui.roster.rows import TONES, Roster, RosterColumn, RosterRow
from station_app.ui.columns import Column
from station_app.ui.table import Table

_PLACE, _DISPOSITION, _PROBLEM = "place", "disposition", "problem"
_MOST_SPANS = 200
_NAME = 2
"""Place of the name, between outcome and problem; a file without names has its problems there."""
_ALL = QAbstractItemView.EditTrigger.AllEditTriggers


class RosterTable(Table):
    """One table for one set of columns; a file with others gets a new one."""

    corrected = Signal(object, str, str)
    """A row, a field, and what was typed instead."""
    cell_changed = Signal(object, str)
    """The current row and the key of the current cell's column."""

    def __init__(self, columns: Sequence[RosterColumn], parent: QWidget | None = None) -> None:
        self.fields = {column.key: column for column in columns}
        own = list(map(_column, columns))
        named = 1 if own and own[0].name == "name" else 0
        row, outcome, problem = _leading()
        super().__init__([row, outcome, *own[:named], problem, *own[named:]], empty=_("这一类没有行。"), parent=parent)
        self._frozen_count = _NAME + named
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("花名册的每一行"))
        self.source.tone = self._tone
        self.source.tip = self._tip
        self.source.editable = self._editable
        self.source.edited = self._edited
        self.frozen = FrozenColumns(self, self._frozen_count)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.source.dataChanged.connect(lambda *_range: self._tell())

    def show_rows(self, rows: Sequence[RosterRow]) -> None:
        """Other rows; the current cell stays where it was if its row is still there."""
        current, column = self.current(), self.currentIndex().column()
        place = next((n for n, row in enumerate(rows) if current is not None and row.id == current.id), -1)
        bar = self.verticalScrollBar().value()
        self.clearSpans()
        self.source.set_rows(rows)
        self._span_words()
        if place >= 0:
            self.go_to(place, column)
            self.verticalScrollBar().setValue(bar)
        elif rows:
            self.go_to(0, _NAME)

    def _span_words(self) -> None:
        """What a title or a total says may run over the empty cells beside it."""
        width = len(self.source.columns) - self._frozen_count
        ignored = [n for n, row in enumerate(self.source.rows) if row.verdict.disposition == IGNORED]
        if width > 1:
            for number in ignored[:_MOST_SPANS]:
                self.setSpan(number, self._frozen_count, 1, width)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current and visible."""
        index = self.source.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_field(self, row: int, field: str) -> None:
        """Make the cell of a field current; the row's first own cell when the file has no such column."""
        self.go_to(row, next((n for n, c in enumerate(self.source.columns) if self._field(c.name) == field), _NAME))

    def next_problem(self, step: int = 1) -> bool:
        """To the cell at fault in the next row that needs correction, around the end; False when there is none."""
        rows = self.source.rows
        start = self.currentIndex().row()
        for distance in range(1, len(rows) + 1):
            place = (start + step * distance) % len(rows)
            if rows[place].verdict.disposition == NEEDS_CORRECTION:
                self.go_to_field(place, rows[place].wrong_field)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter edits the cell, as F2 does."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def edit(  # type: ignore[override]  # one Python name for two functions of Qt
        self, index: QModelIndex | QPersistentModelIndex, trigger: Any = _ALL, event: Any = None
    ) -> bool:
        """A frozen cell is edited where it is seen."""
        if self.frozen.holds(index.column()):
            return self.frozen.edit(index, trigger, event)
        return super().edit(index, trigger, event)

    def scrollTo(  # noqa: N802
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """A cell is visible when the frozen columns do not lie over it."""
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        hidden = self.frozen.taken() - self.visualRect(index).left()
        if hidden > 0 and not self.frozen.holds(index.column()):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The frozen columns keep the table's height."""
        super().resizeEvent(event)
        self.frozen.place()

    def current_field(self) -> str:
        """The field of the current cell, '' in the leading columns."""
        index = self.currentIndex()
        return self._field(self.source.columns[index.column()].name) if index.isValid() else ""

    def current_key(self) -> str:
        """The key of the current cell's column, '' in the leading columns."""
        index = self.currentIndex()
        name = self.source.columns[index.column()].name if index.isValid() else ""
        return name if name in self.fields else ""

    def _field(self, name: str) -> str:
        return self.fields[name].field if name in self.fields else ""

    def _tone(self, row: RosterRow, name: str) -> str:
        disposition = row.verdict.disposition
        if disposition == IGNORED:
            return "soft"
        if name == _PROBLEM and disposition == ACCEPTED:
            return "warn" if row.verdict.warnings else "soft"
        if name in (_DISPOSITION, _PROBLEM):
            return TONES[disposition]
        field = self._field(name)
        if field in row.tones:
            return row.tones[field]
        return "accent" if name in row.corrected else ""

    def _tip(self, row: RosterRow, name: str) -> str:
        field = self._field(name)
        findings = [
            found
            for found in (*row.verdict.reasons, *row.verdict.warnings)
            if name in (_PROBLEM, _DISPOSITION) or found.field == field
        ]
        lines = [found.text for found in findings]
        if name in row.corrected:
            lines.append(_("已更正，表里原来是：{text}").format(text=row.corrected[name] or _("（空）")))
        if field in row.raw:
            lines.append(_("表里写的：{text}").format(text=row.raw[field]))
        lines += [_("库里：{text}").format(text=each.kept) for each in row.differences if each.field == field]
        return "\n".join(lines)

    def _editable(self, row: RosterRow, name: str) -> bool:
        return row.verdict.disposition != IGNORED and name in self.fields and self.fields[name].editable

    def _edited(self, row: RosterRow, name: str, text: str) -> bool:
        self.corrected.emit(row, name, text.strip())
        return True

    def _tell(self) -> None:
        self.cell_changed.emit(self.current(), self.current_key())


def _leading() -> list[Column]:
    return [
        Column(_PLACE, _("行"), lambda row: row.place, str, "left", 52, order=lambda row: row.verdict.key),
        Column(_DISPOSITION, _("结果"), lambda row: row.disposition_label, str, "left", 76),
        Column(_PROBLEM, _("问题"), lambda row: row.problem, str, "left", 160),
    ]


def _column(column: RosterColumn) -> Column:
    return Column(column.key, column.label, _reader(column.key), str, "left", column.width)


def _reader(key: str) -> Callable[[RosterRow], str]:
    return lambda row: row.cells.get(key, "")


class Holder(QWidget):
    """Holds the table of the moment; another file brings another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.table: RosterTable | None = None

    def table_for(self, roster: Roster) -> tuple[RosterTable, bool]:
        """The table for the roster's columns, and whether it is a new one."""
        if self.table is not None and [*self.table.fields] == [column.key for column in roster.columns]:
            return self.table, False
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.deleteLater()
        self.table = RosterTable(roster.columns, self)
        self._layout.addWidget(self.table)
        return self.table, True
