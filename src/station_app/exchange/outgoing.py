"""What a station has to send: lines out of its change log, its records as they are, and what was erased.

The change log holds JSON already, so a line is put together as text and nothing is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from station_app.exchange import lines as line_kinds
from station_app.exchange.lines import BASE_DIGITS
from station_app.exchange.tables import Travelling, travelling

ROWS_IN_A_PACKAGE = 400_000
BYTES_IN_A_PACKAGE = 128 * 2**20
"""Of JSON; well within the limits of the format."""
_BATCH = 1000


def lines(session: Session, first: int, last: int) -> Iterator[bytes]:
    """The lines first … last of the change log, erasures among them before all others; in pieces of whole lines."""
    yield from _erasures(session, "record_id = person_id AND counter BETWEEN ? AND ?", (first, last))
    names = ", ".join(f"'{name}'" for name in travelling())
    query = (
        'SELECT CASE field WHEN \'\' THEN \'{"op":"new","e":"\' || record || \'","id":"\' || record_id || '  # noqa: S608
        "'\",\"c\":' || counter || ',\"r\":' || new || '}' || char(10) ELSE "
        '\'{"op":"set","e":"\' || record || \'","id":"\' || record_id || \'","c":\' || counter || \',"n":\' || '
        'version || \',"by":\' || json_quote(actor) || \',"at":"\' || at || \'","f":"\' || field || \'","v":\' || '
        "new || ',\"b\":\"' END, CASE field WHEN '' THEN NULL ELSE ifnull(old, 'null') END FROM change "
        f"WHERE counter BETWEEN ? AND ? AND record IN ({names}) ORDER BY counter"
    )
    found = _execute(session)(query, (first, last))
    while batch := found.fetchmany(_BATCH):
        yield "".join(
            [
                text if old is None else f'{text}{sha256(old.encode()).hexdigest()[:BASE_DIGITS]}"}}\n'
                for text, old in batch
            ]
        ).encode()


def snapshot_lines(session: Session) -> Iterator[bytes]:
    """Every record that travels as it is now, void ones too, and every erasure, in pieces of whole lines."""
    yield from _erasures(session, "1", ())
    for table in travelling().values():
        yield from whole_lines(session, table)


def whole_lines(session: Session, table: Travelling) -> Iterator[bytes]:
    """The records of one table as whole lines, in the order of their keys."""
    pairs = ", ".join(f"'{column}', \"{column}\"" for column in table.columns)
    query = (
        f'SELECT \'{{"op":"whole","e":"{table.name}","id":"\' || id || \'","r":\' || '  # noqa: S608
        f"json_patch('{{}}', json_object({pairs})) || '}}' || char(10) FROM \"{table.name}\" ORDER BY id"
    )
    found = _execute(session)(query)
    while batch := found.fetchmany(_BATCH):
        yield "".join([text for (text,) in batch]).encode()


def summary(session: Session, first: int, last: int) -> dict[str, tuple[int, int]]:
    """Record name → how many records are new, and how many were changed only, in these lines of the change log."""
    names = ", ".join(f"'{name}'" for name in travelling())
    query = (
        "SELECT record, sum(made), count(*) - sum(made) FROM (SELECT record, max(field = '') AS made FROM change "  # noqa: S608
        f"WHERE counter BETWEEN ? AND ? AND record IN ({names}) GROUP BY record, record_id) GROUP BY record"
    )
    return {name: (int(made), int(changed)) for name, made, changed in _execute(session)(query, (first, last))}


def ranges(session: Session, first: int, last: int) -> list[tuple[int, int]]:
    """The lines first … last in parts of which each fits into a package; mostly one."""
    query = "SELECT counter, length(new) + 300 FROM change WHERE counter BETWEEN ? AND ? ORDER BY counter"
    found, begin, rows, size = [], first, 0, 0
    for counter, length in _execute(session)(query, (first, last)):
        if rows and (rows >= ROWS_IN_A_PACKAGE or size + length > BYTES_IN_A_PACKAGE):
            found.append((begin, counter - 1))
            begin, rows, size = counter, 0, 0
        rows, size = rows + 1, size + length
    return [*found, (begin, last)]


def _erasures(session: Session, condition: str, values: tuple[Any, ...]) -> Iterator[bytes]:
    """Erasing a person always writes a line of her own record, so that its package takes the erasure along."""
    tables = travelling()
    where = condition if condition == "1" else f"EXISTS (SELECT 1 FROM change WHERE {condition})"  # noqa: S608
    query = f"SELECT person_id, at, basis, plan FROM erasure WHERE {where} ORDER BY at, person_id"  # noqa: S608
    for person, at, basis, plan in _execute(session)(query, values).fetchall():
        rows = [
            (row["table"], row["id"], [column for column in row["columns"] if column in tables[row["table"]].kinds])
            for row in json.loads(plan)["rows"]
            if row["table"] in tables
        ]
        yield line_kinds.erase(person, at, basis, rows)


def _execute(session: Session) -> Any:
    """The driver's own cursor on the session's connection: a hundred thousand rows pass here."""
    held: Any = session.connection().connection.driver_connection
    return held.execute
