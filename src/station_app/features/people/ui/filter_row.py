"""The row above the people list that filters are built in: a chip for each condition, a line to add one, 保存."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from station_app.core.texts import _
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.ui import conditions
from station_app.features.people.ui.conditions import Condition
from station_app.ui import icons, theme
from station_app.ui.filters import sentence
from station_app.ui.popup import Choice, ChoiceLine
from station_app.ui.screen import button_for
from station_app.ui.table import Table


class FilterRow(QWidget):
    """Shown while something is filtered or a condition is being chosen."""

    save_wanted = Signal()
    """Keep the present conditions under a name."""
    closed = Signal()
    """Nothing is filtered any more and the row is gone."""

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._rows: Sequence[PersonRow] = ()
        self._known: list[Condition] | None = None
        self.chips: list[QPushButton] = []
        self.line = ChoiceLine()
        self.line.setPlaceholderText(_("加条件：留守妇女、有意愿、未参训、村名、30-45"))
        self.line.setAccessibleName(_("加一个筛选条件"))
        self.line.setToolTip(_("可打首字母（lsfn）、村名、年龄（30-45）、日期；回车加上，Esc 收起"))
        self.line.setMinimumWidth(theme.px(120))
        self.line.setMaximumWidth(theme.px(360))
        self.line.list_width = theme.px(360)
        self.line.asked.connect(self._offer)
        self.line.chosen.connect(self._add)
        self.save_button = button_for(_("保存筛选"), "save", self.save_wanted.emit, shortcut="Ctrl+Shift+S")
        self.clear_button = QPushButton(_("清除"))
        self.clear_button.setProperty("role", "link")
        self.clear_button.setToolTip(_("清除全部条件（Ctrl+Shift+L）"))
        self.clear_button.clicked.connect(lambda _checked=False: self.close_row())
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(8))
        self._layout.addWidget(self.line, 1)
        self._layout.addWidget(self.save_button)
        self._layout.addWidget(self.clear_button)
        self._layout.addStretch(1)
        table.bar.is_wanted = False
        table.filters_changed.connect(self._show_chips)
        self.hide()

    def set_rows(self, rows: Sequence[PersonRow]) -> None:
        """Everybody, to offer what occurs."""
        self._rows = rows
        self._known = None

    def start(self) -> None:
        """Show the row with the cursor in its line."""
        self._show_chips()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_row(self) -> None:
        """Nothing is filtered any more."""
        self.line.clear()
        self.hide()
        self._table.set_filters({})
        self.closed.emit()

    def _offer(self, text: str) -> None:
        if self._known is None:
            self._known = conditions.conditions_of(self._table.source.columns, self._rows)
        found = conditions.matching(text, self._known)
        self.line.offer(
            [Choice(one, f"{one.label}　{one.count:,}" if one.count else one.label) for one in found]
            or [Choice(None, _("没有这样的条件，换个写法再试"))]
        )

    def _add(self, one: Any) -> None:
        self.line.clear()
        if isinstance(one, Condition):
            self._table.set_filters(conditions.added(self._table.filters(), one))

    def _show_chips(self) -> None:
        for chip in self.chips:
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        filters = self._table.filters()
        for one in self._table.source.columns:
            if one.name in filters:
                chip = self._chip(one.name, sentence(one, filters[one.name]))
                self._layout.insertWidget(len(self.chips), chip)
                self.chips.append(chip)
        self.save_button.setEnabled(bool(filters))
        if filters:
            self.show()
        elif not self.line.hasFocus():
            self.hide()  # cleared from the list

    def _chip(self, name: str, words: str) -> QPushButton:
        short = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, theme.px(150))
        chip = QPushButton(short)
        chip.setIcon(icons.icon("x", "accent"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setToolTip(_("{words}\n点一下去掉这个条件").format(words=words))
        chip.setAccessibleName(_("条件 {words}，点一下去掉").format(words=words))
        chip.clicked.connect(lambda _checked=False: self._remove(name))
        return chip

    def _remove(self, name: str) -> None:
        left = {column: one for column, one in self._table.filters().items() if column != name}
        self._table.set_filters(left)
        if not left:
            self.close_row()
