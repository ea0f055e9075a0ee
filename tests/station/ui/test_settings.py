"""设置 used with real clicks and keys in the running program, on a real encrypted station."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_app.app.running import Running
from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.station import service
from station_app.features.station.ui.settings.copies_tab import CopiesTab
from station_app.features.station.ui.settings.looks_tab import LooksTab
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.features.station.ui.settings.password_dialog import PasswordDialog
from station_app.features.station.ui.settings.password_tab import PasswordTab
from station_app.features.station.ui.settings.station_tab import StationTab
from station_app.storage import copies, keys, restoring, station_file
from station_app.ui import looks, theme
from station_app.ui.main_window import MainWindow
from station_app.ui.messages import Message
from tests.conftest import STATION_VALUES, StationInUse

PASSWORD, SECOND = "mima-2023-xin", "geng-hao-de-mima"


class Settings:
    """The running program with its settings page open, and hands to use it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: StationFolder, password: str | None = None) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.running = Running(qapp, folder)
        assert self.running.open(password)
        self.settle()
        self.click(self.sidebar_button())

    @property
    def window(self) -> MainWindow:
        assert self.running.window is not None
        return self.running.window

    @property
    def page(self) -> SettingsPage:
        screen = self.window.screen_of("settings")
        assert isinstance(screen, SettingsPage)
        return screen

    def sidebar_button(self) -> QPushButton:
        (found,) = [one for one in self.window.sidebar.findChildren(QPushButton) if one.text() == "设置"]
        return found

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.running.shell.centralWidget(), MainWindow), timeout=20_000)
        for _round in range(3):
            assert self.running.tasks.wait(20_000)
            self.qtbot.wait(10)

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def tab(self, name: str) -> None:
        """Click it in the list on the left."""
        titles = self.page.list
        item = titles.item([entry.name for entry in self.page.entries].index(name))
        QTest.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, pos=titles.visualItemRect(item).center())
        self.settle()
        assert self.page.stack.currentWidget() is self.page.tab(name)

    @property
    def station_tab(self) -> StationTab:
        found = self.page.tab("station")
        assert isinstance(found, StationTab)
        return found

    @property
    def password_tab(self) -> PasswordTab:
        found = self.page.tab("password")
        assert isinstance(found, PasswordTab)
        return found

    @property
    def copies_tab(self) -> CopiesTab:
        found = self.page.tab("copies")
        assert isinstance(found, CopiesTab)
        return found

    @property
    def looks_tab(self) -> LooksTab:
        found = self.page.tab("looks")
        assert isinstance(found, LooksTab)
        return found

    def dialog(self) -> PasswordDialog:
        (found,) = [one for one in self.window.findChildren(PasswordDialog) if one.isVisible()]
        return found

    def is_asking(self) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(PasswordDialog))

    def type(self, *lines: str) -> None:
        """Into the lines of the open dialog, Enter after each."""
        dialog = self.dialog()
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        for line in lines:
            focused = dialog.focusWidget()
            assert isinstance(focused, QLineEdit)
            focused.clear()
            QTest.keyClicks(focused, line)
            QTest.keyClick(focused, Qt.Key.Key_Return)
        self.settle()

    def close(self) -> None:
        self.running.shell.close()
        self.running.close()
        self.running.shell.deleteLater()


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, station: StationInUse) -> Iterator[Callable[..., Settings]]:
    station.db.close()
    begun: list[Settings] = []

    def start(password: str | None = None) -> Settings:
        begun.append(Settings(qtbot, qapp, station.folder, password))
        return begun[-1]

    yield start
    for one in begun:
        one.close()
    theme.apply(qapp, "light")


