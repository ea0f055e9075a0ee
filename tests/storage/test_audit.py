"""The audit trail: every commit has its row, no row can be changed, who changes one is found (F86)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from station_app.features.people.model import Household, Person
from station_app.storage import audit, backup, records
from station_app.storage.audit_check import Verdict
from station_app.storage.connect import open_file
from tests.storage.whole_station import WholeStation


def rows(whole: WholeStation) -> list[Any]:
    with whole.db.read() as session:
        return list(session.execute(text("SELECT action, entity, record_id, detail, actor FROM audit_entry")))


def verdict(whole: WholeStation) -> Verdict:
    with whole.db.read() as session:
        return audit.verify(session)


def tamper(whole: WholeStation, *statements: str) -> None:
    """What a database tool with the key can do: drop the triggers, then write."""
    with contextlib.closing(open_file(whole.folder.database, whole.data_key)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def used(whole: WholeStation) -> WholeStation:
    """A station with a few days of work behind it."""
    for village in ("甲村", "乙村", "丙村"):
        whole.household(village)
    with whole.db.work() as session:
        audit.note(session, "unmask", "person", "a" * 32, {"field": "id_number", "reason": "核对身份"})
    whole.household("丁村")
    return whole


def test_every_commit_leaves_one_row_that_says_what_kinds_of_records_it_changed(whole: WholeStation) -> None:
    before = len(rows(whole))
    key = whole.household("甲村")
    with whole.db.work() as session:
        session.execute(insert(Person), [{"name": "王秀兰"}, {"name": "李梅"}])
    with whole.db.work() as session:
        records.void(session, Household, key, "搬走")
    with whole.db.work() as session:
        records.live(session, Household)
    new = rows(whole)[before:]
    assert [(row.action, row.entity, row.record_id) for row in new] == [
        ("change", "household", key),
        ("change", "person", ""),
        ("void", "household", key),
    ]
    assert [json.loads(row.detail)["counts"] for row in new] == [{"household": 1}, {"person": 2}, {"household": 1}]
    assert {row.actor for row in new} == {"王敏"}
    assert not any(word in str(rows(whole)) for word in ("王秀兰", "甲村", "搬走"))


def test_work_that_is_taken_back_leaves_no_row(used: WholeStation) -> None:
    before = rows(used)
    with contextlib.suppress(ZeroDivisionError), used.db.work() as session:
        audit.note(session, "export")
        records.save(session, Household, {"village": "戊村"}, require=False)
        _ = 1 // 0
    assert rows(used) == before
    used.household("己村")
    assert verdict(used).whole


def test_the_trail_of_a_station_in_use_is_whole_and_its_head_is_the_newest_row(used: WholeStation) -> None:
    found = verdict(used)
    assert found.whole
    assert found.fault == ""
    with used.db.read() as session:
        assert audit.head(session) == (found.rows, found.head)
    assert backup.check(used.folder, used.data_key) == []


@pytest.mark.parametrize("table", ["audit_entry", "change"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET actor = '李四'", "UPDATE {} SET at = at"])
def test_the_file_itself_refuses_to_change_what_was_written(used: WholeStation, table: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed or deleted"), used.db.work() as session:
        session.execute(text(statement.format(table)))
    assert verdict(used).whole


TAMPERED: dict[str, Callable[[int], tuple[str, ...]]] = {
    "somebody else did it": lambda n: (f"UPDATE audit_entry SET actor = '李四' WHERE number = {n}",),
    "another reason": lambda n: (f"UPDATE audit_entry SET detail = '{{}}' WHERE number = {n}",),
    "a row is gone": lambda n: (f"DELETE FROM audit_entry WHERE number = {n}",),
    "a row is gone and the others moved up": lambda n: (
        f"DELETE FROM audit_entry WHERE number = {n}",
        f"UPDATE audit_entry SET number = number - 1 WHERE number > {n}",
    ),
    "two rows changed places": lambda n: (
        f"UPDATE audit_entry SET number = 999 WHERE number = {n}",
        f"UPDATE audit_entry SET number = {n} WHERE number = {n - 1}",
        f"UPDATE audit_entry SET number = {n - 1} WHERE number = 999",
    ),
    "everything from there on is gone": lambda n: (f"DELETE FROM audit_entry WHERE number >= {n}",),
    "a row was put in": lambda n: (
        f"UPDATE audit_entry SET number = number + 1000 WHERE number >= {n}",
        f"INSERT INTO audit_entry SELECT {n}, at, actor, 'login', '', '', '', previous, hash"
        f" FROM audit_entry WHERE number = {n + 1000}",
        "UPDATE audit_entry SET number = number - 999 WHERE number > 1000",
    ),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_whoever_tampers_with_the_trail_is_found(used: WholeStation, kind: str) -> None:
    number = 5  # the unmasking
    tamper(used, *TAMPERED[kind](number))
    found = verdict(used)
    assert not found.whole
    assert number - 1 <= found.number <= number + 1
    assert [finding.code for finding in backup.check(used.folder, used.data_key)] == ["E_AUDIT_TRAIL"]


def test_an_erasure_that_somebody_made_up_covers_no_other_words(used: WholeStation) -> None:
    with contextlib.closing(open_file(used.folder.database, used.data_key)) as connection:
        row = connection.execute(f"SELECT {audit.COLUMNS} FROM audit_entry WHERE number = 5").fetchone()
        last = connection.execute("SELECT max(number) FROM audit_entry").fetchone()[0]
        previous = connection.execute(f"SELECT hash FROM audit_entry WHERE number = {last}").fetchone()[0]
    other = json.dumps({"field": "id_number", "reason": "办理业务"}, ensure_ascii=False, separators=(",", ":"))
    covered = json.dumps({"blanked": {"5": audit.row_hash((*row[:6], other, row[7]))}})
    made_up = (last + 1, row[1], row[2], "erase", "person", "b" * 32, covered, previous)
    words = ", ".join(f"'{value}'" for value in (*made_up[1:], audit.row_hash(made_up)))
    tamper(
        used,
        f"UPDATE audit_entry SET detail = '{other}' WHERE number = 5",
        f"INSERT INTO audit_entry ({audit.COLUMNS}) VALUES ({last + 1}, {words})",
    )
    assert verdict(used).number == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET new = '\"癸村\"' WHERE counter = 2",
        "UPDATE change SET actor = '李四' WHERE counter = 3",
        "DELETE FROM change WHERE counter = 3",
        "INSERT INTO change (record, record_id, field, version, actor, at) VALUES ('person', 'x', '', 1, '', '')",
        "UPDATE household SET village = '癸村', version = version + 1, updated_by = '王敏'",
    ],
)
def test_whoever_tampers_with_the_change_log_or_writes_past_the_program_is_found(
    used: WholeStation, statement: str
) -> None:
    if statement.startswith("UPDATE household"):  # a tool that leaves the triggers alone is logged, but has no row
        with contextlib.closing(open_file(used.folder.database, used.data_key)) as connection:
            connection.execute(statement)
    else:
        tamper(used, statement)
    assert not verdict(used).whole
