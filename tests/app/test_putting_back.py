"""Restoring in the window, from the settings and from the message of a damaged or lost file, by real widgets."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from station_app import app
from station_app.core.paths import StationFolder
from station_app.core.users import STATION_HEAD, User
from station_app.features.people.service import people
from station_app.features.station.ui.restore_dialog import RestoreDialog
from station_app.features.station.ui.settings.copies_tab import CopiesTab
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.features.station.ui.unlock import UnlockDialog
from station_app.storage import audit, backup, copies, keys, station_file
from station_app.storage.connect import open_file
from station_app.ui import theme
from station_app.ui.main_window import MainWindow
from station_app.ui.messages import Message
from station_app.ui.shell import Shell
from tests.conftest import StationInUse

Step = Callable[[], bool]


class Player(QObject):
    """Does the next thing as soon as what it waits for is on screen, while the program's own loop runs."""

    def __init__(self, *steps: Step) -> None:
        super().__init__()
        self.left, self.said = list(steps), list[str]()
        self.clock = QTimer(self)
        self.clock.timeout.connect(self._look)
        self.clock.start(20)

    def _look(self) -> None:
        if self.left and self.left[0]():
            self.left.pop(0)

    def message(self, button: str) -> Step:
        """A message is there: keep its words and press a button."""

        def press() -> bool:
            box = QApplication.activeModalWidget()
            if not isinstance(box, Message):
                return False
            found = [each for each in box.findChildren(QPushButton) if each.text() == button]
            if not found:
                return False
            self.said.extend(label.text() for label in box.findChildren(QLabel) if label.text())
            QTimer.singleShot(0, found[0].click)
            return True

        return press


def window() -> MainWindow | None:
    """The real window of the running program, with everything behind it done."""
    for shell in QApplication.topLevelWidgets():
        inside = shell.centralWidget() if isinstance(shell, Shell) and shell.isVisible() else None
        if isinstance(inside, MainWindow) and inside.desk.is_open and inside.desk.tasks.is_idle:
            return inside
    return None


def dialog() -> RestoreDialog | None:
    box = QApplication.activeModalWidget()
    return box if isinstance(box, RestoreDialog) else None


def open_copies() -> bool:
    shown = window()
    if shown is None:
        return False
    shown.desk.open("settings", "copies")
    return True


def copies_tab() -> CopiesTab | None:
    shown = window()
    page = shown.screen_of("settings") if shown is not None else None
    tab = page.tab("copies") if isinstance(page, SettingsPage) else None
    return tab if isinstance(tab, CopiesTab) and tab.isVisible() and tab.table.source.rows else None


def press_restore() -> bool:
    tab = copies_tab()
    if tab is None:
        return False
    QTimer.singleShot(0, tab.restore_button.click)
    return True


def close_window() -> bool:
    shown = window()
    if shown is None or QApplication.activeModalWidget() is not None:
        return False
    shown.window().close()
    return True


def choose(place: int, told: list[str]) -> Step:
    """In the dialog: the row counted from the newest, once it is judged; then the button."""
    chosen: list[int] = []

    def do() -> bool:
        box = dialog()
        if box is None or not box.table.source.rows:
            return False
        if not chosen:
            chosen.append(place)
            box.table.selectRow(place)
            return False
        if not box.restore_button.isEnabled():
            return False
        told.extend((box.told.heading.text(), box.lines.text()))
        QTimer.singleShot(0, box.restore_button.click)
        return True

    return do


@pytest.fixture
def two_copies(station: StationInUse) -> Iterator[StationInUse]:
    """A copy without anybody; one with 王秀兰; then 李娟 too."""
    backup.make_copy(station.db, station.folder, station.folder.copies)
    for name in ("王秀兰", "李娟"):
        with station.db.work() as session:
            people.save_person(session, {"name": name}, require=False)
        if name == "王秀兰":
            backup.make_copy(station.db, station.folder, station.folder.copies)
    station.db.close()
    yield station
    theme.apply(QApplication.instance(), "light")


