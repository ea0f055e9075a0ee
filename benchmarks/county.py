"""The county: a station's whole state applied, against the same rows raw; many stations and months as a table.

python benchmarks/county.py [STATIONS MONTHS]; the long run is `500 12`. PostgreSQL is measured where its programs are
installed. Ratios of one run, alternated; decrypting, verifying, validating and the digest are timed apart.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import text

from station_app.core.ids import new_id
from station_app.county.service import overview, registry, rollup
from station_app.county.service.receiving import receive
from station_app.county.store import county_file
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import CountyDatabase
from station_app.county.store.folder import CountyFolder
from station_app.county.store.plain import kept
from station_app.county.store.tables import metadata
from station_app.exchange import digest, lines, package
from station_app.exchange.enrolment import Request
from station_app.exchange.keys import DeviceKeys
from station_app.exchange.manifest import Manifest
from station_app.features.reports.rules.periods import read_period
from station_app.storage.connect import open_file
from tests.postgres.server import find_programs, running_server

PEOPLE, MARKS, ROUNDS = 5_000, 100_000, 3
AT = "2023-02-15T00:30:00.000000+00:00"
STAMPS = {"created_at": AT, "created_by": "王敏", "updated_at": AT, "updated_by": "王敏", "version": 1}
Plain = dict[str, Any]
_RECEIVING = """
import sys
from station_app.county import commands
commands.run(sys.argv[1:])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""The command, and the most memory that its own process ever had; what a parent hears of a child has its own in it."""


class Sender:
    """A station that is known to the county and has no file: its packages are made of plain rows."""

    def __init__(self, county: OpenCounty, number: int) -> None:
        self.county, self.station, self.keys = county, new_id(), DeviceKeys.new()
        self.epoch, self.seq, self.hash = new_id(), 0, ""
        self.chain: tuple[tuple[str, int, str], ...] = ()
        name = f"第{number}站"
        asked = Request(
            self.station, name, f"4199013{number % 100:02d}", self.keys.signing.public_key, self.keys.reader, "0.1.0"
        )
        with county.db.work() as session:
            registry.take_in(session, asked)

    def write(self, out: Path, rows: dict[str, list[Plain]], *, snapshot: bool) -> Path:
        self.seq += 1
        manifest = Manifest(
            type="snapshot" if snapshot else "package",
            app="0.1.0",
            station=self.station,
            epoch=self.epoch,
            seq=self.seq,
            prev=self.hash,
            chain=self.chain if snapshot else (),
            to=(*self.county.keys.readers, self.keys.reader),
            made_at=AT,
            digest=digests(rows) if snapshot else {},
        )
        inner = package.build(manifest, _lines(rows, snapshot=snapshot), self.keys.signing)
        self.hash = inner.hash
        self.chain = (*self.chain, (self.epoch, self.seq, inner.hash))
        place = out / f"{self.station}-{self.seq}.swx"
        place.write_bytes(package.seal(inner))
        return place


def digests(rows: dict[str, list[Plain]]) -> dict[str, tuple[int, str]]:
    found = {}
    for name, table in kept().items():
        if rows.get(name):
            ordered = sorted(rows[name], key=lambda row: str(row["id"]))
            values = (tuple(row.get(column) for column in sorted(table.columns)) for row in ordered)
            found[name] = digest.digest_of(values, table)
    return found


def _lines(rows: dict[str, list[Plain]], *, snapshot: bool) -> Iterator[bytes]:
    counter = 0
    for name, found in rows.items():
        for row in found:
            counter += 1
            yield lines.whole(name, row["id"], row) if snapshot else lines.new(name, row["id"], counter, row)


def station_rows(station: str, people: int, marks: int, month: int = 2) -> dict[str, list[Plain]]:
    """People of villages, one class a month with its half-days, and marks in the order in which a clerk types them."""
    found: dict[str, list[Plain]] = {"person": [], "training_class": [], "class_session": [], "enrolment": []}
    for number in range(people):
        lot = int(station[-8:], 16) + number * 7919 + month  # names, numbers and birthdays as spread as people's are
        name = "".join(chr(0x4E00 + (lot >> shift) % 900) for shift in (0, 7, 14))
        values = {"name": name, "name_pinyin": f"p{lot % 40_009}", "id_number": f"4199{lot % 10**14:014d}", "sex": "2"}
        values |= {"birth_date": f"19{60 + lot % 40}-{1 + lot % 12:02d}-{1 + lot % 28:02d}", "village": "甲村"}
        values |= {"phone": f"154{number:08d}", "categories": "A01,C01"}
        found["person"].append(_row("person", station, values))
    day = f"2023-{month:02d}-06"
    taught = {"class_no": f"2023-{month:03d}", "name": "面点班", "start_date": day, "end_date": f"2023-{month:02d}-20"}
    training = _row("training_class", station, taught)
    found["training_class"].append(training)
    trainees = [
        _row("enrolment", station, {"class_id": training["id"], "person_id": person["id"], "trainee_no": number + 1})
        for number, person in enumerate(found["person"][:42])
    ]
    found["enrolment"] = trainees
    found["session_attendance"] = []
    while len(found["session_attendance"]) < marks:
        half_day = _row("class_session", station, {"class_id": training["id"], "session_date": day})
        found["class_session"].append(half_day)
        for trainee in trainees[: marks - len(found["session_attendance"])]:
            values = {"session_id": half_day["id"], "enrolment_id": trainee["id"], "mark": "P", "paper_signed": 1}
            found["session_attendance"].append(_row("session_attendance", station, values))
    return found


def _row(name: str, station: str, values: Plain) -> Plain:
    said = {"id": new_id(), "station_id": station, **values, **STAMPS}
    return {column: said[column] for column in kept()[name].columns if column in said}


def found(root: Path, server: Any = None) -> OpenCounty:
    folder = CountyFolder(root)
    made = county_file.create(folder, name="测试县民政局", division="419901", password=None, server=server)
    return county_file.open_county(folder, made.data_key, actor="赵科", server=server)


def tuples(rows: dict[str, list[Plain]]) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [(*(row.get(column) for column in kept()[name].columns), None) for row in each]
        for name, each in rows.items()
        if each
    }


def statements(name: str, beside: str) -> tuple[str, str]:
    columns = [*kept()[name].columns, "extra"]
    listed = ", ".join(f'"{column}"' for column in columns)
    sets = ", ".join(f'"{column}" = excluded."{column}"' for column in (*columns[1:], "arrived_hash"))
    into = f"INSERT INTO \"{name}\" ({listed}, arrived_hash) SELECT {listed}, '{'a' * 64}' FROM {beside} WHERE true"
    return listed, f"{into} ON CONFLICT (id) DO UPDATE SET {sets}"


def raw_sqlite(db: CountyDatabase, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """The same rows by executemany beside the tables, then ON CONFLICT, into the same kind of encrypted file."""
    connection = open_file(db.path, db.data_key)
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, each in rows.items():
        listed, merge = statements(name, f'temp."raw_{name}"')
        connection.execute(f'CREATE TEMPORARY TABLE "raw_{name}" AS SELECT {listed} FROM "{name}" LIMIT 0')
        marks = ", ".join("?" for _column in each[0])
        connection.executemany(f'INSERT INTO temp."raw_{name}" ({listed}) VALUES ({marks})', each)
        connection.execute(merge)
    connection.execute("COMMIT")
    spent = time.perf_counter() - began
    connection.close()
    return spent


def raw_postgresql(db: CountyDatabase, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """The same rows by COPY beside the tables, then ON CONFLICT."""
    with db.engine.connect() as held:
        driver: Any = held.connection.driver_connection
        began = time.perf_counter()
        with driver.cursor() as cursor:
            for name, each in rows.items():
                listed, merge = statements(name, f'pg_temp."raw_{name}"')
                source = f'SELECT {listed} FROM "{name}" LIMIT 0'
                cursor.execute(f'CREATE TEMPORARY TABLE "raw_{name}" ON COMMIT DROP AS {source}')
                with cursor.copy(f'COPY pg_temp."raw_{name}" ({listed}) FROM STDIN') as copy:
                    for row in each:
                        copy.write_row(row)
                cursor.execute(merge)
        driver.commit()
        return time.perf_counter() - began


def apply_once(root: Path, server: Any) -> tuple[float, float, dict[str, float]]:
    """Seconds of ours (staging to commit), of the raw way, and of the other parts."""
    _emptied(server)
    county = found(root / "ours", server)
    sender = Sender(county, 1)
    rows = station_rows(sender.station, PEOPLE, MARKS)
    file = sender.write(root, rows, snapshot=True)
    began = time.perf_counter()
    (arrival,) = receive(county, [file])
    whole = time.perf_counter() - began
    assert str(arrival.status) == "applied", arrival
    assert arrival.outcome.created == sum(map(len, rows.values()))
    parts = dict(arrival.outcome.seconds)
    apart = {name: parts[name] for name in ("decrypt", "validate", "digest", "tell")}
    with county.db.read() as session:
        assert overview.list_stations(session)[0].alarms == 0
    county.db.close()
    _emptied(server)
    bare = found(root / "raw", server)
    raw = (raw_sqlite if server is None else raw_postgresql)(bare.db, tuples(rows))
    bare.db.close()
    return whole - sum(apart.values()), raw, apart


def _emptied(server: Any) -> None:
    if server is not None:
        from sqlalchemy import create_engine

        engine = create_engine(server)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS county_419901 CASCADE"))
        engine.dispose()


def apply_ratios(word: str, server: Any) -> None:
    ratios, others = [], []
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            ours, raw, apart = apply_once(Path(folder), server)
        ratios.append(ours / raw)
        others.append(apart)
        told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in apart.items())
        print(f"  {word}: staging to commit {ours:.2f} s, raw {raw:.2f} s = {ours / raw:.2f}x; apart: {told}")
    print(f"{word}: {PEOPLE:,} people and {MARKS:,} marks, staging to commit / raw = {statistics.median(ratios):.2f}x")


def memory() -> float:
    """Peak MB of the command that takes the large package in."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        county = found(root / "county")
        sender = Sender(county, 1)
        file = sender.write(root, station_rows(sender.station, PEOPLE, MARKS), snapshot=True)
        county.db.close()
        words = ["--data", str(root / "county"), "receive", str(file)]
        told = subprocess.run(
            [sys.executable, "-c", _RECEIVING, *words], check=True, capture_output=True, text=True
        ).stdout
    return int(told.split()[-1]) / 1024


