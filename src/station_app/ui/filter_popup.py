"""The popup that asks what a column must hold: tick, from–to, or contained words, by the kind of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.filters import NO_GAPS, ONLY_GAPS, ColumnFilter, bound, tally, way_of, words_of
from station_app.ui.popover import Popover
from station_app.ui.tick_list import TickList

if TYPE_CHECKING:
    from station_app.ui.table import Table

_MOST_TICKS = 300
_SEARCH_FROM = 10


class FilterPopup(Popover):
    """Enter applies, Esc leaves things as they were, Alt+Delete takes this column's filter off."""

    def __init__(self, table: Table, place: int) -> None:
        column = table.source.columns[place]
        super().__init__(table, place, _("筛选“{label}”").format(label=column.label))
        self._table, self._column = table, column
        wanted = table.filters().get(column.name, ColumnFilter())
        rows = table.source.rows_but_for(column.name)
        self._way = way_of(column, table.source.everything)
        self.text = self._line(_("包含的字"), wanted.text)
        self.low = self._line(_("从"), wanted.low)
        self.high = self._line(_("到"), wanted.high)
        self.only_gaps = QCheckBox(_("只看空着的"))
        self.no_gaps = QCheckBox(_("只看填了的"))
        self.only_gaps.setChecked(wanted.gaps == ONLY_GAPS)
        self.no_gaps.setChecked(wanted.gaps == NO_GAPS)
        self.only_gaps.clicked.connect(lambda _on: self.no_gaps.setChecked(False))
        self.no_gaps.clicked.connect(lambda _on: self.only_gaps.setChecked(False))
        self.ticks = TickList(_("“{label}”里的值").format(label=column.label))
        found = tally(rows, column) if self._way != "range" else []
        if len(found) <= _MOST_TICKS:
            known = {value for value, _text, _count in found}
            gone = [(value, words_of(column, value), 0) for value in wanted.values if value not in known]
            self.ticks.fill([*found, *gone], wanted.values)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._lay_out()

    def apply(self) -> None:
        """Filter by what is chosen; what cannot be read is said, and the popup stays."""
        wanted = ColumnFilter(
            values=self.ticks.ticked(),
            text=self.text.text().strip() if self._way == "text" else "",
            low=self.low.text().strip(),
            high=self.high.text().strip(),
            gaps=ONLY_GAPS if self.only_gaps.isChecked() else NO_GAPS if self.no_gaps.isChecked() else "",
        )
        for line, text in ((self.low, wanted.low), (self.high, wanted.high)):
            try:
                if text:
                    bound(self._column, text)
            except ValueError as refusal:
                self.problem.setText(str(refusal))
                self.problem.show()
                self.adjustSize()
                line.setFocus()
                line.selectAll()
                return
        self.close()
        self._table.set_filter(self._column.name, wanted)

    def take_off(self) -> None:
        """This column is not filtered any more."""
        self.close()
        self._table.set_filter(self._column.name, ColumnFilter())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter applies, Alt+Delete takes the filter off."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
            return
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.take_off()
            return
        super().keyPressEvent(event)

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setPlaceholderText(name)
        line.setAccessibleName(f"{self._column.label} {name}")
        line.setClearButtonEnabled(True)
        return line

    def _lay_out(self) -> None:
        layout = self.body
        first: QWidget
        if self._way == "range":
            pair = QHBoxLayout()
            pair.setSpacing(theme.px(8))
            pair.addWidget(self.low)
            pair.addWidget(QLabel("–"))
            pair.addWidget(self.high)
            layout.addLayout(pair)
            layout.addWidget(self.problem)
            self._add_gaps(layout)
            first = self.low
        else:
            if self._way == "text":
                self.text.addAction(icons.icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
                layout.addWidget(self.text)
            first = self.text if self._way == "text" else self.ticks
            if self.ticks.count():
                if self.ticks.count() > _SEARCH_FROM and self._way == "ticks":
                    find = self._line(_("找可选项"), "")
                    find.textChanged.connect(self.ticks.narrow)
                    layout.addWidget(find)
                    first = find
                layout.addWidget(self.ticks)
            else:
                self._add_gaps(layout)
        buttons = QHBoxLayout()
        off = QPushButton(_("清除"))
        off.setToolTip(_("这一列不再筛选（Alt+Delete）"))
        off.clicked.connect(lambda _checked=False: self.take_off())
        off.setEnabled(self._column.name in self._table.filters())
        go = QPushButton(_("筛选"))
        go.setProperty("role", "primary")
        go.setToolTip(_("筛选（回车）"))
        go.clicked.connect(lambda _checked=False: self.apply())
        buttons.addWidget(off)
        buttons.addStretch(1)
        buttons.addWidget(go)
        layout.addLayout(buttons)
        self.first = first

    def _add_gaps(self, layout: QVBoxLayout) -> None:
        layout.addWidget(self.only_gaps)
        layout.addWidget(self.no_gaps)
