"""Writing thousands of rows at once by plain statements; the change log sees them as it sees every write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

_CHUNK = 500
_CACHE_KIB = 131_072


def insert_rows(session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of stored values in the order of the columns; see stored()."""
    tuples = list(rows)
    if not tuples:
        return
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of described tables
    session.connection().exec_driver_sql(statement, tuples)


@contextmanager
def wide_cache(session: Session) -> Iterator[None]:
    """Room for a large import's pages in memory, so that none is encrypted and written twice."""
    connection = session.connection()
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(usual)}")


def stored(value: Any) -> Any:
    """A value as SQLite keeps it: dates and moments as text, codes joined by commas."""
    if value is None or value.__class__ is str or value.__class__ is int:
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, (tuple, list)) else value


def chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Portions of a long list, small enough for the parameters of one statement."""
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
