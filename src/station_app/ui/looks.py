"""Colours, sizes and fonts in force; needs no more of Qt than a font, so that the first paint can use it."""

from __future__ import annotations

import sys
from typing import Literal, NamedTuple

from PySide6.QtGui import QFont, QFontMetrics

Tone = Literal["", "soft", "accent", "warn", "bad"]
"""What a cell or a sentence means; never the only sign (the word says it too)."""


class Tokens(NamedTuple):
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
    warn="#AE5109",
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
NAME_WIDTH = 136
"""Room of the station's name in the sidebar, in pixels before large type."""
WIDE, RAIL = (188, 24), (84, 12)
"""Width of the sidebar and margin of the page, then those of a narrow window, whose sidebar is words alone."""
LEAST_WINDOW = 800, 440
"""What is left of 1920 × 1080 at 200 % without title bar and taskbar holds it, in device-independent pixels."""
_NARROW = 1000
"""A window below this, before large type, has a rail: 1920 × 1080 at 200 %, 1366 × 768 at 150 %."""
_KINDS_OF_STATION = ("社会工作", "社工")
"""What the name of a station ends with, as a township writes it."""


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


def is_narrow(window: int) -> bool:
    """Whether a window of this width needs the room that the wide sidebar would take."""
    return window < px(_NARROW)


def side_and_margin(window: int) -> tuple[int, int]:
    """Width of the sidebar and margin of the page in a window of this width."""
    side, margin = RAIL if is_narrow(window) else WIDE
    return px(side), px(margin)


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


def put_on(name: str, *, large: bool) -> Tokens:
    """Make a theme (dark, else light) and a type size the ones in force."""
    _Current.tokens = DARK if name == "dark" else LIGHT
    _Current.factor = LARGE_TYPE if large else 1.0
    return _Current.tokens


def factor() -> float:
    """1, or what large type multiplies by."""
    return _Current.factor


def font(size: float = 14, *, bold: bool = False) -> QFont:
    """The platform's Chinese font; `size` in pixels before large type."""
    made = QFont()
    made.setFamilies(font_families())
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


def station_lines(name: str) -> str:
    """A station's name for the sidebar: where it is too long for a line, it breaks between the place and the kind."""
    if QFontMetrics(font(16, bold=True)).horizontalAdvance(name) <= px(NAME_WIDTH):
        return name
    place = next((at for kind in _KINDS_OF_STATION if (at := name.find(kind)) > 0), 0)
    return f"{name[:place]}\n{name[place:]}" if place else name