def many(word: str, server: Any, stations: int, months: int) -> None:
    """Every station sends a month's package, month by month; how fast, and how fast the county counts."""
    print(f"{word}: {stations} stations × {months} packages of 12 people, 250 marks")
    print("  months  packages  packages/s  records     roll-up s  file MB")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _emptied(server)
        county = found(root / "county", server)
        senders = [Sender(county, number) for number in range(stations)]
        total = records = 0
        for month in range(1, months + 1):
            files = []
            for sender in senders:
                rows = station_rows(sender.station, 12, 250, month)
                records += sum(map(len, rows.values()))
                files.append(sender.write(root, rows, snapshot=False))
            began = time.perf_counter()
            arrivals = receive(county, files)
            spent = time.perf_counter() - began
            assert all(str(arrival.status) == "applied" for arrival in arrivals)
            total += len(files)
            for file in files:
                file.unlink()
            began = time.perf_counter()
            with county.db.read() as session:
                rollup.report(session, read_period(f"2023-{month:02d}"))
            counted = time.perf_counter() - began
            rate = len(files) / spent
            size = _size(county)
            print(f"  {month:6}  {total:8}  {rate:10.1f}  {records:10,}  {counted:9.2f}  {size:7.1f}", flush=True)
        county.db.close()


def _size(county: OpenCounty) -> float:
    if not county.db.is_served:
        return county.db.path.stat().st_size / 1e6
    total = "SELECT sum(pg_total_relation_size(format('%I', relname)::regclass)) FROM pg_class"
    where = "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    with county.db.read() as session:
        return float(session.execute(text(f"{total} {where}")).scalar_one()) / 1e6


def main() -> None:
    stations, months = (int(word) for word in (sys.argv[1:3] or ("20", "3")))
    print(f"{len(metadata.tables)} tables")
    with ExitStack() as stack:
        places: list[tuple[str, Any]] = [("SQLite (encrypted)", None)]
        programs = find_programs()
        if programs is None:
            print("PostgreSQL is not installed: not measured")
        else:
            places.append(("PostgreSQL", stack.enter_context(running_server(programs)).url))
        for word, server in places:
            apply_ratios(word, server)
        print(f"peak memory of `station-county receive` with the same package: {memory():.0f} MB")
        for word, server in places:
            many(word, server, stations, months)


if __name__ == "__main__":
    main()
