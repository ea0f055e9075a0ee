"""The popup 列: which columns of a list are shown, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QPushButton

from station_app.core.texts import _
from station_app.ui.popover import Popover
from station_app.ui.tick_list import TickList

if TYPE_CHECKING:
    from station_app.ui.table import Table


class ColumnPopup(Popover):
    """A tick shows or hides at once; Alt+↑ and Alt+↓ move a column."""

    def __init__(self, table: Table) -> None:
        super().__init__(table, -1, _("显示哪些列"))
        self._table = table
        self.ticks = TickList(_("这个列表的列"))
        self._fill()
        self.ticks.itemChanged.connect(self._on_ticked)
        hint = QLabel(_("空格勾选，Alt+↑↓ 移动；拖动表头也可以调整顺序和宽度。"))
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        reset = QPushButton(_("恢复默认"))
        reset.setToolTip(_("列、顺序和宽度都恢复原样（Alt+Delete）"))
        reset.clicked.connect(lambda _checked=False: self.reset())
        done = QPushButton(_("完成"))
        done.setProperty("role", "primary")
        done.setToolTip(_("完成（回车）"))
        done.clicked.connect(lambda _checked=False: self.close())
        buttons.addWidget(reset)
        buttons.addStretch(1)
        buttons.addWidget(done)
        self.body.addWidget(self.ticks)
        self.body.addWidget(hint)
        self.body.addLayout(buttons)
        self.first = self.ticks

    def reset(self) -> None:
        """Columns as the program brings them."""
        self._table.choice.reset()
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter is done, Alt+arrow moves the current column."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.reset()
        elif step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        head, columns = self._table.head, self._table.source.columns
        places = [head.logicalIndex(visual) for visual in range(head.count())]
        lines = [(columns[place].name, columns[place].label, None) for place in places]
        self.ticks.blockSignals(True)
        self.ticks.fill(lines, [columns[place].name for place in places if head.is_chosen(place)])
        self.ticks.blockSignals(False)

    def _move(self, step: int) -> None:
        row = self.ticks.currentRow()
        if 0 <= row + step < self.ticks.count():
            self._table.choice.move(self._table.head.logicalIndex(row), step)
            self._fill()
            self.ticks.setCurrentRow(row + step)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        place = self._table.head.logicalIndex(self.ticks.row(item))
        wanted = item.checkState() == Qt.CheckState.Checked
        self._table.choice.show(place, shown=wanted)
        if self._table.head.is_chosen(place) != wanted:  # the last column stays
            self.ticks.blockSignals(True)
            item.setCheckState(Qt.CheckState.Checked)
            self.ticks.blockSignals(False)
