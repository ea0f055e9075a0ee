"""Types attendance marks with real keys in a real window until it is killed; says each key once it was pressed.

Run: python -m tests.training.typing_process FOLDER CLASS_ID DATA_KEY_IN_HEX
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.paths import StationFolder
from station_app.features.training.service import get_class
from station_app.features.training.ui.attendance_tab import AttendanceTab
from station_app.storage.station_file import open_station
from station_app.ui import theme
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks

BETWEEN_MARKS_MS = 150
"""A mark and Enter, faster than people type them for long."""


def wait() -> None:
    """Let the window and the worker run; QTest.qWait would keep the interpreter to itself."""
    loop = QEventLoop()
    QTimer.singleShot(BETWEEN_MARKS_MS, loop.quit)
    loop.exec()


def main(folder: Path, class_id: str, data_key: bytes) -> None:
    app = QApplication([])
    theme.apply(app)
    place = StationFolder(folder)
    desk = Desk(place, Tasks())
    desk.attach(open_station(place, data_key, actor="王敏"))
    tab = AttendanceTab(desk)
    with desk.database.read() as session:
        tab.show_detail(get_class(session, class_id))
    tab.show()
    tab.grid.setFocus()
    for pressed in range(1, 10_000):
        QTest.keyClick(tab.grid, Qt.Key.Key_P)
        print(pressed, flush=True)
        wait()
        QTest.keyClick(tab.grid, Qt.Key.Key_Return)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3]))
