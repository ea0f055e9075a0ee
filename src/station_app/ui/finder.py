"""Ctrl+K: finds anybody and any class by name, pinyin initials, ID tail, phone or number, and opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.ui import icons, program, theme
from station_app.ui.office import Hit
from station_app.ui.popup import Choice, ChoiceLine, TitlePainter
from station_app.ui.screen import Desk

Search = Callable[[Any, str, int], Sequence[Hit]]
"""(session, typed text, limit) → hits, best first."""
_LIMIT = 12
_PAUSE_MS = 60


class Finder(ChoiceLine):
    """The search field of the window's head."""

    opened = Signal(str, str)
    """Record name and record id."""

    def __init__(self, desk: Desk, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._search = search
        self._asked = 0
        self.setPlaceholderText(program.current().find)
        self.setAccessibleName(_("查找"))
        self.setMinimumWidth(theme.px(140))
        self.setMaximumWidth(theme.px(240))
        self._arrow.setIcon(icons.icon("search", "soft"))
        self.list_width = theme.px(460)
        self.list.setItemDelegate(TitlePainter(self.list))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.asked.connect(lambda _text: self._pause.start())
        self.chosen.connect(self._open)

    def start(self) -> None:
        """The cursor into the field, what was typed before selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _look(self) -> None:
        typed = self.text().strip()
        self._asked += 1
        number = self._asked
        if not typed or not self._desk.is_open:
            self.close_list()
            return
        search = self._search
        self._desk.read(lambda session: list(search(session, typed, _LIMIT)), lambda hits: self._show(number, hits))

    def _show(self, number: int, hits: Sequence[Hit]) -> None:
        if number != self._asked:
            return
        if hits:
            self.offer([Choice((hit.kind, hit.record_id), f"{hit.title}\t{hit.subtitle}") for hit in hits])
        else:
            self.offer([Choice(None, _("没有找到") + "\t" + program.current().found_nothing)])

    def _open(self, value: Any) -> None:
        if value is not None:
            self.clear()
            self.opened.emit(*value)
