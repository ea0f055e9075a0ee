"""The unlock dialog: password, wrong password, recovery key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from station_app.core.paths import StationFolder
from station_app.features.station.ui.unlock import UnlockDialog
from station_app.storage import keys
from station_app.storage.keys import NewKeys
from station_app.ui import theme

PASSWORD = "mima-2023"


@pytest.fixture
def made(tmp_path: Path) -> tuple[StationFolder, NewKeys]:
    folder = StationFolder(tmp_path / "station")
    return folder, keys.create_keys(folder, PASSWORD)


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, made: tuple[StationFolder, NewKeys]) -> Iterator[UnlockDialog]:
    theme.apply(qapp, "light")
    shown = UnlockDialog(made[0])
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.reject()


def test_the_right_password_opens(qtbot: QtBot, dialog: UnlockDialog, made: tuple[StationFolder, NewKeys]) -> None:
    assert dialog.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.line, PASSWORD)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.data_key == made[1].data_key


def test_a_wrong_password_is_said_and_can_be_typed_again(qtbot: QtBot, dialog: UnlockDialog) -> None:
    qtbot.keyClicks(dialog.line, "Mima-2023")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("密码不对")
    assert dialog.data_key is None
    qtbot.keyClicks(dialog.line, PASSWORD)
    assert not dialog.problem.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)


def test_who_forgot_the_password_opens_with_the_recovery_key(
    qtbot: QtBot, dialog: UnlockDialog, made: tuple[StationFolder, NewKeys]
) -> None:
    qtbot.mouseClick(dialog.other_way, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.line, "111111")
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible)
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, made[1].recovery_key)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.data_key == made[1].data_key


def test_nothing_typed_is_said_at_once(qtbot: QtBot, dialog: UnlockDialog) -> None:
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.problem.text() == "请输入密码。"


def test_giving_up_opens_nothing(qtbot: QtBot, dialog: UnlockDialog) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.data_key is None
