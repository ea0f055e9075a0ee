"""Do two sides hold the same records? Count and hash by record name, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    typed = session.connection().dialect.name == "postgresql"
    for name, table in travelling().items():
        columns = ", ".join(f'"{column}"' for column in sorted(table.columns)) + (f', "{extra}"' if extra else "")
        rows = (_typed_rows if typed else _stored_rows)(session, f'{columns} FROM "{name}"', station_id)
        count, hashed = digest_of(rows, table, extra, typed=typed)
        if count:
            found[name] = (count, hashed)
    return found


def digest_of(
    rows: Iterable[Sequence[Any]], table: Travelling, extra: str = "", *, typed: bool = False
) -> tuple[int, str]:
    """Over rows of the table's columns sorted by name, then `extra`; `typed`: as PostgreSQL gives them."""
    names = sorted(table.columns)
    kinds = enumerate(map(table.kinds.__getitem__, names)) if typed else ()
    plain = [(at, _PLAIN[kind]) for at, kind in kinds if kind in _PLAIN]
    total, count, lines = sha256(), 0, []
    for row in rows:
        values: Any = list(row) if plain else row
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


def _stored_rows(session: Session, what: str, station_id: str) -> Iterable[Sequence[Any]]:
    """By the driver's own cursor: SQLite stores the forms of a line, and a hundred thousand rows pass here."""
    driver: Any = session.connection().connection.driver_connection
    found: Iterable[Sequence[Any]] = driver.execute(f"SELECT {what} WHERE station_id = ? ORDER BY id", (station_id,))
    return found


def _typed_rows(session: Session, what: str, station_id: str) -> Iterable[Sequence[Any]]:
    query = text(f'SELECT {what} WHERE station_id = :station ORDER BY id COLLATE "C"')
    options = {"yield_per": _BATCH}
    result = session.connection().execute(query, {"station": station_id}, execution_options=options)
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
