"""1920 × 1080 at 200 %: the window gives its room to the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from station_app.ui import looks
from tests.people.ui.conftest import Desktop, desktop

__all__ = ["desktop"]


@pytest.mark.parametrize("width", [960, 1366])
def test_a_narrow_window_keeps_the_words_of_the_sidebar_and_gives_the_rest_to_the_page(
    desktop: Desktop, width: int
) -> None:
    window = desktop.window
    window.resize(width, 540)
    desktop.settle()
    side, margin = looks.side_and_margin(width)
    assert window.height() <= 540
    assert window.sidebar.width() == side
    assert window.room.width() == width - side - 2 * margin
    name = window.sidebar.findChild(QLabel, "station")
    assert name is not None
    assert name.isVisible() == (width == 1366)
    for button in window.sidebar.findChildren(type(window.sidebar._buttons["people"])):
        assert button.text() == button.accessibleName()
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert words + looks.px(24) < button.width()