def names(folder: StationFolder, data_key: bytes) -> list[str]:
    with contextlib.closing(open_file(folder.database, data_key, read_only=True)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM person ORDER BY name")]


def play(folder: StationFolder, player: Player) -> None:
    ended = QTimer()
    ended.setSingleShot(True)
    ended.timeout.connect(QApplication.closeAllWindows)
    ended.start(60_000)
    app.run(folder, None)
    player.clock.stop()
    assert not player.left, "the program ended before everything was played"


def test_from_the_settings_a_copy_is_chosen_its_price_is_told_and_the_program_opens_with_it(
    qtbot: QtBot, qapp: QApplication, two_copies: StationInUse
) -> None:
    told: list[str] = []
    player = Player()
    player.left = [
        open_copies,
        press_restore,
        choose(0, told),
        player.message("恢复"),
        close_window,
    ]
    play(two_copies.folder, player)
    assert told[0] == "恢复后，副本做好以后的这些录入会没有："
    assert "人员：新登记的 1 条没有了" in told[1]
    assert names(two_copies.folder, two_copies.data_key) == ["王秀兰"]
    (aside,) = two_copies.folder.root.glob("before-restore-*")
    assert names(StationFolder(aside), two_copies.data_key) == ["李娟", "王秀兰"]
    with contextlib.closing(open_file(two_copies.folder.database, two_copies.data_key)) as connection:
        actions = [row[0] for row in connection.execute("SELECT action FROM audit_entry")]
        assert "restore" in actions
        assert audit.verify(connection).whole


def test_esc_in_the_dialog_leaves_everything_as_it_is(
    qtbot: QtBot, qapp: QApplication, two_copies: StationInUse
) -> None:
    def give_up() -> bool:
        box = dialog()
        if box is None or not box.restore_button.isEnabled():
            return False
        QTimer.singleShot(0, box.reject)
        return True

    play(two_copies.folder, Player(open_copies, press_restore, give_up, close_window))
    assert names(two_copies.folder, two_copies.data_key) == ["李娟", "王秀兰"]
    assert not list(two_copies.folder.root.glob("before-restore-*"))


def test_a_damaged_copy_cannot_be_chosen(qtbot: QtBot, qapp: QApplication, two_copies: StationInUse) -> None:
    newest = copies.list_copies(two_copies.folder.copies)[-1]
    content = bytearray((newest.path / "station.db").read_bytes())
    content[5000] ^= 1
    (newest.path / "station.db").write_bytes(content)
    box = RestoreDialog(
        two_copies.folder, None, data_key=two_copies.data_key, first=newest.path.name, load_models=lambda: None
    )
    qtbot.addWidget(box)
    box.show()
    qtbot.waitUntil(lambda: "已损坏" in box.told.heading.text(), timeout=10_000)
    assert not box.restore_button.isEnabled()
    assert box.table.source.cell(0, 6).startswith("损坏：")
    box.table.selectRow(1)
    qtbot.waitUntil(box.restore_button.isEnabled, timeout=10_000)
    box.show_folder(newest.path)
    qtbot.waitUntil(lambda: box.table.current() is not None and not box.restore_button.isEnabled())
    box.reject()


def test_a_damaged_file_is_replaced_from_the_message_at_the_start(
    qtbot: QtBot, qapp: QApplication, two_copies: StationInUse
) -> None:
    size = two_copies.folder.database.stat().st_size
    with two_copies.folder.database.open("r+b") as file:
        for place in range(4096, size, 4096):
            file.seek(place + 100)
            file.write(b"\xff" * 64)
    told: list[str] = []
    player = Player()
    player.left = [
        player.message("从安全副本恢复…"),
        choose(0, told),
        player.message("恢复"),
        close_window,
    ]
    play(two_copies.folder, player)
    assert "损坏" in player.said[0]
    assert "比较不了" in told[0]
    assert names(two_copies.folder, two_copies.data_key) == ["王秀兰"]


def test_a_lost_file_is_restored_from_the_message_and_opened_with_the_recovery_key(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = StationFolder(tmp_path / "guarded")
    head = User("0" * 31 + "1", "王敏", STATION_HEAD)
    made = keys.create_keys(folder, "mima-2023-xin", head)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor=head)
    with db.work() as session:
        people.save_person(session, {"name": "王秀兰"}, require=False)
    backup.make_copy(db, folder, folder.copies)
    db.close()
    folder.database.unlink()
    for place in keys.places(folder):
        place.rename(place.with_suffix(".gone"))
    shutil.copytree(folder.root / "copies", tmp_path / "stick")
    (folder.root / "station.db").write_bytes(b"")  # a cleaner left an empty file
    player = Player()
    used: list[str] = []

    def recover() -> bool:
        box = QApplication.activeModalWidget()
        if not isinstance(box, UnlockDialog) or not box.isVisible():
            return False
        if not used:
            used.append("recovery")
            box.other_way.click()
            return False
        box.line.setText(made.recovery_key)
        box.open_button.click()
        return True

    player.left = [
        player.message("从安全副本恢复…"),
        choose(0, []),
        player.message("恢复"),
        recover,
        close_window,
    ]
    play(folder, player)
    assert "密钥文件" in player.said[0]
    assert names(folder, made.data_key) == ["王秀兰"]


def test_only_the_head_of_the_station_restores_from_the_settings(
    qtbot: QtBot, qapp: QApplication, two_copies: StationInUse
) -> None:
    said: list[str] = []

    def as_worker() -> bool:
        shown = window()
        if shown is None:
            return False
        shown.desk.database.user = User("2" * 32, "李四", "worker")
        shown.desk.said.connect(lambda text, _tone: said.append(text))
        shown.desk.restore_wanted.emit("")
        return True

    play(two_copies.folder, Player(as_worker, close_window))
    assert "只有站长可以从安全副本恢复。" in said
