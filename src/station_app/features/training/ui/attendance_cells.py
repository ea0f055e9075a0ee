"""Every cell of the attendance grid drawn once and kept as a picture; painting the grid only puts them side by side."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from station_app.features.training.rules.attendance import UNMARKED
from station_app.features.training.ui.attendance_words import code_of, short_word
from station_app.ui import theme

Weight = Literal["", "bold", "small", "small bold"]
TONES = {"P": "accent", "T": "warn", "E": "warn", "A": "bad"}
_KEPT = 4000
"""Pictures kept before the cache starts afresh; a class of 60 needs some 400."""


class _Look(NamedTuple):
    """All that a picture depends on."""

    text: str
    width: int
    height: int
    tone: str
    ground: str
    weight: Weight
    left: bool


class Cells:
    """The pictures for one theme, one font size and one screen scale."""

    def __init__(self, font: QFont, ratio: float) -> None:
        self._ratio = ratio
        self._fonts: dict[Weight, QFont] = {}
        for weight in ("", "bold", "small", "small bold"):
            made = QFont(font)
            made.setBold("bold" in weight)
            made.setPixelSize(theme.px(12 if "small" in weight else 14))
            self._fonts[weight] = made
        self._kept: dict[_Look, QPixmap] = {}

    def width_of(self, text: str, weight: Weight = "") -> int:
        """How wide a text is, in device-independent pixels."""
        return QFontMetrics(self._fonts[weight]).horizontalAdvance(text)

    def mark(self, mark: str, width: int, height: int, *, begun: bool, current: bool = False) -> QPixmap:
        """A mark in its cell: always a word; while a half-day is half typed, a point where a mark is missing."""
        tone = TONES.get(code_of(mark), "soft")
        word = short_word(mark) or ("·" if begun and mark == UNMARKED else "")
        ground = theme.tokens().tint(tone)
        if current:
            ground = ground or theme.tokens().accent_tint
        return self.text(word, width, height, tone=tone, ground=ground)

    def text(
        self,
        text: str,
        width: int,
        height: int,
        *,
        tone: str = "",
        ground: str = "",
        weight: Weight = "",
        left: bool = False,
    ) -> QPixmap:
        """A text in its cell with the lines at its right and bottom; `ground` as #RRGGBB, the card's without.

        Centred unless `left`; what does not fit ends in …; a line break makes two lines.
        """
        look = _Look(text, width, height, tone, ground, weight, left)
        found = self._kept.get(look)
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = self._kept[look] = self._draw(look)
        return found

    def _draw(self, look: _Look) -> QPixmap:
        colours = theme.tokens()
        drawn = QPixmap(round(look.width * self._ratio), round(look.height * self._ratio))
        drawn.setDevicePixelRatio(self._ratio)
        drawn.fill(QColor(look.ground or colours.card))
        painter = QPainter(drawn)
        painter.fillRect(0, look.height - 1, look.width, 1, QColor(colours.line))
        painter.fillRect(look.width - 1, 0, 1, look.height, QColor(colours.line))
        if look.text:
            font = self._fonts[look.weight]
            painter.setFont(font)
            painter.setPen(QColor(colours.of(look.tone)))
            pad = theme.px(8) if look.left else 0
            place = QRect(pad, 0, look.width - 1 - 2 * pad, look.height - 1)
            side = Qt.AlignmentFlag.AlignLeft if look.left else Qt.AlignmentFlag.AlignHCenter
            text = look.text
            if "\n" not in text:
                text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        return drawn
