"""The slim bar below a table that says what its columns are filtered by, and takes the filters off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.filters import sentence

if TYPE_CHECKING:
    from station_app.ui.table import Table

_HEIGHT = 34


class FilterBar(QFrame):
    """Takes its room only while something is filtered."""

    cleared = Signal()
    """The user wants every filter off."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self.is_placing = False
        self.is_wanted = True
        """False where the screen itself shows what is filtered."""
        self.setObjectName("filterbar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(8), 1, theme.px(8), 1)
        layout.setSpacing(theme.px(6))
        sign = QLabel()
        sign.setPixmap(icons.icon("funnel", "accent").pixmap(theme.px(14)))
        self.words = QLabel()
        self.words.setProperty("tone", "accent")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self.clear = QPushButton(_("✕ 清除"))
        self.clear.setProperty("role", "link")
        self.clear.setAccessibleName(_("清除全部筛选"))
        self.clear.setToolTip(_("清除全部筛选（Ctrl+Shift+L）"))
        self.clear.clicked.connect(lambda _checked=False: self.cleared.emit())
        layout.addWidget(sign)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.clear)
        table.source.modelReset.connect(self._count)
        self.hide()

    def conditions(self) -> list[str]:
        """What the columns must hold, one by one: 类别 留守妇女."""
        source = self._table.source
        return [sentence(c, source.filters[c.name]) for c in source.columns if c.name in source.filters]

    def text(self) -> str:
        """筛选：类别 留守妇女；年龄 16–45. Also printed and exported with the list."""
        parts = self.conditions()
        return _("筛选：{what}").format(what="；".join(parts)) if parts else ""

    def show_filters(self) -> None:
        """The filters in force, or nothing at all."""
        self.setVisible(self.is_wanted and bool(self._table.filters()))
        self._count()
        self._elide()

    def take_room(self) -> None:
        """Below the rows and above the sideways scroll bar; called by the table whenever it lays itself out."""
        self.is_placing = True
        table = self._table
        height = theme.px(_HEIGHT) if self.isVisibleTo(table) else 0
        table.make_room(height)
        if height:
            rows = table.viewport().geometry()
            self.setGeometry(QRect(rows.left(), rows.bottom() + 1, rows.width(), height))
            down = table.verticalScrollBar()
            down.setPageStep(rows.height())
            down.setRange(0, max(0, table.verticalHeader().length() - rows.height()))
        self.is_placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Long sentences end in dots and are said in full by the tool tip."""
        super().resizeEvent(event)
        self._elide()

    def _count(self) -> None:
        source = self._table.source
        self.count.setText(_("{n:,} / {m:,} 行").format(n=source.rowCount(), m=source.total))

    def _elide(self) -> None:
        whole = self.text()
        self.words.setToolTip(whole)
        self.words.setAccessibleName(whole)
        metrics = QFontMetrics(self.words.font())
        self.words.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(0, self.words.width())))
