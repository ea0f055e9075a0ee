"""The looks: contrast in both themes, large type, icons in the theme's colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from station_app.core import resources
from station_app.ui import icons, looks, theme
from station_app.ui.looks import Tokens


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_known_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("text", ("ground", "card", "head", "hover", "accent_tint", "warn_tint", "bad_tint")),
        ("soft", ("ground", "card", "head", "hover", "accent_tint")),
        ("accent", ("ground", "card", "accent_tint")),
        ("on_accent", ("accent",)),
        ("warn", ("ground", "card", "warn_tint")),
        ("bad", ("ground", "card", "bad_tint")),
    ],
)
def test_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens, text: str, grounds: tuple[str, ...]) -> None:
    colours = tokens._asdict()
    poor = {ground: contrast(colours[text], colours[ground]) for ground in grounds}
    assert {ground: value for ground, value in poor.items() if value < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_no_colour_in_the_style_sheet_comes_from_elsewhere_than_the_tokens(qapp: QApplication, name: str) -> None:
    tokens = theme.apply(qapp, name)
    made = {theme_colour.upper() for theme_colour in tokens._asdict().values() if theme_colour.startswith("#")}
    found = {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}", qapp.styleSheet())}
    assert len(found - made) <= 2, "only the edge and the hovered accent are mixed from tokens"
    assert "$" not in qapp.styleSheet()


def test_large_type_grows_letters_rows_and_lengths(qapp: QApplication) -> None:
    assert (qapp.font().pixelSize(), looks.row_height(), looks.px(16)) == (14, 30, 16)
    theme.apply(qapp, "light", large=True)
    assert (qapp.font().pixelSize(), looks.row_height(), looks.px(16)) == (18, 36, 20)
    assert "min-height: 42px" in qapp.styleSheet()


def test_an_icon_follows_the_theme_without_being_made_again(qapp: QApplication) -> None:
    icon = icons.icon("users", "accent")
    seen = []
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        image = icon.pixmap(QSize(18, 18)).toImage()
        drawn = [image.pixelColor(x, y) for x in range(18) for y in range(18)]
        strongest = max(drawn, key=lambda colour: colour.alpha())
        seen.append(strongest.name().upper())
    for found, wanted in zip(seen, (theme.LIGHT.accent, theme.DARK.accent), strict=True):
        near = QColor(wanted)
        assert all(abs(a - b) <= 12 for a, b in zip(QColor(found).getRgb()[:3], near.getRgb()[:3], strict=True)), (
            f"{found} instead of {wanted}"
        )


def test_a_checked_button_shows_its_icon_in_the_accent(qapp: QApplication) -> None:
    icon = icons.icon("users", "soft", "accent")
    off = icon.pixmap(QSize(18, 18), QIcon.Mode.Normal, QIcon.State.Off).toImage()
    on = icon.pixmap(QSize(18, 18), QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert off != on


def test_every_shipped_icon_can_be_drawn(qapp: QApplication) -> None:
    names = [place.stem for place in resources.path("icons").glob("*.svg")]
    assert len(names) >= 30
    for name in names:
        assert not icons.pixmap(name, 18, "#000000", 2.0).toImage().isNull()
    assert resources.path("icons", "LICENSE-lucide.txt").is_file()


def test_every_icon_that_a_screen_names_is_shipped() -> None:
    source = Path(icons.__file__).parents[1]
    named: set[str] = set()
    for file in source.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r"\bicon\(\s*\"([a-z0-9-]+)\"", text))
        named |= set(re.findall(r"(?:add_action|button_for)\(\s*[^,\"]*\(?\"[^\"]*\"\)?,\s*\"([a-z0-9-]+)\"", text))
        named |= set(re.findall(r"Page\(\"[a-z_]+\", _\(\"[^\"]+\"\), \"([a-z0-9-]+)\"", text))
    assert {"users", "save", "circle-alert"} <= named
    shipped = {place.stem for place in resources.path("icons").glob("*.svg")}
    assert named - shipped == set()
