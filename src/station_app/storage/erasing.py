"""Blanking every value of one person in the file: tables, change log, search, drafts, origins, audit details (F29).

What is blanked is a plan: rows by table and key, and the columns of each. A plan holds no value of hers, so it may be
kept, and be carried out again on an older file that still has her. It is the only writer that passes the append-only
triggers of the change log, through a door that exists inside its transaction alone; which lines were blanked is
sealed anew by the row `erase` of the audit trail.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.texts import _
from station_app.storage import audit, audit_check, search
from station_app.storage.changes import DOOR

GONE = "已删除"
"""Stands where a name was."""
_NAMED = ("name", "head_name")


@dataclass(frozen=True)
class Blanking:
    """One row of which columns are blanked."""

    table: str
    id: str
    columns: tuple[str, ...]
    void: bool = False
    """The record is taken out of use as well."""


@dataclass(frozen=True)
class Plan:
    """How one person is erased; holds no value of hers."""

    person_id: str
    at: str
    basis: str
    """Why she may ask for it: a word of the list that the dialog offers."""
    rows: tuple[Blanking, ...]
    near: tuple[str, ...] = ()
    """Keys of records of others that may tell her name: the household."""
    numbers: tuple[str, ...] = ()
    """Columns whose values can be told from words wherever they stand: ID, phone, account."""

    def to_json(self) -> str:
        """For the file's own table and for the ledger beside it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The plan again."""
        plain = json.loads(text)
        rows = tuple(Blanking(**row | {"columns": tuple(row["columns"])}) for row in plain.pop("rows"))
        return cls(**plain | {"rows": rows, "near": tuple(plain["near"]), "numbers": tuple(plain["numbers"])})


@dataclass
class _Work:
    """What is known while a plan is carried out."""

    session: Session
    execute: Any
    name: str = ""
    numbers: set[str] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    """Lines of the change log that were blanked."""


def carry_out(session: Session, plan: Plan, *, reason: str = "", again: bool = False) -> list[str]:
    """Blank what the plan names; returns content hashes of attachment files that nobody needs any more."""
    stamped: Any = session
    work = _Work(session, audit.execute_of(session))
    known = set(_names(work.execute, "SELECT name FROM sqlite_master WHERE type = 'table'"))
    rows = [row for row in plan.rows if row.table in known]
    _look_for_values(work, plan, rows)
    files = _files(work, rows)
    stamp = (stamped.actor, clock.now().isoformat(timespec="microseconds"))
    work.execute("INSERT INTO about (name, value) VALUES (?, ?)", (DOOR, plan.person_id))
    for row in rows:
        _blank_row(work, row, stamp)
        _blank_lines(work, row)
        _blank_own_tables(work, row)
    _blank_name_nearby(work, plan, stamp)
    _blank_numbers(work, stamp)
    blanked = _blank_details(work)
    seals = _seals(session, work)
    work.execute("DELETE FROM about WHERE name = ?", (DOOR,))
    work.execute(
        "INSERT OR REPLACE INTO erasure (person_id, at, basis, plan) VALUES (?, ?, ?, ?)",
        (plan.person_id, plan.at, plan.basis, plan.to_json()),
    )
    detail = {"basis": plan.basis, "reason": reason, "rows": len(rows), "seals": seals, "blanked": blanked}
    audit.note(session, "erase", "person", plan.person_id, detail | ({"again": True} if again else {}))
    return files


def mentions(session: Session, name: str) -> int:
    """In how many texts of the file a name still stands: namesakes, or notes about others that mention her."""
    execute, found = audit.execute_of(session), 0
    for table, columns in _texts(execute):
        tests = " OR ".join(f'instr("{column}", ?) > 0' for column in columns)
        found += execute(f'SELECT count(*) FROM "{table}" WHERE {tests}', (name,) * len(columns)).fetchone()[0]  # noqa: S608
    return found


