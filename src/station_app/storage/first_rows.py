"""Rows for the first window by plain SQL, before SQLAlchemy is loaded (performance.md §1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from station_app.storage.schema import is_current

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def rows(
    connection: Any,
    table: str,
    fields: Sequence[str],
    *,
    where: str = "",
    arguments: Sequence[Any] = (),
    order_by: str = "id",
    limit: int = 50,
    offset: int = 0,
) -> list[tuple[Any, ...]]:
    """Stored values of live records: text, integers, ISO dates. `where` and `order_by` are the program's own words."""
    _require_names(table, *fields)
    condition = f"voided_at IS NULL AND ({where})" if where else "voided_at IS NULL"
    columns = ", ".join(f'"{field}"' for field in fields)
    query = f'SELECT {columns} FROM "{table}" WHERE {condition} ORDER BY {order_by} LIMIT ? OFFSET ?'  # noqa: S608
    found: list[tuple[Any, ...]] = connection.execute(query, (*arguments, limit, offset)).fetchall()
    return found


def count(connection: Any, table: str, *, where: str = "", arguments: Sequence[Any] = ()) -> int:
    """How many live records meet the condition."""
    _require_names(table)
    condition = f"voided_at IS NULL AND ({where})" if where else "voided_at IS NULL"
    query = f'SELECT count(*) FROM "{table}" WHERE {condition}'  # noqa: S608 - names are checked
    return int(connection.execute(query, tuple(arguments)).fetchone()[0])


def usable(connection: Any) -> bool:
    """Whether the file has the schema of this program, so that its rows may be shown as they are."""
    return is_current(connection)


def _require_names(*names: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
