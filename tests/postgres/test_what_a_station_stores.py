"""Whatever a station stores PostgreSQL stores too, proven on a real server (F63)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    String,
    Table,
    Time,
    insert,
    select,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateSchema

from station_app.core import clock
from station_app.core.ids import new_id
from station_app.core.paths import StationFolder
from station_app.demo import play
from station_app.demo.station import PASSWORD
from station_app.models import metadata
from station_app.storage import keys, station_file
from station_app.storage.base import CodeList, Synced, UtcDateTime
from tests.storage.whole_station import WholeStation, make_station

SCHEMA = "county_419901"
REFUSALS = (StatementError, UnicodeEncodeError, OverflowError)
"""How both engines say no: the database itself, or the driver that cannot even pass the value on."""
SYNCED = {model.__tablename__ for model in Synced.__subclasses__()}


@pytest.fixture(scope="module")
def county(server: Engine) -> Engine:
    """All tables in a schema of their own, as a county would keep them."""
    with server.begin() as connection:
        connection.execute(CreateSchema(SCHEMA))
    engine = server.execution_options(schema_translate_map={None: SCHEMA})
    metadata.create_all(engine)
    return engine


@dataclass(frozen=True)
class Both:
    """A station's file and the county's tables side by side."""

    station: WholeStation
    county: Engine

    def station_keeps(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the file gives back of a new row; one of REFUSALS when it takes it not."""
        row = new_row() | values
        with self.station.db.work() as session:
            session.execute(insert(table).values(row))
            return read_one(session.connection(), table, row["id"])

    def county_keeps(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        """What PostgreSQL gives back of a new row, which is taken out again; one of REFUSALS when it takes it not."""
        row = new_row() | values
        with self.county.connect() as connection:
            connection.execute(insert(table).values(row))
            return read_one(connection, table, row["id"])


@pytest.fixture(scope="module")
def both(county: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    station = make_station(tmp_path_factory.mktemp("both") / "station", None)
    yield Both(station, county)
    station.db.close()


def new_row() -> dict[str, Any]:
    moment = clock.now()
    stamps = {"created_at": moment, "created_by": "王敏", "updated_at": moment, "updated_by": "王敏"}
    return {"id": new_id(), "station_id": new_id(), "version": 1} | stamps


def read_one(connection: Connection, table: Table, row_id: Any) -> dict[str, Any]:
    return dict(connection.execute(select(table).where(table.c.id == row_id)).one()._mapping)


def rows_of(connection: Connection, table: Table) -> dict[tuple[Any, ...], dict[str, Any]]:
    """All rows by key."""
    names = [column.name for column in table.primary_key]
    rows = [dict(row._mapping) for row in connection.execute(select(table))]
    return {tuple(row[name] for name in names): row for row in rows}


def typed(row: Mapping[str, Any]) -> dict[str, tuple[type, Any]]:
    """1 is not True and a moment in another zone is not the same row."""
    return {name: (type(value), getattr(value, "tzinfo", None), value) for name, value in row.items()}


def test_every_row_of_a_played_station_is_the_same_row_in_postgresql(county: Engine, tmp_path: Path) -> None:
    folder = StationFolder(tmp_path / "demo")
    play.make(folder)
    db = station_file.open_station(folder, keys.unlock(folder, PASSWORD), actor="王敏")
    copied: dict[str, int] = {}
    with db.read() as session, county.connect() as connection:  # rolled back: the other tests find empty tables
        for table in metadata.sorted_tables:
            stored = rows_of(session.connection(), table)
            if stored:
                connection.execute(insert(table), list(stored.values()))
            kept = rows_of(connection, table)
            assert {key: typed(row) for key, row in kept.items()} == {key: typed(row) for key, row in stored.items()}
            copied[table.name] = len(stored)
    db.close()
    assert set(copied) >= SYNCED
    assert copied["person"] > 300
    assert copied["session_attendance"] > 42 * 6  # and those of the class that runs today
    assert copied["certificate"] == 38 + 4  # and statements for who fell short


def fullest(column: Column[Any]) -> Any:
    """The longest, largest or latest value of a column; no two characters of a text are the same."""
    kind: Any = column.type
    if column.name == "id" or column.foreign_keys:
        return new_id() if column.name == "id" else None
    if isinstance(kind, UtcDateTime):
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    if isinstance(kind, CodeList):
        return tuple(chr(0x4E00 + number) for number in range(kind.impl_instance.length // 2))
    if isinstance(kind, String):
        return "".join(chr(0x20000 + number) for number in range(kind.length or 20_000))
    values = {BigInteger: 2**63 - 1, Integer: 2**31 - 1, Boolean: True, Date: dt.date.max, Time: dt.time.max}
    return values[type(kind)]


@pytest.mark.parametrize("name", sorted(SYNCED))
def test_a_row_filled_to_the_brim_is_the_same_row_in_postgresql(both: Both, name: str) -> None:
    table = metadata.tables[name]
    row = {column.name: fullest(column) for column in table.columns}
    stored = both.station_keeps(table, row)
    assert typed(stored) == typed(row)
    assert typed(both.county_keeps(table, stored)) == typed(row)


PLACES: dict[str, tuple[Table, Column[Any]]] = {
    "text": (metadata.tables["household"], metadata.tables["household"].c.village),
    "key": (metadata.tables["household"], metadata.tables["household"].c.id),
    "codes": (metadata.tables["household"], metadata.tables["household"].c.categories),
    "integer": (metadata.tables["household"], metadata.tables["household"].c.member_count),
    "large": (metadata.tables["household"], metadata.tables["household"].c.annual_income),
    "boolean": (metadata.tables["training_class"], metadata.tables["training_class"].c.has_exam),
    "date": (metadata.tables["person"], metadata.tables["person"].c.birth_date),
    "time": (metadata.tables["class_session"], metadata.tables["class_session"].c.time_from),
    "moment": (metadata.tables["household"], metadata.tables["household"].c.voided_at),
}
"""A column of every type there is; that every column has the rule of its type is tested in tests/storage."""
PLUS_8 = dt.timezone(dt.timedelta(hours=8))


def test_there_is_a_place_for_every_type_of_column() -> None:
    used = {type(column.type) for name in SYNCED for column in metadata.tables[name].columns}
    assert used == {type(column.type) for _table, column in PLACES.values()}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("text", ""),
        ("text", "村" * 40),
        ("text", "𠮷" * 40),
        ("text", " 甲 村  "),
        ("text", "一\n二\t三"),
        ("text", "䶮𬱟\ue81e\ufeff\u200b\u2028\ufffe\uffff\U0010ffff"),
        ("text", "e\u0301é"),
        ("text", "%s :x '\"\\ $1"),
        ("codes", ()),
        ("codes", ("A01", "C01")),
        ("codes", ("A01",) * 100),
        ("integer", -(2**31)),
        ("integer", 2**31 - 1),
        ("large", -(2**63)),
        ("large", 2**63 - 1),
        ("boolean", True),
        ("boolean", False),
        ("date", dt.date.min),
        ("date", dt.date(2024, 2, 29)),
        ("date", dt.date.max),
        ("time", dt.time.min),
        ("time", dt.time.max),
        ("moment", dt.datetime.min.replace(tzinfo=dt.UTC)),
        ("moment", dt.datetime.max.replace(tzinfo=dt.UTC)),
        *((place, None) for place in PLACES if place not in ("key", "codes")),
    ],
)
def test_a_value_at_the_edge_is_the_same_in_both(both: Both, place: str, value: Any) -> None:
    table, column = PLACES[place]
    stored = both.station_keeps(table, {column.name: value})
    assert typed({"": stored[column.name]}) == typed({"": value})
    assert typed(both.county_keeps(table, stored)) == typed(stored)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("text", "村" * 41),
        ("text", "𠮷" * 41),
        ("text", "村\x00庄"),
        ("text", "\x00"),
        ("text", "\ud842\udfb7"),
        ("text", "村\udc80"),
        ("key", "0" * 32 + "\x00"),
        ("key", "0" * 32 + "\x00" + "1" * 32),
        ("codes", ("A01",) * 101),
        ("codes", ("A01\x00",)),
        ("integer", 2**31),
        ("integer", -(2**31) - 1),
        ("integer", 2**63),
        ("integer", "四"),
        ("large", 2**63),
        ("large", -(2**63) - 1),
        ("boolean", 2),
        ("boolean", "maybe"),
        ("date", "2023-02-30"),
        ("time", "25:00"),
        ("moment", dt.datetime(2023, 2, 15, 8, 30)),  # noqa: DTZ001 - nobody knows which moment
        ("moment", dt.datetime.min.replace(tzinfo=PLUS_8)),
    ],
)
def test_what_postgresql_refuses_the_station_refused_first(both: Both, place: str, value: Any) -> None:
    table, column = PLACES[place]
    with pytest.raises((*REFUSALS, TypeError)):
        both.county_keeps(table, {column.name: value})
    with pytest.raises((*REFUSALS, TypeError)):
        both.station_keeps(table, {column.name: value})


