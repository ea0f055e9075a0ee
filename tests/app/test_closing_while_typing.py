"""Closing the window the moment after a key in a grid: what the key meant is in the file (a form asks first)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.storage import station_file
from tests.conftest import StationInUse
from tests.training.played_classes import open_class, read_class
from tests.window_player import Clerk

Key = Qt.Key


def test_marks_typed_right_before_the_window_closes_are_kept(station: StationInUse, qapp: QApplication) -> None:
    played = open_class(station, 5)
    station.db.close()
    clerk = Clerk(qapp, station.folder)
    clerk.sit_down()
    clerk.running.desk.open("training", f"{played.class_id}:attendance")
    clerk.settle()
    assert clerk.class_page.attendance.grid.hasFocus()
    for key in (Key.Key_P, Key.Key_Return, Key.Key_A, Key.Key_Return, Key.Key_P):
        QTest.keyClick(clerk.top.windowHandle(), key)
    clerk.leave()
    again = station_file.open_station(station.folder, station.data_key, actor="王敏")
    try:
        kept = StationInUse(station.folder, station.data_key, again, station.station_id)
        assert [row.marks[0].mark for row in read_class(kept, played).trainees] == ["P", "A", "P", "N", "N"]
    finally:
        again.close()
