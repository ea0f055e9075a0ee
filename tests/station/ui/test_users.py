"""Several users at one desk, in the running program: choosing, locking, switching, reading only (F12, F85)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from station_app.app.running import Running
from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.users import READ_ONLY, WORKER, User
from station_app.features.people.service import people
from station_app.features.people.ui.page import PeoplePage
from station_app.features.station.service import trail, user_access
from station_app.features.station.ui.settings.page import SettingsPage
from station_app.features.station.ui.settings.user_dialog import UserDialog
from station_app.features.station.ui.settings.users_tab import UsersTab
from station_app.features.station.ui.unlock import UnlockDialog
from station_app.storage import key_wraps, keys, logins, station_file
from station_app.ui import theme
from station_app.ui.form import Form
from station_app.ui.main_window import MainWindow
from station_app.ui.write_gate import WRITES
from tests.conftest import StationInUse

HERS, LIS, ZHAOS = "miandian-ban-45", "hao-chi-de-mantou", "zhi-kan-bu-gai-99"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Staffed:
    """A station with 王敏 (head), 李娟 (worker) and 赵兰 (may only read)."""

    station: StationInUse
    wang: User
    li: User
    zhao: User


@dataclass
class Time:
    """The computer's two clocks, moved on by the test."""

    ticks: float = 50_000.0
    ahead: dt.timedelta = dt.timedelta()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time, real = Time(), clock.now
    monkeypatch.setattr(clock, "ticks", lambda: time.ticks)
    monkeypatch.setattr(clock, "now", lambda: real() + time.ahead)
    return time


@pytest.fixture
def staffed(station: StationInUse, monkeypatch: pytest.MonkeyPatch) -> Staffed:
    monkeypatch.setattr(key_wraps, "MEMORY_KIB", 64)  # the same argon2id with less work
    db, folder = station.db, station.folder
    wang = user_access.start_users(db, folder, "王敏", HERS)
    li = user_access.add_user(db, folder, "李娟", WORKER, LIS, proof=HERS)
    zhao = user_access.add_user(db, folder, "赵兰", READ_ONLY, ZHAOS, proof=HERS)
    for user, password in ((li, LIS), (zhao, ZHAOS)):
        keys.change_password(folder, station.data_key, password, user.id)
    return Staffed(station, wang, li, zhao)


class Desk:
    """The running program, and hands to use it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, staffed: Staffed, name: str, password: str) -> None:
        self.qtbot = qtbot
        self.running = Running(qapp, staffed.station.folder, name)
        assert self.running.open(password)
        self.settle()

    @property
    def window(self) -> MainWindow:
        assert self.running.window is not None
        return self.running.window

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.running.shell.centralWidget(), MainWindow), timeout=20_000)
        for _round in range(3):
            assert self.running.tasks.wait(20_000)
            self.qtbot.wait(10)

    @property
    def lock(self) -> UnlockDialog | None:
        presence = self.running._presence
        assert presence is not None
        dialog = presence.lock.dialog
        assert dialog is None or isinstance(dialog, UnlockDialog)
        return dialog

    def look(self) -> None:
        presence = self.running._presence
        assert presence is not None
        presence.lock.look()

    def answer(self, password: str) -> None:
        """Type a password over the locked window."""
        dialog = self.lock
        assert dialog is not None
        dialog.line.clear()
        QTest.keyClicks(dialog.line, password)
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.lock is None or dialog.problem.isVisible(), timeout=10_000)
        self.settle()

    def users_tab(self) -> UsersTab:
        self.window.open_page("settings", "users")
        self.settle()
        page = self.window.screen_of("settings")
        assert isinstance(page, SettingsPage)
        (tab,) = page.findChildren(UsersTab)
        return tab

    def close(self) -> None:
        self.running.shell.close()
        self.running.close()
        self.running.shell.deleteLater()


class Sit:
    """Starts the program for a user; one at a time."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, staffed: Staffed) -> None:
        self._needs = (qtbot, qapp, staffed)
        self._desk: Desk | None = None

    def __call__(self, name: str, password: str) -> Desk:
        self._desk = Desk(*self._needs, name, password)
        return self._desk

    def stand_up(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication, staffed: Staffed) -> Iterator[Sit]:
    staffed.station.db.close()
    seat = Sit(qtbot, qapp, staffed)
    yield seat
    seat.stand_up()
    theme.apply(qapp, "light")