def answer(button: str, said: list[str]) -> None:
    """Presses a button of the message that comes up next and keeps its words."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Message):
            QTimer.singleShot(20, look)
            return
        said.extend(label.text() for label in box.findChildren(QLabel) if label.text())
        next(one for one in box.findChildren(QPushButton) if one.text() == button).click()

    QTimer.singleShot(0, look)


def code_of(folder: StationFolder, password: str | None) -> str:
    with pytest.raises(Trouble) as told:
        keys.unlock(folder, password)
    return told.value.code


def write_over(line: QWidget, text: str) -> None:
    """As an input method does, in place of what stands there."""
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def test_a_password_that_is_set_is_needed_afterwards(begin: Callable[..., Settings], station: StationInUse) -> None:
    settings = begin()
    assert settings.window.status.open_door.isVisible()
    settings.tab("password")
    assert settings.password_tab.card.heading.text() == "没有设密码"
    assert not settings.password_tab.change_button.isVisible()
    settings.click(settings.password_tab.set_button)
    assert not settings.dialog().present.isVisible(), "without a password there is none to ask for"
    settings.type(PASSWORD, PASSWORD)
    assert not settings.is_asking()
    assert keys.has_password(station.folder)
    assert keys.unlock(station.folder, PASSWORD) == station.data_key
    assert code_of(station.folder, "wrong") == "E_WRONG_PASSWORD"
    assert code_of(station.folder, None) == "E_NEEDS_PASSWORD"
    assert not settings.window.status.open_door.isVisible()
    assert settings.window.status.word.text() == "密码已设好，下次打开要输入"
    assert settings.password_tab.card.heading.text() == "已设密码"
    assert settings.password_tab.change_button.isVisible()
    assert not settings.password_tab.set_button.isVisible()


def test_a_password_is_changed_and_then_taken_away_by_who_knows_it(
    begin: Callable[..., Settings], station: StationInUse
) -> None:
    keys.change_password(station.folder, station.data_key, PASSWORD)
    settings = begin(PASSWORD)
    settings.tab("password")
    settings.click(settings.password_tab.change_button)
    settings.type("not-the-password", SECOND, SECOND)
    assert settings.dialog().problem.text().startswith("现在的密码不对，密码没有改变。")
    assert keys.unlock(station.folder, PASSWORD) == station.data_key
    settings.type(PASSWORD, SECOND, SECOND)
    assert not settings.is_asking()
    assert keys.unlock(station.folder, SECOND) == station.data_key
    assert code_of(station.folder, PASSWORD) == "E_WRONG_PASSWORD"

    said: list[str] = []
    answer("保留密码", said)
    settings.click(settings.password_tab.remove_button)
    assert said[0] == "去掉密码？"
    assert "任何拿到这台电脑" in said[1]
    assert not settings.is_asking()
    answer("去掉密码", said)
    settings.click(settings.password_tab.remove_button)
    settings.type(PASSWORD)
    assert keys.has_password(station.folder), "the old one proves nothing any more"
    settings.type(SECOND)
    assert not keys.has_password(station.folder)
    assert keys.unlock(station.folder, None) == station.data_key
    assert settings.window.status.open_door.isVisible()


def test_a_short_or_differing_new_password_changes_nothing(
    begin: Callable[..., Settings], station: StationInUse
) -> None:
    settings = begin()
    settings.tab("password")
    settings.click(settings.password_tab.set_button)
    settings.type("123456789", "123456789")
    assert settings.dialog().problem.text() == "密码至少要 10 个字符。"
    assert settings.dialog().focusWidget() is settings.dialog().first
    settings.type(PASSWORD, SECOND)
    assert settings.dialog().problem.text() == "两次输入的密码不一样，请重新输入。"
    QTest.keyClick(settings.dialog(), Qt.Key.Key_Escape)
    assert not settings.is_asking()
    assert not keys.has_password(station.folder)


def test_who_opened_with_the_recovery_key_sets_a_new_password_with_it(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = StationFolder(tmp_path / "forgotten")
    made = keys.create_keys(folder, PASSWORD)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor="王敏")
    with db.work() as session:
        service.save_station(session, STATION_VALUES)
    db.close()
    settings = Settings(qtbot, qapp, folder, PASSWORD)
    settings.tab("password")
    settings.click(settings.password_tab.change_button)
    settings.click(settings.dialog().other_way)
    settings.type("111111", SECOND, SECOND)
    assert "48 位数字" in settings.dialog().problem.text()
    settings.type(made.recovery_key, SECOND, SECOND)
    assert not settings.is_asking()
    assert keys.unlock(folder, SECOND) == made.data_key
    assert keys.unlock_with_recovery(folder, made.recovery_key) == made.data_key
    settings.close()


def test_a_full_disk_is_told_and_the_old_password_stays(
    begin: Callable[..., Settings], station: StationInUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = begin()
    settings.tab("password")
    settings.click(settings.password_tab.set_button)
    full = OSError(28, "No space left on device")

    def no_room(*_arguments: object) -> int:
        raise full

    said: list[str] = []
    answer("知道了", said)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", no_room)
        settings.type(PASSWORD, PASSWORD)
    assert said[0] == "磁盘已满，写不进去。"
    assert settings.is_asking(), "what was typed is still there"
    assert keys.unlock(station.folder, None) == station.data_key
    settings.click(settings.dialog().accept_button)
    assert keys.unlock(station.folder, PASSWORD) == station.data_key


def test_the_stations_new_name_is_stored_and_shown_by_the_window(
    begin: Callable[..., Settings], station: StationInUse
) -> None:
    settings = begin()
    form = settings.station_tab.form
    line = form.editor("name").focusProxy()
    assert form.editor("county_bureau_name").text() == "测试县民政局"
    assert not settings.station_tab.save_button.isEnabled()
    write_over(line, "东风镇社会工作服务站")
    settings.click(settings.station_tab.save_button)
    assert settings.running.shell.windowTitle() == "东风镇社会工作服务站 · 社工站工作台"
    assert "东风镇社会工作服务站" in [
        label.text().replace("\n", "") for label in settings.window.sidebar.findChildren(QLabel)
    ]
    assert settings.window.status.saved.text().startswith("已保存")
    with settings.running.desk.database.read() as session:
        assert service.get_station(session).name == "东风镇社会工作服务站"
    write_over(line, "西风镇社会工作服务站")
    settings.click(settings.station_tab.save_button)
    assert settings.running.shell.windowTitle().startswith("西风镇"), "a second save knows the version of the first"


def test_a_countys_code_is_refused_beside_the_field(begin: Callable[..., Settings], station: StationInUse) -> None:
    settings = begin()
    form = settings.station_tab.form
    write_over(form.editor("division_code").focusProxy(), "419901")
    settings.click(settings.station_tab.save_button)
    assert "乡镇的 9 位" in form.problem("division_code")
    said: list[str] = []
    answer("放弃修改", said)
    settings.window.open_page("people")
    assert said[0] == "有还没保存的修改"
    assert form.editor("division_code").value() == "419901300"
    with settings.running.desk.database.read() as session:
        assert service.get_station(session).division_code == "419901300"


def test_a_copy_just_made_is_listed_as_the_last_good_one(begin: Callable[..., Settings], station: StationInUse) -> None:
    settings = begin()
    settings.tab("copies")
    tab = settings.copies_tab
    assert [row.kind for row in tab.table.source.rows] == ["每日自动"]
    settings.click(tab.make_button)
    made = copies.list_copies(station.folder.copies)
    assert [row.path for row in tab.table.source.rows] == [copy.path for copy in made[::-1]]
    cells = [tab.table.source.cell(0, number) for number in range(6)]
    assert cells == [made[-1].made_at[:16].replace("T", " "), "手动", "0", "0", cells[4], "做好时检查过"]
    assert cells[4].endswith(("KB", "MB"))
    assert tab.newest.heading.text() == f"最近一份好的副本：{cells[0]}"


def test_a_copy_that_was_damaged_later_is_found_and_not_called_good(
    begin: Callable[..., Settings], station: StationInUse
) -> None:
    settings = begin()
    settings.tab("copies")
    tab = settings.copies_tab
    settings.click(tab.make_button)
    settings.click(tab.check_button)
    assert settings.window.status.word.text() == "检查了 2 份副本，都完好"
    daily, by_hand = copies.list_copies(station.folder.copies)
    place = by_hand.path / "station.db"
    content = bytearray(place.read_bytes())
    content[5000] ^= 1
    place.write_bytes(content)
    said: list[str] = []
    answer("知道了", said)
    settings.click(tab.check_button)
    assert said[0] == "1 份安全副本已损坏"
    assert tab.table.source.cell(0, 5).startswith("损坏：")
    assert tab.table.source.cell(1, 5) == "刚才检查过，完好"
    assert daily.made_at[:16].replace("T", " ") in tab.newest.heading.text()


def test_listed_copies_stay_good_and_open_with_the_password_set_afterwards(
    begin: Callable[..., Settings], station: StationInUse, tmp_path: Path
) -> None:
    settings = begin()
    settings.tab("password")
    settings.click(settings.password_tab.set_button)
    settings.type(PASSWORD, PASSWORD)
    settings.tab("copies")
    settings.click(settings.copies_tab.check_button)
    assert settings.copies_tab.table.source.cell(0, 5) == "刚才检查过，完好"
    fresh = StationFolder(tmp_path / "fresh")
    restoring.restore(station.folder.copies, fresh)
    assert code_of(fresh, None) == "E_NEEDS_PASSWORD"
    assert keys.unlock(fresh, PASSWORD) == station.data_key


class _FileWindow(QObject):
    """Stands where the system's file window would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


