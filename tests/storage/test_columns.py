"""What SQLite would take and PostgreSQL would not is refused by the file itself (F63)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, Column, Table, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from station_app import models
from station_app.core.checks import Refused
from station_app.core.ids import new_id
from station_app.features.people.model import Household, Person
from station_app.features.training.model import ClassSession, Enrolment, TrainingClass
from station_app.storage import records
from station_app.storage.base import CodeList, Synced
from tests.storage.whole_station import WholeStation, make_station


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = make_station(tmp_path_factory.mktemp("columns") / "station", None)
    yield made
    made.db.close()


def put_raw(whole: WholeStation, table: str, column: str, value: Any) -> None:
    """One row by plain SQL, as another tool or a careless import would write it."""
    moment = "2023-02-15T08:30:00.000000+00:00"
    values = {
        "id": new_id(),
        "station_id": new_id(),
        "created_at": moment,
        "created_by": "a",
        "updated_at": moment,
        "updated_by": "a",
        "version": 1,
    } | {column: value}
    names = ", ".join(f'"{name}"' for name in values)
    with whole.db.work() as session:
        session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + n for n in values)})"), values)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("household", "village", "村" * 41),
        ("household", "village", b"\xe6\x9d\x91"),
        ("household", "village", "村\x00庄"),
        ("household", "village", "村\x07"),
        ("household", "village", "村\x85"),
        ("household", "categories", "A01," * 101),
        ("household", "member_count", "四"),
        ("household", "member_count", 4.5),
        ("household", "member_count", 2**31),
        ("household", "annual_income", 1.5),
        ("household", "id", "X" * 32),
        ("household", "id", "0" * 31),
        ("household", "id", "0" * 32 + "\x00"),
        ("household", "id", "0" * 32 + "\x00" + "1" * 32),
        ("household", "id", b"0" * 32),
        ("household", "created_at", "2023-02-15T08:30:00+00:00"),
        ("household", "created_at", "2023-02-15T08:30:00.000000+08:00"),
        ("household", "created_at", "2023-02-30T08:30:00.000000+00:00"),
        ("household", "created_at", "2023-02-15T24:30:00.000000+00:00"),
        ("household", "created_at", "2023-02-15T08:30:00.000000+00:00\x00"),
        ("household", "voided_at", "now"),
        ("person", "birth_date", "1990-02-30"),
        ("person", "birth_date", "1990-2-3"),
        ("person", "birth_date", "19900203"),
        ("person", "birth_date", 19900203),
        ("person", "birth_date", "0000-01-01"),
        ("person", "birth_date", "1990-02-03\x00"),
        ("training_class", "has_exam", 2),
        ("training_class", "has_exam", "是"),
        ("class_session", "time_from", "8:30"),
        ("class_session", "time_from", "25:00:00.000000"),
        ("class_session", "time_from", "08:30:00.000000\x00"),
    ],
)
def test_a_value_that_postgresql_would_refuse_is_refused(
    shared: WholeStation, table: str, column: str, value: Any
) -> None:
    with pytest.raises(Exception, match=rf"CHECK constraint failed: ck_{table}_{column}|non-deterministic use of date"):
        put_raw(shared, table, column, value)


def test_lengths_count_code_points_and_rare_characters_tabs_and_line_feeds_pass(shared: WholeStation) -> None:
    put_raw(shared, "household", "village", "𠮷" * 40)
    put_raw(shared, "household", "note", "一\n二\t三")
    put_raw(shared, "household", "created_at", "2024-02-29T23:59:59.999999+00:00")


def test_every_column_of_every_table_has_its_rule_but_the_log_that_triggers_copy_from_ruled_rows() -> None:
    for table in models.metadata.tables.values():
        ruled = {str(rule.name).removeprefix(f"ck_{table.name}_") for rule in checks_of(table)}
        expected = set() if table.name == "change" else {column.name for column in table.columns}
        assert ruled == expected, table.name


def test_the_rules_are_for_sqlite_alone_and_postgresql_gets_its_own_types() -> None:
    table: Any = Household.__table__
    said = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "CHECK" not in said
    assert "TIMESTAMP WITH TIME ZONE" in said


def checks_of(table: Table) -> list[CheckConstraint]:
    return [rule for rule in table.constraints if isinstance(rule, CheckConstraint)]


def values_for(model: type[Synced]) -> st.SearchStrategy[dict[str, Any]]:
    """Values of every storage kind, as far as the columns go, accepted by the kinds or not."""
    by_type: dict[type, st.SearchStrategy[Any]] = {
        str: st.text(max_size=60),
        int: st.integers(-(2**40), 2**40),
        bool: st.booleans(),
        dt.date: st.dates(),
        dt.time: st.times(),
        tuple: st.lists(st.sampled_from(["A01", "B01", "A02", "B02"]), max_size=4, unique=True).map(tuple),
    }

    def of(column: Column[Any]) -> st.SearchStrategy[Any]:
        return st.none() | by_type[tuple if isinstance(column.type, CodeList) else column.type.python_type]

    table: Any = model.__table__
    names = [f.name for f in model.describes if f.default is None and not f.unique and not table.c[f.name].foreign_keys]
    return st.fixed_dictionaries({}, optional={name: of(table.c[name]) for name in names})


@pytest.mark.parametrize("model", [Household, Person, TrainingClass, ClassSession, Enrolment])
@given(data=st.data())
def test_whatever_the_kinds_accept_the_file_takes_and_gives_back(
    shared: WholeStation, model: type[Synced], data: st.DataObject
) -> None:
    values = data.draw(values_for(model))
    try:
        with shared.db.work() as session:
            saved_id = records.save(session, model, values, require=False).id
    except Refused:
        return
    with shared.db.read() as session:
        kept = records.values_of(records.get(session, model, saved_id))
    lists = {column.name for column in model.__table__.columns if isinstance(column.type, CodeList)}
    assert {name: kept[name] for name in values} == {
        name: () if name in lists and value is None else value for name, value in values.items()
    }


def test_bulk_rows_that_break_a_rule_leave_none_of_the_batch(shared: WholeStation) -> None:
    with shared.db.read() as session:
        before = len(records.live(session, Household))
    with pytest.raises(IntegrityError), shared.db.work() as session:
        session.execute(insert(Household), [{"village": "甲村"}, {"village": "村" * 41}])
    with shared.db.read() as session:
        assert len(records.live(session, Household)) == before
