"""The looks: colour tokens for light and dark, and the one style sheet and palette made from them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from station_app.core import resources
from station_app.ui.style_sheet import style_sheet

Tone = Literal["", "soft", "accent", "warn", "bad"]
"""What a cell or a sentence means; never the only sign (the word says it too)."""


@dataclass(frozen=True)
class Tokens:
    """One theme's colours as #RRGGBB; *_tint is the ground behind text of that tone."""

    name: str
    ground: str
    card: str
    head: str
    line: str
    hover: str
    text: str
    soft: str
    accent: str
    accent_tint: str
    on_accent: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str

    def of(self, tone: str) -> str:
        """The text colour of a tone."""
        return {"soft": self.soft, "accent": self.accent, "warn": self.warn, "bad": self.bad}.get(tone, self.text)

    def tint(self, tone: str) -> str:
        """The ground of a tone; '' when the tone has none."""
        return {"warn": self.warn_tint, "bad": self.bad_tint}.get(tone, "")


LIGHT = Tokens(
    name="light",
    ground="#F6F7F9",
    card="#FFFFFF",
    head="#FAFBFC",
    line="#E3E7EC",
    hover="#EEF1F4",
    text="#1B2430",
    soft="#5B6675",
    accent="#1F6F5C",
    accent_tint="#E6F2EE",
    on_accent="#FFFFFF",
    warn="#B4540A",
    warn_tint="#FDF1E4",
    bad="#B3261E",
    bad_tint="#FCEBEA",
)
DARK = Tokens(
    name="dark",
    ground="#15191E",
    card="#1C2228",
    head="#20262C",
    line="#2C343C",
    hover="#242B32",
    text="#E8ECEF",
    soft="#9AA6B2",
    accent="#5CC2A5",
    accent_tint="#1E3A33",
    on_accent="#0E1F1A",
    warn="#E8A15A",
    warn_tint="#3A2A1A",
    bad="#F08B84",
    bad_tint="#3D2220",
)
LARGE_TYPE = 1.25


class _Current:
    """The theme in force; one window, one theme."""

    tokens: Tokens = LIGHT
    factor: float = 1.0


def tokens() -> Tokens:
    """The colours in force."""
    return _Current.tokens


def px(size: float) -> int:
    """A length of the 4 px grid, grown with large type; in device-independent pixels."""
    return round(size * _Current.factor)


def row_height() -> int:
    """Height of a table row: 30 px, 36 in large type."""
    return 30 if _Current.factor == 1.0 else 36


def font_families() -> list[str]:
    """The platform's own Chinese fonts, best first."""
    if sys.platform == "win32":
        return ["Microsoft YaHei UI", "Microsoft YaHei", "SimSun"]
    if sys.platform == "darwin":
        return ["PingFang SC", "Heiti SC"]
    return ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"]


def palette(colours: Tokens) -> QPalette:
    """Fusion's palette from the tokens, for whatever the style sheet does not name."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, colours.ground),
        (roles.WindowText, colours.text),
        (roles.Base, colours.card),
        (roles.AlternateBase, colours.head),
        (roles.Text, colours.text),
        (roles.PlaceholderText, colours.soft),
        (roles.Button, colours.card),
        (roles.ButtonText, colours.text),
        (roles.BrightText, colours.bad),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.ToolTipBase, colours.card),
        (roles.ToolTipText, colours.text),
        (roles.Link, colours.accent),
        (roles.Mid, colours.line),
        (roles.Midlight, colours.line),
        (roles.Light, colours.card),
        (roles.Dark, colours.line),
        (roles.Shadow, colours.line),
        (roles.Accent, colours.accent),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.soft))
    return made


def system_theme(app: QApplication) -> str:
    """ "dark" when the desktop says so, else "light"."""
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, name: str = "light", *, large: bool = False) -> Tokens:
    """Put a theme on the whole program; icons made before keep their colour, so windows redraw theirs."""
    _Current.tokens = DARK if name == "dark" else LIGHT
    _Current.factor = LARGE_TYPE if large else 1.0
    if app.style().objectName() != "fusion":
        app.setStyle("fusion")
    font = QFont()
    font.setFamilies(font_families())
    font.setPixelSize(px(14))
    app.setFont(font)
    app.setPalette(palette(_Current.tokens))
    icons = resources.path("icons").as_posix()
    app.setStyleSheet(style_sheet(_Current.tokens, _Current.factor, icons))
    return _Current.tokens