def is_seen(widget: QWidget) -> bool:
    """Some of the widget's middle is not covered by another."""
    window = widget.window()
    return window.childAt(widget.mapTo(window, widget.rect().center())) is widget


def test_who_is_chosen_opens_with_her_own_password_only(qtbot: QtBot, qapp: QApplication, staffed: Staffed) -> None:
    theme.apply(qapp, "light")
    dialog = UnlockDialog(staffed.station.folder)
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.users.item(row).text().split()[0] for row in range(3)] == ["王敏", "李娟", "赵兰"]
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    QTest.keyClicks(dialog.line, HERS)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "再错 4 次" in dialog.problem.text()
    dialog.line.clear()
    QTest.keyClicks(dialog.line, LIS)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.login is not None
    assert dialog.login.user is not None
    assert dialog.login.user.id == staffed.li.id
    again = UnlockDialog(staffed.station.folder)
    qtbot.addWidget(again)
    assert again.users.currentRow() == 1, "who was here last is chosen"
    again.reject()


def test_five_wrong_passwords_are_told_in_minutes_and_a_new_dialog_does_not_help(
    qtbot: QtBot, qapp: QApplication, staffed: Staffed, time: Time
) -> None:
    theme.apply(qapp, "light")
    for tries in (5, 1):
        dialog = UnlockDialog(staffed.station.folder)
        qtbot.addWidget(dialog)
        dialog.show()
        for _try in range(tries):
            dialog.line.clear()
            QTest.keyClicks(dialog.line, HERS if tries == 1 else "cai-cuo-le")
            QTest.keyClick(dialog.line, Qt.Key.Key_Return)
            qtbot.waitUntil(dialog.problem.isVisible)
        assert "还要等 15 分钟" in dialog.problem.text()
        dialog.reject()
        time.ahead += dt.timedelta(days=2)


def test_a_password_chosen_by_the_head_must_be_replaced_at_the_first_login(
    qtbot: QtBot, qapp: QApplication, staffed: Staffed
) -> None:
    theme.apply(qapp, "light")
    db, folder = staffed.station.db, staffed.station.folder
    user_access.reset_password(db, folder, staffed.li.id, "linshi-de-mima-7", proof=HERS)
    dialog = UnlockDialog(folder)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose(staffed.li.id)
    QTest.keyClicks(dialog.line, "linshi-de-mima-7")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.again.isVisible)
    for typed, said in (("lijuan-2023-hao", "不要有姓名"), ("linshi-de-mima-7", "和刚才的一样")):
        dialog.line.setText(typed)
        dialog.again.setText(typed)
        QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda said=said: said in dialog.problem.text())
        qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.line.setText("wo-ziji-ding-de")
    dialog.again.setText("wo-ziji-ding-de")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert keys.unlock(folder, "wo-ziji-ding-de", staffed.li.id) == staffed.station.data_key
    assert not next(user for user in keys.key_users(folder) if user.id == staffed.li.id).must_change


def test_what_is_written_bears_the_user_and_the_status_line_names_her(sit: Sit, staffed: Staffed) -> None:
    desk = sit("李娟", LIS)
    assert desk.window.status.user_button.text() == "李娟（社工）"
    with desk.qtbot.waitSignal(desk.running.desk.saved):
        desk.running.desk.save(lambda session: people.save_person(session, {"name": "王秀兰"}, require=False))
    with desk.running.desk.database.read() as session:
        row = session.connection().exec_driver_sql("SELECT created_by FROM person").fetchone()
        actions = session.connection().exec_driver_sql("SELECT action, actor FROM audit_entry").fetchall()
    assert row[0] == staffed.li.id
    assert ("login", staffed.li.id) in [tuple(action) for action in actions]


