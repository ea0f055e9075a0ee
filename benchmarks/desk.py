"""The desk of a station with 15,000 people in 10,000 households: how long each step of the day takes, and its memory.

The real window on a real encrypted file. Waits count from the key or click until what it asked for is painted; the
median of several. Memory is the resident set of a process of its own after all background imports and reads.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from start import make_station, seal

from station_app.core.ids import new_id
from station_app.core.paths import StationFolder

PEOPLE, HOUSEHOLDS = 15_000, 10_000
ROUNDS = 9


def add_households(folder: StationFolder) -> None:
    """10,000 households by plain SQL; every person lives in one."""
    from station_app.storage import connect, keys

    connection = connect.open_file(folder.database, keys.unlock(folder, None))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(household)")]
    (station_id,) = connection.execute("SELECT station_id FROM person LIMIT 1").fetchone()
    people = [row[0] for row in connection.execute("SELECT id FROM person")]
    moment = "2023-02-08T00:00:00.000000+00:00"
    made = [new_id() for _number in range(HOUSEHOLDS)]
    connection.execute("BEGIN IMMEDIATE")
    for number, key in enumerate(made):
        row = {
            "id": key,
            "station_id": station_id,
            "household_no": f"419901300001{number:05d}",
            "village_code": "419901300001",
            "village": "东河村",
            "address": f"东河村{number}号",
            "created_at": moment,
            "created_by": "bench",
            "updated_at": moment,
            "updated_by": "bench",
            "version": 1,
        }
        known = {name: value for name, value in row.items() if name in columns}
        places = ", ".join("?" * len(known))
        connection.execute(f"INSERT INTO household ({', '.join(known)}) VALUES ({places})", tuple(known.values()))
    for number, key in enumerate(people):
        relation = "02" if number < HOUSEHOLDS else "12"
        connection.execute(
            "UPDATE person SET household_id = ?, relation_to_head = ?, version = version + 1, "
            "updated_at = '2023-02-09T00:00:00.000000+00:00', updated_by = 'bench' WHERE id = ?",
            (made[number % HOUSEHOLDS], relation, key),
        )
    seal(connection)
    connection.execute("COMMIT")
    connection.close()


class Seat:
    """The program on this station, and a clock beside it."""

    def __init__(self, folder: StationFolder) -> None:
        from PySide6.QtWidgets import QApplication

        from station_app.app.running import Running

        self.application = QApplication.instance() or QApplication([])
        self.running = Running(self.application, folder)
        assert self.running.open(None)
        while self.running.window is None or not self.running.window.isVisible():
            self.application.processEvents()
        self.settle()
        self.window = self.running.window
        self.window.window().resize(1366, 768)

    def settle(self) -> None:
        """Until the worker has nothing to do and everything is painted."""
        for _round in range(3):
            self.running.tasks.wait(120_000)
            self.application.processEvents()

    def wait(self, act: Callable[[], Any], shown: Callable[[], bool]) -> float:
        """Milliseconds from an act until what it asked for is there and painted."""
        started = time.perf_counter()
        act()
        while not shown():
            self.application.processEvents()
        self.window.repaint()
        return (time.perf_counter() - started) * 1000


def steps(seat: Seat) -> dict[str, list[float]]:
    """Every wait of the people's page and the case file."""
    from station_app.ui.filters import ColumnFilter

    times: dict[str, list[float]] = {}
    window = seat.window

    def take(name: str, act: Callable[[], Any], shown: Callable[[], bool] = lambda: True) -> None:
        times.setdefault(name, []).append(seat.wait(act, shown))
        seat.settle()

    window.open_page("people")
    seat.settle()
    page = window.screen_of("people")
    table = page.people.table.source
    rows = list(page.people.rows)
    page.open_person(rows[0].id)
    page.open_household(page.households.table.source.rows[0].id)
    seat.settle()
    page.close_record()
    shown, person = page.people.table, page.person
    for turn in range(ROUNDS):
        one = rows[(turn * 997) % len(rows)]
        take("人员列表重新读取并显示", page._read, lambda: not page._stale and table.rowCount() > 0)
        for text in (one.name[:1], one.name[:2], "wx", f"154{turn:04d}"):
            page.people.search.setText(text)
            page.people._pause.stop()
            take("列表里输入一个字", page.people._refresh)
        page.people.search.clear()
        page.people._refresh()
        take("按类别筛选", lambda: shown.set_filters({"categories": ColumnFilter(values=("D01",))}))
        low, high = ColumnFilter(low="30", high="45"), ColumnFilter(text="东")
        take("按年龄筛选", lambda low=low: shown.set_filters({"age": low}))
        take("年龄加村筛选", lambda low=low, high=high: shown.set_filters({"age": low, "village": high}))
        shown.set_filters({})
        take(
            "打开一个人",
            lambda one=one: page.open_person(one.id),
            lambda one=one: person.record_id == one.id and person.form.record_id == one.id,
        )
        home = page.households.table.source.rows[(turn * 613) % HOUSEHOLDS].id
        take(
            "打开一户",
            lambda home=home: page.open_household(home),
            lambda home=home: page.household.form.record_id == home,
        )
        page.close_record()
        case = window.screen_of("casefile")
        take(
            "打开全部情况",
            lambda one=one: window.open_page("casefile", one.id),
            lambda one=one, case=case: case.file is not None and case.file.person_id == one.id,
        )
        window.open_page("people")
    return times


def resident_mb() -> float:
    """Of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Print the waits, then the memory of a fresh process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if len(sys.argv) > 1:
        seat = Seat(StationFolder(Path(sys.argv[1])))
        first = resident_mb()
        seat.window.open_page("people")
        seat.settle()
        print(f"{first:.0f} {resident_mb():.0f}")
        os._exit(0)
    with tempfile.TemporaryDirectory() as root:
        folder = StationFolder(Path(root) / "station")
        make_station(folder, PEOPLE)
        add_households(folder)
        told = subprocess.run([sys.executable, __file__, str(folder.root)], capture_output=True, text=True, check=False)
        print(f"resident memory after start / with the list of people: {told.stdout.strip()} MB   (aim <= 200)")
        for name, waits in steps(Seat(folder)).items():
            print(f"{name:16} median {statistics.median(waits):7.1f} ms   worst {max(waits):7.1f} ms")
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
