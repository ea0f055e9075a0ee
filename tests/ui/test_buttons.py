"""Buttons keep their shortcut and say it, whatever their words become."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from station_app.ui import theme
from station_app.ui.screen import button_for

NONE = Qt.KeyboardModifier.NoModifier


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


def test_enter_presses_the_button_that_has_the_cursor_in_a_window_and_in_a_dialog(qtbot: QtBot) -> None:
    pressed: list[str] = []
    for window in (QWidget(), QDialog()):
        qtbot.addWidget(window)
        button = button_for("打印", "printer", lambda: pressed.append("打印"))
        button.setAutoDefault(False)  # as in every dialog whose lines know what Enter means
        inside = QVBoxLayout(window)
        inside.addWidget(QLineEdit())
        inside.addWidget(button)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
        assert pressed == [], "the cursor is in the line"
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        assert pressed == ["打印", "打印"]
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "", autorep=True))
        assert pressed == ["打印", "打印"], "neither a shortcut of the screen nor a key held down"
        pressed.clear()


def test_a_button_reached_by_tab_has_its_ring_and_no_box_of_the_style_inside(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    inside = QVBoxLayout(window)
    line, tick, choice, quiet = QLineEdit(), QCheckBox("是"), QRadioButton("设密码"), QToolButton()
    quiet.setProperty("role", "quiet")
    parts = (button_for("重打一段…", "printer", lambda: None), QPushButton("返回"), tick, choice, quiet)
    for part in (line, *parts):
        inside.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for part in parts:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        plain = part.grab().toImage()
        line.setFocus()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)
        assert part.grab().toImage() == plain, type(part).__name__
        line.setFocus()
        assert part.grab().toImage() != plain, "the ring says where the cursor is"
