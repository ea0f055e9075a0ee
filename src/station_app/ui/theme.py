"""The looks put on Qt: the palette and the one style sheet made from the tokens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from station_app.core import resources
from station_app.ui.looks import DARK, LARGE_TYPE, LIGHT, Tokens, Tone, factor, font, put_on, px, row_height, tokens
from station_app.ui.qt_words import speak_chinese
from station_app.ui.style_sheet import style_sheet

__all__ = [
    "DARK",
    "LARGE_TYPE",
    "LIGHT",
    "Tokens",
    "Tone",
    "apply",
    "factor",
    "font",
    "palette",
    "put_on",
    "px",
    "row_height",
    "system_theme",
    "tokens",
]


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
    """Put a theme on the whole program; pixmaps made before keep their colour, so the window is built anew."""
    put_on(name, large=large)
    if app.style().objectName() != "fusion":
        app.setStyle("fusion")
    speak_chinese(app)
    app.setFont(font())
    app.setPalette(palette(tokens()))
    app.setStyleSheet(style_sheet(tokens()._asdict(), factor(), resources.path("icons").as_posix()))
    return tokens()
