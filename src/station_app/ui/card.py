"""A white card with a heading, for what is more words than fields."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.ui import icons, theme


class Card(QFrame):
    """A heading, optionally with a sign before it, and what belongs to it."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(theme.px(16),) * 4)
        self.body.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        self._sign = QLabel()
        self._sign.hide()
        head.addWidget(self._sign)
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        head.addWidget(self.heading, 1)
        self.body.addLayout(head)

    def set_heading(self, text: str, icon: str = "", tone: str = "") -> None:
        """Another heading, with a sign in a tone of the theme."""
        self.heading.setText(text)
        if icon:
            self._sign.setPixmap(icons.icon(icon, tone).pixmap(theme.px(20)))
        self._sign.setVisible(bool(icon))

    def add_buttons(self, *buttons: QWidget) -> None:
        """Buttons in a row."""
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
