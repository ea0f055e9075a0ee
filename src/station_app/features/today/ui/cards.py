"""The cards of the home page: a heading with its number, and lines that open the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from station_app.core.texts import _
from station_app.features.today.rules import Card, Line
from station_app.ui import card_measures, icons, theme
from station_app.ui.headline import OneLine

_STEPS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class LineButton(QPushButton):
    """One thing to do; a click or Enter opens it, arrows go to its neighbours."""

    opened = Signal(str, str)
    """Page and record."""
    step_wanted = Signal(int, int)
    """Columns to the right, lines down."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "line")
        self.setFixedHeight(theme.px(card_measures.LINE))
        self.setAccessibleName("，".join(part for part in (line.words, line.detail) if part))
        self.setEnabled(bool(line.page))
        if line.page:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(_("回车打开"))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.px(card_measures.INDENT), 0, theme.px(card_measures.INDENT), 0)
        inside.setSpacing(theme.px(12))
        self.words = OneLine("")
        self.words.setText(line.words)
        self.detail = QLabel(line.detail)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setProperty("tone", line.tone)
        for label in (self.words, self.detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(self.words, 1)
        inside.addWidget(self.detail)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows and Enter; everything else as a button."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _open(self, _checked: bool = False) -> None:
        self.opened.emit(self.line.page, self.line.record)


class CardView(QFrame):
    """One card, as high as its lines ask for: the first paint has drawn it at the same place."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        px, measures = theme.px, card_measures
        self.setProperty("role", "card")
        self.setFixedHeight(px(measures.card_height(len(card.lines))))
        self.setAccessibleName(card.title)
        column = QVBoxLayout(self)
        side = px(measures.SIDE) - px(measures.INDENT)
        column.setContentsMargins(side, px(measures.PADDING), side, px(measures.PADDING))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(measures.INDENT), 0, px(measures.INDENT), 0)
        head.setSpacing(0)
        sign = QLabel()
        tone = "accent" if card.key == "quiet" else "soft"
        sign.setPixmap(icons.icon(card.icon, tone).pixmap(px(18)))
        sign.setFixedWidth(px(measures.ICON))
        title = QLabel(card.title)
        title.setProperty("role", "heading")
        title.setFixedHeight(px(measures.HEAD))
        self.count = QLabel(f"{card.number:,}" if card.number else "")
        self.count.setProperty("role", "heading")
        head.addWidget(sign)
        head.addWidget(title, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        self.lines = [LineButton(line) for line in card.lines]
        for made in self.lines:
            column.addWidget(made)
        if not card.lines:
            said = OneLine("soft")
            said.setText(card.empty)
            said.setFixedHeight(px(measures.LINE))
            said.setContentsMargins(px(measures.INDENT), 0, px(measures.INDENT), 0)
            column.addWidget(said)
        column.addStretch(1)
