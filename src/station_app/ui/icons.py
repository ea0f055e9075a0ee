"""Lucide icons, drawn from SVG in the theme's colours at the screen's own scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from station_app.core import resources
from station_app.ui import theme


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """The icon `size` device-independent pixels wide, in #RRGGBB, for a screen of that scale."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - not before the first paint

    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _with_room(drawn: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """The icon at the left of a wider pixmap: room before the word that follows."""
    wide = QPixmap(size)
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


class _Engine(QIconEngine):
    """Draws an icon in the colours in force at the moment of painting, so that a change of theme needs nothing."""

    def __init__(self, name: str, tone: str, on_tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._on_tone = on_tone

    def _colour(self, state: QIcon.State) -> str:
        tone = self._on_tone if state == QIcon.State.On else self._tone
        colours = theme.tokens()
        return colours.on_accent if tone == "on_accent" else colours.of(tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt asks for the icon inside a rectangle."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt asks for device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        """Qt asks for device pixels of a screen with that scale."""
        side = max(1, min(size.width(), size.height()))
        colour = theme.tokens().soft if mode == QIcon.Mode.Disabled else self._colour(state)
        drawn = pixmap(self._name, round(side / scale), colour, scale)
        return drawn if size.width() <= side else _with_room(drawn, size, scale)

    def clone(self) -> QIconEngine:
        """Qt copies engines."""
        return _Engine(self._name, self._tone, self._on_tone)


def icon(name: str, tone: str = "", on_tone: str = "") -> QIcon:
    """An icon in a tone of the theme; `on_tone` when its button is checked."""
    return QIcon(_Engine(name, tone, on_tone or tone))
