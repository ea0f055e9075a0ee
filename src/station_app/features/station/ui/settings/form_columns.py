"""The columns of a printed form in a table: on or off, label, width, order; and the labels of its boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from station_app.core.texts import _
from station_app.documents.grid import TableForm
from station_app.ui import theme
from station_app.ui.screen import button_for

_NAME = int(Qt.ItemDataRole.UserRole)


class _Lines(QTableWidget):
    """A small table to type in, as high as its rows."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)

    def at(self, row: int, column: int) -> QTableWidgetItem:
        """The cell, which is always there."""
        return self.item(row, column) or QTableWidgetItem()

    def fit_height(self) -> None:
        """No scroll bar inside a scrolling page."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + theme.px(6))


class ColumnsEditor(QWidget):
    """Order, labels, widths in mm and which columns print."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._form: TableForm | None = None
        self.table = _Lines([_("栏名（打勾的才印）"), _("宽度(毫米)")])
        self.table.setAccessibleName(_("栏目"))
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        self.up = button_for(_("上移"), "", lambda: self._move(-1), shortcut="Alt+Up")
        self.down = button_for(_("下移"), "", lambda: self._move(1), shortcut="Alt+Down")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.table)
        layout.addLayout(buttons)

    def show_columns(self, form: TableForm, wanted: Sequence[Mapping[str, Any]] | None) -> None:
        """The station's columns in its order, then those it does not have."""
        self._form = form
        lines = [dict(each) for each in wanted] if wanted else self._shipped()
        missing = {each["name"] for each in lines}
        lines += [{**each, "on": False} for each in self._shipped() if each["name"] not in missing]
        self._fill(lines)

    def columns(self) -> list[dict[str, Any]]:
        """As they stand in the table; a width that is no number counts as 0 and is refused by its sentence."""
        found = []
        for row in range(self.table.rowCount()):
            label, width = self.table.at(row, 0), self.table.at(row, 1)
            found.append(
                {
                    "name": label.data(_NAME),
                    "label": label.text().strip(),
                    "width": _number(width.text()),
                    "on": label.checkState() == Qt.CheckState.Checked,
                }
            )
        return found

    def differs(self) -> bool:
        """Something is not as shipped."""
        return self._form is not None and self.columns() != self._shipped()

    def _shipped(self) -> list[dict[str, Any]]:
        columns = self._form.columns if self._form is not None else ()
        return [{"name": c.name, "label": c.label, "width": float(c.width), "on": True} for c in columns]

    def _fill(self, lines: Sequence[Mapping[str, Any]]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            label = QTableWidgetItem(str(line["label"]))
            label.setData(_NAME, line["name"])
            label.setCheckState(Qt.CheckState.Checked if line.get("on", True) else Qt.CheckState.Unchecked)
            width = QTableWidgetItem(f"{float(line['width']):g}")
            width.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, 0, label)
            self.table.setItem(row, 1, width)
        self.table.blockSignals(False)
        self.table.fit_height()

    def _move(self, by: int) -> None:
        row = self.table.currentRow()
        lines = self.columns()
        if row < 0 or not 0 <= row + by < len(lines):
            return
        lines[row], lines[row + by] = lines[row + by], lines[row]
        self._fill(lines)
        self.table.setCurrentCell(row + by, 0)
        self.changed.emit()


class LabelsEditor(QWidget):
    """What stands in the label boxes of a form."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shipped: dict[str, str] = {}
        self.table = _Lines([_("格子的名称")])
        self.table.setAccessibleName(_("格子的名称"))
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def show_labels(self, form: TableForm, changes: Mapping[str, str]) -> None:
        """Every labelled box in the order of the paper."""
        self._shipped = {cell.name: cell.label for row in form.grid for cell in row.cells if cell.label}
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._shipped))
        for row, (name, label) in enumerate(self._shipped.items()):
            item = QTableWidgetItem(changes.get(name, label))
            item.setData(_NAME, name)
            self.table.setItem(row, 0, item)
        self.table.blockSignals(False)
        self.table.fit_height()

    def changes(self) -> dict[str, str]:
        """Name of a box → its label, where that is not the shipped one."""
        items = [self.table.at(row, 0) for row in range(self.table.rowCount())]
        found = {str(item.data(_NAME)): item.text().strip() for item in items}
        return {name: label for name, label in found.items() if label and label != self._shipped.get(name)}


def _number(text: str) -> float:
    try:
        return round(float(text.strip().replace("，", ".").replace(",", ".")), 1)
    except ValueError:
        return 0.0
