"""Signed sheets: the barcode at the foot opens its half-day, scans and photos are dropped where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from station_app import menu
from station_app.features.station.service.attachments import list_attachments
from station_app.features.training.rules.sheet_code import sheet_code
from station_app.features.training.service.archive import archive_gaps, photos_of
from station_app.storage.attachments import AttachmentStore
from tests.training.played_classes import START, open_class, read_class, type_marks
from tests.training.ui.conftest import Answered, Room


@pytest.fixture
def listening(room: Room, qapp: QApplication) -> Iterator[Room]:
    scanner = menu.listen_to_scanner(qapp, room.desk)
    yield room
    qapp.removeEventFilter(scanner)
    scanner.deleteLater()


def scan(room: Room, code: str) -> None:
    window = room.window.windowHandle()
    assert window is not None
    for key in code:
        QTest.keyClick(window, key)
    QTest.keyClick(window, Qt.Key.Key_Return)
    room.settle()


def test_a_scanned_sheet_opens_its_half_day_and_typing_can_begin(listening: Room) -> None:
    played = open_class(listening.station, 2)
    type_marks(listening.station, played, ["PNNNNN", "PNNNNN"])
    code = sheet_code(read_class(listening.station, played).row.class_no, START)
    listening.window.finder.setFocus()
    scan(listening, code)
    grid = listening.class_page.attendance.grid
    assert listening.window.finder.text() == ""
    assert listening.class_page.class_id == played.class_id
    assert (grid.row, grid.column) == (0, 1)
    assert grid.hasFocus()
    QTest.keyClick(grid, Qt.Key.Key_P)
    listening.settle()
    assert read_class(listening.station, played).trainees[0].marks[1].mark == "P"


def test_a_sheet_of_another_station_says_so_and_stays(listening: Room, answers: Answered) -> None:
    scan(listening, "KQ20199990215")
    assert any("没有班号为 2019-999" in text for text in answers.texts)


def test_the_same_code_typed_into_the_finder_finds_the_half_day(listening: Room) -> None:
    played = open_class(listening.station, 1)
    code = sheet_code(read_class(listening.station, played).row.class_no, START)
    with listening.station.db.read() as session:
        hits = menu.search(session, code, 12)
    assert [(hit.kind, hit.record_id, hit.subtitle) for hit in hits] == [
        ("training_class", f"{played.class_id}:attendance:{played.session_ids[0]}", "2月15日上午")
    ]


def drag(target: QWidget, at: QPoint, data: QMimeData) -> bool:
    """As a window system does it: enter, move, drop; returns whether the place took it."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
    move = QDragMoveEvent(at, copy, data, left, none)
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        QApplication.sendEvent(target, QDragLeaveEvent())
        return False
    drop = QDropEvent(QPointF(at), copy, data, left, none)
    QApplication.sendEvent(target, drop)
    return drop.isAccepted()


def a_file(folder: Path, name: str, colour: str) -> QMimeData:
    image = QImage(900, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(folder / name))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / name))])
    return data


def kept(room: Room, record: str, key: str) -> list[str]:
    with room.station.db.read() as session:
        return [row.file_name for row in list_attachments(session, record, key)]


def test_a_signed_sheet_dropped_on_the_head_of_a_half_day_belongs_to_it(room: Room, tmp_path: Path) -> None:
    played = open_class(room.station, 3)
    type_marks(room.station, played, ["PPPNNN"] * 3)
    room.open_class(played.class_id, "attendance")
    grid = room.class_page.attendance.grid
    plan = grid.plan()
    head = QPoint(plan.column_left(2) + plan.cell_width // 2, plan.head_height // 2)
    name = QPoint(plan.number_width + 10, plan.head_height // 2)
    assert not drag(grid.viewport(), name, a_file(tmp_path, "错.png", "red"))
    assert drag(grid.viewport(), head, a_file(tmp_path, "签到表.png", "white"))
    room.settle()
    assert kept(room, "class_session", played.session_ids[2]) == ["签到表.jpg"]
    assert grid.column == 2
    assert grid.marking.sheet.scanned == {played.session_ids[2]}
    assert not any(kept(room, "class_session", key) for key in played.session_ids if key != played.session_ids[2])


def test_photos_are_dropped_on_the_class_and_go_into_its_archive(room: Room, tmp_path: Path) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "overview")
    files = room.class_page.overview.photos.files
    assert "做档案时一起收进去" in files.empty.text()
    assert drag(files.files.viewport(), QPoint(5, 5), a_file(tmp_path, "开班.png", "green"))
    room.settle()
    assert kept(room, "training_class", played.class_id) == ["开班.jpg"]
    store = AttachmentStore(room.station.folder.attachments, room.station.data_key)
    with room.station.db.read() as session:
        assert [photo.title for photo in photos_of(session, store, played.class_id)] == ["开班"]
        assert "没有培训照片。" not in archive_gaps(session, played.class_id)
