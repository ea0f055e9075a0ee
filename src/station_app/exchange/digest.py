"""Do two sides hold the same records? Count and hash by record name, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import text
from sqlalchemy.orm import Session

from station_app.exchange.tables import Travelling, travelling

_BATCH = 2000


def digest(session: Session, station_id: str, *, extra: str = "") -> dict[str, tuple[int, str]]:
    """Record name → how many records of the station there are, void ones too, and their hash (package-format.md §5).

    Names without a record are left out. `extra`: the column in which a county keeps what it did not know.
    """
    found = {}
    for name, table in travelling().items():
        count, hashed = digest_of(_rows(session, table, station_id, extra), table, extra)
        if count:
            found[name] = (count, hashed)
    return found


def digest_of(rows: Iterable[tuple[Any, ...]], table: Travelling, extra: str = "") -> tuple[int, str]:
    """Over rows that have the table's columns sorted by name, and `extra` after them."""
    names = sorted(table.columns)
    plain = [(at, _PLAIN[kind]) for at, kind in enumerate(map(table.kinds.__getitem__, names)) if kind in _PLAIN]
    total, count, lines = sha256(), 0, []
    for row in rows:
        values = list(row)
        for at, convert in plain:
            values[at] = convert(values[at])
        record = {name: value for name, value in zip(names, values, strict=False) if value is not None}
        if extra and row[-1]:
            record = dict(sorted((record | orjson.loads(row[-1])).items()))
        lines.append(orjson.dumps(record))
        count += 1
        if len(lines) == _BATCH:
            total.update(b"\n".join(lines) + b"\n")
            lines = []
    if lines:
        total.update(b"\n".join(lines) + b"\n")
    return count, total.hexdigest()


def differing(ours: Mapping[str, tuple[int, str]], theirs: Mapping[str, tuple[int, str]]) -> list[str]:
    """Names of records that the two sides do not hold alike."""
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def _rows(session: Session, table: Travelling, station_id: str, extra: str) -> Iterable[tuple[Any, ...]]:
    connection = session.connection()
    columns = ", ".join(f'"{name}"' for name in sorted(table.columns)) + (f', "{extra}"' if extra else "")
    order = 'id COLLATE "C"' if connection.dialect.name == "postgresql" else "id"
    query = text(f'SELECT {columns} FROM "{table.name}" WHERE station_id = :station ORDER BY {order}')  # noqa: S608
    result = connection.execute(query, {"station": station_id}, execution_options={"yield_per": _BATCH})
    for batch in result.partitions():
        yield from batch


def _truth(value: Any) -> Any:
    return value if value is None else int(value)


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _clock(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if isinstance(value, dt.time) else value


def _moment(value: Any) -> Any:
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds") if isinstance(value, dt.datetime) else value


_PLAIN: dict[str, Callable[[Any], Any]] = {"boolean": _truth, "date": _day, "time": _clock, "moment": _moment}