def test_the_last_login_and_the_failures_since_are_shown(sit: Sit, staffed: Staffed) -> None:
    assert not sit("李娟", LIS).window.status.login.isVisible(), "nothing to tell at the first"
    for _try in range(2):
        with pytest.raises(Trouble):
            logins.unlock(staffed.station.folder, "cai-cuo-le", staffed.li.id)
    sit.stand_up()
    status = sit("李娟", LIS).window.status
    assert status.login.isVisible()
    assert re.fullmatch(r"上次登录：今天 \d\d:\d\d，之后密码错过 2 次", status.login.text())


def test_ten_minutes_without_anybody_cover_the_window_and_only_a_password_opens_it(sit: Sit, time: Time) -> None:
    desk = sit("王敏", HERS)
    desk.window.open_page("settings", "station")
    desk.settle()
    (form,) = desk.window.screen_of("settings").findChildren(Form)
    editor = form.editor("address")
    line = editor.focusProxy() or editor
    line.setFocus()
    QTest.keyClicks(line, "abc")
    title = desk.running.shell.windowTitle()
    assert is_seen(desk.window.sidebar.findChildren(QPushButton)[0])
    time.ticks += 599
    desk.look()
    assert desk.lock is None
    time.ticks += 2
    desk.look()
    dialog = desk.lock
    assert dialog is not None
    assert not is_seen(desk.window.sidebar.findChildren(QPushButton)[0])
    assert "城郊乡" in title
    assert "城郊乡" not in desk.running.shell.windowTitle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert desk.lock is dialog
    assert dialog.isVisible()
    desk.answer(LIS)
    assert desk.lock is dialog, "somebody else's password opens nothing under this name"
    desk.answer(HERS)
    assert desk.lock is None
    assert desk.running.shell.windowTitle() == title
    assert is_seen(desk.window.sidebar.findChildren(QPushButton)[0])
    assert editor.text() == "abc"
    form.is_modified = False


def test_a_computer_that_slept_is_locked_by_the_first_key_which_does_nothing_else(sit: Sit, time: Time) -> None:
    """Ticks that stood still while it slept do not matter: the clock on the wall went on (F12)."""
    desk = sit("王敏", HERS)
    time.ahead += dt.timedelta(minutes=11)
    QTest.keyClick(desk.window.finder, Qt.Key.Key_A)
    assert desk.lock is not None
    desk.answer(HERS)
    assert desk.lock is None


def test_a_clock_that_is_set_back_locks_nothing_and_hinders_nothing(sit: Sit, time: Time) -> None:
    desk = sit("王敏", HERS)
    time.ahead -= dt.timedelta(days=1)
    desk.look()
    assert desk.lock is None
    time.ticks += 601
    desk.look()
    assert desk.lock is not None
    desk.answer(HERS)


def test_ctrl_l_locks_at_once_also_over_a_dialog_that_is_open(sit: Sit) -> None:
    desk = sit("王敏", HERS)
    tab = desk.users_tab()
    tab.add()
    (asked,) = desk.window.findChildren(UserDialog)
    asked.name.setText("孙丽")
    QTest.keyClick(asked, Qt.Key.Key_L, CTRL)
    assert desk.lock is not None
    assert not is_seen(asked.name)
    assert "添加用户" not in asked.windowTitle()
    desk.answer(HERS)
    assert asked.isVisible()
    assert asked.name.text() == "孙丽"
    assert asked.windowTitle() == "添加用户"
    asked.reject()


def test_another_user_takes_over_the_locked_window_with_her_own_rights(sit: Sit, staffed: Staffed) -> None:
    desk = sit("王敏", HERS)
    QTest.keyClick(desk.window, Qt.Key.Key_L, CTRL)
    dialog = desk.lock
    assert dialog is not None
    dialog.choose(staffed.zhao.id)
    desk.answer(ZHAOS)
    desk.qtbot.waitUntil(lambda: desk.running.desk.user.name == "赵兰", timeout=10_000)
    desk.settle()
    assert desk.running.desk.user == User(staffed.zhao.id, "赵兰", READ_ONLY)
    assert desk.window.status.user_button.text() == "赵兰（只读）"
    with pytest.raises(Refused, match="只读"), desk.running.desk.database.work():
        pass


