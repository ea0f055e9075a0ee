"""station.db dragged by hand while the program writes: what such a copy is when it comes back (F16)."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from station_app.app import care
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.storage import audit, backup, integrity, left_as, lost, records, station_file
from station_app.storage.connect import open_file
from station_app.storage.database import Database
from tests.storage.whole_station import WholeStation


def dragged(whole: WholeStation, to: Path) -> StationFolder:
    """The database alone, byte by byte, as a file window copies it; the key file is laid beside it."""
    to.mkdir()
    shutil.copyfile(whole.folder.database, to / whole.folder.database.name)
    shutil.copyfile(whole.folder.key_file, to / whole.folder.key_file.name)
    return StationFolder(to)


def test_a_file_dragged_in_the_middle_of_a_save_is_found_damaged_by_the_full_check(
    whole: WholeStation, tmp_path: Path
) -> None:
    for number in range(20):
        whole.household(f"{number}村")
    found = []
    with whole.db.work() as session:
        session.connection().exec_driver_sql("PRAGMA cache_size=8")  # a small computer writes before the commit
        for turn in range(6):
            for number in range(60):
                records.save(session, Household, {"village": f"{turn}-{number}村"}, require=False)
            session.flush()
            copied = dragged(whole, tmp_path / f"torn-{turn}")
            found.append([finding.code for finding in integrity.check(copied, whole.data_key)])
    assert all(found), f"a torn copy was called whole: {found}"
    assert integrity.check(whole.folder, whole.data_key) == [], "the file itself is whole"


def test_copies_dragged_while_saves_go_on_are_damaged_or_hold_everything_acknowledged_before(
    whole: WholeStation, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def save_on() -> None:
        while not stop.is_set():
            name = f"{len(acknowledged)}村"
            whole.household(name)
            acknowledged.append(name)
        whole.db.close()

    writer = threading.Thread(target=save_on)
    writer.start()
    try:
        for turn in range(25):
            before = list(acknowledged)
            copied = dragged(whole, tmp_path / f"loop-{turn}")
            if integrity.check(copied, whole.data_key):
                continue
            db = station_file.open_station(copied, whole.data_key, actor="王敏")
            held = WholeStation(copied, b"", "", db).villages()
            db.close()
            assert held[: len(before)] == before
    finally:
        stop.set()
        writer.join()
    assert acknowledged


def test_a_file_that_is_not_the_one_closed_last_is_checked_whole_and_that_is_noted(whole: WholeStation) -> None:
    whole.household("甲村")
    whole.db.close()
    care.remember_file(whole.db, whole.folder)
    assert left_as.is_as_left(whole.folder, whole.data_key)
    db = station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    care.check(db, whole.folder)
    assert checks(db) == 0, "it is the file as it was left"
    with db.work() as session:
        records.save(session, Household, {"village": "乙村"}, require=False)
    db.close()  # killed: nobody remembered the file
    db = station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    care.check(db, whole.folder)
    assert checks(db) == 1
    db.close()


def test_a_foreign_file_whose_trail_does_not_fit_is_told_and_noted(whole: WholeStation) -> None:
    """Pages that are each whole, of two different moments: the structure may fit, the seal of the trail does not."""
    whole.household("甲村")
    whole.db.close()
    raw = open_file(whole.folder.database, whole.data_key)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='change'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute("DELETE FROM change WHERE counter = (SELECT max(counter) FROM change)")
    raw.close()
    db = station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    with pytest.raises(Trouble) as told:
        care.check(db, whole.folder)
    assert told.value.code == "E_AUDIT_TRAIL"
    assert "对不上" in told.value.what
    assert not db.read_only, "every page is whole: nobody is locked out for good"
    assert checks(db) == 1
    db.close()


def test_what_a_restore_would_lose_is_counted_by_kind(whole: WholeStation) -> None:
    first = whole.household("甲村")
    copy = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    same = lost.compare(whole.folder.database, copy, whole.data_key)
    assert same is not None
    assert same.is_nothing
    whole.household("乙村")
    with whole.db.work() as session:
        records.save(session, Household, {"village": "丙村"}, record_id=first, require=False)
    found = lost.compare(whole.folder.database, copy, whole.data_key)
    assert found == lost.Lost({"household": 1}, {"household": 1}, {})
    assert lost.compare(whole.folder.database, copy, bytes(32)) is None, "another station's key"


def checks(db: Database) -> int:
    with db.read() as session:
        query = "SELECT count(*) FROM audit_entry WHERE action = 'full_check'"
        return int(audit.execute_of(session)(query).fetchone()[0])
