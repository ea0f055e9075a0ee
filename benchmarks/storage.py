"""Storage: what rules and change log cost an import, how fast Ctrl+K is, how long a file takes to open.

Ratios against a floor measured in the same run, alternated; CPU time, so that a busy machine matters less.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from station_app import models
from station_app.core import names
from station_app.core.ids import new_id
from station_app.core.paths import StationFolder
from station_app.storage import changes, first_rows, keys, search, station_file
from station_app.storage.connect import open_file
from station_app.storage.search import Entry

ROWS, FINDABLE, QUERIES, ROUNDS = 13_000, (13_000, 100_000), 500, 3
MOMENT = "2026-01-01T00:00:00.000000+00:00"
PERSON = models.metadata.tables["person"]


def cpu(action: Callable[[], Any]) -> float:
    """CPU seconds of an action."""
    began = time.process_time()
    action()
    return time.process_time() - began


def person(number: int, station_id: str) -> tuple[Any, ...]:
    """A row as an import writes it: about half of the columns filled."""
    values: dict[str, Any] = dict.fromkeys(column.name for column in PERSON.columns)
    values |= {"id": new_id(), "station_id": station_id, "created_at": MOMENT, "updated_at": MOMENT, "version": 1}
    values |= {"created_by": "王敏", "updated_by": "王敏", "name": "王秀兰", "name_pinyin": "wang xiu lan"}
    values |= {"id_number": f"4199{number:014d}", "sex": "2", "birth_date": "1980-01-02", "ethnic_group": "01"}
    values |= {"education": "20", "village": "甲村", "register_village": "419901300201", "address": "甲村三组12号"}
    values |= {"phone": f"154{number:08d}", "categories": "A01,C01", "primary_category": "A01", "health_status": "10"}
    values |= {
        "id_document_type": "1",
        "employment_status": "9",
        "consent_date": "2026-01-01",
        "person_state": "normal",
    }
    return tuple(values.values())


def without_rules(made: str) -> str:
    """A CREATE TABLE without its CHECK lines."""
    kept = "\n".join(line for line in made.split("\n") if " CHECK " not in line)
    return kept.rstrip().rstrip(")").rstrip().rstrip(",") + ")"


def import_rows(folder: Path, rows: list[tuple[Any, ...]], *, rules: bool, log: bool) -> float:
    """Raw executemany into a fresh encrypted file, with or without CHECK rules and change log."""
    connection = open_file(folder / f"{new_id()}.db", os.urandom(32), create=True)
    parents = {key.column.table for key in PERSON.foreign_keys} - {PERSON}
    for table in (*parents, PERSON, models.metadata.tables["change"]):
        made = str(CreateTable(table).compile(dialect=sqlite.dialect()))
        connection.execute(made if rules else without_rules(made))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    if log:
        changes.install(connection.execute)
    columns = ", ".join(f'"{column.name}"' for column in PERSON.columns)
    statement = f"INSERT INTO person ({columns}) VALUES ({', '.join('?' * len(PERSON.columns))})"

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")

    seconds = cpu(write)
    connection.close()
    return seconds


def entries(dice: random.Random, count: int) -> list[Entry]:
    """Invented people to find."""
    found = []
    for number in range(count):
        given = dice.sample("秀兰英芳娟敏静丽强磊军洋勇艳杰涛", dice.choice((1, 2)))
        name = dice.choice("王李张刘陈杨赵黄周吴徐孙胡朱高林") + "".join(given)
        pinyin, initials = names.pinyin(name)
        id_number = f"4199{dice.randrange(10**14):014d}"
        words = (name, pinyin.replace(" ", ""), initials, id_number, f"154{dice.randrange(10**8):08d}")
        found.append(Entry("person", f"{number:032x}", name, "甲村", words))
    return found


def queries(dice: random.Random, people: list[Entry]) -> list[str]:
    """What people type, key by key: beginnings and middles of any word."""
    typed = []
    for _query in range(QUERIES):
        word = dice.choice(dice.choice(people).words)
        first = dice.randrange(len(word)) if dice.random() < 0.3 else 0
        typed.append(word[first : first + dice.randint(1, len(word))])
    return typed


def p99(times: list[float]) -> float:
    """Milliseconds that 99 of 100 stay below."""
    return sorted(times)[int(len(times) * 0.99)] * 1000


def measure_search(place: Path, count: int) -> None:
    """Ctrl+K over so many people against a scan in memory; and a first look into the same file."""
    dice = random.Random(1)
    folder = StationFolder(place)
    made = keys.create_keys(folder, None)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor="王敏")
    people = entries(dice, count)
    with db.work() as session:
        search.put_many(session, people)
    typed = queries(dice, people)
    connection = open_file(folder.database, made.data_key)
    everything = "\n".join("\n".join(entry.words) for entry in people)
    scans = [cpu(lambda query=query: everything.find(query + "\x01")) for query in typed]
    finds = [cpu(lambda query=query: search.find(connection, query)) for query in typed]
    ratio = p99(finds) / p99(scans)
    print(f"Ctrl+K over {count:,}: p99 {p99(finds):.1f} ms (aim 16), {ratio:.1f} x a scan in memory (aim 3)")
    connection.close()

    def first_look() -> None:
        opened = open_file(folder.database, made.data_key)
        first_rows.rows(opened, "person", ["id", "name"])
        opened.close()

    looks = sorted(cpu(first_look) for _look in range(30))
    print(f"opening with the first rows: {looks[15] * 1000:.1f} ms")
    db.close()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        station_id = new_id()
        rows = [person(number, station_id) for number in range(ROWS)]
        measured: dict[tuple[bool, bool], list[float]] = {}
        for _round in range(ROUNDS):
            for way in ((False, False), (True, False), (False, True), (True, True)):
                seconds = import_rows(Path(place), rows, rules=way[0], log=way[1])
                measured.setdefault(way, []).append(seconds)
        floor = statistics.median(measured[False, False])
        print(f"{ROWS:,} rows by executemany, encrypted, neither rules nor log: {floor:.2f} s = 1.0")
        for (rules, log), seconds_of in measured.items():
            print(f"  rules {rules!s:5} change log {log!s:5}: {statistics.median(seconds_of) / floor:.2f}")

        for count in FINDABLE:
            measure_search(Path(place) / f"station{count}", count)


if __name__ == "__main__":
    main()
