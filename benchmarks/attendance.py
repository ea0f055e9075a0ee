"""Attendance from key to file: opening a class of 60, showing a mark, storing it against one plain field.

Run: .venv/bin/python benchmarks/attendance.py (the repaint of 60 × 60 cells: benchmarks/attendance_grid.py)
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.paths import StationFolder
from station_app.features.station import service as stations
from station_app.features.training import service
from station_app.features.training.model import TrainingClass
from station_app.features.training.ui.attendance_tab import AttendanceTab
from station_app.storage import keys, records, station_file
from station_app.ui import theme
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import STATION_VALUES, StationInUse
from tests.training.played_classes import open_class

TRAINEES = 60
MARKS = 30
BETWEEN_MS = 120


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def ms(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def main() -> None:  # noqa: PLR0915 - one story, told in order
    app = QApplication([])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as place:
        folder = StationFolder(Path(place) / "station")
        data_key = keys.create_keys(folder, None).data_key
        station_file.create_station(folder, data_key)
        db = station_file.open_station(folder, data_key, actor="王敏")
        with db.work() as session:
            stations.save_station(session, STATION_VALUES)
        played = open_class(StationInUse(folder, data_key, db, db.station_id), TRAINEES, planned_count=TRAINEES)
        desk = Desk(folder, Tasks())
        desk.attach(db)
        tab = AttendanceTab(desk)
        tab.resize(1100, 640)
        tab.show()
        wait(300)
        opened = []
        for _ in range(10):
            begun = time.perf_counter()
            with db.read() as session:
                detail = service.get_class(session, played.class_id)
            tab.show_detail(detail)
            tab.grid.viewport().repaint()
            opened.append(ms(begun))
            wait(50)
        stored: list[float] = []
        shown: list[float] = []
        bare: list[float] = []
        begun = 0.0
        work = tab.saver._store

        def timed(batch: object) -> list[object]:
            failed = work(batch)  # type: ignore[arg-type]
            stored.append(ms(begun))
            return failed  # type: ignore[return-value]

        tab.saver._store = timed  # type: ignore[method-assign, assignment]
        tab.grid.setFocus()
        for _ in range(MARKS):
            begun = time.perf_counter()
            QTest.keyClick(tab.grid, Qt.Key.Key_P)
            tab.grid.viewport().repaint()
            shown.append(ms(begun))
            wait(BETWEEN_MS)
            QTest.keyClick(tab.grid, Qt.Key.Key_Return)
            begun = time.perf_counter()
            with db.work() as session:
                records.get(session, TrainingClass, played.class_id).note = str(len(bare))
            bare.append(ms(begun))
        desk.tasks.wait()
        median = statistics.median
        print(f"class of {TRAINEES} read and shown: {median(opened):.1f} ms")
        print(f"mark shown after the key: {median(shown):.1f} ms (a frame is 16.7)")
        print(
            f"mark in the file after the key: {median(stored):.1f} ms, one plain field {median(bare):.1f} ms, "
            f"ratio {median(stored) / median(bare):.2f}"
        )
        desk.tasks.stop()
        desk.detach()
        db.close()


if __name__ == "__main__":
    main()