def _look_for_values(work: _Work, plan: Plan, rows: Iterable[Blanking]) -> None:
    """Her name and numbers, today's and all earlier ones of the change log."""
    for row in rows:
        columns = ", ".join(f'"{column}"' for column in row.columns)
        found = work.execute(f'SELECT {columns} FROM "{row.table}" WHERE id = ?', (row.id,)).fetchone()  # noqa: S608
        values = dict(zip(row.columns, found or (), strict=False))
        if row.id == plan.person_id:
            work.name = str(values.get("name") or "")
        told = [(column, values.get(column)) for column in plan.numbers]
        for name, old, new in work.execute("SELECT field, old, new FROM change WHERE record_id = ?", (row.id,)):
            if name == "":
                told += [(column, json.loads(new).get(column)) for column in plan.numbers]
            elif name in plan.numbers:
                told += [(name, json.loads(value)) for value in (old, new) if value]
        work.numbers |= {
            str(value) for column, value in told if value and not _is_shared(work, rows, row, column, value)
        }


def _is_shared(work: _Work, rows: Iterable[Blanking], row: Blanking, column: str, value: Any) -> bool:
    """Whether somebody else has the same number as her own, as families share a telephone."""
    if column not in _columns(work.execute, row.table):
        return False
    hers = {other.id for other in rows}
    query = f'SELECT id FROM "{row.table}" WHERE "{column}" = ? AND voided_at IS NULL'  # noqa: S608
    return bool(set(_names(work.execute, query, (value,))) - hers)


def _files(work: _Work, rows: Iterable[Blanking]) -> list[str]:
    """Contents of her attachments that no other live attachment shares."""
    keys = [row.id for row in rows if row.table == "attachment"]
    marks = ", ".join("?" for _key in keys)
    query = (
        f"SELECT DISTINCT content_hash FROM attachment a WHERE id IN ({marks}) AND NOT EXISTS (SELECT 1 FROM "  # noqa: S608
        f"attachment b WHERE b.content_hash = a.content_hash AND b.id NOT IN ({marks}) AND b.voided_at IS NULL)"
    )
    return _names(work.execute, query, (*keys, *keys)) if keys else []


def _blank_row(work: _Work, row: Blanking, stamp: tuple[str, str]) -> None:
    sets = [f'"{column}" = {_sql_word(column)}' for column in row.columns]
    if row.void:
        sets.append(f"voided_at = ifnull(voided_at, '{stamp[1]}')")
    changed = f"SET {', '.join(sets)}, version = version + 1, updated_by = ?, updated_at = ? WHERE id = ?"
    work.execute(f'UPDATE "{row.table}" {changed}', (*stamp, row.id))


def word_for(column: str) -> str | None:
    """What stands in a column that was blanked."""
    return GONE if column in _NAMED else None


def _sql_word(column: str) -> str:
    word = word_for(column)
    return "NULL" if word is None else f"'{word}'"


def _blank_lines(work: _Work, row: Blanking) -> None:
    """The lines of the change log say of the blanked columns what the table says now."""
    for counter, name, new in work.execute(
        "SELECT counter, field, new FROM change WHERE record_id = ? AND record = ?", (row.id, row.table)
    ).fetchall():
        if name == "":
            whole = {key: value for key, value in json.loads(new).items() if key not in row.columns}
            whole |= {column: GONE for column in row.columns if column in _NAMED}
            _set_line(work, counter, None, json.dumps(whole, ensure_ascii=False, separators=(",", ":")))
        elif name in row.columns:
            word = json.dumps(GONE if name in _NAMED else None, ensure_ascii=False)
            _set_line(work, counter, word, word)


def _set_line(work: _Work, counter: int, old: str | None, new: str) -> None:
    work.execute("UPDATE change SET old = ?, new = ? WHERE counter = ?", (old, new, counter))
    work.touched.add(counter)


def _blank_own_tables(work: _Work, row: Blanking) -> None:
    """Search words, drafts and what an import had overwritten."""
    search.remove(work.session, row.table, row.id)
    work.execute("DELETE FROM draft WHERE record_id = ?", (row.id,))
    work.execute("UPDATE import_origin SET before = NULL WHERE record_id = ? AND before IS NOT NULL", (row.id,))


