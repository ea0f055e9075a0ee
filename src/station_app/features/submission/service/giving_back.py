"""Records that the county gives back to a file that went back in time (§3.5): nothing newer is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.exchange import incoming
from station_app.exchange.incoming import Rows
from station_app.exchange.lines import base_of
from station_app.exchange.tables import Travelling, travelling
from station_app.features.people.model import Person
from station_app.features.people.service.households import next_household_no
from station_app.features.people.service.people import index_person
from station_app.features.submission.model import Correction
from station_app.features.training.model import TrainingClass
from station_app.features.training.service.classes import index_class
from station_app.storage import audit, records
from station_app.storage.base import Base

_INDEXED: dict[str, Any] = {"person": Person, "training_class": TrainingClass}
_STAMPS = frozenset(("id", "station_id", "version", "created_at", "created_by", "updated_at", "updated_by"))


def take_back(
    session: Session, lines: Iterable[Mapping[str, Any]], station_id: str, since: int
) -> tuple[int, int, int]:
    """Take `whole` lines: records that are missing come back, those untouched here since line `since` of the change
    log become as the county has them, the others are put to the desk column by column.

    Returns how many came back, how many were brought up to date, and how many values wait for a decision.
    """
    known, erased = travelling(), _erased(session)
    batches = [
        each
        for each in incoming.staged((dict(line) for line in lines), station=station_id, typed=False)
        if isinstance(each, Rows)
    ]
    order = {name: place for place, name in enumerate(known)}
    back = updated = asked = 0
    for batch in sorted(batches, key=lambda each: order[each.record]):
        for row in batch.rows:
            said = dict(zip(batch.columns[:-1], row[:-1], strict=True))
            if (batch.record, said["id"]) in erased:
                continue
            now = _stored(session, known[batch.record], said["id"])
            if now is None:
                back += _insert(session, batch.record, said)
            elif differing := [name for name in said if name not in _STAMPS and said[name] != now[name]]:
                if _touched(session, said["id"], since):
                    asked += sum(_ask(session, batch.record, said, now, name) for name in differing)
                else:
                    updated += _update(session, batch.record, said, now, differing)
    session.expire_all()
    _index(session, batches)
    return back, updated, asked


def _stored(session: Session, table: Travelling, key: str) -> dict[str, Any] | None:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    query = f'SELECT {columns} FROM "{table.name}" WHERE id = ?'  # noqa: S608 - names from the schema
    row = audit.execute_of(session)(query, (key,)).fetchone()
    return None if row is None else dict(zip(table.columns, row, strict=True))


def _insert(session: Session, record: str, said: dict[str, Any]) -> int:
    """A record that is missing here. What stands in its way (its number was given again meanwhile, or what it refers
    to is not here) is left out and put to the desk, so that nothing of it is lost."""
    columns = ", ".join(f'"{name}"' for name in said)
    marks = ", ".join("?" for _name in said)
    statement = f'INSERT INTO "{record}" ({columns}) VALUES ({marks})'  # noqa: S608
    if _carried_out(session, statement, tuple(said.values())):
        return 1
    blocked = _blocked(session, record, said)
    kept = said | dict.fromkeys(blocked)
    if record == "household" and "household_no" in blocked:
        kept["household_no"] = next_household_no(session, str(said["village_code"] or ""))
        blocked.discard("household_no")
    if (not blocked and kept == said) or not _carried_out(session, statement, tuple(kept.values())):
        return 0
    for name in sorted(blocked):
        _ask(session, record, said, kept, name)
    return 1


def _blocked(session: Session, record: str, said: Mapping[str, Any]) -> set[str]:
    """Columns whose values another live record holds under a unique rule, or that refer to nothing here."""
    table, execute = Base.metadata.tables[record], audit.execute_of(session)
    found = set()
    for index in table.indexes:
        names = [column.name for column in index.columns if column.name != "station_id"]
        values = [said.get(name) for name in names]
        if index.unique and names and None not in values:
            tests = " AND ".join(f'"{name}" = ?' for name in names)
            query = f'SELECT 1 FROM "{record}" WHERE {tests} AND voided_at IS NULL LIMIT 1'  # noqa: S608
            if execute(query, tuple(values)).fetchone():
                found.update(names)
    for key in table.foreign_keys:
        name, target = key.parent.name, key.column.table.name
        value = said.get(name)
        if value and not execute(f'SELECT 1 FROM "{target}" WHERE id = ?', (value,)).fetchone():  # noqa: S608
            found.add(name)
    return {str(name) for name in found}


def _update(
    session: Session, record: str, said: Mapping[str, Any], now: Mapping[str, Any], differing: list[str]
) -> int:
    version = max(int(said["version"]), int(now["version"]) + 1)
    sets = ", ".join(f'"{name}" = ?' for name in (*differing, "version", "updated_at", "updated_by"))
    values = (*(said[name] for name in differing), version, said["updated_at"], said["updated_by"], said["id"])
    return _carried_out(session, f'UPDATE "{record}" SET {sets} WHERE id = ?', values)  # noqa: S608


def _carried_out(session: Session, statement: str, values: tuple[Any, ...]) -> int:
    """1, or 0 where a rule of this file forbids it: another record took its number, or what it refers to is missing."""
    try:
        with session.begin_nested():
            audit.execute_of(session)(statement, values)
    except IntegrityError:
        return 0
    return 1


def _ask(session: Session, record: str, said: Mapping[str, Any], now: Mapping[str, Any], name: str) -> int:
    """A difference for the desk, once: its key comes of what it is about."""
    about = json.dumps([record, said["id"], name, said[name]], ensure_ascii=False)
    key = sha256(about.encode()).hexdigest()[: len(new_id())]
    if session.get(Correction, key) is not None:
        return 0
    had = json.dumps(now[name], ensure_ascii=False)
    values = {
        "id": key,
        "record": record,
        "record_id": said["id"],
        "field": name,
        "value": json.dumps(said[name], ensure_ascii=False),
        "base": base_of(had),
        "had": had,
        "why": _("恢复以前已经上报过的值，恢复后本站又改过"),
        "proposed_by": str(said["updated_by"] or "")[:40],
        "proposed_at": str(said["updated_at"]),
    }
    records.save(session, Correction, values)
    return 1


def _touched(session: Session, key: str, since: int) -> bool:
    """Whether somebody changed the record here after a line of the change log."""
    query = "SELECT 1 FROM change WHERE record_id = ? AND counter > ? LIMIT 1"
    return audit.execute_of(session)(query, (key, since)).fetchone() is not None


def _erased(session: Session) -> set[tuple[str, str]]:
    """Records that were blanked on demand: never brought back."""
    found = set()
    for (plan,) in audit.execute_of(session)("SELECT plan FROM erasure").fetchall():
        found |= {(row["table"], row["id"]) for row in json.loads(plan)["rows"]}
    return found


def _index(session: Session, batches: Iterable[Rows]) -> None:
    """Ctrl+K finds who came back."""
    for batch in batches:
        for row in batch.rows:
            key = row[batch.columns.index("id")]
            found: Any = session.get(_INDEXED[batch.record], key) if batch.record in _INDEXED else None
            if found is not None and found.voided_at is None:
                (index_person if batch.record == "person" else index_class)(session, found)
