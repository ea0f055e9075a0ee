"""Process start to the first painted window of an encrypted 15,000-person station, against a bare window.

人员 with 50 rows, as it opens for who goes on where she was, and 今日, which opens first: classes, half-days without
marks, follow-ups and certificates of a station at work. All in the same run, alternated, median of several rounds.
The key is known (a station without password).
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from station_app.core import id_number, names
from station_app.core.ids import new_id
from station_app.core.paths import StationFolder

ROUNDS = 15
PEOPLE = 15_000
CLASSES, VISITS = 8, 400

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.monotonic_ns(), flush=True), app.quit()))
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from typing import Any
from PySide6.QtWidgets import QApplication
from station_app.core.paths import StationFolder
app = QApplication(sys.argv[:1])
from station_app.app.running import Running
running = Running(app, StationFolder(Path(sys.argv[1])))
running.memory.page, running.memory.goes_on = sys.argv[2], True
running._after_first_paint = lambda: (print(time.monotonic_ns(), flush=True), app.quit())
running.open(None)
app.exec()
"""


def seal(connection: Any) -> None:
    """Plain SQL is sealed in the audit trail as a save is: else the program finds that somebody tampered with it."""
    from types import SimpleNamespace

    from station_app.storage import audit

    query = "SELECT max(json_extract(detail, '$.to')) FROM audit_entry WHERE action IN ('change', 'void')"
    (sealed,) = connection.execute(query).fetchone()
    audit.note_changes(SimpleNamespace(execute=connection.execute, actor="bench"), sealed or 0)


def make_station(folder: StationFolder, people: int) -> None:
    """A station of invented people by plain SQL (region 4199, phones 154)."""
    import station_app.models  # noqa: F401
    from station_app.features.station import service
    from station_app.storage import connect, keys, station_file

    made = keys.create_keys(folder, None)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor="bench")
    with db.work() as session:
        station_id = service.save_station(
            session, {"name": "城郊乡社会工作服务站", "division_code": "419901300"}, require=False
        )
    db.close()
    draw = random.Random(2023)
    moment = "2023-02-08T00:00:00.000000+00:00"
    connection = connect.open_file(folder.database, made.data_key)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(people):
        born = dt.date(1955 + draw.randrange(45), 1 + draw.randrange(12), 1 + draw.randrange(28))
        name = draw.choice("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗") + "".join(
            draw.sample("秀兰桂英玉梅红霞丽娟淑芬凤春花小燕爱华冬", 2)
        )
        first_17 = f"4199{draw.randrange(1, 99):02d}{born:%Y%m%d}{draw.randrange(1000):03d}"
        row = {
            "id": new_id(),
            "station_id": station_id,
            "name": name,
            "name_pinyin": names.pinyin(name)[0],
            "id_document_type": "1",
            "id_number": first_17 + id_number.check_character(first_17),
            "sex": "1" if int(first_17[16]) % 2 else "2",
            "birth_date": born.isoformat(),
            "ethnic_group": "01",
            "phone": f"154{number:08d}",
            "village": f"{draw.choice('李王赵周孙')}家村",
            "address": "一组",
            "categories": draw.choice(["A01", "D01", "A01,D01"]),
            "employment_status": "9",
            "person_state": "normal",
            "created_at": moment,
            "created_by": "bench",
            "updated_at": moment,
            "updated_by": "bench",
            "version": 1,
        }
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT OR IGNORE INTO person ({', '.join(row)}) VALUES ({places})", tuple(row.values()))
    seal(connection)
    connection.execute("COMMIT")
    connection.close()


def put_to_work(folder: StationFolder) -> None:
    """Classes that run today with half their marks missing, and visits that are due, through the services."""
    from sqlalchemy import select

    from station_app.core import clock
    from station_app.features.followups import service as followups
    from station_app.features.people.model import Person
    from station_app.features.training import service
    from station_app.storage import keys, station_file

    db = station_file.open_station(folder, keys.unlock(folder, None), actor="bench")
    today = clock.today()
    start = today - dt.timedelta(days=4)
    with db.work() as session:
        people = list(session.scalars(select(Person.id).limit(CLASSES * 42 + VISITS)))
        for number in range(CLASSES):
            values = {
                "name": f"第{number}期面点技术培训班",
                "trade": "4-03-02-02",
                "form": "1",
                "venue": f"文化站{number}",
                "start_date": start,
                "end_date": today + dt.timedelta(days=30),
                "planned_count": 42,
                "target_categories": ("A01", "D01"),
                "trainer_name": f"刘桂香{number}",
                "class_worker": "王敏",
                "organiser": "城郊乡社会工作服务站",
            }
            class_id = service.save_class(session, values)
            service.plan_timetable(session, class_id, start, 10, options=service.PlanOptions(weekends=True))
            service.advance(session, class_id, "enrolling")
            chosen = people[number * 42 : number * 42 + 42]
            service.enrol(session, class_id, chosen, start, "村里推荐", override_reason="bench")
            detail = service.get_class(session, class_id)
            service.mark_many(
                session,
                [
                    service.MarkEntry(half.id, trainee.id, "P")
                    for half in detail.sessions[:5]
                    for trainee in detail.trainees
                ],
            )
        for number, key in enumerate(people[-VISITS:]):
            day = today - dt.timedelta(days=20 + number % 90)
            followups.schedule(session, "T", key, ("enrolment", key), start=day, worker="王敏")
    db.close()


def seconds(code: str, *arguments: str) -> float:
    """From before the process is started until it says that the first paint is done."""
    started = time.monotonic_ns()
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return (int(done.stdout.split()[-1]) - started) / 1e9


def main() -> None:
    """Print both medians and their ratio."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    with tempfile.TemporaryDirectory() as root:
        os.environ["PYTHONPYCACHEPREFIX"] = f"{root}/bytecode"
        folder = StationFolder(Path(root) / "station")
        make_station(folder, PEOPLE)
        put_to_work(folder)
        kinds = {
            "bare": (BARE, ()),
            "people": (OURS, (str(folder.root), "people")),
            "today": (OURS, (str(folder.root), "")),
        }
        for code, arguments in kinds.values():
            seconds(code, *arguments)
        taken: dict[str, list[float]] = {name: [] for name in kinds}
        for _round in range(ROUNDS):
            for name, (code, arguments) in kinds.items():
                taken[name].append(seconds(code, *arguments))
    floor, people, today = (statistics.median(taken[name]) for name in kinds)
    print(f"bare PySide6 window          {floor * 1000:7.1f} ms   1.00")
    print(f"人员, 50 of {PEOPLE:,} people    {people * 1000:7.1f} ms   {people / floor:4.2f}   (aim <= 1.3)")
    print(f"今日, of the same station    {today * 1000:7.1f} ms   {today / floor:4.2f}   (aim <= 1.3)")


if __name__ == "__main__":
    main()