def _blank_name_nearby(work: _Work, plan: Plan, stamp: tuple[str, str]) -> None:
    """Her name in the records of her household; elsewhere a namesake may be meant (see mentions)."""
    if not plan.near or not work.name or work.name == GONE:
        return
    keys = f"({', '.join('?' for _key in plan.near)})"
    places = {
        "change": f"record_id IN {keys}",
        "draft": f"record_id IN {keys}",
        "search_entry": f"record_id IN {keys}",
    }
    search.replace(work.session, plan.near, work.name, GONE)
    for table, columns in _texts(work.execute):
        if "id" in _columns(work.execute, table) or table in places:
            for column in columns:
                _replace(work, table, column, work.name, places.get(table, f"id IN {keys}"), plan.near, stamp)


def _blank_numbers(work: _Work, stamp: tuple[str, str]) -> None:
    """Her numbers wherever they stand: they are nobody else's."""
    for number in sorted(work.numbers):
        work.execute("DELETE FROM draft WHERE instr(texts, ?) > 0", (number,))
    for table, columns in _texts(work.execute):
        for column in columns:
            for number in sorted(work.numbers):
                _replace(work, table, column, number, "1", (), stamp)


def _replace(  # noqa: PLR0917 - one statement, all of it said
    work: _Work, table: str, column: str, word: str, where: str, keys: tuple[str, ...], stamp: tuple[str, str]
) -> None:
    holds = f'{where} AND instr("{column}", ?) > 0'
    if table == "change":
        work.touched |= set(_names(work.execute, f"SELECT counter FROM change WHERE {holds}", (*keys, word)))  # noqa: S608
    stamped = {"version", "updated_by", "updated_at"} <= set(_columns(work.execute, table))
    more = ", version = version + 1, updated_by = ?, updated_at = ?" if stamped else ""
    query = f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?){more} WHERE {holds}'  # noqa: S608
    work.execute(query, (word, GONE, *(stamp if stamped else ()), *keys, word))


def _blank_details(work: _Work) -> dict[str, str]:
    """Rows of the audit trail whose detail told a number or her name lose it; their new hashes by number."""
    hashes: dict[str, str] = {}
    words = [*work.numbers, *([work.name] if work.name and work.name != GONE else [])]
    for word in words:
        query = f"SELECT {audit.COLUMNS} FROM audit_entry WHERE instr(detail, ?) > 0"  # noqa: S608
        for row in work.execute(query, (word,)).fetchall():
            if row[3] not in audit_check.SEALING:
                work.execute("UPDATE audit_entry SET detail = '' WHERE number = ?", (row[0],))
                hashes[str(row[0])] = audit.row_hash((*row[:6], "", row[7]))
    return hashes


def _seals(session: Session, work: _Work) -> dict[str, str]:
    """New seals of the rows whose lines were blanked; the lines of this very transaction are sealed at its commit."""
    seals = {}
    actions = ", ".join(f"'{action}'" for action in audit_check.SEALING)
    said = "json_extract(detail, '$.from'), json_extract(detail, '$.to')"
    query = f"SELECT number, {said} FROM audit_entry WHERE action IN ({actions})"  # noqa: S608
    touched = sorted(work.touched)
    for number, first, last in work.execute(query).fetchall():
        if any(first <= counter <= last for counter in touched):
            seals[str(number)] = audit.digest_of_lines(session, first, last)
    return seals


def _texts(execute: Any) -> list[tuple[str, list[str]]]:
    """Tables with columns of words in which values of people may stand; the change log last, it logs the others."""
    found = []
    for table in _names(execute, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [
            name
            for name, kind in execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall()  # noqa: S608
            if kind.upper().startswith(("VARCHAR", "TEXT")) and not name.endswith("_id") and name not in _FIXED
        ]
        if table not in _NO_VALUES and columns:
            found.append((table, columns))
    return sorted(found, key=lambda pair: pair[0] == "change")


_NO_VALUES = {"about", "alembic_version", "erasure", "audit_entry"}
_FIXED = {"id", "created_at", "created_by", "updated_at", "updated_by", "voided_at", "at", "actor", "hash", "previous"}


def _columns(execute: Any, table: str) -> list[str]:
    return _names(execute, f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608


def _names(execute: Any, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    return [row[0] for row in execute(query, values).fetchall()]


def sentence(plan: Plan) -> str:
    """What the trail's list says of an erasure."""
    return _("删除个人信息（{basis}），{n} 条记录").format(basis=plan.basis, n=len(plan.rows))
