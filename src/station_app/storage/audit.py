"""The audit trail: who did what and when, append only, every row bound to the one before it by SHA-256 (F86).

A row's detail never holds a name, a number or another value of a person; the change log has those, and each `change`
row seals the lines of the change log that its commit wrote.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from station_app.core import clock

if TYPE_CHECKING:
    from station_app.storage.audit_check import Verdict
    from station_app.storage.stamps import StampedSession

BEGINNING = "0" * 64
"""What the first row names as the hash before it."""
COLUMNS = "number, at, actor, action, entity, record_id, detail, previous, hash"
LINE = "counter, record, record_id, field, old, new, version, actor, at"
"""The columns of a line of the change log that are sealed."""
_INSERT = f"INSERT INTO audit_entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
Detail: TypeAlias = str | Mapping[str, Any]


@dataclass
class _Seal:
    """What one commit wrote into the change log, read once and in order."""

    first: int = 0
    last: int = 0
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Record name → keys of its records, in the order they came."""
    voided: dict[str, str] = field(default_factory=dict)
    """Key → record name of what was taken out of use."""
    digest: str = ""


def note(session: StampedSession, action: str, entity: str = "", record_id: str = "", detail: Detail = "") -> int:
    """Add a row inside a transaction of Database.work(); returns its number. `detail` holds no values of a person."""
    session.changed.add("audit_entry")
    return _append(session, action, entity, record_id, detail)


def note_changes(session: StampedSession, after: int) -> set[str]:
    """Seal what the transaction wrote into the change log behind line `after`; the names of the changed records."""
    seal = _sealed(execute_of(session)(f"SELECT {LINE} FROM change WHERE counter > ? ORDER BY counter", (after,)))  # noqa: S608
    if not seal.last:
        return set()
    entity, record_id = _subject(seal)
    detail = {
        "counts": {name: len(ids) for name, ids in seal.ids.items()},
        "from": after + 1,
        "to": seal.last,
        "digest": seal.digest,
    }
    if seal.voided:
        detail["voided"] = len(seal.voided)
    _append(session, "void" if seal.voided else "change", entity, record_id, detail)
    return set(seal.ids)


def head(session: Any) -> tuple[int, str]:
    """Number and hash of the newest row, for packages; (0, BEGINNING) when there is none."""
    row = execute_of(session)("SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, BEGINNING)


def verify(session: Any) -> Verdict:
    """Whether trail and change log are as they were written; reads all of both (audit_check)."""
    from station_app.storage import audit_check  # noqa: PLC0415 - only when asked for

    return audit_check.verify(session)


def digest_of_lines(session: Any, first: int, last: int) -> str:
    """The seal over the lines first … last of the change log as they are now."""
    query = f"SELECT {LINE} FROM change WHERE counter BETWEEN ? AND ? ORDER BY counter"  # noqa: S608
    return _sealed(execute_of(session)(query, (first, last))).digest


def row_hash(values: Iterable[Any]) -> str:
    """The hash of a row: number, at, actor, action, entity, record_id, detail, previous."""
    return sha256(json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _append(session: StampedSession, action: str, entity: str, record_id: str, detail: Detail) -> int:
    number, previous = head(session)
    text = detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
    at = clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
    row = (number + 1, at, session.actor, action, entity, record_id, text, previous)
    execute_of(session)(_INSERT, (*row, row_hash(row)))
    return number + 1


def _sealed(lines: Iterable[Any]) -> _Seal:
    seal, total = _Seal(), sha256()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for line in lines:
        counter, record, record_id, name, old, new = line[:6]
        total.update(encode(list(line)).encode())
        seal.first = seal.first or counter
        seal.last = counter
        seal.ids.setdefault(record, set()).add(record_id)
        if name == "voided_at" and old in (None, "null") and new not in (None, "null"):
            seal.voided[record_id] = record
    seal.digest = total.hexdigest()
    return seal


def _subject(seal: _Seal) -> tuple[str, str]:
    """The record that a commit was about: the one that was voided, else the first kind with a single record."""
    for key, record in seal.voided.items():
        return record, key if len(seal.voided) == 1 else ""
    for record, ids in seal.ids.items():
        if len(ids) == 1:
            return record, next(iter(ids))
    return next(iter(seal.ids)), ""


def execute_of(session: Any) -> Any:
    """How statements run on a session or on a plain sqlcipher3 connection."""
    return session.connection().exec_driver_sql if hasattr(session, "connection") else session.execute
