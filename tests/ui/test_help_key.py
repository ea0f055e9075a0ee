"""F1 works in dialogs too: the manual opens beside them, at the page of what they belong to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from station_app.ui import messages
from station_app.ui.help_key import HelpKey, page_of
from station_app.ui.manual import Manual


class Holder(QWidget):
    """A screen that a dialog was opened from."""

    manual = "证书"


@pytest.fixture(autouse=True)
def key(qapp: QApplication) -> Iterator[HelpKey]:
    made = HelpKey(qapp)
    yield made
    made.stop()


def opened(qtbot: QtBot, parent: QWidget | None) -> QDialog:
    dialog = QDialog(parent)
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    layout.addWidget(QLabel("说明"))
    layout.addWidget(QLineEdit())
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    dialog.findChildren(QLineEdit)[0].setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
    return dialog


def test_f1_in_a_dialog_opens_the_page_of_its_screen_and_can_be_read_beside_it(qtbot: QtBot) -> None:
    holder = Holder()
    qtbot.addWidget(holder)
    holder.show()
    dialog = opened(qtbot, holder)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    [book] = dialog.findChildren(Manual)
    assert book.isVisible()
    assert book.shown_page == "证书"
    book.search.setFocus()
    QTest.keyClicks(book.search, "PDF")
    assert book.search.text() == "PDF", "a modal dialog leaves its manual usable"
    QTest.keyClick(book, Qt.Key.Key_Escape)
    assert not book.isVisible()
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.findChildren(Manual) == [book]
    assert book.isVisible()


def test_a_dialog_of_nobody_opens_the_first_page_and_one_that_names_a_page_that_one(qtbot: QtBot) -> None:
    dialog = opened(qtbot, None)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.findChildren(Manual)[0].shown_page == "认识窗口"
    dialog.manual = "安全与备份"  # type: ignore[attr-defined]
    assert page_of(dialog) == "安全与备份"


def test_a_message_has_it_too_and_nothing_hears_it_after_the_program_ended(qtbot: QtBot, key: HelpKey) -> None:
    message = messages.Message(None, "info", "accent", "做好了", ["一句话。"], accept="知道了")
    qtbot.addWidget(message)
    message.show()
    qtbot.waitUntil(lambda: message.focusWidget() is not None and message.isActiveWindow())
    QTest.keyClick(message, Qt.Key.Key_F1)
    assert message.findChildren(Manual)
    key.stop()
    key.stop()
    later = opened(qtbot, None)
    QTest.keyClick(later, Qt.Key.Key_F1)
    assert not later.findChildren(Manual)
