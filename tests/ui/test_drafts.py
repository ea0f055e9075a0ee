"""Typed text survives the program: kept every few seconds, offered again, dropped when saved or given up (F23)."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.users import User
from station_app.features.station import service
from station_app.features.station.fields import STATION
from station_app.storage import connect, drafts
from station_app.ui import drafts as keeping
from station_app.ui.drafts import DraftKeeper
from station_app.ui.form import Form, Section
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from tests.conftest import StationInUse

NAMES = ("name", "phone", "head_name", "address")
Open = Callable[..., tuple[Form, DraftKeeper]]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    """Opens the station's form as its screen does; every call is another visit."""

    def build(*, new: bool = False) -> tuple[Form, DraftKeeper]:
        form = Form(STATION, [Section("", NAMES)])
        qtbot.addWidget(form)
        keeper = desk.keep_drafts(form, "station", lambda: "本站")
        form.show()
        if new:
            form.set_values({})
        else:
            desk.read(service.station_values, form.set_values)
        assert desk.tasks.wait()
        return form, keeper

    return build


def type_into(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    form.editor(name).setFocus()
    qtbot.keyClicks(form.editor(name).focusProxy(), text)


def rows(desk: Desk) -> list[drafts.DraftRow]:
    with desk.database.read() as session:
        return drafts.list_drafts(session, desk.database.actor)


def save(desk: Desk, form: Form) -> None:
    version = form.version

    def write(session: Any, values: dict[str, Any]) -> None:
        service.save_station(session, values, version=version)

    desk.save_form(form, write, again=service.station_values)


def test_what_is_typed_is_kept_within_ten_seconds_also_when_it_cannot_be_read(
    qtbot: QtBot, desk: Desk, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keeping.KEEP_AFTER_MS <= 9000
    monkeypatch.setattr(keeping, "KEEP_AFTER_MS", 60)
    form, _keeper = opened()
    type_into(qtbot, form, "phone", "half a nu")
    qtbot.waitUntil(lambda: bool(rows(desk)))
    row = rows(desk)[0]
    assert dict(row.texts) == {"phone": ("", "half a nu")}
    assert (row.form, row.record_id, row.title) == ("station", form.record_id, "本站")


def test_the_draft_is_offered_above_the_form_and_restored_as_unsaved_text(
    qtbot: QtBot, desk: Desk, opened: Open
) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "phone", "0377-68")
    keeper.keep()
    assert desk.tasks.wait()
    again, offering = opened()
    assert offering.offer is not None
    words = offering.offer.findChildren(QLabel)[0].text()
    assert "没保存的内容：联系电话" in words or "没保存的内容：电话" in words, words
    assert not again.is_modified
    qtbot.mouseClick(offering.offer.restore_button, Qt.MouseButton.LeftButton)
    assert offering.offer is None
    assert again.editor("phone").text() == "0377-68"
    assert again.is_modified
    again.undo()
    assert again.editor("phone").text() == ""


def test_saving_removes_the_draft(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "phone", "0377-6800123")
    keeper.keep()
    save(desk, form)
    assert desk.tasks.wait()
    assert rows(desk) == []
    assert opened()[1].offer is None


def test_a_restored_draft_is_gone_once_it_was_saved(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "phone", "0377-6800123")
    keeper.keep()
    assert desk.tasks.wait()
    again, offering = opened()
    assert offering.offer is not None
    qtbot.mouseClick(offering.offer.restore_button, Qt.MouseButton.LeftButton)
    save(desk, again)
    assert desk.tasks.wait()
    assert rows(desk) == []


def test_giving_up_in_the_bar_removes_it_from_the_file(
    qtbot: QtBot, desk: Desk, opened: Open, station: StationInUse
) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "address", "RECOGNISABLE")
    keeper.keep()
    assert desk.tasks.wait()
    _again, offering = opened()
    assert offering.offer is not None
    qtbot.mouseClick(offering.offer.give_up_button, Qt.MouseButton.LeftButton)
    assert desk.tasks.wait()
    assert rows(desk) == []
    with connect.open_file(station.folder.database, station.data_key) as raw:
        assert raw.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_undoing_everything_or_giving_up_the_changes_removes_it(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    for forget in (form.undo, lambda: setattr(form, "is_modified", False)):
        type_into(qtbot, form, "phone", "1")
        keeper.keep()
        assert desk.tasks.wait()
        assert len(rows(desk)) == 1
        forget()
        keeper.keep()
        assert desk.tasks.wait()
        assert rows(desk) == []


def test_typing_on_without_answering_the_offer_keeps_both(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "phone", "first")
    keeper.keep()
    assert desk.tasks.wait()
    again, offering = opened()
    type_into(qtbot, again, "address", "second")
    offering.keep()
    assert desk.tasks.wait()
    assert [dict(row.texts) for row in rows(desk)] == [{"address": ("", "second")}, {"phone": ("", "first")}]


def test_a_draft_is_no_record_and_tells_no_screen(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    heard: list[object] = []
    desk.changed.connect(heard.append)
    counts = [sql("SELECT count(*) FROM change"), sql("SELECT count(*) FROM audit_entry")]
    with desk.database.read() as session:
        before = [session.execute(count).scalar_one() for count in counts]
    type_into(qtbot, form, "phone", "1")
    keeper.keep()
    assert desk.tasks.wait()
    assert len(rows(desk)) == 1
    with desk.database.read() as session:
        assert [session.execute(count).scalar_one() for count in counts] == before
    assert heard == []


def test_a_draft_meets_a_change_made_since_by_asking(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened()
    type_into(qtbot, form, "phone", "0377-1")
    type_into(qtbot, form, "address", "9 Road")
    keeper.keep()
    assert desk.tasks.wait()
    with desk.database.work() as session:
        service.save_station(session, {"address": "新街 5 号"})
    again, offering = opened()
    assert offering.offer is not None
    qtbot.mouseClick(offering.offer.restore_button, Qt.MouseButton.LeftButton)
    assert again.editor("phone").text() == "0377-1"
    assert again.editor("address").text() == "新街 5 号", "not before it was chosen"
    card = again.conflict
    assert card is not None
    qtbot.mouseClick(card.choice("address", mine=True), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.accept_button, Qt.MouseButton.LeftButton)
    assert again.editor("address").text() == "9 Road"


def test_a_new_record_has_its_draft_too(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    form, keeper = opened(new=True)
    type_into(qtbot, form, "address", "9 Road")
    keeper.keep()
    assert desk.tasks.wait()
    assert opened()[1].offer is None, "the stored record has none"
    again, offering = opened(new=True)
    assert offering.offer is not None
    qtbot.mouseClick(offering.offer.restore_button, Qt.MouseButton.LeftButton)
    assert again.editor("address").text() == "9 Road"


def test_a_full_disk_is_said_and_the_text_stays_and_is_kept_later(qtbot: QtBot, desk: Desk, opened: Open) -> None:
    said: list[str] = []
    desk.said.connect(lambda words, _tone: said.append(words))
    form, keeper = opened()
    type_into(qtbot, form, "phone", "1")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        keeper.keep()
        assert desk.tasks.wait()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert rows(desk) == []
    assert form.editor("phone").text() == "1"
    assert len(said) == 1
    assert "还在窗口里" in said[0]
    keeper.keep()
    assert desk.tasks.wait()
    assert len(rows(desk)) == 1


CHILD = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from station_app import models
from station_app.core.paths import StationFolder
from station_app.features.station import service
from station_app.features.station.fields import STATION
from station_app.storage import drafts, station_file
from station_app.ui import drafts as keeping
from station_app.ui.form import Form, Section
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks

keeping.KEEP_AFTER_MS = 500
app = QApplication([])
folder = StationFolder(Path(sys.argv[1]))
tasks = Tasks()
desk = Desk(folder, tasks)
desk.attach(station_file.open_station(folder, bytes.fromhex(sys.argv[2]), actor="王敏"))
form = Form(STATION, [Section("", ("name", "phone", "address"))])
desk.keep_drafts(form, "station")
desk.read(service.station_values, form.set_values)
tasks.wait()
form.show()
name = sys.argv[3]
if name == "reason":
    from tests.ui.test_drafts import ABOUT, VISIT

    desk.where = lambda: ("people", ABOUT)
    home = QWidget()
    home.show()
    write = lambda _session, _typed: None
    dialog = FormDialog(home, desk, "退回李秀兰的走访", VISIT, write, accept="退回")
    dialog.open()
    form = dialog.form
while True:
    QTest.keyClicks(form.editor(name).focusProxy(), "abc ")
    QTest.qWait(100)
    with desk.database.read() as session:
        kept = drafts.list_drafts(session, "王敏")
    if kept:
        print(kept[0].texts[name][1], flush=True)
"""


def killed_typing(station: StationInUse, name: str) -> str:
    """What the file had acknowledged when the program that typed into a field was killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(station.folder.root), station.data_key.hex(), name], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    acknowledged = child.stdout.readline().decode().rstrip("\n")
    child.send_signal(signal.SIGKILL)
    child.wait(10)
    child.stdout.close()
    assert "abc" in acknowledged
    return acknowledged


def test_killed_while_typing_the_draft_is_offered_at_the_next_start(
    qtbot: QtBot, station: StationInUse, opened: Open
) -> None:
    acknowledged = killed_typing(station, "address")
    form, keeper = opened()
    assert keeper.offer is not None
    qtbot.mouseClick(keeper.offer.restore_button, Qt.MouseButton.LeftButton)
    assert form.editor("address").text().startswith(acknowledged.strip())


VISIT = Record("visit", "走访", (Field("reason", "原因", Text(100)), Field("next_step", "下一步", Text(100))))
ABOUT = "0" * 31 + "7"


HOMES: list[QWidget] = []
"""As pages do, these live on while their questions are open: the collector of Python would take them from under Qt."""


@pytest.fixture(autouse=True)
def _homes_until_the_test_is_over() -> Iterator[None]:
    yield
    HOMES.clear()


def asking(qtbot: QtBot, desk: Desk, *, about: str = ABOUT, heading: str = "退回李秀兰的走访") -> FormDialog:
    """The small question, asked on the page of a record."""
    desk.where = lambda: ("people", about)
    home = QWidget()
    qtbot.addWidget(home)
    home.show()
    dialog = FormDialog(home, desk, heading, VISIT, lambda _session, _typed: None, accept="退回")
    HOMES.append(home)
    dialog.open()
    assert desk.tasks.wait()
    return dialog


def left(qtbot: QtBot, desk: Desk, text: str) -> FormDialog:
    """Typed into the question, kept, and not answered: the program went away."""
    dialog = asking(qtbot, desk)
    type_into(qtbot, dialog.form, "reason", text)
    desk.drafts.keep_now()
    assert desk.tasks.wait()
    dialog.form.edits.rebase()  # this window is as good as gone
    return dialog


def test_what_was_typed_into_a_small_question_is_offered_when_it_is_asked_again(qtbot: QtBot, desk: Desk) -> None:
    left(qtbot, desk, "moved away")
    (row,) = rows(desk)
    assert (row.record_id, row.title, row.page) == (ABOUT, "退回李秀兰的走访", "people")
    assert "李秀兰" not in row.form
    assert asking(qtbot, desk, about="0" * 31 + "8").keeper.offer is None, "another record"
    assert asking(qtbot, desk, heading="作废李秀兰的走访").keeper.offer is None, "another question"
    again = asking(qtbot, desk)
    offer = again.keeper.offer
    assert offer is not None
    qtbot.waitUntil(lambda: offer.height() >= offer.minimumSizeHint().height())
    qtbot.mouseClick(offer.restore_button, Qt.MouseButton.LeftButton)
    assert again.form.editor("reason").text() == "moved away"
    again.submit()
    assert desk.tasks.wait()
    assert rows(desk) == [], "answered"


def test_killed_while_typing_into_a_small_question_it_is_offered_at_the_next_start(
    qtbot: QtBot, station: StationInUse, desk: Desk
) -> None:
    acknowledged = killed_typing(station, "reason")
    dialog = asking(qtbot, desk)
    assert dialog.keeper.offer is not None
    qtbot.mouseClick(dialog.keeper.offer.restore_button, Qt.MouseButton.LeftButton)
    assert dialog.form.editor("reason").text().startswith(acknowledged.strip())


def test_going_back_from_a_small_question_gives_its_draft_up(qtbot: QtBot, desk: Desk) -> None:
    dialog = asking(qtbot, desk)
    type_into(qtbot, dialog.form, "reason", "no")
    desk.drafts.keep_now()
    assert desk.tasks.wait()
    assert len(rows(desk)) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.tasks.wait()
    assert rows(desk) == []


def test_a_draft_in_a_small_question_belongs_to_who_typed_it(qtbot: QtBot, desk: Desk) -> None:
    wang, li = User("a" * 32, "王敏", "worker"), User("b" * 32, "李娟", "worker")
    desk.database.user = wang
    dialog = asking(qtbot, desk)
    type_into(qtbot, dialog.form, "reason", "typed by Wang")
    desk.database.user = li
    desk.drafts.hand_over()  # the window is built anew for whoever sits there now
    assert desk.tasks.wait()
    assert rows(desk) == []
    assert asking(qtbot, desk).form.editor("reason").text() == ""
    assert asking(qtbot, desk).keeper.offer is None
    desk.database.user = wang
    back = asking(qtbot, desk)
    assert back.keeper.offer is not None
    qtbot.mouseClick(back.keeper.offer.restore_button, Qt.MouseButton.LeftButton)
    assert back.form.editor("reason").text() == "typed by Wang"


def test_another_theme_hands_what_was_typed_to_the_same_question(qtbot: QtBot, desk: Desk) -> None:
    dialog = asking(qtbot, desk)
    type_into(qtbot, dialog.form, "reason", "half a sent")
    desk.drafts.hand_over()
    again = asking(qtbot, desk)
    assert again.form.editor("reason").text() == "half a sent"
    assert again.form.is_modified
    assert again.keeper.offer is None


def test_tab_goes_from_the_offered_draft_to_the_first_field_and_on(qtbot: QtBot, desk: Desk) -> None:
    left(qtbot, desk, "x")
    again = asking(qtbot, desk)
    offer = again.keeper.offer
    assert offer is not None
    qtbot.waitUntil(again.isActiveWindow)
    offer.restore_button.setFocus()
    passed = []
    for _step in range(3):
        qtbot.keyClick(again.focusWidget(), Qt.Key.Key_Tab)
        passed.append(again.focusWidget())
    assert passed[0] is offer.give_up_button
    assert passed[1] is again.form.editor("reason").focusProxy()
    assert passed[2] is again.form.editor("next_step").focusProxy()
