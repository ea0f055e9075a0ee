"""A station's first package and snapshot, 5,000 people and 100,000 marks, against a dump of the same rows.

python benchmarks/packages.py [MARKS]. The floor is what `.dump | zstd -3` does (its text put together by SQLite's
quote(), packed by zstd level 3, written and synced) over the same encrypted file, of the tables that travel alone.
Ratios of one run, alternated, in CPU time; making the digest and verifying are timed apart as well.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import zstandard
from sqlalchemy.orm import Session

import station_app.models  # noqa: F401 - completes the metadata
from benchmarks.county import station_rows
from station_app.core.paths import StationFolder
from station_app.exchange import digest, outgoing, package
from station_app.exchange.keys import DeviceKeys
from station_app.exchange.manifest import Manifest
from station_app.exchange.tables import travelling
from station_app.features.station.model import Station
from station_app.storage import changes, keys, records, station_file
from station_app.storage.database import Database

PEOPLE, MARKS, ROUNDS = 5_000, 100_000, 5
STATION_KEYS, COUNTY_KEYS = DeviceKeys.new(), DeviceKeys.new()
AT = "2023-02-15T00:30:00.000000+00:00"


def station_of(place: Path, marks: int) -> Database:
    """A real encrypted station whose change log was written by its triggers."""
    folder = StationFolder(place / "station")
    data_key = keys.create_keys(folder, None).data_key
    station_file.create_station(folder, data_key)
    db = station_file.open_station(folder, data_key, actor="王敏")
    with db.work() as session:
        records.save(session, Station, {"name": "城郊乡社会工作服务站"}, require=False)
    rows = station_rows(db.station_id, PEOPLE, marks)
    order = [name for name in travelling() if name in rows]
    with db.work() as session:
        for name in order:
            columns = list(dict.fromkeys(column for row in rows[name] for column in row))
            names, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" for _column in columns)
            session.connection().exec_driver_sql(
                f'INSERT INTO "{name}" ({names}) VALUES ({places})',
                [tuple(row.get(column) for column in columns) for row in rows[name]],
            )
    return db


def dumped(session: Session, out: Path) -> int:
    """The floor; returns the bytes of text."""
    driver: Any = session.connection().connection.driver_connection
    length = 0
    with out.open("wb") as file, zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False) as packing:
        for table in travelling().values():
            values = " || ',' || ".join(f'quote("{column}")' for column in table.columns)
            query = (
                f"SELECT 'INSERT INTO \"{table.name}\" VALUES(' || {values} || ');' || char(10) FROM \"{table.name}\""
            )
            found = driver.execute(query)
            while batch := found.fetchmany(1000):
                text = "".join([row[0] for row in batch]).encode()
                length += len(text)
                packing.write(text)
        packing.flush(zstandard.FLUSH_FRAME)
        os.fsync(file.fileno())
    return length


def written(station: str, out: Path, content: Iterable[bytes], told: Any, **facts: Any) -> package.Inner:
    """Signed, sealed, on the disk."""
    manifest = Manifest(
        app="0.1.0",
        station=station,
        epoch="ab" * 16,
        seq=1,
        to=(COUNTY_KEYS.reader, STATION_KEYS.reader),
        made_at=AT,
        digest=told,
        **facts,
    )
    inner = package.build(manifest, content, STATION_KEYS.signing)
    with out.open("wb") as file:
        file.write(package.seal(inner))
        os.fsync(file.fileno())
    return inner


def opened(file: Path) -> int:
    found = package.open_package(
        file, [COUNTY_KEYS.identity], lambda _kid: [STATION_KEYS.signing.public_key], types={"package", "snapshot"}
    )
    return sum(1 for _line in found.lines)


def cpu(action: Callable[[], Any]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def main(marks: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        db = station_of(place, marks)
        station = db.station_id
        with db.read() as session:
            last = changes.last_counter(session)
            told = digest.digest(session, station)

            def first() -> package.Inner:
                lines = outgoing.lines(session, 1, last)
                return written(station, place / "first", lines, told, type="package", counter=(1, last))

            def snapshot() -> package.Inner:
                lines = outgoing.snapshot_lines(session)
                return written(station, place / "whole", lines, told, type="snapshot", counter=(1, last))

            actions: dict[str, Callable[[], Any]] = {
                "dump | zstd -3": lambda: dumped(session, place / "dump"),
                "first package": first,
                "snapshot": snapshot,
                "its lines alone": lambda: sum(map(len, outgoing.lines(session, 1, last))),
                "digest": lambda: digest.digest(session, station),
                "opened and every line checked": lambda: opened(place / "first"),
            }
            for action in actions.values():
                action()  # warm
            times: dict[str, list[float]] = {name: [] for name in actions}
            for _round in range(ROUNDS):
                for name, action in actions.items():
                    times[name].append(cpu(action))
            inner = first()
            text = dumped(session, place / "dump")
        floor = statistics.median(times["dump | zstd -3"])
        rows, raw = inner.manifest.rows, inner.manifest.raw_len
        print(f"{PEOPLE} people, {marks} marks: {rows} lines, {raw / 1e6:.1f} MB of JSON, dump {text / 1e6:.1f} MB")
        for name, found in times.items():
            middle = statistics.median(found)
            print(f"{name:32s} {middle * 1000:7.0f} ms  {middle / floor:5.2f}x")
        both = statistics.median(times["first package"]) + statistics.median(times["digest"])
        print(f"{'first package and its digest':32s} {both * 1000:7.0f} ms  {both / floor:5.2f}x")
        for name in ("dump", "first", "whole"):
            print(f"{name:32s} {(place / name).stat().st_size / 1e6:7.2f} MB")
        db.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MARKS)
