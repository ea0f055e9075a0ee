"""The change log: triggers write every new record as one whole row and every later change by field (F21).

The triggers are made from the tables that are in the file, after every migration, so that they always fit; whatever
writes (session, bulk statement, raw SQL, another tool), no write can miss the log. They also hold the rules that the
log rests on: a record keeps its key, is never deleted, and every change raises its version.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STAMPS = ("version", "updated_by", "updated_at")
"""Columns that every line of the log carries itself."""
_MARKS = {"id", "station_id", "voided_at", *STAMPS}
"""A table with these columns is logged."""
_PREFIX = "change_log_"
APPEND_ONLY = {"change": ("old", "new"), "audit_entry": ("detail",)}
"""Tables whose rows stay as they were written, and the columns in which erasing a person may blank values."""
DOOR = "erasing"
"""Name in `about` that exists only inside the transaction that erases a person (storage.erasing)."""


def install(execute: Callable[[str], Any]) -> None:
    """Make the triggers anew for the tables that are there; `execute` runs one statement and returns its cursor."""
    for name in _names(execute, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"):
        if name.startswith(_PREFIX):
            execute(f'DROP TRIGGER "{name}"')
    for table in _names(execute, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        columns = _names(execute, f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")  # noqa: S608
        if set(columns) >= _MARKS:
            for statement in triggers(table, columns):
                execute(statement)
        elif table in APPEND_ONLY:
            for statement in append_only(table, columns):
                execute(statement)


def triggers(table: str, columns: list[str]) -> list[str]:
    """The statements that make the triggers of one logged table."""
    fields = [column for column in columns if column not in ("id", *STAMPS)]
    into = 'INSERT INTO "change" (record, record_id, field, old, new, version, actor, at)'
    stamps = "NEW.version, NEW.updated_by, NEW.updated_at"
    whole = ", ".join(f"'{column}', NEW.\"{column}\"" for column in columns)
    pairs = " UNION ALL ".join(f'SELECT \'{f}\' AS f, OLD."{f}" AS o, NEW."{f}" AS n' for f in fields)
    same = " AND ".join(f'OLD."{f}" IS NEW."{f}"' for f in fields)
    return [
        f'CREATE TRIGGER {_PREFIX}{table}_new AFTER INSERT ON "{table}" BEGIN '  # noqa: S608 - names from the schema
        f"{into} VALUES ('{table}', NEW.id, '', NULL, json_patch('{{}}', json_object({whole})), {stamps}); END",
        f'CREATE TRIGGER {_PREFIX}{table}_set AFTER UPDATE ON "{table}" BEGIN '  # noqa: S608
        f"{into} SELECT '{table}', NEW.id, f, json_quote(o), json_quote(n), {stamps} FROM ({pairs}) WHERE o IS NOT n; "
        "END",
        f'CREATE TRIGGER {_PREFIX}{table}_touch AFTER UPDATE ON "{table}" WHEN {same} BEGIN '
        f"{into} VALUES ('{table}', NEW.id, 'version', OLD.version, NEW.version, {stamps}); END",
        f'CREATE TRIGGER {_PREFIX}{table}_rules BEFORE UPDATE ON "{table}" '
        "WHEN NEW.id IS NOT OLD.id OR NEW.version <= OLD.version BEGIN SELECT RAISE(ABORT, "
        f"'{table}: a change keeps the id, raises version, sets updated_at and updated_by'); END",
        f'CREATE TRIGGER {_PREFIX}{table}_keep BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, '
        f"'{table}: records are voided with a reason, never deleted'); END",
    ]


def append_only(table: str, columns: list[str]) -> list[str]:
    """The statements that keep the rows of a table as they were written; the one door is erasing a person."""
    kept = ", ".join(f'"{column}"' for column in columns if column not in APPEND_ONLY[table])
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or deleted'); END"
    door = f"SELECT 1 FROM about WHERE name = '{DOOR}'"  # noqa: S608
    return [
        f'CREATE TRIGGER {_PREFIX}{table}_keep BEFORE DELETE ON "{table}" {refuse}',
        f'CREATE TRIGGER {_PREFIX}{table}_same BEFORE UPDATE OF {kept} ON "{table}" {refuse}',
        f'CREATE TRIGGER {_PREFIX}{table}_set BEFORE UPDATE ON "{table}" WHEN NOT EXISTS ({door}) {refuse}',
    ]


def last_counter(session: Session) -> int:
    """The number of the newest line of the log; 0 when it is empty."""
    return int(session.connection().exec_driver_sql("SELECT ifnull(max(counter), 0) FROM change").scalar_one())


def replay(lines: list[tuple[Any, ...]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The tables that the log describes: record name → id → column → stored value, NULL columns left out.

    A line is (record, record_id, field, new, version, actor, at) in the order of the counter.
    """
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for record, record_id, field, new, version, actor, at in lines:
        rows = tables.setdefault(record, {})
        if field == "":
            rows[record_id] = json.loads(new)
            continue
        row = rows[record_id]
        row.update({field: json.loads(new), "version": version, "updated_by": actor, "updated_at": at})
        if row[field] is None:
            del row[field]
    return tables


def changed_by(session: Session, record_id: str, version: int) -> dict[str, tuple[str, str]]:
    """Field → who changed it last and when (UTC, ISO) since a version of the record, for a form that met the change."""
    query = "SELECT field, actor, at FROM change WHERE record_id = ? AND version > ? ORDER BY counter"
    rows = session.connection().exec_driver_sql(query, (record_id, version)).fetchall()
    return {field: (actor, at) for field, actor, at in rows}


def _names(execute: Callable[[str], Any], query: str) -> list[str]:
    return [row[0] for row in execute(query).fetchall()]
