"""What leaves the change log, taken in elsewhere, is the station again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from station_app.exchange import digest, incoming, lines, outgoing
from station_app.exchange.incoming import Changes, Erasing, Kept, RowFault, Rows
from station_app.exchange.manifest import SCHEMA
from station_app.exchange.tables import Travelling, travelling
from station_app.features.people.model import Household, Person, SavedFilter
from station_app.storage import changes, records
from station_app.storage.base import Synced
from tests.exchange.invented import AT, STATION, key_of, person
from tests.storage.whole_station import WholeStation


def taken_in(pieces: Any, station: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Tables as a reader has them after the lines: record → id → column → stored value."""
    found: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in travelling()}
    read = (lines.read(raw) for piece in pieces for raw in piece.rstrip(b"\n").split(b"\n"))
    for part in incoming.staged(read, station=station, typed=False):
        if isinstance(part, Rows):
            for row in part.rows:
                found[part.record][row[0]] = dict(zip(part.columns, row, strict=True))
        elif isinstance(part, Changes):
            for change in part.changes:
                row = found[change.record][change.id]
                assert change.base == lines.base_of_value(row[change.column])
                row |= {change.column: change.value, "version": change.version}
                row |= {"updated_by": change.by, "updated_at": change.at}
        else:
            assert isinstance(part, Erasing)
    return found


def digest_of(found: dict[str, dict[str, dict[str, Any]]]) -> dict[str, tuple[int, str]]:
    told = {}
    for name, table in travelling().items():
        rows = [tuple(row[column] for column in sorted(table.columns)) for _key, row in sorted(found[name].items())]
        if rows:
            told[name] = digest.digest_of(rows, table)
    return told


def a_months_work(whole: WholeStation) -> None:
    first, second = whole.household("甲村"), whole.household('乙"村\\\t之一')
    with whole.db.work() as session:
        records.save(
            session, Household, {"village": "丙村", "member_count": 4, "categories": ("A01",)}, record_id=first
        )
        values = {"name": "𠮷田秀兰", "household_id": first, "birth_date": dt.date(1975, 3, 15), "phone": "15400001234"}
        records.save(session, Person, values, require=False)
        records.save(session, SavedFilter, {"name": "丙村的人", "conditions": "[]"}, require=False)
    with whole.db.work() as session:
        records.void(session, Household, second, "重复登记")
    with whole.db.work() as session:  # a touch: another version, nothing else
        session.execute(text("UPDATE household SET version = version + 1"))


def test_lines_of_the_log_taken_in_are_the_records_of_the_station(whole: WholeStation) -> None:
    a_months_work(whole)
    with whole.db.read() as session:
        station, last = whole.db.station_id, changes.last_counter(session)
        told = digest.digest(session, station)
        assert digest_of(taken_in(outgoing.lines(session, 1, last), station)) == told
        assert digest_of(taken_in(outgoing.snapshot_lines(session), station)) == told
        halves = [*outgoing.lines(session, 1, 4), *outgoing.lines(session, 5, last)]
        assert digest_of(taken_in(halves, station)) == told
    assert {"household", "person", "station"} == set(told)


def test_what_belongs_to_the_desk_stays_there(whole: WholeStation) -> None:
    a_months_work(whole)
    with whole.db.read() as session:
        last = changes.last_counter(session)
        sent = b"".join([*outgoing.lines(session, 1, last), *outgoing.snapshot_lines(session)])
        assert session.execute(text("SELECT count(*) FROM saved_filter")).scalar_one() == 1
        assert "saved_filter" not in outgoing.summary(session, 1, last)
        assert outgoing.summary(session, 1, last)["household"] == (2, 0)
    assert b"saved_filter" not in sent
    staying = {model.__tablename__ for model in Synced.__subclasses__() if model.stays}
    assert staying >= {
        "saved_filter",
        "sender_mapping",
        "form_layout",
        "certificate_layout",
        "import_batch",
        "revocation",
    }
    assert not [name for name in travelling() if "signing" in name]


