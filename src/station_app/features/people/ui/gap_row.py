"""The 待补 list's groups: a chip for each thing that is missing and how often, to work through one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from station_app.core.texts import _
from station_app.features.people.rules import gaps
from station_app.features.people.rules.gaps import WithGaps
from station_app.ui import theme

_MOST = 6


class GapRow(QWidget):
    """Chips of what is missing; one at a time narrows the list."""

    chosen = Signal(str)
    """The label of what is missing, '' for anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ""
        self.chips: dict[str, QPushButton] = {}
        self.hint = QLabel(_("回车打开，保存后自动打开下一个"))
        self.hint.setProperty("role", "soft")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(8))
        self._layout.addStretch(1)
        self._layout.addWidget(self.hint)
        self.hide()

    def show_groups(self, rows: Iterable[WithGaps]) -> None:
        """Count anew; a group that is empty now gives way to all of them."""
        found = gaps.groups(rows)
        if found and self.label and self.label not in dict(found):
            self.label = ""
        for chip in self.chips.values():
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self.chips = {}
        for label, number in found[:_MOST]:
            chip = QPushButton(_("缺{label} {n:,}").format(label=label, n=number))
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(label == self.label)
            chip.setToolTip(_("只看缺“{label}”的").format(label=label))
            chip.clicked.connect(lambda _checked=False, label=label: self._choose(label))
            self._layout.insertWidget(len(self.chips), chip)
            self.chips[label] = chip

    def fits(self, row: WithGaps) -> bool:
        """Whether a record belongs to the chosen group."""
        return self.label in row.gaps if self.label else bool(row.gaps)

    def _choose(self, label: str) -> None:
        self.label = "" if label == self.label else label
        for name, chip in self.chips.items():
            chip.setChecked(name == self.label)
        self.chosen.emit(self.label)