def test_who_may_only_read_can_press_no_button_that_writes_on_any_page(sit: Sit) -> None:
    desk = sit("赵兰", ZHAOS)
    seen: list[str] = []
    for page in ("people", "training", "settings"):
        desk.window.open_page(page)
        desk.settle()
        for button in desk.window.findChildren(QPushButton):
            if button.property(WRITES) and button.isVisible():
                seen.append(button.text())
                assert not button.isEnabled(), button.text()
    assert "新建" in seen
    said: list[str] = []
    desk.running.desk.tasks.refused.disconnect()
    desk.running.desk.tasks.refused.connect(lambda refused: said.append(str(refused)))
    desk.running.desk.save(lambda session: people.save_person(session, {"name": "王秀兰"}, require=False))
    desk.settle()
    assert "只读用户" in said[0]


def test_a_wrong_password_at_the_locked_window_is_in_the_trail(sit: Sit) -> None:
    desk = sit("王敏", HERS)
    QTest.keyClick(desk.window, Qt.Key.Key_L, CTRL)
    desk.answer(LIS)
    desk.answer(HERS)
    assert desk.lock is None
    with desk.running.desk.database.read() as session:
        newest = [(row.who, row.action, row.detail) for row in trail.list_trail(session)[:3]]
    assert newest == [("王敏", "解锁", ""), ("王敏", "登录失败", "1 次"), ("王敏", "锁屏", "")]


def test_who_may_only_read_finds_grey_what_writes_in_menus(sit: Sit, staffed: Staffed) -> None:
    db = station_file.open_station(staffed.station.folder, staffed.station.data_key, actor="王敏")
    with db.work() as session:
        key = people.save_person(session, {"name": "王秀兰"}, require=False)
    db.close()
    desk = sit("赵兰", ZHAOS)
    desk.window.open_page("people", key)
    desk.settle()
    page = desk.window.screen_of("people")
    assert isinstance(page, PeoplePage)
    state = page.person.state_button
    state.menu().popup(state.mapToGlobal(state.rect().center()))
    assert [name for name, action in state.steps.items() if action.isVisible()] == ["moved", "dead"]
    assert not any(action.isEnabled() for action in state.steps.values())
    assert "只读用户" in state.steps["moved"].toolTip()
    state.menu().close()
    many = page.for_many.menu(())
    many.popup(page.people.mapToGlobal(page.people.rect().center()))
    can = {action.text(): action.isEnabled() for action in many.actions() if action.text()}
    assert (can["换负责人…"], can["导出列表…"]) == (False, True)
    many.close()


def test_a_station_without_a_password_says_why_it_cannot_lock(
    qtbot: QtBot, qapp: QApplication, station: StationInUse
) -> None:
    station.db.close()
    running = Running(qapp, station.folder)
    assert running.open(None)
    qtbot.waitUntil(lambda: isinstance(running.shell.centralWidget(), MainWindow), timeout=20_000)
    assert running.tasks.wait(20_000)
    assert running.window is not None
    assert not running.window.status.user_button.isVisible()
    running.desk.lock_wanted.emit()
    assert "没有设密码" in running.window.status.word.text()
    running.shell.close()
    running.close()
    running.shell.deleteLater()


def test_the_head_adds_a_user_and_a_worker_cannot(sit: Sit) -> None:
    desk = sit("王敏", HERS)
    tab = desk.users_tab()
    assert [row.name for row in tab.table.source.rows] == ["王敏", "李娟", "赵兰"]
    QTest.mouseClick(tab.add_button, Qt.MouseButton.LeftButton)
    (asked,) = desk.window.findChildren(UserDialog)
    asked.name.setText("孙丽")
    for line, typed in ((asked.first, "sun-mima-8810"), (asked.second, "sun-mima-8810"), (asked.proof, "bu-dui-de-ya")):
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, typed)
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert "“您自己的密码”不对" in asked.problem.text()
    asked.proof.clear()
    QTest.keyClicks(asked.proof, HERS)
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [row.name for row in tab.table.source.rows] == ["王敏", "李娟", "赵兰", "孙丽"]
    sit.stand_up()
    desk = sit("李娟", LIS)
    tab = desk.users_tab()
    assert not tab.add_button.isEnabled()
    assert tab.note.isVisible()
