"""安全副本: proven before it counts, thinned by count, never mistaken when unfinished (F06, F24, F26)."""

from __future__ import annotations

import datetime as dt
import json
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from station_app.core.errors import Trouble
from station_app.features.people.model import Household
from station_app.storage import backup, copies, records
from station_app.storage.connect import open_file
from station_app.storage.copies import Copy
from tests.storage.whole_station import WholeStation


def attach(whole: WholeStation, content: bytes) -> str:
    whole.folder.attachments.mkdir(exist_ok=True)
    name = sha256(content).hexdigest()
    (whole.folder.attachments / name).write_bytes(content)
    return name


def test_a_copy_holds_everything_and_says_what_it_holds(whole: WholeStation, tmp_path: Path) -> None:
    whole.household("甲村")
    attachment = attach(whole, b"scan")
    copy = backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    assert sorted(place.name for place in copy.path.iterdir()) == [
        "attachments",
        "copy.json",
        "station.db",
        "station.key",
    ]
    assert (copy.path / "attachments" / attachment).read_bytes() == b"scan"
    assert (copy.path / "station.key").read_bytes() == whole.folder.key_file.read_bytes()
    assert (copy.rows["household"], copy.rows["person"], copy.schema, copy.reason) == (1, 0, 1, "button")
    assert copy.station_id == whole.db.station_id
    connection = open_file(copy.path / "station.db", whole.data_key, read_only=True)
    assert connection.execute("SELECT village FROM household").fetchall() == [("甲村",)]
    connection.close()
    assert backup.list_copies(tmp_path / "usb") == [copy]


def test_copies_are_numbered_on_whatever_the_clock_says(whole: WholeStation, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2026, 2099, 2001):
        at(monkeypatch, dt.datetime(year, 3, 1, 9, tzinfo=dt.UTC))
        backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    assert [(copy.sequence, copy.day[:4]) for copy in backup.list_copies(whole.folder.copies)] == [
        (1, "2026"),
        (2, "2099"),
        (3, "2001"),
    ]
    assert not backup.daily_copy_due(whole.folder)
    at(monkeypatch, dt.datetime(2001, 3, 2, 9, tzinfo=dt.UTC))
    assert backup.daily_copy_due(whole.folder)


