"""One unit of work a user action: all or nothing, announced after the commit, one thread at a time (F17–F20)."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.features.people.model import Household, Person
from station_app.storage import backup, records
from station_app.storage.connect import open_file
from station_app.storage.own_tables import About
from tests.storage.whole_station import WholeStation, make_station


class Stopped(Exception):  # noqa: N818 - what a service raises half-way
    pass


def stop() -> None:
    raise Stopped


def test_work_that_fails_leaves_nothing_behind_and_announces_nothing(whole: WholeStation) -> None:
    heard: list[frozenset[str]] = []
    whole.db.listen(heard.append)
    with contextlib.suppress(Stopped), whole.db.work() as session:
        records.save(session, Household, {"village": "甲村"}, require=False)
        stop()
    assert whole.villages() == []
    assert heard == []


def test_listeners_hear_after_the_commit_and_can_stop(whole: WholeStation) -> None:
    seen: list[tuple[frozenset[str], list[str]]] = []
    stop = whole.db.listen(lambda names: seen.append((names, whole.villages())))
    whole.household("甲村")
    stop()
    whole.household("乙村")
    assert seen == [(frozenset({"household"}), ["甲村"])]


def test_bulk_raw_and_own_tables_are_announced_too(whole: WholeStation) -> None:
    heard: list[frozenset[str]] = []
    whole.household("甲村")
    whole.db.listen(heard.append)
    with whole.db.work() as session:
        session.execute(update(Household).values(village="乙村"))
    with whole.db.work() as session:
        session.execute(insert(Person), [{"name": "王秀兰"}, {"name": "李梅"}])
    with whole.db.work() as session:
        session.execute(text("UPDATE household SET group_name = '三组', version = version + 1"))
    with whole.db.work() as session:
        session.add(About(name="x", value="y"))
    with whole.db.work() as session:
        records.live(session, Household)
    assert heard == [
        frozenset({"household"}),
        frozenset({"person"}),
        frozenset({"household"}),
        frozenset({"about"}),
    ]


def test_bulk_statements_are_stamped_like_single_saves(whole: WholeStation) -> None:
    first = whole.household("甲村")
    with whole.db.work() as session:
        session.execute(update(Household).values(village="乙村"))
        session.execute(insert(Household), [{"village": "丙村"}])
    with whole.db.read() as session:
        changed = records.get(session, Household, first)
        added = records.live(session, Household, Household.village == "丙村")[0]
        assert (changed.version, changed.updated_by, changed.updated_at > changed.created_at) == (2, "王敏", True)
        assert (added.version, added.created_by, added.station_id) == (1, "王敏", whole.db.station_id)
        assert len(added.id) == 32


def test_a_form_opened_before_another_save_does_not_overwrite_it(whole: WholeStation) -> None:
    household_id = whole.household("甲村")
    with whole.db.work() as session:
        records.save(session, Household, {"village": "乙村"}, record_id=household_id, version=1, require=False)
    with pytest.raises(Refused) as told, whole.db.work() as session:
        records.save(session, Household, {"village": "丙村"}, record_id=household_id, version=1, require=False)
    assert told.value.problems[0].code == "STALE"
    assert whole.villages() == ["乙村"]


def test_rows_of_a_released_savepoint_go_with_the_outer_rollback(whole: WholeStation) -> None:
    with contextlib.suppress(Stopped), whole.db.work() as session:
        with session.begin_nested():
            records.save(session, Household, {"village": "甲村"}, require=False)
        stop()
    assert whole.villages() == []


def test_a_rolled_back_savepoint_keeps_the_rest(whole: WholeStation) -> None:
    with whole.db.work() as session:
        records.save(session, Household, {"village": "甲村"}, require=False)
        with contextlib.suppress(Stopped), session.begin_nested():
            records.save(session, Household, {"village": "乙村"}, require=False)
            stop()
    assert whole.villages() == ["甲村"]


def test_tables_made_inside_a_transaction_go_with_its_rollback(whole: WholeStation) -> None:
    with contextlib.suppress(Stopped), whole.db.work() as session:
        session.execute(text("CREATE TABLE extra (x)"))
        stop()
    with whole.db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'extra'")) == 0


def test_a_reference_to_nobody_is_refused(whole: WholeStation) -> None:
    with pytest.raises(IntegrityError), whole.db.work() as session:
        session.execute(insert(Person), [{"name": "王秀兰", "household_id": "0" * 32}])


def test_a_moment_without_a_time_zone_is_refused_and_others_come_back_in_utc(whole: WholeStation) -> None:
    household_id = whole.household("甲村")
    naive = dt.datetime(2023, 2, 15, 8, 30)  # noqa: DTZ001 - the point of this test
    with pytest.raises(StatementError, match="without time zone"), whole.db.work() as session:
        session.execute(update(Household).values(voided_at=naive))
    in_china = naive.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))
    with whole.db.work() as session:
        session.execute(update(Household).values(voided_at=in_china, void_reason="重复"))
    with whole.db.read() as session:
        found = session.get(Household, household_id)
        assert found is not None
        assert found.voided_at == in_china
        assert found.voided_at.utcoffset() == dt.timedelta(0)


def test_what_is_written_in_read_is_rolled_back(whole: WholeStation) -> None:
    with whole.db.read() as session:
        session.execute(text("INSERT INTO about VALUES ('x', 'y')"))
    with whole.db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM about WHERE name = 'x'")) == 0


def test_reading_goes_on_while_another_program_is_about_to_write(whole: WholeStation) -> None:
    whole.household("甲村")
    other = open_file(whole.folder.database, whole.data_key)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert whole.villages() == ["甲村"]
    finally:
        other.close()


def test_a_file_held_by_another_program_is_called_busy_and_the_next_save_works(whole: WholeStation) -> None:
    code = (
        "import sys, time; from pathlib import Path; from station_app.storage.connect import open_file;"
        f"c = open_file(Path({str(whole.folder.database)!r}), bytes.fromhex({whole.data_key.hex()!r}));"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Trouble) as told:
            whole.household("甲村")
        holder.communicate("")
    assert told.value.code == "E_BUSY"
    whole.household("乙村")
    assert whole.villages() == ["乙村"]


def test_a_save_waits_for_a_long_read_and_is_not_lost(whole: WholeStation) -> None:
    reading, done = threading.Event(), threading.Event()

    def read_long() -> None:
        with whole.db.read() as session:
            session.scalar(text("SELECT count(*) FROM household"))
            reading.set()
            done.wait(0.4)

    thread = threading.Thread(target=read_long)
    thread.start()
    reading.wait()
    whole.household("甲村")
    thread.join()
    assert whole.villages() == ["甲村"]


def test_read_then_write_meets_no_other_writer_in_between(whole: WholeStation) -> None:
    """Two threads count up 40 times each by reading and writing; with a plain BEGIN one would be refused (F19)."""
    household_id = whole.household("0")
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _round in range(40):
                with whole.db.work() as session:
                    found = records.get(session, Household, household_id)
                    found.village = str(int(found.village) + 1)
        except BaseException as failure:  # noqa: BLE001 - handed to the test
            failures.append(failure)

    threads = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert whole.villages() == ["80"]


def test_a_session_of_one_thread_is_refused_in_another(whole: WholeStation) -> None:
    failures: list[BaseException] = []

    def use(session: Session) -> None:
        try:
            session.scalar(text("SELECT 1"))
        except RuntimeError as failure:
            failures.append(failure)

    with whole.db.read() as session:
        session.scalar(text("SELECT 1"))
        thread = threading.Thread(target=use, args=(session,))
        thread.start()
        thread.join()
    assert len(failures) == 1


def test_many_threads_may_read_and_close_closes_them_all(whole: WholeStation) -> None:
    whole.household("甲村")
    read: list[list[str]] = []
    threads = [threading.Thread(target=lambda: read.append(whole.villages())) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [["甲村"]] * 12
    whole.db.close()
    assert whole.villages() == ["甲村"]


def test_a_file_that_a_service_cannot_read_is_not_taken_for_the_stations_disk(whole: WholeStation) -> None:
    with pytest.raises(PermissionError), whole.db.work():
        raise PermissionError(13, "a roster on a stick")


@pytest.mark.parametrize("name", ["社工 站", "100%?x=1#y", "a'b"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    made = make_station(tmp_path / name, None)
    made.household("甲村")
    copy = backup.make_copy(made.db, made.folder, made.folder.copies)
    made.db.close()
    assert copy.rows["household"] == 1
    assert made.folder.database.exists()


@pytest.mark.parametrize("outer", ["work", "read"])
def test_work_inside_work_is_a_bug_that_shows_at_once(whole: WholeStation, outer: str) -> None:
    with getattr(whole.db, outer)(), pytest.raises(RuntimeError, match="wait for itself"), whole.db.work():
        pass
    whole.household("甲村")


def test_an_engine_error_carries_no_values_of_people(whole: WholeStation) -> None:
    with pytest.raises(IntegrityError) as told, whole.db.work() as session:
        session.execute(insert(Person), [{"name": "王秀兰", "id_number": "1" * 19}])
    assert "王秀兰" not in str(told.value)
    assert "1" * 19 not in str(told.value)


def test_the_pragmas_are_what_the_decision_says(whole: WholeStation) -> None:
    expected = {
        "foreign_keys": 1,
        "journal_mode": "truncate",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "busy_timeout": 5000,
        "application_id": 0x53575331,
        "user_version": 1,
    }
    with whole.db.read() as session:
        assert {name: session.scalar(text(f"PRAGMA {name}")) for name in expected} == expected
