"""The window: pages by keyboard, Ctrl+K, status line, messages, what is remembered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from station_app.core import clock, id_number
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.features.people.service import people
from station_app.storage import search
from station_app.ui import memory, messages
from station_app.ui.clock_question import confirm_today
from station_app.ui.form import Form, Section
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.messages import Message
from station_app.ui.screen import Desk, Page, Screen

CTRL = Qt.KeyboardModifier.ControlModifier


class Plain(Screen):
    """A page with a form and two actions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        record = Record("thing", "东西", (Field("word", "词", Text(20)),))
        self.form = Form(record, [Section("", ("word",))], columns=1)
        self.form.set_values({})
        self.body.addWidget(self.form)
        self.opened: list[str | None] = []
        self.reloaded: list[frozenset[str]] = []
        self.set_headline("有内容的页", "一行事实")
        self.add_action("保存", "save", lambda: None, primary=True, shortcut="Ctrl+S")

    def open_record(self, record_id: str | None) -> None:
        self.opened.append(record_id)

    def reload(self, changed: frozenset[str]) -> None:
        self.reloaded.append(changed)

    def may_leave(self) -> bool:
        return self.ask_to_leave(self.form)


PAGES = (
    Page("people", "人员", "users", Plain, records=("person",)),
    Page("training", "培训", "graduation-cap", Plain, records=("training_class",)),
    Page("settings", "设置", "settings", Plain, at_bottom=True),
)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    made = MainWindow(desk, PAGES, search.find, WindowMemory())
    qtbot.addWidget(made, before_close_func=_give_up)
    made.set_station_name("城郊乡社工站")
    made.resize(1366, 768)
    made.database_ready("people")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _give_up(window: MainWindow) -> None:
    """What a test left unsaved is not asked about when the window is taken away."""
    for screen in window.findChildren(Plain):
        screen.form.is_modified = False


def plain(window: MainWindow, page_id: str) -> Plain:
    screen = window.screen_of(page_id)
    assert isinstance(screen, Plain)
    return screen


def answer(press: str) -> list[str]:
    """Presses a button of the message that comes up next; its heading is in the list afterwards."""
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Message):
            QTimer.singleShot(20, look)
            return
        seen.append(box.accessibleName())
        next(button for button in box.findChildren(QPushButton) if button.text() == press).click()

    QTimer.singleShot(0, look)
    return seen


def test_ctrl_and_a_number_open_the_pages_in_order(qtbot: QtBot, window: MainWindow) -> None:
    assert window.current_page == "people"
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: window.current_page == "training")
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: window.current_page == "people")


def test_the_headline_shows_title_facts_and_the_actions_of_the_page(window: MainWindow) -> None:
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "有内容的页" in texts
    assert "一行事实" in texts
    buttons = [b for b in window.findChildren(QPushButton) if b.text() == "保存" and b.isVisible()]
    assert len(buttons) == 1
    assert buttons[0].toolTip() == "保存（Ctrl+S）"


def test_a_page_is_only_built_when_it_is_opened(window: MainWindow) -> None:
    assert set(window._screens) == {"people"}


