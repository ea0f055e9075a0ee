"""The head of a table: click sorts, the funnel filters, drag moves a column; what is filtered shows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QToolButton

from station_app.core.texts import _
from station_app.ui import icons, theme

_FUNNEL, _BESIDE, _ARROW = 14, 6, 18
_TOOLS = 24
_MARGIN = 4
"""What Qt keeps free around a head's words besides the padding of the style sheet."""


class Head(QHeaderView):
    """Hides columns for two reasons that do not undo each other: the user's choice, and a screen that needs room."""

    filter_asked = Signal(int)
    """The user wants to filter by this column."""
    tools_asked = Signal(QPoint)
    """The user pressed ⋯; where its menu goes, on the screen."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._off_by_user: set[int] = set()
        self._off_by_screen: set[int] = set()
        self._filtered: frozenset[int] = frozenset()
        self._under = -1
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(theme.px(36))
        self.setAccessibleName(_("表头"))
        self.tools = QToolButton(self)
        self.tools.setProperty("role", "quiet")
        self.tools.setObjectName("tabletools")
        self.tools.setIcon(icons.icon("ellipsis", "soft"))
        self.tools.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tools.setAccessibleName(_("列表的更多操作"))
        self.tools.setToolTip(_("筛选、列、复制、导出、打印（Shift+F10）"))
        self.tools.clicked.connect(self._on_tools)

    def set_filtered(self, places: frozenset[int]) -> None:
        """These columns are filtered: tinted, with their funnel always in sight."""
        self._filtered = places
        self.viewport().update()

    def setSectionHidden(self, place: int, hide: bool) -> None:  # noqa: N802 - Qt's signature
        """A screen takes a column away for room, or gives it back; what the user chose not to see stays away."""
        (self._off_by_screen.add if hide else self._off_by_screen.discard)(place)
        self._hide(place)

    def choose(self, place: int, *, shown: bool) -> None:
        """The user wants to see a column or not; the last one stays."""
        if not shown and len(self._off_by_user) + 1 >= self.count() and place not in self._off_by_user:
            return
        (self._off_by_user.discard if shown else self._off_by_user.add)(place)
        self._hide(place)

    def is_chosen(self, place: int) -> bool:
        """The user wants to see it, even when the window is too narrow for it now."""
        return place not in self._off_by_user

    def in_order(self, *, also_without_room: bool = False) -> list[int]:
        """The columns in sight from left to right; also those that only gave way to a narrow window when asked."""
        places = [self.logicalIndex(visual) for visual in range(self.count())]
        return [p for p in places if (self.is_chosen(p) if also_without_room else not self.isSectionHidden(p))]

    def cut_label(self) -> str:
        """The label of the last column in sight when ⋯ stands on it, though nothing is left to scroll; '' if none."""
        shown = self.in_order()
        table = self.parentWidget()
        bar = table.horizontalScrollBar() if isinstance(table, QTableView) else None
        if not shown or (bar is not None and bar.value() < bar.maximum()):
            return ""
        label = str(self.model().headerData(shown[-1], Qt.Orientation.Horizontal) or "")
        left = self.sectionViewportPosition(shown[-1])
        room = min(left + self.sectionSize(shown[-1]), self._end()) - left
        return label if self._words(shown[-1]) > room else ""

    def funnel(self, place: int) -> QRect:
        """Where a column's funnel is."""
        side, beside = theme.px(_FUNNEL), theme.px(_BESIDE)
        left = self.sectionViewportPosition(place)
        right = min(left + self.sectionSize(place), self._end())
        if self._is_right_aligned(place):
            return QRect(left + beside, (self.height() - side) // 2, side, side)
        if self.sortIndicatorSection() == place and self.sectionSize(place) > theme.px(60):
            right -= theme.px(_ARROW)
        return QRect(right - beside - side, (self.height() - side) // 2, side, side)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Qt's own section; then the tint of a filter, and the funnel under the pointer or of a filtered column."""
        colours = theme.tokens()
        end = self._end()
        if rect.right() >= end:
            rest = QRect(max(rect.left(), end), rect.top(), rect.right() - max(rect.left(), end) + 1, rect.height())
            painter.fillRect(rest, QColor(colours.head))
            painter.fillRect(rest.adjusted(0, rest.height() - 1, 0, 0), QColor(colours.line))
            rect = rect.adjusted(0, 0, min(0, end - 1 - rect.right()), 0)
            self.setTextElideMode(Qt.TextElideMode.ElideRight)  # half a word must not look like another one
        else:
            self.setTextElideMode(Qt.TextElideMode.ElideNone)
        is_filtered = logicalIndex in self._filtered
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if is_filtered:
            tint = QColor(colours.accent)
            tint.setAlpha(36)
            painter.fillRect(rect.adjusted(0, 0, -1, 0), tint)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width() - 1, 2), QColor(colours.accent))
        if logicalIndex == self._under or (is_filtered and self._has_room(logicalIndex)):
            where = self.funnel(logicalIndex)
            if not self._has_room(logicalIndex):
                painter.fillRect(
                    where.adjusted(-3, -2, 3, 2), QColor(colours.accent_tint if is_filtered else colours.hover)
                )
            icons.icon("funnel", "accent" if is_filtered else "soft").paint(painter, where)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a funnel filters instead of sorting."""
        place = self.logicalIndexAt(event.position().toPoint())
        shown = place >= 0 and (place == self._under or place in self._filtered)
        if shown and event.button() == Qt.MouseButton.LeftButton and self._hit(place, event.position().toPoint()):
            self.filter_asked.emit(place)
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The right button on a column asks what it must hold."""
        place = self.logicalIndexAt(event.pos())
        if place >= 0:
            self.filter_asked.emit(place)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The funnel shows under the pointer."""
        self._point_at(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is under the pointer any more."""
        self._point_at(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """⋯ stays at the right end."""
        super().resizeEvent(event)
        self.tools.setGeometry(self._end(), 1, theme.px(_TOOLS), self.height() - 2)
        self.tools.raise_()
        self.widen_last()

    def _end(self) -> int:
        """Where ⋯ begins and the words of the columns end."""
        return self.viewport().width() - theme.px(_TOOLS)

    def _has_room(self, place: int) -> bool:
        """The funnel fits beside the column's words."""
        label = str(self.model().headerData(place, Qt.Orientation.Horizontal))
        words = QFontMetrics(theme.font(12)).horizontalAdvance(label) + 2 * theme.px(8)
        return self.sectionSize(place) >= words + theme.px(_FUNNEL + _BESIDE)

    def _hit(self, place: int, at: QPoint) -> bool:
        return self.funnel(place).adjusted(-4, -8, 4, 8).contains(at)

    def _is_right_aligned(self, place: int) -> bool:
        align = self.model().headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) or 0
        return bool(int(align) & int(Qt.AlignmentFlag.AlignRight))

    def _hide(self, place: int) -> None:
        super().setSectionHidden(place, place in self._off_by_user or place in self._off_by_screen)
        self.widen_last()

    def widen_last(self) -> None:
        """The last column in sight is wide enough for its words and ⋯; one that stretches gets what is left anyway."""
        shown = self.in_order()
        if not shown or self.model() is None or self.sectionResizeMode(shown[-1]) != QHeaderView.ResizeMode.Interactive:
            return
        if self.sectionSize(shown[-1]) < self.least_as_last(shown[-1]):
            self.resizeSection(shown[-1], self.least_as_last(shown[-1]))

    def least_as_last(self, place: int) -> int:
        """What a column needs at the right end, where ⋯ stands in its head."""
        return self._words(place) + theme.px(_TOOLS)

    def _words(self, place: int) -> int:
        """What the words of a column's head take with the room around them."""
        label = str(self.model().headerData(place, Qt.Orientation.Horizontal) or "")
        return QFontMetrics(theme.font(12)).horizontalAdvance(label) + 2 * theme.px(8) + _MARGIN

    def _point_at(self, place: int) -> None:
        if place != self._under:
            self._under = place
            self.viewport().update()

    def _on_tools(self) -> None:
        self.tools_asked.emit(self.tools.mapToGlobal(QPoint(0, self.tools.height())))
