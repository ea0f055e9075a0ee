"""A county is made once, opened with its keys alone, and says what does not fit."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.county import commands
from station_app.county.store import county_file, county_keys, trail
from station_app.county.store.folder import CountyFolder
from station_app.county.store.own_tables import OWN_TABLES
from station_app.county.store.tables import STATION_TABLES, about
from station_app.features.people.model import Person
from station_app.proof import cose
from station_app.storage.base import Synced
from tests.county.conftest import DIVISION, NAME, Founded, found


def test_every_travelling_table_is_there_with_the_same_columns(founded: Founded) -> None:
    with founded.county.db.read() as session:
        there = inspect(session.connection())
        names = set(there.get_table_names())
        assert names >= set(STATION_TABLES) | set(OWN_TABLES)
        for model in Synced.__subclasses__():
            if model.__tablename__ in STATION_TABLES:
                columns = {column["name"] for column in there.get_columns(model.__tablename__)}
                assert columns == {c.name for c in model.__table__.columns} | {"arrived_hash", "extra"}
                assert there.get_foreign_keys(model.__tablename__) == []
        assert session.execute(select(Person)).all() == []  # what is written for a station is asked here too


def test_a_county_knows_itself_and_its_keys_are_certified_by_the_root(founded: Founded) -> None:
    with founded.county.db.read() as session:
        assert county_file.told(session, "name") == NAME
        assert len(county_file.told(session, "epoch")) == 32
    keys = founded.county.keys
    signed = cose.unseal(keys.certificate, cose.COUNTY_KEY)
    assert signed.payload == keys.signing.public_key
    assert signed.is_signed_by(keys.root_public)
    assert county_keys.root_key(founded.folder, founded.recovery_key).public_key == keys.root_public
    assert county_keys.reserve_reader(founded.folder, founded.recovery_key).startswith("AGE-SECRET-KEY-1")
    assert b"AGE-SECRET" not in founded.folder.key_file.read_bytes()


def test_what_fails_half_way_leaves_nothing_and_listeners_hear_only_of_commits(founded: Founded) -> None:
    db, heard = founded.county.db, []
    stop = db.listen(heard.append)

    def half() -> None:
        with db.work() as session:
            session.execute(about.insert().values(name="half", value="x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with db.work() as session:
        trail.note(session, "test")
    stop()
    db.note("again")
    assert heard == [frozenset({"audit_entry"})]
    with db.read() as session:
        assert county_file.told(session, "half") == ""
        assert trail.verify(session).rows == 2


def test_two_writers_at_once_go_one_after_the_other(founded: Founded) -> None:
    db = founded.county.db

    def add() -> None:
        for _number in range(5):
            db.note("count")

    threads = [threading.Thread(target=add) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as session:
        verdict = trail.verify(session)
    assert (verdict.rows, verdict.fault) == (15, "")


def test_a_row_of_the_trail_that_was_changed_is_found(founded: Founded) -> None:
    db = founded.county.db
    for action in ("a", "b", "c"):
        db.note(action)
    with db.work(by_program=True) as session:
        connection = session.connection()
        if not db.is_served:
            connection.exec_driver_sql("DROP TRIGGER change_log_audit_entry_set")
            connection.exec_driver_sql("DROP TRIGGER change_log_audit_entry_same")
        connection.exec_driver_sql("UPDATE audit_entry SET actor = 'nobody' WHERE number = 2")
    with db.read() as session:
        assert trail.verify(session).number == 2


def test_tables_of_a_newer_program_are_refused(founded: Founded) -> None:
    with founded.county.db.work() as session:
        session.execute(about.update().where(about.c.name == "schema").values(value="2"))
    with pytest.raises(Trouble) as refused:
        founded.reopen()
    assert refused.value.code == "E_NEWER_FILE"


def test_a_county_is_not_made_twice(founded: Founded, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        found(founded.folder, founded.server)
    if founded.server is not None:
        with pytest.raises(Refused, match=f"county_{DIVISION}"):
            found(CountyFolder(tmp_path / "other"), founded.server)


def test_a_server_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = f"postgresql+psycopg://county@/postgres?host={tmp_path}"
    words = ["--data", str(tmp_path / "c"), "--database", nowhere, "init", "--name", NAME, "--division", DIVISION]
    assert commands.run([*words, "--no-password"]) == 1
    assert "服务器" in capsys.readouterr().err
    assert not (tmp_path / "c" / "county.key").exists()


def test_init_prints_the_recovery_key_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["init", "--name", NAME, "--division", DIVISION, "--no-password", "--data", str(tmp_path / "c")]
    assert commands.run(words) == 0
    recovery_key = capsys.readouterr().out.splitlines()[-1]
    assert county_keys.root_key(CountyFolder(tmp_path / "c"), recovery_key)
    assert commands.run(words) == 1
