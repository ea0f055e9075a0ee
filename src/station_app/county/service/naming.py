"""What people call a record of a station: its own name, or the name of the person it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from station_app.county.store.plain import kept

_AT_ONCE = 500


def names_of(session: Session, wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key → name for records given as (record, key); those without a name are left out."""
    by_record: dict[str, list[str]] = defaultdict(list)
    for record, key in wanted:
        by_record[record].append(key)
    found: dict[str, str] = {}
    for record, keys in by_record.items():
        query = _query(record)
        for begin in range(0, len(keys) if query else 0, _AT_ONCE):
            statement = text(query).bindparams(bindparam("keys", expanding=True))
            rows = session.execute(statement, {"keys": keys[begin : begin + _AT_ONCE]})
            found |= {key: name for key, name in rows if name}
    return found


def _query(record: str) -> str:
    """SQL for key and name of a kind of record; '' where neither it nor a person tells one."""
    columns = kept()[record].columns if record in kept() else ()
    if "name" in columns:
        return f'SELECT id, name FROM "{record}" WHERE id IN :keys'  # noqa: S608 - a name of the schema
    if "person_id" in columns:
        return f'SELECT r.id, p.name FROM "{record}" r JOIN person p ON p.id = r.person_id WHERE r.id IN :keys'  # noqa: S608
    return ""
