"""What stations hear from the county, and what stays between stations."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import select

from station_app.core.checks import Refused
from station_app.core.id_number import check_character
from station_app.county.service import alarms, corrections, publishing, same_people, sending
from station_app.county.service.receiving import receive
from station_app.county.store import own_tables as own
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange import lines as written
from station_app.exchange.sequence import Status
from station_app.features.people.model import Person
from station_app.features.people.service.erasing import blank_person
from station_app.storage import audit
from station_app.storage.schema import program_version
from tests.county.conftest import Founded, Make, enrolled
from tests.county.test_received import same_at_both, statuses
from tests.county.test_two_lines import told
from tests.county.writer import Writer

NUMBER, SHORT = "41990119750315002X", "419901750315002"
OTHER_NUMBER = "41990119750315004" + check_character("41990119750315004")
BORN: dict[str, object] = {"birth_date": dt.date(1975, 3, 15), "name_pinyin": "wang xiu lan"}


def all_told(founded: Founded, word: str, *writers: Writer) -> list[list[dict[str, object]]]:
    found = {sent.station_id: sent.path for sent in sending.write_receipts(founded.county, writers[0].out / word)}
    return [writer.take(found[writer.station]) for writer in writers]


@pytest.mark.parametrize(
    "facts",
    [
        ({"id_number": NUMBER}, {"id_number": NUMBER}, "SAME_ID"),
        ({"id_number": NUMBER}, {"id_number": SHORT}, "TWIN_ID"),
        (BORN, BORN, "NAME_AND_BIRTH"),
        (BORN | {"id_number": NUMBER}, BORN | {"id_number": OTHER_NUMBER}, "OTHER_ID"),
    ],
)
def test_one_person_at_two_stations_is_suggested_joined_by_a_person_and_taken_apart_again(
    founded: Founded, station: Writer, neighbour: Writer, facts: tuple[dict[str, object], dict[str, object], str]
) -> None:
    one, other, reason = facts
    first, second = station.person("王秀兰", **one), neighbour.person("王秀兰", **other)
    neighbour.person("李小梅")
    receive(founded.county, [station.package(), neighbour.package()])
    with founded.county.db.read() as session:
        (pair,) = same_people.list_pairs(session)
        assert ({pair.a, pair.b}, pair.reason) == ({first, second}, reason)
        assert same_people.canonical(session) == {}  # never by itself
    with founded.county.db.work() as session:
        same_people.decide(session, first, second, "same")
    with founded.county.db.read() as session:
        assert set(same_people.canonical(session).values()) == {min(first, second)}
        assert same_people.list_pairs(session) == []
    mine, theirs = all_told(founded, "same", station, neighbour)
    assert [(line["a"], line["b"], line["state"]) for line in mine if line["op"] == "same"] == [(first, second, "same")]
    assert [(line["a"], line["b_station"]) for line in theirs if line["op"] == "same"] == [(second, station.name)]
    with founded.county.db.work() as session:
        same_people.decide(session, first, second, "apart")
    with founded.county.db.read() as session:
        assert same_people.canonical(session) == {}
    station.change(first, phone="15400001234")
    receive(founded.county, [station.package()])
    with founded.county.db.read() as session:
        assert same_people.list_pairs(session) == []  # what was decided is not asked again


def test_a_correction_waits_until_the_station_took_the_receipt_in(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001")
    receive(founded.county, [station.package()])
    with founded.county.db.work() as session:
        with pytest.raises(Refused):
            corrections.propose(session, "person", key, "birth_date", value="1975-02-30", why="户口本")
        corrections.propose(session, "person", key, "phone", value="15400000002", why="本人来电")
    (line,) = [line for line in told(founded, station, "one") if line["op"] == "correct"]
    assert (line["v"], line["b"], line["why"]) == ("15400000002", written.base_of_value("15400000001"), "本人来电")
    (again,) = sending.write_receipts(founded.county, station.out / "again")
    assert again.again
    assert again.path.read_bytes() == (station.out / "one" / again.path.name).read_bytes()
    station.change(key, phone="15400000002")
    receive(founded.county, [station.package()])  # acknowledges
    assert [line["op"] for line in told(founded, station, "two")] == ["receipt"]


def test_published_rules_reach_every_station_also_one_that_comes_later(
    founded: Founded, station: Writer, make_station: Make
) -> None:
    rule = {"key": "training_age_max_female", "value": "55", "valid_from": "2023-01-01", "source": "县里通知"}
    with founded.county.db.work() as session:
        key = publishing.publish(session, "setting", rule)
        with pytest.raises(Refused):
            publishing.publish(session, "person", {"name": "王秀兰"})
    late = enrolled(founded, make_station("新来的站"))
    for lines in all_told(founded, "rules", station, late):
        (line,) = [line for line in lines if line["op"] == "publish"]
        assert line["id"] == key


def test_the_trust_list_comes_with_the_next_receipt_and_only_until_it_is_known(
    founded: Founded, station: Writer, make_station: Make
) -> None:
    station.person("王秀兰")
    receive(founded.county, [station.package()])
    other = enrolled(founded, make_station("新来的站"))
    trust = [line for line in told(founded, station, "one") if line["op"] == "trust"]
    assert {each["id"] for each in trust[0]["stations"]} == {station.station, other.station}
    station.household("甲村")
    receive(founded.county, [station.package(trust=trust[0]["version"])])
    assert [line for line in told(founded, station, "two") if line["op"] == "trust"] == []


def test_who_was_erased_stays_erased_whatever_arrives_later(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰", phone="15400000001", id_number=NUMBER)
    other = station.person("陈大山")
    first = station.package()
    station.change(key, phone="15400000002")
    second = station.package()
    receive(founded.county, [first, second])
    with station.db.work() as session:
        blank_person(session, key, basis="1", reason="不再参加")
    receive(founded.county, [station.package()])
    assert same_at_both(founded, station)
    with founded.county.db.read() as session:
        row = session.execute(select(Person.name, Person.phone, Person.id_number).where(Person.id == key)).one()
        assert tuple(row) == ("已删除", None, None)
        history = json.dumps([list(map(str, line)) for line in session.execute(select(own.field_change))])
        assert "1540000000" not in history
    kept = [place.stem for place in founded.folder.attachments.glob("*.swx")]
    assert kept == last_file(founded)  # packages that still held her are destroyed
    station.change(other, phone="15400000007")
    at = "2023-02-20T00:30:00.000000+00:00"
    forged = [written.set_column("person", key, 99, 99, "x", at, "phone", "15400000002", written.base_of_value(None))]
    (arrival,) = receive(founded.county, [station.package(content=forged, digest={})])
    assert [issue.code for issue in arrival.outcome.issues] == ["E_ERASED"]
    with founded.county.db.read() as session:
        assert session.execute(select(Person.phone).where(Person.id == key)).scalar() is None


def last_file(founded: Founded) -> list[str]:
    with founded.county.db.read() as session:
        query = select(own.package.c.file_hash).order_by(own.package.c.seq.desc()).limit(1)
        return list(session.scalars(query.where(own.package.c.status == Status.APPLIED)))


def test_what_a_newer_program_sends_is_kept(founded: Founded, station: Writer) -> None:
    key = station.person("王秀兰")
    receive(founded.county, [station.package()])
    at = "2023-02-20T00:30:00.000000+00:00"
    row = {"id": "0190f3c2a00070008000000000000abc", "station_id": station.station, "created_at": at}
    content = [
        written.new("star_sign", row["id"], 1, row),
        written.set_column("person", key, 2, 2, "王敏", at, "star_sign", "双鱼", written.base_of_value(None)),
    ]
    assert statuses(receive(founded.county, [station.package(content=content, digest={}, schema=2)])) == ["applied"]
    with founded.county.db.read() as session:
        assert session.execute(select(own.unknown.c.record)).scalars().all() == ["star_sign"]
        person = STATION_TABLES["person"].c
        extra = session.execute(select(person.extra).where(person.id == key)).scalar()
        assert json.loads(str(extra)) == {"star_sign": "双鱼"}


def test_an_older_program_hears_that_it_may_be_replaced(founded: Founded, station: Writer) -> None:
    station.app = "0.0.9"
    station.person("王秀兰")
    receive(founded.county, [station.package()])
    assert [line["to"] for line in told(founded, station, "one") if line["op"] == "upgrade"] == [program_version()]
    station.app = f"station-app {program_version()}"
    station.household("甲村")
    receive(founded.county, [station.package()])
    assert [line for line in told(founded, station, "two") if line["op"] == "upgrade"] == []


def test_a_trail_that_was_rewritten_at_the_station_is_noticed(founded: Founded, station: Writer) -> None:
    """F86: every package names the newest row of the station's trail."""
    station.person("王秀兰")
    receive(founded.county, [station.package()])
    with station.db.read() as session:
        number, _head = audit.head(session)
    receive(founded.county, [station.package(audit_head=(number, "ab" * 32))])
    with founded.county.db.read() as session:
        assert [alarm.code for alarm in alarms.open_alarms(session)] == ["E_AUDIT_TRAIL"]
        assert "操作记录" in alarms.open_alarms(session)[0].sentence
