"""A page needs the room that it needs, whatever was opened before it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from station_app.ui.one_page import OnePage


def page(height: int) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    words = QLabel("一句很长的话，窗口窄了就要换行。" * 3)
    words.setWordWrap(True)
    layout.addWidget(words)
    rest = QWidget()
    rest.setMinimumSize(100, height)
    layout.addWidget(rest)
    return made


def test_a_large_page_behind_does_not_make_a_small_one_scroll(qtbot: QtBot) -> None:
    room, stack = QScrollArea(), OnePage()
    qtbot.addWidget(room)
    room.setWidgetResizable(True)
    room.setWidget(stack)
    small, large = page(100), page(900)
    for each in (small, large):
        stack.addWidget(each)
    room.resize(500, 400)
    room.show()
    for shown, scrolls in ((small, False), (large, True), (small, False)):
        stack.setCurrentWidget(shown)
        qtbot.waitUntil(lambda scrolls=scrolls: (room.verticalScrollBar().maximum() > 0) == scrolls)
    assert stack.currentIndex() == 0
