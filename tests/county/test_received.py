"""Packages arrive in any order from many stations; the county holds what the stations hold, and answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from station_app.core.paths import StationFolder
from station_app.county.service import overview, sending
from station_app.county.service.receiving import Arrival, receive
from station_app.county.store import trail
from station_app.county.store.tables import EXTRA
from station_app.demo import play
from station_app.demo.station import PASSWORD
from station_app.exchange import digest
from station_app.features.people.model import Person
from station_app.storage import keys, station_file
from station_app.storage.database import Database
from tests.county.conftest import Founded, Make, enrolled
from tests.county.writer import Writer


def statuses(arrivals: list[Arrival]) -> list[str]:
    return [str(arrival.status) for arrival in arrivals]


def same_at_both(founded: Founded, writer: Writer) -> bool:
    with founded.county.db.read() as there, writer.db.read() as here:
        told = digest.digest(here, writer.station)
        return told == digest.digest(there, writer.station, extra=EXTRA) and "person" in told


def test_a_months_work_is_at_the_county_as_it_is_at_the_station(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", id_number="41990119750315002X", phone="15400001234", sex="2")
    station.household("甲村")
    first = station.package()
    station.change(key, phone="15400005678", note="换了号码")
    gone = station.person("陈大山")
    station.void(gone)
    second = station.package()
    arrivals = receive(founded.county, [first, second])
    assert statuses(arrivals) == ["applied", "applied"]
    assert arrivals[0].outcome.counts()["created"] == 3  # and the station's own row
    assert arrivals[1].outcome.counts() == {"created": 1, "changed": 2, "unchanged": 0, "conflict": 0, "rejected": 0}
    assert same_at_both(founded, station)
    with founded.county.db.read() as session:
        person = session.execute(select(Person.phone, Person.version).where(Person.id == key)).one()
        assert tuple(person) == ("15400005678", 2)
        row = overview.list_stations(session)[0]
        assert (row.name, row.last_seq, row.held, row.forks, row.alarms) == (station.name, 2, 0, 0, 0)
        assert trail.verify(session).whole


def test_packages_in_any_order_wait_for_the_gap_and_follow_when_it_is_filled(founded: Founded, station: Writer) -> None:
    files = []
    for number in range(4):
        station.person(f"王秀{'甲乙丙丁'[number]}")
        files.append(station.package())
    assert statuses(receive(founded.county, [files[3], files[1]])) == ["held", "held"]
    with founded.county.db.read() as session:
        row = overview.list_stations(session)[0]
        assert (row.held, row.missing) == (2, (1, 3))
    assert statuses(receive(founded.county, [files[0]])) == ["applied", "applied"]
    receipt = station.take(sending.write_receipts(founded.county, station.out / "receipts")[0].path)
    assert {"op": "gap", "epoch": station.epoch, "from": 3, "to": 3} in receipt
    assert statuses(receive(founded.county, [files[2]])) == ["applied", "applied"]
    assert same_at_both(founded, station)
    late = [(station.household(f"{village}村"), station.package())[1] for village in "甲乙"]
    assert statuses(receive(founded.county, [late[1]])) == ["held"]
    assert statuses(receive(founded.county, [late[0]])) == ["applied", "applied"]
    with founded.county.db.read() as session:
        assert overview.list_stations(session)[0].alarms == 0, "nobody is suspected for the order of the post"


def test_the_same_package_again_changes_nothing_and_gets_the_same_receipt(founded: Founded, station: Writer) -> None:
    station.person("王秀兰")
    file = station.package()
    renamed = file.with_name("数据包 (1).SWX")
    shutil.copyfile(file, renamed)
    receive(founded.county, [file])
    (first,) = sending.write_receipts(founded.county, station.out / "first")
    told = [line for line in station.take(first.path) if line["op"] == "receipt"]
    station.person("陈大山")
    receive(founded.county, [station.package()])  # acknowledges the receipt
    for _again in range(3):
        assert statuses(receive(founded.county, [renamed])) == ["duplicate"]
    (second,) = sending.write_receipts(founded.county, station.out / "second")
    assert [line for line in station.take(second.path) if line["op"] == "receipt" and line["seq"] == 1] == told
    assert same_at_both(founded, station)


def test_two_stations_keep_apart(founded: Founded, station: Writer, neighbour: Writer) -> None:
    station.person("王秀兰")
    neighbour.person("陈大山")
    neighbour.person("李小梅")
    assert statuses(receive(founded.county, [station.package(), neighbour.package()])) == ["applied", "applied"]
    assert same_at_both(founded, station)
    assert same_at_both(founded, neighbour)


def test_a_snapshot_begins_the_chain_anew_and_repairs_everything(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400001234")
    receive(founded.county, [station.package()])
    station.change(key, phone="15400005678")
    station.package()  # lost for good
    station.person("陈大山")
    late = station.package()
    assert statuses(receive(founded.county, [late])) == ["held"]
    assert statuses(receive(founded.county, [station.package(snapshot=True)])) == ["applied"]
    with founded.county.db.read() as session:
        assert overview.list_stations(session)[0].held == 0  # what was held is part of it
    station.person("李小梅")
    assert statuses(receive(founded.county, [station.package()])) == ["applied"]
    assert same_at_both(founded, station)
    assert statuses(receive(founded.county, [late])) == ["duplicate"]


def test_an_edited_row_at_the_county_raises_an_alarm(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400001234")
    receive(founded.county, [station.package()])
    with founded.county.db.work() as session:
        session.connection().exec_driver_sql(f"UPDATE person SET phone = '15499999999' WHERE id = '{key}'")
    station.household("乙村")
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        assert overview.list_stations(session)[0].alarms == 1
    receive(founded.county, [station.package(snapshot=True)])
    with founded.county.db.read() as session:
        assert overview.list_stations(session)[0].alarms == 0
    assert same_at_both(founded, station)


def test_a_file_that_is_not_whole_is_refused_and_nothing_is_kept(founded: Founded, station: Writer) -> None:
    station.person("王秀兰")
    content = station.package().read_bytes()
    cut = station.out / "cut.swx"
    found = []
    for length in (0, 5, 12, 200, len(content) - 1):
        cut.write_bytes(content[:length])
        found += [arrival.code for arrival in receive(founded.county, [cut])]
    cut.write_bytes(content + b"\n")
    found += [arrival.code for arrival in receive(founded.county, [cut])]
    assert set(found) <= {"E_TRUNC", "E_DAMAGED"}
    assert list(founded.folder.attachments.glob("*")) == []


def test_who_is_not_known_or_writes_to_another_county_is_refused(
    founded: Founded, station: Writer, make_station: Make
) -> None:
    stranger = make_station("外县站")
    stranger.trust = station.trust
    stranger.person("王秀兰")
    (arrival,) = receive(founded.county, [stranger.package()])
    assert (arrival.code, statuses([arrival])) == ("E_UNKNOWN_KEY", ["refused"])
    station.person("王秀兰")
    (arrival,) = receive(founded.county, [station.package(to=(stranger.keys.reader,))])
    assert arrival.code == "E_NOT_FOR_ME"
    (arrival,) = receive(founded.county, [station.request()[0]])
    assert arrival.code == "E_TYPE"
    assert list(founded.folder.attachments.glob("*")) == []


def test_one_station_cannot_speak_for_another(founded: Founded, station: Writer, neighbour: Writer) -> None:
    key = neighbour.person("陈大山", phone="15400001234")
    receive(founded.county, [neighbour.package()])
    (arrival,) = receive(founded.county, [station.package(station=neighbour.station)])
    assert arrival.code == "E_STATION_KEY"
    station.seq, station.hash, station.chain = 0, "", ()
    theirs = {"id": key, "station_id": station.station, "name": "改了", "version": 9}
    stamps: dict[str, Any] = {f"{word}_at": "2023-02-15T00:30:00.000000+00:00" for word in ("created", "updated")} | {
        "created_by": "x",
        "updated_by": "x",
    }
    from station_app.exchange import lines

    content = [
        lines.new("person", key, 1, theirs | stamps),
        lines.set_column(
            "person",
            key,
            2,
            3,
            "x",
            "2023-02-15T00:30:00.000000+00:00",
            "phone",
            "1",
            lines.base_of_value("15400001234"),
        ),
    ]
    (arrival,) = receive(founded.county, [station.package(content=content)])
    assert arrival.outcome.rejected == 2
    assert same_at_both(founded, neighbour)


def test_a_revoked_device_is_refused_and_what_it_sent_before_stays(founded: Founded, station: Writer) -> None:
    from station_app.county.service import registry

    station.person("王秀兰")
    receive(founded.county, [station.package()])
    with founded.county.db.work() as session:
        registry.revoke(session, station.name, "电脑丢失")
    station.person("陈大山")
    (arrival,) = receive(founded.county, [station.package()])
    assert (arrival.code, str(arrival.status)) == ("E_REVOKED", "refused")
    with founded.county.db.read() as session:
        assert [(p.seq, p.status, p.marked) for p in overview.list_packages(session)] == [
            (2, "refused", ""),
            (1, "applied", "E_REVOKED"),
        ]
        assert len(session.execute(select(Person.id)).all()) == 1


def test_wrong_digits_take_nobody_in(founded: Founded, make_station: Make) -> None:
    from station_app.core.checks import Refused
    from station_app.county.service import enrolling

    writer = make_station("城郊乡社会工作服务站")
    file, digits = writer.request()
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    with pytest.raises(Refused):
        enrolling.enrol(founded.county, enrolling.read_request(file), wrong, writer.out)
    with founded.county.db.read() as session:
        assert overview.list_stations(session) == []
    assert enrolled(founded, writer).trust is not None


def files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_no_name_or_number_can_be_read_in_the_countys_folder(founded: Founded, station: Writer) -> None:
    station.person("王秀兰", id_number="41990119750315002X")
    receive(founded.county, [station.package()])
    sending.write_receipts(founded.county, station.out)
    for file in files_under(founded.folder.root):
        content = file.read_bytes()
        assert "王秀兰".encode() not in content, file
        assert b"41990119750315002X" not in content, file


def test_every_text_arrives_as_it_was_typed(founded: Founded, station: Writer) -> None:
    """F63: what a file takes a server takes; COPY's own signs are values like others."""
    for note in ("C:\\新建\\N", "一\n二\t三", "\\.", "'\"；--", "𠮷田𬱟龦\ue81e", "=1+1", ""):
        station.change(station.person("王秀兰", address="甲村"), note=note)
    station.household("\\N")
    assert statuses(receive(founded.county, [station.package()])) == ["applied"]
    assert same_at_both(founded, station)
    assert statuses(receive(founded.county, [station.package(snapshot=True)])) == ["applied"]
    assert same_at_both(founded, station)


def test_a_played_term_is_at_the_county_as_it_is_at_the_station(founded: Founded, played_station: Database) -> None:
    writer = enrolled(founded, Writer(played_station, "城郊乡社会工作服务站", founded.folder.root.parent / "stick"))
    (arrival,) = receive(founded.county, [writer.package()])
    assert (str(arrival.status), arrival.outcome.conflict, arrival.outcome.rejected) == ("applied", 0, 0)
    assert same_at_both(founded, writer)
    (again,) = receive(founded.county, [writer.package(snapshot=True)])
    counts = again.outcome.counts()
    assert counts["unchanged"] == sum(counts.values()) > 1_500
    with founded.county.db.read() as session:
        assert overview.list_stations(session)[0].alarms == 0


@pytest.fixture(scope="module")
def played_station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = StationFolder(tmp_path_factory.mktemp("played") / "demo")
    play.make(folder)
    db = station_file.open_station(folder, keys.unlock(folder, PASSWORD), actor="王敏")
    yield db
    db.close()
