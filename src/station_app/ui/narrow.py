"""Narrow windows and large type: some columns give way so that what a list is read for stays in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject

from station_app.ui import theme
from station_app.ui.table import Table

_LEAST = 56
"""What a stretching column may shrink to before another one gives way, before large type."""


class GiveWay(QObject):
    """Hides the named columns of a table one after the other, first to last, until the rest fits."""

    def __init__(self, table: Table, names: Sequence[str], *, least: int = _LEAST) -> None:
        """`least` is what the stretching column keeps, in pixels before large type."""
        super().__init__(table)
        self._table, self._least = table, least
        places = {column.name: place for place, column in enumerate(table.source.columns)}
        self._order = [places[name] for name in names]
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The table got another width."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        table = self._table
        head = table.horizontalHeader()
        # What the user chose not to see takes no room; what gave way before does, to come back.
        widths = [
            theme.px(self._least if column.stretch else column.width)
            if place in self._order or not head.isSectionHidden(place)
            else 0
            for place, column in enumerate(table.source.columns)
        ]
        over = sum(widths) - table.viewport().width()
        gone: list[int] = []
        for place in self._order:
            if over > 0:
                gone.append(place)
                over -= widths[place]
        for place in reversed(gone):  # a small one need not go for a large one's sake
            if over + widths[place] <= 0:
                gone.remove(place)
                over += widths[place]
        for place in self._order:
            if head.isSectionHidden(place) != (place in gone):
                head.setSectionHidden(place, place in gone)
