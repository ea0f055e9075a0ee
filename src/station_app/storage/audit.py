"""The audit trail: who did what and when, append only, every row bound to the one before it by SHA-256 (F86).

A row's detail never holds a name, a number or another value of a person; the change log has those, and each `change`
row seals the lines of the change log that its commit wrote.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

from station_app.core import clock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from station_app.storage.audit_check import Verdict

BEGINNING = "0" * 64
"""What the first row names as the hash before it."""
COLUMNS = "number, at, actor, action, entity, record_id, detail, previous, hash"
_LINE = (
    "SELECT CAST(concat_ws(char(31), counter, record, record_id, field, ifnull(old, char(30)), ifnull(new, char(30)), "
    "version, actor, at) || char(29) AS BLOB) FROM change WHERE counter BETWEEN ? AND ? ORDER BY counter"
)
"""The sealed bytes of a line of the change log; put together by SQLite, an import of a village writes 30,000."""
_KINDS = (
    "SELECT record, count(DISTINCT record_id), min(record_id), max(counter), "
    "count(DISTINCT iif(field = 'voided_at' AND old = 'null' AND new != 'null', record_id, NULL)), "
    "min(iif(field = 'voided_at' AND old = 'null' AND new != 'null', record_id, NULL)) "
    "FROM change WHERE counter > ? GROUP BY record ORDER BY min(counter)"
)
_INSERT = f"INSERT INTO audit_entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
Detail: TypeAlias = str | Mapping[str, Any]


def note(session: Session, action: str, entity: str = "", record_id: str = "", detail: Detail = "") -> int:
    """Add a row inside a transaction of Database.work(); returns its number. `detail` holds no values of a person."""
    stamped: Any = session
    stamped.changed.add("audit_entry")
    return _append(session, action, entity, record_id, detail)


def note_changes(session: Session, after: int) -> set[str]:
    """Seal what the transaction wrote into the change log behind line `after`; the names of the changed records."""
    kinds = execute_of(session)(_KINDS, (after,)).fetchall()
    if not kinds:
        return set()
    last = max(kind[3] for kind in kinds)
    voided = [(kind[0], kind[4], kind[5]) for kind in kinds if kind[4]]
    single = [(kind[0], kind[1], kind[2]) for kind in kinds if kind[1] == 1]
    entity, count, key = (voided or single or [(kinds[0][0], 0, "")])[0]
    detail: dict[str, Any] = {"counts": {kind[0]: kind[1] for kind in kinds}}
    if voided:
        detail["voided"] = {name: number for name, number, _key in voided}
    detail |= {"from": after + 1, "to": last, "digest": digest_of_lines(session, after + 1, last)}
    _append(session, "void" if voided else "change", entity, key if count == 1 else "", detail)
    return {kind[0] for kind in kinds}


def head(session: Any) -> tuple[int, str]:
    """Number and hash of the newest row, for packages; (0, BEGINNING) when there is none."""
    row = execute_of(session)("SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, BEGINNING)


def is_noted(session: Any, action: str, entity: str, record_id: str, detail: Mapping[str, Any]) -> bool:
    """Whether exactly this was noted of a record before, so that a step can rest on what the trail says."""
    query = "SELECT 1 FROM audit_entry WHERE action = ? AND entity = ? AND record_id = ? AND detail = ? LIMIT 1"
    return execute_of(session)(query, (action, entity, record_id, _as_text(detail))).fetchone() is not None


def verify(session: Any) -> Verdict:
    """Whether trail and change log are as they were written; reads all of both (audit_check)."""
    from station_app.storage import audit_check  # noqa: PLC0415 - only when asked for

    return audit_check.verify(session)


def digest_of_lines(session: Any, first: int, last: int) -> str:
    """The seal over the lines first … last of the change log as they are now."""
    total = sha256()
    for (line,) in execute_of(session)(_LINE, (first, last)):
        total.update(line)
    return total.hexdigest()


def row_hash(values: Iterable[Any]) -> str:
    """The hash of a row: number, at, actor, action, entity, record_id, detail, previous."""
    return sha256(json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _append(session: Any, action: str, entity: str, record_id: str, detail: Detail) -> int:
    number, previous = head(session)
    text = _as_text(detail)
    at = clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
    row = (number + 1, at, session.actor, action, entity, record_id, text, previous)
    execute_of(session)(_INSERT, (*row, row_hash(row)))
    return number + 1


def _as_text(detail: Detail) -> str:
    return detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False, separators=(",", ":"))


def execute_of(session: Any) -> Any:
    """How statements run on a session or on a plain sqlcipher3 connection."""
    return session.connection().exec_driver_sql if hasattr(session, "connection") else session.execute
