"""Which columns of a list are shown, in what order and how wide: remembered by the list's name, no personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView

from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.table_head import Head

_LEAST, _MOST = 36, 900
"""Remembered widths outside are not believed, in pixels before large type."""


class ColumnChoice(QObject):
    """Keeps a head and what is remembered of it in step."""

    def __init__(self, head: Head, columns: Sequence[Column], name: str) -> None:
        super().__init__(head)
        self._head, self._columns, self.name = head, tuple(columns), name
        self._kept: dict[str, Any] | None = None
        self._is_applying = False
        self._set_out({})
        head.sectionResized.connect(self._on_resized)
        head.sectionMoved.connect(lambda *_places: self.keep())

    def remember_in(self, lists: dict[str, Any]) -> None:
        """Take what is remembered of this list, and keep every later change there."""
        if self.name and self._kept is not lists:
            self._kept = lists
            found = lists.get(self.name)
            if isinstance(found, dict):
                self._set_out(found)

    def show(self, place: int, *, shown: bool) -> None:
        """The user ticks a column on or off."""
        self._head.choose(place, shown=shown)
        self.keep()

    def move(self, place: int, step: int) -> None:
        """One column further left (-1) or right (1)."""
        visual = self._head.visualIndex(place)
        if 0 <= visual + step < len(self._columns):
            self._head.moveSection(visual, visual + step)

    def reset(self) -> None:
        """As the program brings it."""
        self._set_out({})
        if self._kept is not None:
            self._kept.pop(self.name, None)

    def keep(self) -> None:
        """Write down what differs from the program's own."""
        if self._is_applying or self._kept is None:
            return
        head, columns = self._head, self._columns
        order = [columns[head.logicalIndex(visual)].name for visual in range(head.count())]
        said: dict[str, Any] = {
            "shown": [c.name for place, c in enumerate(columns) if head.is_chosen(place) and c.is_offered],
            "hidden": [c.name for place, c in enumerate(columns) if not head.is_chosen(place) and not c.is_offered],
            "order": order if order != [c.name for c in columns] else [],
            "widths": {
                c.name: round(head.sectionSize(place) / theme.factor())
                for place, c in enumerate(columns)
                if not c.stretch
                and not head.isSectionHidden(place)
                and head.sectionSize(place) not in (theme.px(c.width), head.least_as_last(place))
            },
        }
        before = self._kept.get(self.name)
        if isinstance(before, dict) and isinstance(before.get("widths"), dict):
            unseen = {c.name for place, c in enumerate(columns) if head.isSectionHidden(place)}
            said["widths"] = {n: w for n, w in before["widths"].items() if n in unseen} | said["widths"]
        self._kept[self.name] = {what: value for what, value in said.items() if value}

    def _set_out(self, kept: Mapping[str, Any]) -> None:
        """Widths, order and choice as remembered; the program's own where nothing is."""
        self._is_applying = True
        head, columns = self._head, self._columns
        widths = kept.get("widths") if isinstance(kept.get("widths"), dict) else {}
        hidden, shown = _names(kept.get("hidden")), _names(kept.get("shown"))
        for place, column in enumerate(columns):
            width = (widths or {}).get(column.name)
            believed = isinstance(width, int) and _LEAST <= width <= _MOST
            head.resizeSection(place, theme.px(width if believed and isinstance(width, int) else column.width))
            if column.stretch:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            head.choose(place, shown=column.name in shown if column.is_offered else column.name not in hidden)
        places = {column.name: place for place, column in enumerate(columns)}
        order = [name for name in _names(kept.get("order")) if name in places]
        order += [column.name for column in columns if column.name not in order]
        for visual, name in enumerate(order):
            head.moveSection(head.visualIndex(places[name]), visual)
        head.widen_last()
        self._is_applying = False

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        if width and not self._columns[place].stretch:
            self.keep()


def _names(kept: Any) -> list[str]:
    return list(dict.fromkeys(name for name in kept if isinstance(name, str))) if isinstance(kept, list) else []