def test_ctrl_k_finds_a_person_by_initials_and_enter_opens_her(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    with desk.database.work() as session:
        key = people.save_person(session, _person("王秀兰", "41990119860607102"), require=False)
        people.save_person(session, _person("李娟", "41990119751203002"), require=False)
    desk.open("training")
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.finder.hasFocus()
    qtbot.keyClicks(window.finder, "wxl")
    qtbot.waitUntil(window.finder.is_offering)
    offered = [window.finder.list.item(row).text() for row in range(window.finder.list.count())]
    assert [text.split("\t")[0] for text in offered] == ["王秀兰"]
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert window.current_page == "people"
    assert plain(window, "people").opened == [_key(key)]
    assert window.finder.text() == ""


@pytest.mark.parametrize("typed", ["102x", "15400000001", "xiulan"])
def test_ctrl_k_finds_by_id_tail_phone_and_pinyin(qtbot: QtBot, window: MainWindow, desk: Desk, typed: str) -> None:
    with desk.database.work() as session:
        people.save_person(session, _person("王秀兰", "41990119860607102"), require=False)
    window.finder.start()
    qtbot.keyClicks(window.finder, typed)
    qtbot.waitUntil(window.finder.is_offering)
    assert window.finder.list.item(0).text().startswith("王秀兰\t")


def test_ctrl_k_says_when_nobody_is_found(qtbot: QtBot, window: MainWindow) -> None:
    window.finder.start()
    qtbot.keyClicks(window.finder, "zzzz")
    qtbot.waitUntil(window.finder.is_offering)
    assert window.finder.list.item(0).text().startswith("没有找到")
    qtbot.keyClick(window.finder, Qt.Key.Key_Return)
    assert window.current_page == "people"


def test_screens_hear_what_a_commit_changed(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    with desk.database.work() as session:
        people.save_person(session, _person("李娟", "41990119751203002"), require=False)
    qtbot.waitUntil(lambda: bool(plain(window, "people").reloaded))
    assert "person" in plain(window, "people").reloaded[0]


def test_typed_text_is_not_lost_by_going_to_another_page(qtbot: QtBot, window: MainWindow) -> None:
    form = plain(window, "people").form
    qtbot.keyClicks(form.editor("word").focusProxy(), "abc")
    seen = answer("继续填写")
    window.open_page("training")
    assert seen == ["有还没保存的修改"]
    assert window.current_page == "people"
    answer("放弃修改")
    window.open_page("training")
    assert window.current_page == "training"


def test_closing_asks_about_unsaved_text_too(qtbot: QtBot, window: MainWindow) -> None:
    form = plain(window, "people").form
    qtbot.keyClicks(form.editor("word").focusProxy(), "abc")
    seen = answer("继续填写")
    assert not window.close()
    assert seen == ["有还没保存的修改"]
    form.is_modified = False
    with qtbot.waitSignal(window.closing):
        assert window.close()


def test_the_status_line_says_saved_copy_and_missing_password(window: MainWindow, desk: Desk) -> None:
    status = window.status
    assert not status.saved.isVisible(), "nothing was saved yet"
    desk.saved.emit()
    assert status.saved.text() == f"已保存 {clock.now().astimezone():%H:%M}"
    status.set_last_copy(None)
    assert status.copied.text() == "上次安全副本：还没有"
    status.set_last_copy(dt.datetime(2023, 2, 15, 12, 5, tzinfo=dt.UTC))
    assert status.copied.text() == "上次安全副本：2023-02-15"
    status.set_last_copy(clock.now())
    assert status.copied.text().startswith("上次安全副本：今天 ")
    status.set_has_password(False)
    assert status.open_door.isVisible()
    assert "任何拿到这台电脑的人都能打开数据" in status.open_door.text()
    status.set_has_password(True)
    assert not status.open_door.isVisible()


def test_a_clock_that_jumped_is_said_calmly_until_somebody_confirms_the_date(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = window.status.date_button
    assert not button.isVisible()
    later = clock.now() + dt.timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    desk.save(lambda session: people.save_person(session, {"name": "王秀兰"}, require=False))
    assert desk.tasks.wait(20_000)
    qtbot.waitUntil(button.isVisible)
    assert (button.text(), "校准时间" in button.toolTip()) == ("电脑时间可能不对", True)
    heard = answer("日期正确")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "吗？" in heard[0]
    assert not button.isVisible()
    assert confirm_today(window, desk)


def test_a_number_beside_a_page_comes_and_goes(window: MainWindow, desk: Desk) -> None:
    desk.set_badge("training", 7)
    assert window.sidebar._badges["training"].text() == "7"
    desk.set_badge("training", 0)
    assert window.sidebar._badges["training"].text() == ""


def test_trouble_says_what_it_means_and_what_to_do(window: MainWindow, desk: Desk) -> None:
    def work(_progress: Any) -> None:
        raise Trouble("E_DISK_FULL", "磁盘已满。", "没有保存。", "请清理磁盘。")

    seen = answer("知道了")
    desk.tasks.run(work)
    assert desk.tasks.wait()
    assert seen == ["磁盘已满。"]


def test_what_is_refused_without_a_form_is_said_in_a_message(window: MainWindow, desk: Desk) -> None:
    def write(_session: Any) -> None:
        raise Refused("这个班已经结业。")

    seen = answer("知道了")
    desk.save(write)
    assert desk.tasks.wait()
    assert seen == ["没有保存"]


def test_a_question_has_verbs_on_its_buttons(qtbot: QtBot, window: MainWindow) -> None:
    seen = answer("作废")
    assert messages.confirm(window, "作废这个人？", "不会真的删除。", accept="作废", danger=True)
    assert seen == ["作废这个人？"]


def test_everything_fits_into_a_small_screen(window: MainWindow) -> None:
    window.resize(1366, 768)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 700
    for line in window.findChildren(QLineEdit):
        if line.isVisible():
            assert line.accessibleName(), "every control has a name"


def test_what_the_window_remembers_holds_nobodys_name(tmp_path: Path) -> None:
    place = tmp_path / "window.json"
    memory.store(place, WindowMemory(geometry="AAAA", page="training", theme="dark", large_type=True))
    assert memory.load(place) == WindowMemory("AAAA", "training", "dark", True)
    place.write_text('{"page": 7, "geometry": "B", "stranger": 1}', encoding="utf-8")
    assert memory.load(place) == WindowMemory("B")
    place.write_text("not json", encoding="utf-8")
    assert memory.load(place) == WindowMemory()


def _person(name: str, number: str) -> dict[str, Any]:
    return {"name": name, "id_number": number + id_number.check_character(number), "phone": "15400000001"}


def _key(saved: object) -> str:
    return str(getattr(saved, "id", saved))


def test_a_headline_without_room_ends_in_dots_and_says_the_whole_in_its_tooltip(
    qtbot: QtBot, window: MainWindow
) -> None:
    name = "2023年第一期留守妇女中式面点技术与家庭小吃制作提高培训班（城郊乡与大石桥镇合办）"
    screen = window.screen_of("people")
    assert isinstance(screen, Plain)
    screen.set_headline(name, "一行事实")
    window.resize(960, 600)
    title, facts = window._title, window._facts
    qtbot.waitUntil(lambda: title.shown().endswith("…"))
    assert title.fontMetrics().horizontalAdvance(title.shown()) <= title.width()
    assert (title.text(), title.toolTip(), title.accessibleName()) == (name, name, name)
    assert (facts.shown(), facts.toolTip()) == ("一行事实", "")
    assert facts.width() > title.width() + window.finder.width(), "facts have the whole width"
    window.resize(2000, 600)
    qtbot.waitUntil(lambda: title.shown() == name)
    assert title.toolTip() == ""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("城郊乡社工站", "城郊乡社工站"),
        ("城郊乡社会工作服务站", "城郊乡\n社会工作服务站"),
        ("大石桥街道办事处社工站", "大石桥街道办事处\n社工站"),
        ("阳光社会服务中心第一工作点", "阳光社会服务中心第一工作点"),
    ],
)
def test_a_long_station_name_breaks_between_the_place_and_the_kind(window: MainWindow, name: str, lines: str) -> None:
    window.set_station_name(name)
    shown = window.sidebar.findChild(QLabel, "station")
    assert isinstance(shown, QLabel)
    assert (shown.text(), shown.accessibleName()) == (lines, name)
