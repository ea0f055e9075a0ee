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
from station_app.storage.erase_words import GONE, Mention, Words, first_of, mentions, replace_words, words_of

__all__ = ["GONE", "Blanking", "Plan", "carry_out", "sentence", "word_for"]
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
    """Keys of records of others in which her name means her: households, who lives there, what belongs to them."""
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
    words: Words
    touched: set[int] = field(default_factory=set)
    """Lines of the change log that were blanked."""


@dataclass(frozen=True)
class CarriedOut:
    """What is left to do after the transaction."""

    files: tuple[str, ...]
    """Content hashes of attachment files that nobody needs any more."""
    mentions: tuple[Mention, ...]
    """Where her names still stand."""


def carry_out(session: Session, plan: Plan, *, reason: str = "", again: bool = False) -> CarriedOut:
    """Blank what the plan names."""
    stamped: Any = session
    execute = audit.execute_of(session)
    known = set(first_of(execute, "SELECT name FROM sqlite_master WHERE type = 'table'"))
    rows = [row for row in plan.rows if row.table in known]
    hers = [(row.table, row.id, row.columns) for row in rows]
    work = _Work(session, execute, words_of(execute, hers, plan.numbers))
    files = _files(work, rows)
    stamp = (stamped.actor, clock.now().isoformat(timespec="microseconds"))
    work.execute("INSERT INTO about (name, value) VALUES (?, ?)", (DOOR, plan.person_id))
    for row in rows:
        _blank_row(work, row, stamp)
        _blank_lines(work, row)
        _blank_own_tables(work, row)
    _blank_new_drafts(work)
    work.touched |= _blank_words(work, plan, stamp)
    blanked = _blank_details(work)
    seals = _seals(session, work)
    work.execute("DELETE FROM about WHERE name = ?", (DOOR,))
    work.execute(
        "INSERT OR REPLACE INTO erasure (person_id, at, basis, plan) VALUES (?, ?, ?, ?)",
        (plan.person_id, plan.at, plan.basis, plan.to_json()),
    )
    detail = {"basis": plan.basis, "reason": reason, "rows": len(rows), "seals": seals, "blanked": blanked}
    audit.note(session, "erase", "person", plan.person_id, detail | ({"again": True} if again else {}))
    return CarriedOut(tuple(files), tuple(mentions(execute, work.words)))


def _files(work: _Work, rows: Iterable[Blanking]) -> list[str]:
    """Contents of her attachments that no other live attachment shares."""
    keys = [row.id for row in rows if row.table == "attachment"]
    marks = ", ".join("?" for _key in keys)
    query = (
        f"SELECT DISTINCT content_hash FROM attachment a WHERE id IN ({marks}) AND NOT EXISTS (SELECT 1 FROM "  # noqa: S608
        f"attachment b WHERE b.content_hash = a.content_hash AND b.id NOT IN ({marks}) AND b.voided_at IS NULL)"
    )
    return first_of(work.execute, query, (*keys, *keys)) if keys else []


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


def _blank_new_drafts(work: _Work) -> None:
    """What somebody typed about her into a form for a new record and did not save."""
    for number, record_id, *typed in work.execute("SELECT id, record_id, title, texts FROM draft").fetchall():
        if any(work.words.numbers_in(text) or (not record_id and work.words.names_in(text)) for text in typed):
            work.execute("DELETE FROM draft WHERE id = ?", (number,))


def _blank_words(work: _Work, plan: Plan, stamp: tuple[str, str]) -> set[int]:
    """Her numbers wherever they stand, her names in the records near to her; elsewhere a namesake may be meant."""
    near = set(plan.near)
    for record_id in near:
        search.replace(work.session, record_id, work.words.without_names)
    return replace_words(work.execute, work.words, near, stamp)


def _blank_details(work: _Work) -> dict[str, str]:
    """Rows of the audit trail whose detail told a number or her name lose it; their new hashes by number."""
    hashes: dict[str, str] = {}
    actions = ", ".join(f"'{action}'" for action in audit_check.SEALING)
    query = f"SELECT {audit.COLUMNS} FROM audit_entry WHERE action NOT IN ({actions}) AND detail != ''"  # noqa: S608
    for row in work.execute(query).fetchall():
        if work.words.numbers_in(row[6]) or work.words.names_in(row[6]):
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


def sentence(plan: Plan) -> str:
    """What the trail's list says of an erasure."""
    return _("删除个人信息（{basis}），{n} 条记录").format(basis=plan.basis, n=len(plan.rows))
