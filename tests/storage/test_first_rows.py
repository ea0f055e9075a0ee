"""The first window's rows by plain SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from station_app.features.people.model import Household
from station_app.storage import first_rows, records
from station_app.storage.connect import open_file
from tests.storage.whole_station import WholeStation


@pytest.fixture
def connection(whole: WholeStation) -> Iterator[Any]:
    for village in ("丙村", "甲村", "乙村", "作废村"):
        household_id = whole.household(village)
    with whole.db.work() as session:
        records.void(session, Household, household_id, "重复")
    opened = open_file(whole.folder.database, whole.data_key, read_only=True)
    yield opened
    opened.close()


def test_live_rows_come_as_tuples_in_order_with_their_count(connection: Any) -> None:
    rows = first_rows.rows(connection, "household", ["village", "version"], order_by="village", limit=2)
    assert rows == [("丙村", 1), ("乙村", 1)]
    assert first_rows.rows(connection, "household", ["village"], order_by="village", limit=2, offset=2) == [("甲村",)]
    assert first_rows.count(connection, "household") == 3


def test_a_condition_takes_its_values_apart_from_its_words(connection: Any) -> None:
    arguments = ("甲村' OR 1=1 --",)
    assert first_rows.rows(connection, "household", ["id"], where="village = ?", arguments=arguments) == []
    assert first_rows.count(connection, "household", where="village = ?", arguments=("甲村",)) == 1


def test_a_name_that_is_not_a_name_is_a_bug(connection: Any) -> None:
    with pytest.raises(ValueError, match="village"):
        first_rows.rows(connection, "household", ['village" FROM x --'])


def test_only_a_file_with_this_programs_schema_is_usable(whole: WholeStation, connection: Any) -> None:
    assert first_rows.usable(connection)
    with whole.db.work() as session:
        session.execute(text("PRAGMA user_version = 0"))
    assert not first_rows.usable(connection)
