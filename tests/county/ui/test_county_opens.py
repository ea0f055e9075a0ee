"""station-county without a command: the wizard at first, the password, the window, and the folder given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app.county import commands
from station_app.county.app.running import Running
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.county.ui.founding import FoundingDialog
from station_app.storage import keys
from station_app.ui import program
from tests.people.ui.conftest import type_text

PASSWORD = "春天的面点班2023"


def test_the_wizard_founds_a_county_and_shows_the_recovery_key_once(qtbot: QtBot, tmp_path: Path) -> None:
    folder = CountyFolder(tmp_path / "county")
    dialog = FoundingDialog(folder)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.steps.currentIndex() == 0  # two fields are still empty
    dialog.county.form.editor("name").set_value("测试县民政局")
    dialog.county.form.editor("division").set_value("4199")
    QTest.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.steps.currentIndex() == 0
    dialog.county.form.editor("division").set_value("419901")
    QTest.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    for line in (dialog.password.first, dialog.password.second):
        line.setFocus()
        type_text(line, PASSWORD)
    QTest.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.steps.currentIndex() == 2, timeout=30_000)
    assert not dialog.next.isEnabled()  # until the key is noted
    dialog.recovery.noted.setChecked(True)
    QTest.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.login is not None
    assert keys.has_password(folder)


def test_the_window_opens_on_a_county_and_gives_the_folder_back(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = CountyFolder(tmp_path / "county")
    county_file.create(folder, name="测试县民政局", division="419901", password=PASSWORD)
    running = Running(qapp, folder)
    assert running.open(PASSWORD)
    assert running.shell is not None
    assert running.window is not None
    qtbot.waitUntil(lambda: running.tasks.is_idle, timeout=30_000)
    assert running.window.current_page == "overview"
    assert "测试县民政局 · 县级汇总" in running.shell.windowTitle()
    running.window.status.theme_wanted.emit()
    qtbot.waitUntil(lambda: running.tasks.is_idle, timeout=30_000)
    assert running.memory.theme in ("light", "dark")
    running.shell.close()
    running.close()
    program.use(program.STATION)
    again = county_file.open_county(folder, keys.unlock(folder, PASSWORD), actor="赵科")
    again.db.close()


def test_without_a_command_the_window_is_asked_for(tmp_path: Path) -> None:
    asked: list[tuple[Path, object, str | None]] = []

    def window(folder: CountyFolder, server: object, password: str | None) -> int:
        asked.append((folder.root, server, password))
        return 0

    assert commands.run(["--data", str(tmp_path)], window) == 0
    assert [root for root, _server, _password in asked] == [tmp_path]


def test_a_command_never_asks_for_the_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def window(*_arguments: object) -> int:
        raise AssertionError

    assert commands.run(["--data", str(tmp_path), "check"], window) == 1
    assert "没有县级数据" in capsys.readouterr().err
