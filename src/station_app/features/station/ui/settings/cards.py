"""Cards below each other, for the tabs of the settings that are more words than fields."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from station_app.ui import theme
from station_app.ui.card import Card
from station_app.ui.settings_tab import Tab

_WIDEST = 760
"""A line of 14 px text longer than this is hard to read."""


class Cards(QScrollArea, Tab):
    """Scrolls where the window is low or the type is large."""

    def __init__(self, *, wide: bool = False) -> None:
        """`wide` uses the whole width, for a table among the cards."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        if not wide:
            inner.setMaximumWidth(theme.px(_WIDEST))
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addStretch(0)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setWidget(inner)

    def add(self, heading: str) -> Card:
        """A new card below the others."""
        card = Card(heading)
        self.add_widget(card)
        return card

    def add_widget(self, widget: QWidget, *, fills: bool = False) -> None:
        """Something else below the others; `fills` takes the height that is left."""
        self._column.insertWidget(self._column.count() - 1, widget, 1 if fills else 0)


def sentence(text: str = "", role: Literal["soft", "", "warn"] = "soft") -> QLabel:
    """Words that wrap and can be copied."""
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def lay_out_list(tab: QWidget, head: QHBoxLayout, table: QWidget, words: str, *, note: QWidget | None = None) -> None:
    """A tab that is one list: its buttons, a warning where there is one, the list, and what it is for."""
    lines = QVBoxLayout(tab)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.px(8))
    lines.addLayout(head)
    if note is not None:
        lines.addWidget(note)
    lines.addWidget(table, 1)
    lines.addWidget(sentence(words))