def test_a_long_log_goes_out_in_several_packages(whole: WholeStation, monkeypatch: pytest.MonkeyPatch) -> None:
    a_months_work(whole)
    monkeypatch.setattr(outgoing, "ROWS_IN_A_PACKAGE", 3)
    with whole.db.read() as session:
        last = changes.last_counter(session)
        found = outgoing.ranges(session, 1, last)
        assert [counter for begin, end in found for counter in range(begin, end + 1)] == list(range(1, last + 1))
        assert len(found) > 3
        assert outgoing.ranges(session, last + 1, last) == [(last + 1, last)]  # one package, with nothing new


def staged(*said: dict[str, Any], typed: bool = False) -> list[Any]:
    return list(incoming.staged(said, station=STATION, typed=typed))


def new(row: dict[str, Any], record: str = "person") -> dict[str, Any]:
    return {"op": "new", "e": record, "id": row["id"], "c": 1, "r": row}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "王" * 300),
        ("name", 7),
        ("name", "王\x00"),
        ("name", "王\x85"),
        ("birth_date", "2023-02-30"),
        ("birth_date", "20230215"),
        ("birth_date", 7),
        ("version", 2**31),
        ("version", "1"),
        ("created_at", "2023-02-15T08:30:00+08:00"),
        ("created_at", "2023-13-15T08:30:00.000000+00:00"),
        ("station_id", key_of(1)),
    ],
)
def test_a_value_that_a_column_may_not_hold_rejects_its_record_alone(column: str, value: Any) -> None:
    for typed in (False, True):
        fault, rows = staged(new(person(1, **{column: value})), new(person(2)), typed=typed)
        assert fault == RowFault("person", key_of(1), column, "E_VALUE")
        assert isinstance(rows, Rows)
        assert [row[0] for row in rows.rows] == [key_of(2)]


def test_what_a_newer_program_added_is_kept_word_for_word() -> None:
    poem = {"id": key_of(3), "station_id": STATION, "verse": "春眠不觉晓"}
    change = {"op": "set", "e": "person", "id": key_of(1), "c": 2, "n": 2, "by": "王敏", "at": AT}
    found = staged(
        new(person(1, mood="好", zeal=3)), new(poem, "poem"), change | {"f": "mood", "v": None, "b": "0" * 16}
    )
    kept, rows, later = found
    assert kept == Kept(lines.new("poem", key_of(3), 1, poem).decode().rstrip("\n"))
    assert rows.rows[0][-1] == '{"mood":"好","zeal":3}'
    assert (later.changes[0].column, later.changes[0].known) == ("mood", False)


def test_a_column_that_is_kept_apart_counts_in_the_digest_as_if_it_was_known() -> None:
    table = travelling()["person"]
    names = (*table.columns, "mood")
    newer = Travelling("person", names, table.kinds | {"mood": "text"}, table.lengths | {"mood": 10})
    row = person(1, mood="好")
    known = tuple(row.get(name) for name in sorted(names))
    apart = (*(row.get(name) for name in sorted(table.columns)), '{"mood":"好"}')
    assert digest.digest_of([known], newer) == digest.digest_of([apart], table, "extra")


def test_lines_of_older_programs_are_brought_up_step_by_step() -> None:
    """An invented history: schema 2 renamed tel to phone, schema 3 gave the phone to a record of its own."""

    def second(line: dict[str, Any]) -> list[dict[str, Any]]:
        row = {("phone" if name == "tel" else name): value for name, value in line["r"].items()}
        return [line | {"r": row}]

    def third(line: dict[str, Any]) -> list[dict[str, Any]]:
        row = {name: value for name, value in line["r"].items() if name != "phone"}
        phone = {"id": line["id"], "station_id": STATION, "number": line["r"]["phone"]}
        return [line | {"r": row}, {"op": "new", "e": "phone", "id": line["id"], "c": line["c"], "r": phone}]

    old = new({"id": key_of(1), "station_id": STATION, "tel": "15400001234"})
    found = list(incoming.upcast([old], 1, {1: second, 2: third}))
    assert [line["e"] for line in found] == ["person", "phone"]
    assert found[1]["r"]["number"] == "15400001234"
    assert list(incoming.upcast(found, 3, {1: second, 2: third})) == found
    assert list(incoming.upcast([old], SCHEMA)) == [old]


def test_reading_a_station_needs_only_a_session(whole: WholeStation) -> None:
    with whole.db.read() as session:
        assert isinstance(session, Session)
        assert digest.differing(digest.digest(session, whole.db.station_id), {}) == ["station"]
        assert digest.digest(session, key_of(1)) == {}
