"""Buttons keep their shortcut and say it, whatever their words become."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from station_app.ui.screen import button_for


def test_a_button_keeps_its_shortcut_when_its_words_change(qtbot: QtBot) -> None:
    pressed: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    button = button_for("写入", "check", lambda: pressed.append("写入"), shortcut="Ctrl+S")
    inside = QVBoxLayout(window)
    inside.addWidget(button)
    window.show()
    button.setText("写入 12 人")
    assert button.toolTip() == "写入 12 人（Ctrl+S）"
    assert button.shortcut().toString() == "Ctrl+S"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["写入"]


def test_a_tooltip_of_its_own_stays(qtbot: QtBot) -> None:
    button = button_for("", "arrow-left", lambda: None, shortcut="Esc")
    qtbot.addWidget(button)
    button.setToolTip("返回人员（Esc）")
    button.setText("返回")
    assert button.toolTip() == "返回人员（Esc）"
    assert button.shortcut().toString() == "Esc"