def at(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    """Set the office's clock."""
    monkeypatch.setattr("station_app.core.clock.now", lambda: moment)


def test_a_fresh_station_needs_its_daily_copy(whole: WholeStation) -> None:
    assert backup.daily_copy_due(whole.folder)


def test_a_copy_at_the_end_of_work_is_made_only_when_something_was_saved(whole: WholeStation) -> None:
    assert backup.close_copy(whole.db, whole.folder) is not None
    assert backup.close_copy(whole.db, whole.folder) is None
    whole.household("甲村")
    made = backup.close_copy(whole.db, whole.folder)
    assert made is not None
    assert (made.sequence, made.reason) == (2, "close")


def test_saves_by_others_during_a_copy_wait_and_are_not_lost(whole: WholeStation, tmp_path: Path) -> None:
    with whole.db.work() as session:
        for _row in range(3000):
            session.add(Household(village="甲村"))
    started = threading.Event()
    saved: list[str] = []

    def save() -> None:
        started.wait()
        saved.extend(whole.household("乙村") for _round in range(20))

    thread = threading.Thread(target=save)
    thread.start()
    started.set()
    copy = backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    thread.join()
    assert len(saved) == 20
    assert 3000 <= copy.rows["household"] <= 3020
    assert len(whole.villages()) == 3020


def test_an_unfinished_or_foreign_folder_is_never_a_copy(whole: WholeStation) -> None:
    made = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    made.path.rename(made.path.with_name(made.path.name + ".part"))
    (whole.folder.copies / "copy-000009-20260101-0900").mkdir()
    for number, text in enumerate(("", "[]", "{}", '{"version": 99}', "null")):
        odd = whole.folder.copies / f"copy-00002{number}-20260101-0900"
        odd.mkdir()
        (odd / copies.MANIFEST).write_text(text)
    assert backup.list_copies(whole.folder.copies) == []
    assert backup.list_copies(whole.folder.root / "nowhere") == []
    assert backup.make_copy(whole.db, whole.folder, whole.folder.copies).sequence == 25


def test_a_damaged_file_makes_no_copy_and_leaves_the_earlier_one(whole: WholeStation) -> None:
    whole.household("甲村")
    good = backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    whole.db.close()
    content = bytearray(whole.folder.database.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100] ^= 1
    whole.folder.database.write_bytes(content)
    with pytest.raises(Trouble) as told:
        backup.make_copy(whole.db, whole.folder, whole.folder.copies)
    assert told.value.code == "E_DB_DAMAGED"
    assert [place.name for place in whole.folder.copies.iterdir()] == [good.path.name]
    findings = backup.check(whole.folder, whole.data_key)
    assert findings[0].code == "E_DB_DAMAGED"
    assert str(good.path) in findings[0].text


def test_a_target_that_cannot_be_made_is_told_and_nothing_is_left(whole: WholeStation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble) as told:
        backup.make_copy(whole.db, whole.folder, tmp_path / "file")
    assert told.value.code == "E_COPY_FAILED"


def plant(folder: Path, days: list[str], reason: str = "daily") -> None:
    """Copies of which only the manifests matter here."""
    first = 1 + len(copies.list_copies(folder))
    for sequence, day in enumerate(days, start=first):
        path = folder / f"copy-{sequence:06d}-{day.replace('-', '')}-0900"
        path.mkdir(parents=True)
        copies.write_manifest(Copy(path, sequence, f"{day}T09:00:00+08:00", reason, "s", "0.1", 1, {}, {}))


def days_from(first: dt.date, count: int) -> list[str]:
    return [(first + dt.timedelta(days=number)).isoformat() for number in range(count)]


def left(folder: Path) -> list[str]:
    return [copy.day for copy in copies.list_copies(folder)]


def test_a_year_of_daily_copies_thins_to_days_weeks_and_months(tmp_path: Path) -> None:
    plant(tmp_path, days_from(dt.date(2026, 1, 1), 365))
    gone = copies.thin(tmp_path)
    kept = left(tmp_path)
    assert len(gone) + len(kept) == 365
    assert kept[-7:] == days_from(dt.date(2026, 12, 25), 7)
    assert kept[:11] == [(dt.date(2026, month + 1, 1) - dt.timedelta(days=1)).isoformat() for month in range(1, 12)]
    assert len(kept) == 7 + 2 + 11  # two of the four weeks and the twelfth month are among the days already
    assert not list(tmp_path.glob("*.part"))
    assert copies.thin(tmp_path) == []


def test_a_clock_that_stands_still_leaves_the_newest_seven(tmp_path: Path) -> None:
    plant(tmp_path, ["2001-01-01"] * 30)
    copies.thin(tmp_path)
    assert [copy.sequence for copy in copies.list_copies(tmp_path)] == list(range(24, 31))


def test_a_jump_to_2099_and_back_makes_no_copy_old(tmp_path: Path) -> None:
    before = days_from(dt.date(2026, 3, 1), 5)
    after = days_from(dt.date(2026, 3, 6), 5)
    plant(tmp_path, [*before, "2099-07-01", *after])
    copies.thin(tmp_path)
    assert left(tmp_path)[-6:] == ["2099-07-01", *after]
    plant(tmp_path, days_from(dt.date(2026, 3, 11), 40))
    copies.thin(tmp_path)
    assert left(tmp_path)[-7:] == days_from(dt.date(2026, 4, 13), 7)


def test_the_copy_before_the_last_migration_stays(tmp_path: Path) -> None:
    plant(tmp_path, ["2026-01-05"], reason="migration")
    plant(tmp_path, ["2026-01-06"], reason="migration")
    plant(tmp_path, days_from(dt.date(2026, 1, 7), 24))
    copies.thin(tmp_path)
    assert left(tmp_path)[0] == "2026-01-06"


def test_copies_on_a_stick_are_never_thinned(whole: WholeStation, tmp_path: Path) -> None:
    plant(tmp_path / "usb", ["2026-01-05"] * 20)
    backup.make_copy(whole.db, whole.folder, tmp_path / "usb")
    assert len(copies.list_copies(tmp_path / "usb")) == 21


def test_the_manifest_names_no_person(whole: WholeStation, tmp_path: Path) -> None:
    with whole.db.work() as session:
        records.save(session, Household, {"head_name": "王秀兰", "village": "甲村"}, require=False)
    copy = backup.make_copy(whole.db, whole.folder, tmp_path)
    manifest = json.loads((copy.path / copies.MANIFEST).read_text())
    assert set(manifest) == {
        *("version", "sequence", "made_at", "reason", "station_id", "program", "schema", "rows", "files")
    }
    assert "王秀兰" not in json.dumps(manifest, ensure_ascii=False)
