"""The barcode at the foot of a sheet opens its half-day from anywhere in the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app import menu
from station_app.features.training.rules.sheet_code import sheet_code
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
