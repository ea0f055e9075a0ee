"""Closing the window the moment after a key in a grid: what the key meant is in the file (a form asks first)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.features.training import service
from station_app.storage import station_file
from tests.conftest import StationInUse
from tests.training.played_classes import END, open_class, read_class, type_marks
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


def test_a_score_still_in_its_cell_when_the_window_closes_is_kept(station: StationInUse, qapp: QApplication) -> None:
    played = open_class(station, 2, has_exam=True)
    type_marks(station, played, ["PPPPPP"] * 2)
    with station.db.work() as session:
        service.advance(session, played.class_id, "examining", on=END)
    station.db.close()
    clerk = Clerk(qapp, station.folder)
    clerk.sit_down()
    clerk.running.desk.open("training", f"{played.class_id}:scores")
    clerk.settle()
    for key in (Key.Key_8, Key.Key_5, Key.Key_Return, Key.Key_7, Key.Key_6):
        QTest.keyClick(clerk.top.windowHandle(), key)
    clerk.leave()
    again = station_file.open_station(station.folder, station.data_key, actor="王敏")
    try:
        kept = StationInUse(station.folder, station.data_key, again, station.station_id)
        assert [row.theory_score for row in read_class(kept, played).trainees] == [850, 760]  # tenths
    finally:
        again.close()
