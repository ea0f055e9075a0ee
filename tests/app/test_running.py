"""The program from start to end on a real folder: first paint, real window, second start, safe copies, looks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from station_app import app
from station_app.app.running import Running
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.features.people.service import people
from station_app.features.people.ui.page import PeoplePage
from station_app.features.today.ui.cards import LineButton
from station_app.storage import copies, drafts, integrity, lock, records
from station_app.storage.connect import open_file
from station_app.ui import looks, memory, theme
from station_app.ui.main_window import MainWindow
from station_app.ui.messages import Message
from tests.conftest import StationInUse

Start = Callable[[], Running]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, station: StationInUse) -> Iterator[Start]:
    station.db.close()
    started: list[Running] = []

    def begin() -> Running:
        running = Running(qapp, station.folder)
        started.append(running)
        assert running.open(None)
        return running

    yield begin
    for running in started:
        running.shell.close()
        running.close()
        running.shell.deleteLater()
    theme.apply(qapp, "light")


def ready(qtbot: QtBot, running: Running) -> MainWindow:
    """The real window, with everything behind it done."""
    qtbot.waitUntil(lambda: isinstance(running.shell.centralWidget(), MainWindow), timeout=20_000)
    assert running.tasks.wait(20_000)
    assert running.window is not None
    return running.window


def read_message(said: list[str]) -> None:
    """Presses 知道了 on the message that comes up next and keeps its words."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Message):
            QTimer.singleShot(20, look)
            return
        said.extend(label.text() for label in box.findChildren(QLabel) if label.text())
        next(button for button in box.findChildren(QPushButton) if button.text() == "知道了").click()

    QTimer.singleShot(0, look)


def test_the_window_opens_checks_the_file_and_makes_todays_safe_copy(
    qtbot: QtBot, start: Start, station: StationInUse
) -> None:
    running = start()
    window = ready(qtbot, running)
    assert window.current_page == "today"
    assert running.shell.windowTitle() == "城郊乡社会工作服务站 · 社工站工作台"
    assert [copy.reason for copy in copies.list_copies(station.folder.copies)] == ["daily"]
    assert window.status.copied.text().startswith("上次安全副本：今天 ")
    assert window.status.open_door.isVisible(), "no password was set"


def test_the_cursor_is_on_the_first_line_of_the_day_so_that_enter_begins_it(qtbot: QtBot, start: Start) -> None:
    for _time in range(2):  # the second time nothing on the page changes after it was first read
        running = start()
        ready(qtbot, running)
        running.shell.activateWindow()
        qtbot.waitUntil(running.shell.isActiveWindow)
        assert isinstance(QApplication.focusWidget(), LineButton)
        running.shell.close()
        running.close()


def test_the_first_start_tries_the_copy_and_the_next_ones_leave_it(
    qtbot: QtBot, start: Start, station: StationInUse
) -> None:
    for _time in range(2):
        running = start()
        ready(qtbot, running)
        running.shell.close()
        running.close()
    connection = open_file(station.folder.database, station.data_key, read_only=True)
    found = connection.execute("SELECT detail FROM audit_entry WHERE action = 'restore_drill'").fetchall()
    assert connection.execute("SELECT count(*) FROM audit_entry WHERE action = 'full_check'").fetchone() == (1,)
    connection.close()
    assert len(found) == 1
    assert '"drilled"' in found[0][0]
    assert not list(station.folder.root.glob("drill-*"))


def test_a_file_dragged_in_the_middle_of_a_save_is_only_shown_and_the_window_says_why(
    qtbot: QtBot, start: Start, station: StationInUse, tmp_path: Path
) -> None:
    with station.db.work() as session:
        session.connection().exec_driver_sql("PRAGMA cache_size=8")
        for number in range(120):
            records.save(session, Household, {"village": f"{number}村"}, require=False)
        session.flush()
        shutil.copyfile(station.folder.database, tmp_path / "stick.db")
    station.db.close()
    shutil.copyfile(tmp_path / "stick.db", station.folder.database)
    said: list[str] = []
    read_message(said)
    running = start()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert running.tasks.wait(20_000)
    assert "损坏" in said[0]
    assert not running.desk.is_open or running.desk.database.read_only
    assert copies.list_copies(station.folder.copies) == []