def test_the_folders_open_in_the_systems_file_window(begin: Callable[..., Settings], station: StationInUse) -> None:
    settings = begin()
    shown = _FileWindow()
    QDesktopServices.setUrlHandler("file", shown, "show")
    try:
        settings.tab("copies")
        settings.click(settings.copies_tab.folder_button)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert shown.opened == [station.folder.copies]


def test_looks_change_at_once_and_the_same_tab_is_shown(begin: Callable[..., Settings]) -> None:
    settings = begin()
    settings.tab("looks")
    assert settings.looks_tab.light.isChecked()
    settings.click(settings.looks_tab.dark)
    assert looks.tokens().name == "dark"
    assert settings.looks_tab.dark.isChecked()
    assert settings.page.place() == "looks"
    settings.click(settings.looks_tab.large)
    assert looks.row_height() == 36
    assert settings.running.memory.large_type
    assert (settings.looks_tab.dark.isChecked(), settings.looks_tab.large.isChecked()) == (True, True)


def test_a_copy_is_tried_with_one_button_and_the_day_of_the_last_try_is_shown(
    begin: Callable[..., Settings], station: StationInUse
) -> None:
    settings = begin()
    settings.tab("copies")
    tab = settings.copies_tab
    settings.click(tab.drill_button)
    assert settings.window.status.word.text() == "试恢复成功：0 人，行数核对无误"
    assert tab.drilled.text().startswith(f"上次试恢复成功：{clock.today()}")
    (copy,) = copies.list_copies(station.folder.copies)
    (copy.path / "station.db").write_bytes(b"x")
    said: list[str] = []
    answer("知道了", said)
    settings.click(tab.drill_button)
    assert "用不了" in said[0]
