"""Backups put back, cloned disks, changes on both sides: nothing is lost, nothing sensitive is decided by itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from station_app.core.checks import Refused
from station_app.county.service import conflicts, corrections, overview, sending
from station_app.county.service.receiving import decide_fork, receive
from station_app.county.store import own_tables as own
from station_app.exchange import lines as written
from station_app.exchange.manifest import Parent
from station_app.features.people.model import Person
from station_app.storage import changes
from tests.county.conftest import Founded
from tests.county.test_received import same_at_both, statuses
from tests.county.writer import Writer, copy_of


def told(founded: Founded, writer: Writer, word: str) -> list[dict[str, Any]]:
    """The lines that the station gets next."""
    found = {sent.station_id: sent.path for sent in sending.write_receipts(founded.county, writer.out / word)}
    return writer.take(found[writer.station])


def phone_of(founded: Founded, key: str) -> str:
    with founded.county.db.read() as session:
        return str(session.execute(select(Person.phone).where(Person.id == key)).scalar())


@pytest.fixture
def gone_back(founded: Founded, station: Writer) -> tuple[str, str]:
    """A station that lost its second package with an old file: keys of the person in both and of the one it lost."""
    key = station.person("王秀兰", phone="15400000001")
    first = station.package()
    backup = copy_of(station, station.out / "backup")
    parent = Parent(station.epoch, station.seq, station.hash)
    sent = station.sent
    station.change(key, phone="15400000002")
    lost = station.person("陈大山")
    second = station.package()
    receive(founded.county, [first, second])
    station.went_back(backup)
    station.parent, station.sent = parent, sent
    return key, lost


def test_a_file_that_went_back_is_given_back_what_it_lost(
    founded: Founded, station: Writer, gone_back: tuple[str, str]
) -> None:
    key, lost = gone_back
    new = station.person("李小梅")
    assert statuses(receive(founded.county, [station.package()])) == ["applied"]
    lines = told(founded, station, "first")
    assert [line["last"]["seq"] for line in lines if line["op"] == "rollback"] == [2]
    back = {line["id"]: line["r"] for line in lines if line["op"] == "whole"}
    assert set(back) == {key, lost}
    assert back[key]["phone"] == "15400000002"
    with founded.county.db.read() as session:
        assert {row[0] for row in session.execute(select(Person.id))} == {key, lost, new}
    station.db.close()


def test_a_value_changed_on_both_lines_waits_for_a_person(
    founded: Founded, station: Writer, gone_back: tuple[str, str]
) -> None:
    key, _lost = gone_back
    station.change(key, phone="15400000003", note="只有新的这边改过")
    (arrival,) = receive(founded.county, [station.package()])
    assert arrival.outcome.conflict == 1
    assert phone_of(founded, key) == "15400000002"
    with founded.county.db.read() as session:
        (row,) = conflicts.list_conflicts(session)
        assert (row.column, row.ours, row.theirs, row.theirs_by) == ("phone", "15400000002", "15400000003", "王敏")
        assert row.ours_at is not None
        assert session.execute(select(Person.note).where(Person.id == key)).scalar() == "只有新的这边改过"
        assert overview.list_stations(session)[0].alarms == 0  # a conflict that waits is no alarm
    station.change(key, phone="15400000004")
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        (row,) = conflicts.list_conflicts(session)  # the same question, with what the station says now
        assert row.theirs == "15400000004"
    with founded.county.db.work() as session, pytest.raises(Refused):
        conflicts.decide(session, row.id, "theirs", "  ")
    with founded.county.db.work() as session:
        conflicts.decide(session, row.id, "theirs", "电话里和本人核对过")
    assert phone_of(founded, key) == "15400000004"
    with founded.county.db.read() as session:
        kept = session.execute(select(own.conflict)).one()
        assert (kept.ours, kept.theirs, kept.choice) == ('"15400000002"', '"15400000004"', "theirs")
    station.db.close()


def test_the_countys_value_is_proposed_and_the_stations_answer_comes_back(
    founded: Founded, station: Writer, gone_back: tuple[str, str]
) -> None:
    key, _lost = gone_back
    station.change(key, phone="15400000003")
    receive(founded.county, [station.package()])
    with founded.county.db.work() as session:
        (row,) = conflicts.list_conflicts(session)
        conflicts.decide(session, row.id, "ours", "县里核对过户口本")
    (proposal,) = [line for line in told(founded, station, "first") if line["op"] == "correct"]
    assert (proposal["v"], proposal["b"]) == ("15400000002", written.base_of_value("15400000003"))
    at = "2023-02-20T00:30:00.000000+00:00"
    answer = written.decided(proposal["id"], taken=False, by="王敏", at=at, why="本人说号码已换")
    receive(founded.county, [station.package(content=[answer])])
    with founded.county.db.read() as session:
        (kept,) = corrections.list_corrections(session)
        assert (kept.state, kept.why) == ("refused", "县里核对过户口本")
    station.db.close()


def test_once_everything_was_given_back_values_are_taken_as_they_come(
    founded: Founded, station: Writer, gone_back: tuple[str, str]
) -> None:
    key, _lost = gone_back
    station.household("甲村")
    receive(founded.county, [station.package()])
    told(founded, station, "first")  # what was lost is in it; the next package acknowledges
    station.household("乙村")
    receive(founded.county, [station.package()])
    station.change(key, phone="15400000009")
    (arrival,) = receive(founded.county, [station.package()])
    assert (arrival.outcome.conflict, phone_of(founded, key)) == (0, "15400000009")
    station.db.close()


def test_a_cloned_disk_is_set_aside_and_a_person_decides(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001")
    receive(founded.county, [station.package()])
    clone = Writer(
        copy_of(station, station.out / "clone"),
        station.name,
        station.out,
        keys=station.keys,
        epoch=station.epoch,
        seq=station.seq,
        hash=station.hash,
        sent=station.sent,
        chain=station.chain,
        trust=station.trust,
    )
    station.change(key, phone="15400000002")
    theirs = clone.person("陈大山")
    clone.change(key, phone="15400000003")
    assert statuses(receive(founded.county, [station.package()])) == ["applied"]
    (arrival,) = receive(founded.county, [clone.package()])
    assert (str(arrival.status), arrival.code) == ("fork", "E_FORK")
    clone.person("李小梅")
    assert statuses(receive(founded.county, [clone.package()])) == ["fork"]
    with founded.county.db.read() as session:
        row = overview.list_stations(session)[0]
        assert (row.forks, row.alarms) == (2, 2)
        assert len(session.execute(select(Person.id)).all()) == 1
    found = decide_fork(founded.county, arrival.hash, take=True)
    assert found.outcome.counts() == {"created": 1, "changed": 1, "unchanged": 0, "conflict": 1, "rejected": 0}
    with founded.county.db.read() as session:
        assert {row[0] for row in session.execute(select(Person.id))} == {key, theirs}
    assert {"op": "snapshot_wanted"} in told(founded, station, "after")
    assert statuses(receive(founded.county, [station.package(snapshot=True)])) == ["applied"]
    clone.db.close()


def test_changes_of_a_record_that_never_came_ask_for_a_snapshot(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001")
    with station.db.read() as session:
        station.sent = changes.last_counter(session)  # as if what made her had been sent
    station.change(key, phone="15400000002")
    (arrival,) = receive(founded.county, [station.package()])
    assert arrival.outcome.rejected == 1
    lines = told(founded, station, "first")
    assert {"op": "snapshot_wanted"} in lines
    assert [line["code"] for line in lines if line["op"] == "row"] == ["E_REFERENCE"]
    receive(founded.county, [station.package(snapshot=True)])
    assert same_at_both(founded, station)
    assert {"op": "snapshot_wanted"} not in told(founded, station, "second")


def test_taking_out_of_use_against_an_edit_is_a_question(
    founded: Founded, station: Writer, gone_back: tuple[str, str]
) -> None:
    """F57: the county has an edit of the line that was lost; the other line takes her out of use, not knowing it."""
    key, _lost = gone_back
    station.void(key)
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        (row,) = conflicts.list_conflicts(session)
        assert (row.column, row.ours, row.theirs is not None) == ("voided_at", None, True)
        assert session.execute(select(Person.voided_at).where(Person.id == key)).scalar() is None
    station.db.close()


def test_an_edit_of_who_was_taken_out_of_use_elsewhere_is_a_question(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001")
    first = station.package()
    backup, parent, sent = copy_of(station, station.out / "b"), Parent(station.epoch, 1, station.hash), station.sent
    station.void(key)
    receive(founded.county, [first, station.package()])
    station.went_back(backup)
    station.parent, station.sent = parent, sent
    station.change(key, phone="15400000002")
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        (row,) = conflicts.list_conflicts(session)
        assert (row.column, row.theirs) == ("voided_at", None)
        assert session.execute(select(Person.phone).where(Person.id == key)).scalar() == "15400000002"
    station.db.close()
