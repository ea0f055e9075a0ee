"""The page 上报 as a clerk uses it: one button to the stick, receipts dropped, corrections decided by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station_app.exchange import lines
from station_app.exchange.lines import base_of_value
from station_app.features.people.service import people
from station_app.features.submission import service
from station_app.features.submission.ui.page import SubmissionPage
from station_app.storage import sticks
from station_app.storage.search import find
from station_app.ui import theme
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.page import Page
from station_app.ui.screen import Desk as ScreenDesk
from station_app.ui.tasks import Tasks
from tests.screen_faults import faults
from tests.submission.conftest import Desk

Key = Qt.Key
AT = "2026-02-01T08:00:00.000000+00:00"


@dataclass
class Desktop:
    """A window with the page alone, and what it works with."""

    desk: Desk
    window: MainWindow
    kit: ScreenDesk
    qtbot: QtBot
    troubles: list[Exception]

    @property
    def page(self) -> SubmissionPage:
        screen = self.window.screen_of("submission")
        assert isinstance(screen, SubmissionPage)
        return screen

    def settle(self) -> None:
        for _round in range(3):
            self.qtbot.waitUntil(lambda: self.kit.tasks.is_idle and not self.window.badges.is_waiting, timeout=10_000)
            self.qtbot.wait(10)

    def shortcut(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifier)
        self.qtbot.wait(150)
        self.settle()

    def drop(self, *files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.page.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, buttons, keys))
        self.settle()


def build(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    if theme.tokens() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp)
    tasks = Tasks()
    crashes: list[Exception] = []
    troubles: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    kit = ScreenDesk(desk.open.folder, tasks)
    kit.attach(desk.open.db)
    page = Page(
        "submission",
        "上报",
        "send",
        SubmissionPage,
        badge=service.count_waiting,
        counts=("outgoing_package", "correction"),
    )
    window = MainWindow(kit, (page,), find, WindowMemory())
    tasks.trouble.disconnect()
    tasks.trouble.connect(troubles.append)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.database_ready("submission")
    made = Desktop(desk, window, kit, qtbot, troubles)
    made.settle()
    yield made
    tasks.wait()
    tasks.stop()
    kit.detach()
    assert not crashes, crashes


@pytest.fixture
def new(desk: Desk, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setenv(sticks.VARIABLE, str(desk.stick))
    yield from build(desk, qtbot, qapp)


@pytest.fixture
def desktop(enrolled: Desk, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setenv(sticks.VARIABLE, str(enrolled.stick))
    for file in enrolled.stick.iterdir():
        file.unlink()
    enrolled.add_person()
    yield from build(enrolled, qtbot, qapp)


def propose(desktop: Desktop, column: str, value: str, base: str | None, key: str = "1") -> list[bytes]:
    """A correction for the one person."""
    with desktop.desk.open.db.read() as session:
        person = people.list_people(session)[0].id
    told = {"record": "person", "record_id": person, "column": column, "value": value, "base": base_of_value(base)}
    return [lines.correct(key=key * 32, why="户口簿上是这样", by="李芳", at=AT, **told)]


def test_one_button_writes_to_the_stick_that_was_found_and_says_that_it_may_be_pulled_out(desktop: Desktop) -> None:
    page = desktop.page
    assert "新登记人员 1 人" in [label.text() for label in page.changes.phrases]
    assert page.changes.sticks.folder == desktop.desk.stick
    desktop.shortcut(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "可以拔出" in page.said["good"].text()
    assert {file.suffix for file in desktop.desk.stick.iterdir()} == {".swx", ".xlsx", ".pdf"}
    assert [label.text() for label in page.changes.phrases] == ["没有改动，不用上报。"]
    assert [row.state for row in page.packages.table.source.rows] == ["written"]


def test_a_receipt_dropped_on_the_page_closes_its_package_and_leads_to_what_was_not_taken(
    desktop: Desktop, tmp_path: Path
) -> None:
    page, desk = desktop.page, desktop.desk
    page.write_button.click()
    desktop.settle()
    opened = desk.county.open(next(desk.stick.glob("SW_*")))
    with desk.open.db.read() as session:
        person = people.list_people(session)[0].id
    fault = lines.row_fault(opened.hash, "person", person, "phone", "E_VALUE")
    desktop.drop(desk.county.receipt(opened, tmp_path, more=[fault]))
    assert "第 1 号包县里已收下" in page.said["warn"].text()
    assert [row.state for row in page.packages.table.source.rows] == ["delivered"]
    went: list[tuple[str, object]] = []
    desktop.kit.open_requested.connect(lambda page_id, record: went.append((page_id, record)))
    assert page.notices.lines[0].detail.text() == "手机"
    page.notices.lines[0].click()
    assert went == [("people", person)]


def test_a_receipt_on_the_stick_is_found_by_itself(desktop: Desktop) -> None:
    page, desk = desktop.page, desktop.desk
    page.write_button.click()
    desktop.settle()
    desk.county.receipt(desk.county.open(next(desk.stick.glob("SW_*"))), desk.stick)
    desktop.shortcut(Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "已收下" in page.said["good"].text()


def test_corrections_are_decided_by_keys_one_after_the_other(desktop: Desktop, tmp_path: Path) -> None:
    desk = desktop.desk
    proposals = propose(desktop, "name", "王秀英", "王秀兰") + propose(desktop, "education", "60", "99", "2")
    desktop.drop(desk.county.answer(desk.station_id, tmp_path, proposals))
    page = desktop.page
    assert desktop.window.sidebar._badges["submission"].text() == "2"
    page.corrections.desk_button.click()
    desktop.settle()
    conflicts = page.conflicts
    assert conflicts.theirs.value.text() == "王秀英"
    assert "关系到待遇和身份" in conflicts.note.text()
    QTest.keyClick(conflicts.table, Key.Key_1)
    desktop.settle()
    with desk.open.db.read() as session:
        assert people.list_people(session)[0].name == "王秀英"
    assert (conflicts.field.text(), conflicts.theirs.value.text()) == ("学历", "高中")
    QTest.keyClick(conflicts.table, Key.Key_2)
    desktop.settle()
    assert "为什么" in conflicts.problem.text()
    conflicts.reason.insert("已看过毕业证")  # an input method, not keys
    QTest.keyClick(conflicts.reason, Key.Key_Return)
    desktop.settle()
    with desk.open.db.read() as session:
        assert [row.state for row in service.list_corrections(session)] == ["kept", "taken"]
    desktop.shortcut(Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert page.stack.currentIndex() == 0


def test_a_private_number_is_masked_until_it_is_asked_for(desktop: Desktop, tmp_path: Path) -> None:
    desk = desktop.desk
    desktop.drop(desk.county.answer(desk.station_id, tmp_path, propose(desktop, "phone", "15400009999", "x")))
    desktop.page.open_record("corrections")
    desktop.settle()
    conflicts = desktop.page.conflicts
    assert "*" in conflicts.theirs.value.text()
    conflicts.eye_button.click()
    desktop.settle()
    assert conflicts.theirs.value.text() == "15400009999"


def test_enrolment_from_the_request_to_the_confirmed_digits(new: Desktop, tmp_path: Path) -> None:
    page, desk = new.page, new.desk
    page.county.enrol_button.click()
    new.settle()
    page.enrolment.request_button.click()
    new.settle()
    request = next(desk.stick.glob("DJ_*"))
    assert len("".join(page.enrolment.digits.text().split())) == 30
    new.drop(desk.county.enrol(request, tmp_path))
    assert "".join(page.enrolment.answer_digits.text().split()) == desk.county.digits.replace(" ", "")
    assert not page.enrolment.enrol_button.isEnabled()
    page.enrolment.same.click()
    page.enrolment.enrol_button.click()
    new.settle()
    assert page.county.heading.text() == "测试县民政局"
    assert "已在测试县民政局登记" in page.said["good"].text()


def test_before_enrolment_the_package_is_written_and_said_to_be_for_later(new: Desktop) -> None:
    new.desk.add_person()
    new.page.write_button.click()
    new.settle()
    assert "还没有在县里登记" in new.page.said["warn"].text()
    assert len(list(new.desk.stick.glob("SW_*.swx"))) == 1


def test_a_pulled_stick_is_said_and_the_package_waits(desktop: Desktop) -> None:
    desktop.desk.stick.joinpath("keep").mkdir()
    desktop.page.changes.papers.setChecked(False)
    desktop.page._write(desktop.desk.stick / "gone")
    desktop.settle()
    assert [getattr(trouble, "code", "") for trouble in desktop.troubles] == ["E_STICK_GONE"]
    assert [row.state for row in desktop.page.packages.table.source.rows] == ["waiting"]


def test_other_files_dropped_here_are_not_opened(desktop: Desktop, tmp_path: Path) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"x")
    desktop.drop(photo)
    assert ".swx" in desktop.page.said["warn"].text()


def test_the_folder_of_the_county_takes_packages_and_gives_receipts_by_itself(desktop: Desktop, tmp_path: Path) -> None:
    desk, page, share = desktop.desk, desktop.page, tmp_path / "share"
    share.mkdir()
    with desk.open.db.work() as session:
        service.set_folder(session, str(share))
    service.make_package(desk.open)
    page.shown()
    desktop.settle()
    (sent,) = share.glob("SW_*")
    assert "自动交了 1 个包" in page.county.folder.text()
    desk.county.receipt(desk.county.open(sent), share)
    page.shown()
    desktop.settle()
    assert [row.state for row in page.packages.table.source.rows] == ["delivered"]
    for file in share.iterdir():
        file.unlink()
    share.rmdir()
    page.shown()
    desktop.settle()
    assert "连不上" in page.county.folder.text()
    page.county.no_folder_button.click()
    desktop.settle()
    assert page.county.folder.isHidden()
    assert desktop.troubles == []


def test_every_button_of_an_enrolled_station_says_its_key(desktop: Desktop) -> None:
    service.make_package(desktop.desk.open)
    desktop.page.shown()
    desktop.settle()
    assert desktop.page.packages.snapshot_button.isVisible()
    assert desktop.page.county.folder_button.isVisible()
    assert [each for each in faults(desktop.page) if "no key" in each or "tooltip without" in each] == []
