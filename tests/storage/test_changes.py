"""The change log: whatever writes, replaying the log gives the tables (F21)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from station_app.core.ids import new_id
from station_app.features.people.model import Household
from station_app.storage import changes, records
from station_app.storage.database import Database
from tests.storage.whole_station import WholeStation

MOMENT = "2023-02-15T08:30:00.000000+00:00"


def log(session: Session) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for row in session.execute(
            text("SELECT record, record_id, field, new, version, actor, at FROM change ORDER BY counter")
        )
    ]


def stored(session: Session, table: str) -> dict[str, dict[str, Any]]:
    rows = session.execute(text(f"SELECT * FROM {table}")).mappings()
    return {row["id"]: {name: value for name, value in row.items() if value is not None} for row in rows}


def test_a_new_record_is_one_whole_row_and_a_change_one_line_a_field(whole: WholeStation) -> None:
    household_id = whole.household("甲村")
    with whole.db.work() as session:
        values = {"village": "乙村", "member_count": 4, "categories": ("A01", "C01")}
        records.save(session, Household, values, record_id=household_id, require=False)
    with whole.db.work() as session:
        records.void(session, Household, household_id, "重复登记")
    with whole.db.read() as session:
        lines = session.execute(
            text("SELECT field, old, new, version, actor FROM change WHERE record = 'household' ORDER BY counter")
        ).all()
    whole_row = json.loads(lines[0].new)
    assert (whole_row["village"], whole_row["version"], "note" in whole_row) == ("甲村", 1, False)
    assert {(line.field, line.old, line.new, line.version) for line in lines[1:4]} == {
        ("village", '"甲村"', '"乙村"', 2),
        ("member_count", "null", "4", 2),
        ("categories", '""', '"A01,C01"', 2),
    }
    assert [line.field for line in lines[4:]] == ["voided_at", "void_reason"]
    assert {line.actor for line in lines} == {"王敏"}


def test_a_record_is_never_deleted_replaced_or_given_another_key(whole: WholeStation) -> None:
    whole.household("甲村")
    for statement, said in (
        ("DELETE FROM household", "never deleted"),
        ("INSERT OR REPLACE INTO household SELECT * FROM household", "never deleted"),
        ("UPDATE household SET id = lower(hex(randomblob(16))), version = version + 1", "keeps the id"),
        ("UPDATE household SET village = '乙村'", "raises version"),
    ):
        with pytest.raises(IntegrityError, match=said), whole.db.work() as session:
            session.execute(text(statement))
    assert whole.villages() == ["甲村"]


def test_the_counter_never_goes_back_even_when_the_end_of_the_log_is_gone(whole: WholeStation) -> None:
    whole.household("甲村")
    with whole.db.work() as session:
        last = changes.last_counter(session)
        session.execute(text("DROP TRIGGER change_log_change_keep"))  # as another tool could
        session.execute(text("DELETE FROM change WHERE counter = :last"), {"last": last})
    whole.household("乙村")
    with whole.db.read() as session:
        assert changes.last_counter(session) == last + 1


VILLAGES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "village": st.none() | VILLAGES,
        "member_count": st.none() | st.integers(0, 99),
        "annual_income": st.none() | st.integers(0, 10**10),
        "categories": st.lists(st.sampled_from(["A01", "B01", "C01"]), max_size=3, unique=True).map(tuple),
        "note": st.none() | st.text(st.sampled_from("甲乙\n\t\"'\\{}"), max_size=20),
    },
)
STEP = st.tuples(
    st.sampled_from(["add", "save", "bulk add", "bulk", "core", "core many", "raw", "touch", "upsert", "undone"]),
    VALUES,
    st.integers(0, 99),
)


def write(db: Database, how: str, values: dict[str, Any], ids: list[str], pick: int) -> None:
    """One random write in one of the ways that exist."""
    table: Any = Household.__table__
    chosen = ids[pick % len(ids)] if ids else None
    bump = {"version": table.c.version + 1, "updated_by": how}
    with db.work() as session:
        if how == "add" or chosen is None:
            ids.append(records.save(session, Household, values, require=False).id)
        elif how == "save":
            records.save(session, Household, values, record_id=chosen, require=False)
        elif how == "bulk add":
            rows = [values | {"id": new_id()}, {"id": new_id()}]
            ids.extend(row["id"] for row in rows)
            for row in rows:
                session.execute(insert(Household), [row])
        elif how == "bulk" and values:
            session.execute(update(Household).where(Household.id >= chosen).values(**values))
        elif how == "core":
            session.connection().execute(update(table).where(table.c.id != chosen).values(**values, **bump))
        elif how == "core many":
            statement = update(table).where(table.c.id == bindparam("one")).values(village=bindparam("v"), **bump)
            session.connection().execute(statement, [{"one": one, "v": str(pick)} for one in ids])
        elif how == "raw":
            session.execute(text("UPDATE household SET version = version + 1, member_count = :n"), {"n": pick})
        elif how == "touch":
            session.execute(
                text("UPDATE household SET version = version + 3, updated_by = 'x', updated_at = :at WHERE id = :one"),
                {"at": MOMENT, "one": chosen},
            )
        elif how == "upsert":
            session.execute(
                text(
                    "INSERT INTO household (id, station_id, created_at, created_by, updated_at, updated_by, version) "
                    "VALUES (:one, :one, :at, 'u', :at, 'u', 1) "
                    "ON CONFLICT (id) DO UPDATE SET village = 'u', version = household.version + 1"
                ),
                {"at": MOMENT, "one": chosen},
            )
        else:
            with session.begin_nested() as savepoint:
                session.execute(update(Household).values(village="不留"))
                savepoint.rollback()


@given(st.lists(STEP, min_size=1, max_size=12))
def test_replaying_the_log_gives_the_tables(
    replayed: WholeStation, steps: list[tuple[str, dict[str, Any], int]]
) -> None:
    ids: list[str] = []
    for how, values, pick in steps:
        write(replayed.db, how, values, ids, pick)
    with replayed.db.read() as session:
        tables = changes.replay(log(session))
        assert tables["household"] == stored(session, "household")
        assert tables["station"] == stored(session, "station")


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from tests.storage.whole_station import make_station

    made = make_station(tmp_path_factory.mktemp("replayed") / "station", None)
    yield made
    made.db.close()