def test_what_was_saved_is_in_a_safe_copy_when_the_window_is_closed(
    qtbot: QtBot, start: Start, station: StationInUse
) -> None:
    running = start()
    ready(qtbot, running)
    with qtbot.waitSignal(running.desk.saved):
        running.desk.save(lambda session: people.save_person(session, {"name": "王秀兰"}, require=False))
    running.shell.close()
    running.close()
    made = copies.list_copies(station.folder.copies)
    assert [copy.reason for copy in made] == ["daily", "close"]
    assert integrity.database_findings(made[-1].path / station.folder.database.name, station.data_key) == []


def test_a_second_start_brings_the_open_window_to_the_front_and_goes_away(
    qtbot: QtBot, qapp: QApplication, start: Start, station: StationInUse
) -> None:
    first = start()
    ready(qtbot, first)
    first.shell.showMinimized()
    second = Running(qapp, station.folder)
    assert second.open(None)
    qtbot.waitUntil(lambda: not second.shell.isVisible(), timeout=10_000)
    second.close()
    assert not first.shell.isMinimized()
    assert first.desk.is_open
    assert not (station.folder.root / "station.show").exists()


def test_a_start_beside_a_command_says_that_the_station_is_already_open(
    qtbot: QtBot, qapp: QApplication, station: StationInUse
) -> None:
    station.db.close()
    with lock.held(station.folder):
        _refused_start(qtbot, qapp, station)


def _refused_start(qtbot: QtBot, qapp: QApplication, station: StationInUse) -> None:
    said: list[str] = []
    second = Running(qapp, station.folder)
    read_message(said)
    assert second.open(None)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    qtbot.waitUntil(lambda: not second.shell.isVisible())
    second.close()
    assert "正被打开" in said[0]
    assert "切换到已经打开的窗口" in "".join(said)
    with pytest.raises(Trouble, match="正被打开"), lock.held(station.folder):
        pass


def test_the_folder_is_given_back_when_the_window_is_closed(qtbot: QtBot, start: Start, station: StationInUse) -> None:
    running = start()
    ready(qtbot, running)
    running.shell.close()
    running.close()
    with lock.held(station.folder):
        pass


def test_a_damaged_file_is_told_and_never_written(qtbot: QtBot, start: Start, station: StationInUse) -> None:
    size = station.folder.database.stat().st_size
    with station.folder.database.open("r+b") as file:
        file.seek(size - 2000)
        file.write(b"\xff" * 64)
    said: list[str] = []
    read_message(said)
    running = start()
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert running.tasks.wait(20_000)
    assert "损坏" in said[0]
    assert not running.desk.is_open
    assert copies.list_copies(station.folder.copies) == []


def test_damage_found_by_the_check_leaves_the_file_for_reading_and_the_window_says_so(
    qtbot: QtBot, start: Start, station: StationInUse
) -> None:
    connection = open_file(station.folder.database, station.data_key, read_only=True)
    ((page, size),) = connection.execute(
        "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'certificate_print'"
    ).fetchall()
    connection.close()
    with station.folder.database.open("r+b") as file:
        file.seek((page - 1) * int(size) + 100)
        file.write(b"\xff" * 64)
    said: list[str] = []
    read_message(said)
    running = start()
    window = ready(qtbot, running)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "损坏" in said[0]
    assert running.desk.database.read_only
    assert window.status.locked.isVisibleTo(window)
    assert not window.status.offline.isVisibleTo(window)
    assert copies.list_copies(station.folder.copies) == []


def test_a_sound_file_is_not_called_read_only(qtbot: QtBot, start: Start) -> None:
    window = ready(qtbot, start())
    assert not window.status.locked.isVisibleTo(window)


