"""A USB scanner types like a keyboard: its bursts are caught, what people type is left alone and in order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from station_app.ui.scanner import FASTEST_HAND_MS, Scanner


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def codes(qapp: QApplication) -> Iterator[list[str]]:
    owner = QObject()
    scanner = Scanner(qapp, "KQ", owner)
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    yield heard
    qapp.removeEventFilter(scanner)
    scanner.deleteLater()


def burst(target: QLineEdit, text: str) -> None:
    """As a scanner: through the window, no pause between the keys."""
    window = target.windowHandle()
    assert window is not None
    for key in text:
        QTest.keyClick(window, key)
    QTest.keyClick(window, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["KQ20230030215", "kq20230030215"])
def test_a_burst_with_the_prefix_is_a_code_and_nothing_of_it_is_typed(
    line: QLineEdit, codes: list[str], text: str
) -> None:
    burst(line, text)
    assert codes == ["KQ20230030215"]
    assert line.text() == ""


@pytest.mark.parametrize("text", ["wxk", "kqa", "kkq12", "20230030215", "KQ12X", "k", "kq"])
def test_other_fast_typing_arrives_whole_and_in_order(
    line: QLineEdit, codes: list[str], qtbot: QtBot, text: str
) -> None:
    entered: list[bool] = []
    line.returnPressed.connect(lambda: entered.append(True))
    burst(line, text)
    qtbot.wait(FASTEST_HAND_MS * 2)
    assert line.text() == text
    assert entered == [True]
    assert codes == []


def test_a_person_typing_the_same_code_slowly_is_left_alone(line: QLineEdit, codes: list[str], qtbot: QtBot) -> None:
    for key in "KQ2023":
        QTest.keyClick(line, key)
        qtbot.wait(FASTEST_HAND_MS + 25)
    assert line.text() == "KQ2023"
    assert codes == []