ANY_CHARACTER = st.characters(exclude_categories=())
AWKWARD = st.sampled_from(
    ["\x00", "\x01", "\t", "\n", "\r", "\x7f", "\x85", "\ud800", "\udfff", "\ufeff", "𠮷", " ", "1"]
)
CHARACTER = ANY_CHARACTER | AWKWARD
EDGES = [sign * 2**power + more for sign in (1, -1) for power in (0, 31, 32, 63, 64) for more in (-1, 0, 1)]
HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
ZONES = st.none() | st.just(dt.UTC) | st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
WORDS = st.text(CHARACTER, max_size=8) | st.builds(
    lambda c, n, more: c * n + more, CHARACTER, st.integers(38, 41), CHARACTER
)
NUMBERS = st.sampled_from(EDGES) | st.integers()
MEANT: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "key": HEX
    | HEX.map(str.encode)
    | HEX.map(str.upper)
    | st.builds(str.__add__, HEX, st.sampled_from(["\x00", "\x00\x00", "\x000"])),
    "codes": st.lists(st.sampled_from(["A01", "C01"]) | st.text(CHARACTER, max_size=3), max_size=5).map(tuple)
    | st.integers(98, 102).map(lambda many: ("A01",) * many),
    "integer": NUMBERS,
    "large": NUMBERS,
    "boolean": st.booleans(),
    "date": st.dates(),
    "time": st.times(),
    "moment": st.datetimes(timezones=ZONES),
}
"""Values of the type of the place, good and bad ones."""
NOT_MEANT = (
    st.none() | st.booleans() | NUMBERS | st.floats() | st.binary(max_size=40) | st.dates() | st.datetimes()
) | st.sampled_from(["5", " 5 ", "5.0", "1e3", "4.5", "是", "now", "2023-02-15", "08:30:00", b"\x00", b"4"])
"""What a careless caller might hand over instead."""


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=80)
@given(data=st.data())
def test_whatever_the_file_takes_postgresql_takes_and_gives_back(both: Both, place: str, data: st.DataObject) -> None:
    table, column = PLACES[place]
    value = data.draw(MEANT[place] | MEANT[place] | NOT_MEANT)
    try:
        stored = both.station_keeps(table, {column.name: value})
    except (*REFUSALS, TypeError, AttributeError):
        return
    assert typed(both.county_keeps(table, stored)) == typed(stored)