def test_theme_and_type_size_change_at_once_and_are_remembered(
    qtbot: QtBot, start: Start, station: StationInUse
) -> None:
    running = start()
    window = ready(qtbot, running)
    window.open_page("training")
    window.status.theme_button.click()
    window = ready(qtbot, running)
    assert looks.tokens().name == "dark"
    assert window.current_page == "training"
    window.status.size_button.click()
    ready(qtbot, running)
    assert looks.row_height() == 36
    running.shell.close()
    kept = memory.load(station.folder.window_memory)
    assert (kept.theme, kept.large_type, kept.page) == ("dark", True, "training")
    assert "王" not in station.folder.window_memory.read_text(encoding="utf-8")


def test_a_safe_copy_is_made_where_the_user_says(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    running = start()
    window = ready(qtbot, running)
    running.copy_to(tmp_path / "stick")
    assert running.tasks.wait(20_000)
    assert len(copies.list_copies(tmp_path / "stick")) == 1
    assert window.status.word.text().startswith("安全副本已做好并检查过")


def test_without_a_display_one_sentence_names_what_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert app.run(StationFolder(tmp_path / "station"), None) == 1
    assert "make demo" in capsys.readouterr().err
    assert not (tmp_path / "station").exists()


def test_a_refused_save_leaves_the_window_working(qtbot: QtBot, start: Start) -> None:
    running = start()
    ready(qtbot, running)
    failed: list[Exception] = []

    def write(_session: object) -> None:
        raise Refused("不行。")

    running.tasks.run(lambda _progress: write(None), failed=lambda error: not failed.append(error))
    assert running.tasks.wait()
    assert isinstance(failed[0], Refused)
    with qtbot.waitSignal(running.desk.saved):
        running.desk.save(lambda session: people.save_person(session, {"name": "李娟"}, require=False))


def test_typed_text_goes_along_when_the_looks_change_and_nobody_is_asked(qtbot: QtBot, start: Start) -> None:
    running = start()
    ready(qtbot, running).open_page("people")
    people_page = ready(qtbot, running).screen_of("people")
    assert isinstance(people_page, PeoplePage)
    people_page.start_new()
    assert running.tasks.wait()
    qtbot.keyClicks(people_page.person.form.editor("address").focusProxy(), "9 Road")
    qtbot.keyClicks(people_page.person.form.editor("phone").focusProxy(), "half a nu")
    ready(qtbot, running).status.theme_button.click()
    window = ready(qtbot, running)
    assert window.screen_of("people") is not people_page
    fresh = window.screen_of("people")
    assert isinstance(fresh, PeoplePage)
    form = fresh.person.form
    assert form.isVisible()
    assert (form.editor("address").text(), form.editor("phone").text()) == ("9 Road", "half a nu")
    assert form.is_modified
    assert fresh.person.drafts.offer is None, "it is not offered, it is there"
    form.is_modified = False
    assert running.tasks.wait()
    with running.desk.database.read() as session:
        assert drafts.list_drafts(session, running.desk.database.actor) == []


def test_what_was_typed_before_a_crash_is_a_click_away_at_the_next_start(qtbot: QtBot, start: Start) -> None:
    running = start()
    ready(qtbot, running).open_page("people")
    page = ready(qtbot, running).screen_of("people")
    assert isinstance(page, PeoplePage)
    page.start_new()
    assert running.tasks.wait()
    qtbot.keyClicks(page.person.form.editor("address").focusProxy(), "9 Road")
    running.desk.drafts.keep_now()
    assert running.tasks.wait()
    page.person.form.edits.rebase()  # the program is gone before anybody can be asked
    running.shell.close()
    running.close()
    again = start()
    window = ready(qtbot, again)
    assert window.unsaved.isVisible()
    (button,) = window.unsaved.buttons
    assert button.text().startswith("新人员 ")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert again.tasks.wait()
    assert not window.unsaved.isVisible()
    fresh = window.screen_of("people")
    assert isinstance(fresh, PeoplePage)
    offer = fresh.person.drafts.offer
    assert offer is not None
    qtbot.mouseClick(offer.restore_button, Qt.MouseButton.LeftButton)
    assert fresh.person.form.editor("address").text() == "9 Road"
    fresh.person.form.is_modified = False
