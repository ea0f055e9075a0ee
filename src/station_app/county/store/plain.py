"""Rows in the form that packages have them, out of either database.

Packages, SQLite and the text form of PostgreSQL's COPY share one form of every value (2023-02-15, 08:00:00.000000,
UTC moments with microseconds, 0 and 1), so that a value travels from a file into a table without being made anew.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from station_app.county.store.tables import EXTRA
from station_app.exchange.tables import BOOLEAN, DATE, MOMENT, TIME, Travelling, travelling

Value = str | int | None
STAMPS = frozenset({"version", "updated_by", "updated_at"})
"""Columns that every change carries itself."""
_READINGS = {
    MOMENT: "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')",
    DATE: "to_char({}, 'YYYY-MM-DD')",
    TIME: "to_char({}, 'HH24:MI:SS.US')",
    BOOLEAN: "{}::int",
}


@lru_cache(maxsize=1)
def kept() -> dict[str, Travelling]:
    """The stations' tables by record name."""
    return travelling()


def selected(table: Travelling, *, served: bool, alias: str = "t") -> str:
    """All columns and `extra` of a table of the county as SQL that gives their plain form."""
    parts = [f'{alias}."{name}"' for name in table.columns]
    if served:
        readings = [_READINGS.get(table.kinds[name], "{}") for name in table.columns]
        parts = [reading.format(part) for reading, part in zip(readings, parts, strict=True)]
    return ", ".join([*parts, f"{alias}.{EXTRA}"])


@lru_cache(maxsize=2000)
def moment_of(plain: str) -> dt.datetime:
    """A moment in plain form."""
    return dt.datetime.fromisoformat(plain)
