"""A list of values to tick, with how often each occurs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from station_app.ui import theme

_VALUE = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 9


class TickList(QListWidget):
    """Space ticks, arrows walk; Enter is left to the popup around it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_click)

    def fill(self, values: Sequence[tuple[str, str, int | None]], ticked: Collection[str]) -> None:
        """(value, words, how many or None); the values in `ticked` are ticked."""
        self.clear()
        for value, words, count in values:
            item = QListWidgetItem(words if count is None else f"{words}　{count:,}", self)
            item.setData(_VALUE, value)
            item.setToolTip(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
        if values:
            self.setCurrentRow(0)
            high = max(self.sizeHintForRow(0), theme.px(32))
            self.setFixedHeight(high * min(len(values), _ROWS_SHOWN) + theme.px(4))

    def ticked(self) -> tuple[str, ...]:
        """The ticked values, in their order."""
        items = [self.item(n) for n in range(self.count())]
        return tuple(item.data(_VALUE) for item in items if item.checkState() == Qt.CheckState.Checked)

    def narrow(self, text: str) -> None:
        """Only lines that contain a text."""
        for number in range(self.count()):
            item = self.item(number)
            item.setHidden(text.strip().lower() not in item.text().lower())
        shown = next((n for n in range(self.count()) if not self.item(n).isHidden()), -1)
        self.setCurrentRow(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space ticks or unticks the current line."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self._turn(item)
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
            or event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_click(self, item: QListWidgetItem) -> None:
        self._turn(item)

    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
