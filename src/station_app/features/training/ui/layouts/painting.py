"""A layout on the screen: its ground as it prints, its boxes with the words they hold, what does not fit in red."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from station_app.core.checks import Refused
from station_app.documents import qr
from station_app.documents.layout import Box, Layout
from station_app.documents.layout_draw import LayoutPage, draw_layout
from station_app.documents.layout_fit import Fitting
from station_app.documents.page import mm
from station_app.documents.variables import filled
from station_app.features.training.ui.layouts.glyphs import Glyphs
from station_app.ui import printing

UNPRINTED = 0.45
"""How strongly a ground is shown that is on the paper already."""
_NOBODY = QColor("#D8DCE0")
_BAD, _BAD_TINT, _FAINT = QColor("#B3261E"), QColor(179, 38, 30, 36), QColor(31, 111, 92, 110)


class Painting:
    """Draws in mm; the painter is scaled by the canvas."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._ground: tuple[object, QPixmap] | None = None

    def paint(
        self,
        painter: QPainter,
        layout: Layout,
        values: Mapping[str, str],
        over: Mapping[str, float],
        pixels: float,
        *,
        photo: bytes = b"",
    ) -> None:
        """The whole page; `over` names boxes that are too small, `pixels` is how many of them make a mm.

        Where a photo goes stands the one given, else the outline of somebody.
        """
        painter.fillRect(QRectF(0, 0, layout.width_mm, layout.height_mm), Qt.GlobalColor.white)
        self._paint_ground(painter, layout, pixels)
        fitting = Fitting(layout)
        for box in layout.boxes:
            if box.kind == "photo":
                _paint_photo(painter, box, photo)
            self._paint_box(painter, box, fitting, dict_of(values))
            _paint_frame(painter, box, pixels, bad=box.id in over)

    def _paint_ground(self, painter: QPainter, layout: Layout, pixels: float) -> None:
        if layout.background is None:
            return
        key = (layout.background, layout.width_mm, layout.height_mm, round(pixels, 3))
        if self._ground is None or self._ground[0] != key:
            self._ground = key, _ground(layout, pixels)
        painter.setOpacity(1.0 if layout.prints_background else UNPRINTED)
        painter.drawPixmap(
            QRectF(0, 0, layout.width_mm, layout.height_mm), self._ground[1], QRectF(self._ground[1].rect())
        )
        painter.setOpacity(1.0)

    def _paint_box(self, painter: QPainter, box: Box, fitting: Fitting, values: dict[str, str]) -> None:
        place = QRectF(box.x, box.y, box.width, box.height)
        if box.kind in ("line", "rect", "photo") and box.stroke:
            painter.setPen(QPen(QColor(f"#{box.colour}"), box.stroke))
            if box.kind == "line":
                painter.drawLine(place.topLeft(), place.bottomRight())
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place)
        elif box.kind == "image":
            _draw_inside(painter, place, _picture(box.image))
        elif box.kind == "qr":
            text = filled(box.text, values)
            if text and qr.holds(text):
                side = min(box.width, box.height)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
                painter.drawImage(QRectF(box.x, box.y, side, side), _code(text))
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        elif box.kind == "text":
            self._paint_text(painter, box, fitting, values)

    def _paint_text(self, painter: QPainter, box: Box, fitting: Fitting, values: dict[str, str]) -> None:
        fit = fitting.fit(box, filled(box.text, values))
        path = self._glyphs.text(box.font, fit.lines, fit.size)
        painter.save()
        painter.translate(box.x, box.y)
        colour = QColor(f"#{box.colour}")
        painter.fillPath(path, colour)
        if box.bold:
            painter.strokePath(path, QPen(colour, box.bold / mm))
        painter.restore()


def _paint_photo(painter: QPainter, box: Box, photo: bytes) -> None:
    """As on paper; without one head and shoulders, so that the box is known for what it is."""
    place = QRectF(box.x, box.y, box.width, box.height)
    picture = _picture(photo)
    if not picture.isNull():
        _draw_inside(painter, place, picture)
        return
    side = min(box.width, box.height * 0.7)
    middle, head = place.center().x(), place.top() + (box.height - side) / 2 + side * 0.22
    painter.save()
    painter.setClipRect(place)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_NOBODY)
    painter.drawEllipse(QPointF(middle, head), side * 0.2, side * 0.24)
    painter.drawEllipse(QPointF(middle, head + side * 0.68), side * 0.42, side * 0.38)
    painter.restore()


def _paint_frame(painter: QPainter, box: Box, pixels: float, *, bad: bool) -> None:
    """Where the box is; red when its words do not fit."""
    place = QRectF(box.x, box.y, box.width, box.height)
    if bad:
        painter.fillRect(place, _BAD_TINT)
    painter.setPen(QPen(_BAD, 1.6 / pixels) if bad else QPen(_FAINT, 1 / pixels, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)


def dict_of(values: Mapping[str, str]) -> dict[str, str]:
    """What the fitting asks for: a dict, also one that answers for names it has not."""
    return values if isinstance(values, dict) else dict(values)


def _ground(layout: Layout, pixels: float) -> QPixmap:
    """As it prints, by the same drawing."""
    bare = replace(layout, boxes=())
    try:
        loaded = printing.Loaded(draw_layout(bare, [LayoutPage("", {})], "", on_screen=True))
    except Refused:  # a damaged picture: printing says so, the page stays usable
        bare = replace(bare, background=None)
        loaded = printing.Loaded(draw_layout(bare, [LayoutPage("", {})], "", on_screen=True))
    size = QSize(round(layout.width_mm * pixels), round(layout.height_mm * pixels))
    image = loaded.document.render(0, size)
    loaded.close()
    shown = QPixmap(size)
    shown.fill(Qt.GlobalColor.white)
    painter = QPainter(shown)
    painter.drawImage(0, 0, image)
    painter.end()
    return shown


@lru_cache(maxsize=32)
def _code(text: str) -> QImage:
    """A code with one pixel a module."""
    rows = qr.modules(text, qr.strongest(text) if text.startswith("SW1:") else "M")
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for row, bits in enumerate(rows):
        for column, bit in enumerate(bits):
            if bit == "1":
                image.setPixel(column, row, 0xFF000000)
    return image


@lru_cache(maxsize=16)
def _picture(content: bytes) -> QImage:
    image = QImage()
    image.loadFromData(content)
    return image


def _draw_inside(painter: QPainter, place: QRectF, image: QImage) -> None:
    """In its own proportions, in the middle, as on paper."""
    if image.isNull():
        return
    size = QSize(image.size()).toSizeF().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = place.center() - QPointF(size.width() / 2, size.height() / 2)
    painter.drawImage(QRectF(corner, size), image)
