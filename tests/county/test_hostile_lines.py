"""A station that is known and signs well, but whose lines were made by somebody who wants harm."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from station_app.county.service import registry, sending
from station_app.county.service.receiving import receive
from station_app.county.store.own_tables import erased, match_key, outgoing, unknown
from station_app.exchange import strict
from station_app.exchange.lines import base_of_value
from station_app.features.people.model import Person
from station_app.proof.issuers import OWN as OWN_ISSUER
from station_app.proof.issuers import kid_of
from tests.county.conftest import Founded, Make
from tests.county.test_received import enrolled, same_at_both
from tests.county.writer import Writer

AT = "2023-02-15T00:30:00.000000+00:00"
NO_DAY = "2023-02-31T25:61:61.000000+00:00"
OWN = "0" * 31 + "1"


def new_row(station: Writer, **values: Any) -> bytes:
    return made({"op": "new", "e": "person", "id": OWN, "c": 1, "r": row(station, **values)})


def row(station: Writer, **values: Any) -> dict[str, Any]:
    stamps = {"created_at": AT, "created_by": "x", "updated_at": AT, "updated_by": "x", "version": 1}
    found = {"id": OWN, "station_id": station.station, "name": "王秀兰"} | stamps | values
    return {name: value for name, value in found.items() if value is not None}


def change(key: str, column: str, value: Any, *, version: int = 2, by: str = "x", at: str = AT) -> bytes:
    said = {"op": "set", "e": "person", "id": key, "c": 2, "n": version, "by": by, "at": at}
    return made(said | {"f": column, "v": value, "b": base_of_value(None)})


def erasing(key: str, columns: list[str], *, record: str = "person", at: str = AT, basis: str = "本人要求") -> bytes:
    rows = [{"e": record, "id": key, "f": columns}]
    return made({"op": "erase", "id": key, "at": at, "basis": basis, "rows": rows})


def decided(why: str = "", by: str = "x", at: str = AT) -> bytes:
    return made({"op": "decided", "id": OWN, "taken": 1, "by": by, "at": at, "why": why})


def made(said: dict[str, Any]) -> bytes:
    """A line as somebody writes it who does not use our writer."""
    return strict.dump(said) + b"\n"


HOSTILE: dict[str, Any] = {
    "a step beyond every number": lambda key: change(key, "phone", "15400000001", version=2**53 - 1),
    "who did it is a separator of COPY": lambda key: change(key, "phone", "15400000001", by="a\x1fb"),
    "who did it is the sign for nothing": lambda key: change(key, "phone", "15400000001", by="\x1e"),
    "who did it holds a zero byte": lambda key: change(key, "phone", "15400000001", by="a\x00b"),
    "a moment that never was": lambda key: change(key, "phone", "15400000001", at=NO_DAY),
    "a stamp is taken away": lambda key: change(key, "created_at", None),
    "its version is taken away": lambda key: change(key, "version", None),
    "its version is a text": lambda key: change(key, "version", "9; DROP TABLE person"),
    "its station is another": lambda key: change(key, "station_id", "f" * 32),
    "its key is another": lambda key: change(key, "id", "f" * 32),
    "a column of the county's own": lambda key: change(key, "arrived_hash", "f" * 64),
    "the county's place for what it does not know": lambda key: change(key, "extra", "{"),
    "a zero byte in an unknown column": lambda key: change(key, "newer", "a\x00\x1fb"),
    "an erasure at no moment": lambda key: erasing(key, ["phone"], at=NO_DAY),
    "an erasure for a reason with a zero byte": lambda key: erasing(key, ["phone"], basis="\x00"),
    "an erasure of the key": lambda key: erasing(key, ["id", "station_id"]),
    "an erasure of a stamp": lambda key: erasing(key, ["created_at", "version"]),
    "an erasure in no table": lambda key: erasing(key, ["sql"], record="sqlite_master" + "_x" * 20),
    "an erasure of no column": lambda key: erasing(key, ["no_such"]),
    "a decision at no moment": lambda key: decided(at=NO_DAY),
    "a decision with a zero byte": lambda key: decided(why="\x00", by="\x00"),
}
HARMLESS = {
    "a column of the county's own",  # kept apart, as one of a newer program
    "the county's place for what it does not know",
    "a zero byte in an unknown column",
    "an erasure of the key",  # nothing of it is carried out
    "an erasure of a stamp",
    "an erasure in no table",
    "an erasure of no column",
    "without a name",  # a station may have it so
}
ROWS: dict[str, dict[str, Any]] = {
    "without a name": {"name": None},
    "without stamps": {"created_at": None, "updated_by": None},
    "without a version": {"version": None},
    "a version beyond every number": {"version": 2**53 - 1},
    "a column of the county's own": {"arrived_hash": "f" * 64, "extra": "{"},
    "a day that never was": {"birth_date": "2023-02-31"},
    "a text far too long": {"name": "王" * 10_000},
    "a separator": {"note": "a\x1fb"},
}


def still_well(founded: Founded, neighbour: Writer) -> None:
    """The other station's records are untouched, and the county still takes packages in."""
    neighbour.household("甲村")
    (arrival,) = receive(founded.county, [neighbour.package()])
    assert str(arrival.status) == "applied"
    assert same_at_both(founded, neighbour)


