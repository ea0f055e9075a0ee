"""The fields of a form's cards in columns: two where there is room, one below the other where there is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from station_app.ui import theme

_LABEL, _BETWEEN = 104, 16


@dataclass(frozen=True)
class _Part:
    label: QWidget
    slot: QWidget
    is_wide: bool


class FieldGrid(QGridLayout):
    """Labels with their editors, in their order; `arrange` places them."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[_Part] = []
        self.setHorizontalSpacing(theme.px(8))
        self.setVerticalSpacing(theme.px(8))

    def add(self, label: QWidget, slot: QWidget, *, is_wide: bool) -> None:
        """One more field; a wide one takes the whole line."""
        for words in label.findChildren(QLabel):
            words.ensurePolished()
        self._parts.append(_Part(label, slot, is_wide))

    def places(self, columns: int) -> Iterator[tuple[_Part, int, int]]:
        """Each part with its row and its position in it."""
        row = position = 0
        for part in self._parts:
            if part.is_wide and position:
                row, position = row + 1, 0
            yield part, row, position
            position += columns if part.is_wide else 1
            if position >= columns:
                row, position = row + 1, 0

    def place(self, columns: int, labels: Sequence[int]) -> None:
        """Put everything where it belongs; `labels` are the widths of the columns of labels."""
        top = Qt.AlignmentFlag.AlignTop
        for part, row, position in self.places(columns):
            self.addWidget(part.label, row, position * 3, top)
            self.addWidget(part.slot, row, position * 3 + 1, 1, (columns if part.is_wide else 1) * 3 - 2, top)
        for position in range(max(columns, self.columnCount() // 3 + 1)):
            there = position < columns
            self.setColumnMinimumWidth(position * 3, labels[position] if there else 0)
            self.setColumnStretch(position * 3 + 1, int(there))
            if position:
                self.setColumnMinimumWidth(position * 3 - 1, theme.px(_BETWEEN) if there else 0)


def arrange(grids: Sequence[FieldGrid], columns: int) -> None:
    """The fields of all cards stand in one line, whatever their labels are."""
    labels = [theme.px(_LABEL)] * columns
    for grid in grids:
        for part, _row, position in grid.places(columns):
            labels[position] = max(labels[position], part.label.sizeHint().width())
    for grid in grids:
        grid.place(columns, labels)
