"""Outlines of the very fonts that the paper is printed with, for drawing text on the screen at the same places."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QPainterPath, QRawFont, QTransform

from station_app.core import resources
from station_app.documents import coverage
from station_app.documents.layout_fit import CHAINS, Line
from station_app.documents.page import mm

_UNITS = 100.0
"""Size in pixels at which outlines are kept."""
_REMEMBERED = 400


def packed_fonts() -> dict[str, bytes]:
    """The certificate's two fonts, opened also for measuring; takes some tenths of a second, for the worker."""
    for chain in CHAINS.values():
        chain.width("永", 10)
    return {name: _unpacked(name) for name in ("kai", "song")}


def _unpacked(name: str) -> bytes:
    return gzip.decompress(resources.path("fonts", f"{name}.ttf.gz").read_bytes())


class Glyphs:
    """Text as paths in mm."""

    def __init__(self, fonts: dict[str, bytes]) -> None:
        self._fonts = {name: _raw(content) for name, content in fonts.items()}
        self._outlines: dict[tuple[str, str], QPainterPath] = {}
        self._texts: dict[tuple[str, tuple[Line, ...], float], QPainterPath] = {}

    def text(self, chain: str, lines: Sequence[Line], size: float) -> QPainterPath:
        """Fitted lines (points, from the box's corner) as one path in mm."""
        key = (chain, tuple(lines), size)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            found = self._texts[key] = self._path(chain, lines, size)
        return found

    def _path(self, chain: str, lines: Sequence[Line], size: float) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(path.fillRule().WindingFill)
        grown = size / _UNITS / mm
        for line in lines:
            x = line.x
            for name, run in CHAINS[chain].runs(line.text):
                for char in run:
                    place = QTransform(grown, 0, 0, grown, x / mm, line.y / mm)
                    path.addPath(place.map(self._outline(name, char)))
                    x += CHAINS[chain].width(char, size) + line.spread
        return path

    def _outline(self, font: str, char: str) -> QPainterPath:
        known = self._outlines.get((font, char))
        if known is None:
            raw = self._font(font)
            indexes = raw.glyphIndexesForString(char)
            known = self._outlines[font, char] = raw.pathForGlyph(indexes[0]) if indexes else QPainterPath()
        return known

    def _font(self, name: str) -> QRawFont:
        if name not in self._fonts:
            if name.startswith("system-"):
                place = next(path for path, _chars in coverage.found_fonts() if f"system-{path.name}" == name)
                self._fonts[name] = QRawFont(str(place), _UNITS, QFont.HintingPreference.PreferNoHinting)
            else:
                self._fonts[name] = _raw(_unpacked(name))
        return self._fonts[name]


def _raw(content: bytes) -> QRawFont:
    return QRawFont(QByteArray(content), _UNITS, QFont.HintingPreference.PreferNoHinting)