@pytest.mark.parametrize("founded", ["sqlite", "postgresql"], indirect=True)
def test_hostile_lines_are_refused_one_by_one_and_hurt_nobody(founded: Founded, make_station: Make) -> None:
    neighbour = enrolled(founded, make_station("河西镇社会工作服务站"))
    neighbour.person("陈大山", phone="15400001234")
    receive(founded.county, [neighbour.package()])
    cases = {name: (lambda _station, key, line=line: line(key)) for name, line in HOSTILE.items()}
    cases |= {name: (lambda station, _key, values=values: new_row(station, **values)) for name, values in ROWS.items()}
    broken = []
    for number, (name, line) in enumerate(cases.items()):
        station = enrolled(founded, make_station(f"站{number}"))
        key = station.person("王秀兰", phone="15400001234")
        receive(founded.county, [station.package()])
        try:
            (arrival,) = receive(founded.county, [station.package(content=[line(station, key)])])
        except Exception as fault:  # noqa: BLE001 - which of them breaks the county is what is asked
            broken.append(f"{name}: {fault!r}"[:200])
            continue
        if str(arrival.status) == "applied" and not arrival.outcome.rejected and name not in HARMLESS:
            broken.append(f"{name}: taken in")
    assert broken == []
    still_well(founded, neighbour)


def test_what_a_newer_station_told_is_not_overwritten_by_another(founded: Founded, make_station: Make) -> None:
    first, second = (enrolled(founded, make_station(name)) for name in ("城郊乡", "河西镇"))
    said = {"op": "new", "e": "visit_plan", "id": OWN, "c": 1}
    for station, text in ((first, "甲"), (second, "乙")):
        line = said | {"r": {"id": OWN, "station_id": station.station, "words": text}}
        receive(founded.county, [station.package(content=[made(line)])])
    with founded.county.db.read() as session:
        kept = session.execute(select(unknown.c.station_id, unknown.c.content)).all()
    assert [(each.station_id, "甲" in each.content) for each in kept] == [(first.station, True)]


def test_an_erasure_reaches_only_records_of_its_own_station(founded: Founded, make_station: Make) -> None:
    thief, owner = (enrolled(founded, make_station(name)) for name in ("城郊乡", "河西镇"))
    key = owner.person("陈大山", phone="15400001234", id_number="41990119750315002X")
    receive(founded.county, [owner.package()])
    receive(founded.county, [owner.package(content=[erasing(key, ["phone"])])])
    (arrival,) = receive(founded.county, [thief.package(content=[erasing(key, ["name", "address"])])])
    assert arrival.outcome.rejected == 1
    with founded.county.db.read() as session:
        assert session.scalar(select(Person.name).where(Person.id == key)) == "陈大山"
        kept = session.execute(select(erased.c.station_id, erased.c.fields)).all()
        assert [tuple(each) for each in kept] == [(owner.station, '["phone"]')]
        assert session.scalar(select(match_key.c.number_key).where(match_key.c.person_id == key)) is None
    receive(founded.county, [owner.package(content=[change(key, "phone", "15400001234", version=3)])])
    with founded.county.db.read() as session:
        assert session.scalar(select(Person.phone).where(Person.id == key)) is None, "erased stays erased"


def test_nobody_withdraws_certificates_of_another_station_or_spoils_the_list_of_keys(
    founded: Founded, make_station: Make
) -> None:
    thief, owner = (enrolled(founded, make_station(name)) for name in ("城郊乡", "河西镇"))
    public, kid = "ab" * 32, kid_of(bytes.fromhex("ab" * 32))
    with founded.county.db.work() as session:
        registry.add_issuer(session, owner.station, public, "河西镇")
    stamps = {name: value for name, value in row(thief).items() if name != "name"}
    issuer = stamps | {"name": "我", "source": OWN_ISSUER, "kid": kid}
    certificate = stamps | {"certificate_no": "河西-001", "state": "voided", "state_reason": "假的"}
    content = [
        made({"op": "new", "e": "issuer", "id": OWN, "c": 1, "r": issuer | {"public_key": public}}),
        made({"op": "new", "e": "certificate", "id": OWN, "c": 2, "r": certificate}),
    ]
    other = OWN[:-1] + "2"
    broken = issuer | {"id": other, "public_key": "no key at all"}
    content.append(made({"op": "new", "e": "issuer", "id": other, "c": 3, "r": broken}))
    (arrival,) = receive(founded.county, [thief.package(content=content)])
    assert (str(arrival.status), arrival.outcome.rejected) == ("applied", 0)
    sending.write_receipts(founded.county, owner.out / "answers")
    files = list((owner.out / "answers").rglob("*.swx"))
    assert files
    with founded.county.db.read() as session:
        told = " ".join(str(each) for each in session.scalars(select(outgoing.c.line)))
        assert "河西-001" not in told
        listed = registry.trust_list(session, founded.county).stations
        assert {i.public: s.name for s in listed for i in s.issuers} == {public: "河西镇"}
