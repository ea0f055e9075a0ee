"""A line above the grid while marks could not be stored: which ones, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from station_app.core.texts import _
from station_app.features.training.ui.attendance_saving import MarkSaver
from station_app.features.training.ui.attendance_sheet import Sheet
from station_app.features.training.ui.attendance_words import spoken_word
from station_app.ui import theme
from station_app.ui.screen import button_for

_NAMED = 3


class KeptBar(QWidget):
    """Hidden while everything is in the file."""

    def __init__(self, saver: MarkSaver, give_up: Callable[[], None]) -> None:
        super().__init__()
        self._saver = saver
        self.said = QLabel()
        self.said.setProperty("role", "problem")
        self.said.setWordWrap(True)
        self.again_button = button_for(_("再存一次"), "save", saver.again)
        self.drop_button = button_for(_("放弃这些"), "undo-2", give_up)
        line = QHBoxLayout(self)
        line.setContentsMargins(*(theme.px(8),) * 4)
        line.addWidget(self.said, 1)
        line.addWidget(self.again_button)
        line.addWidget(self.drop_button)
        self.hide()

    def show_kept(self, sheet: Sheet) -> None:
        """Name what the file refused."""
        names = {who.key: who.name for who in sheet.trainees}
        halves = {half.session_id: half.spoken for half in sheet.half_days}
        named = [
            f"{names.get(who, '')} {halves.get(half, '')} {spoken_word(mark.cell)}"
            for (half, who), mark in self._saver.kept.items()
        ]
        more = _("等 {n} 个").format(n=len(named)) if len(named) > _NAMED else ""
        text = _("没有存上，还留在表里（右上角有红角）：{marks}{more}。")
        self.said.setText(text.format(marks="、".join(named[:_NAMED]), more=more))
        self.setVisible(bool(named))
