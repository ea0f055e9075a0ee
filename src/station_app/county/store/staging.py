"""Rows on their way into a table: put beside it in bulk, compared, merged by one statement (performance.md §6).

The table beside is temporary and belongs to the transaction: in memory with SQLite, where nothing unencrypted may
reach the disk, dropped at commit with PostgreSQL. Nothing of it is left after a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from station_app.county.store.plain import Value, selected
from station_app.county.store.tables import ARRIVED, EXTRA
from station_app.exchange.tables import Travelling

Row = tuple[Value, ...]
"""The columns of a travelling table in their order, then `extra`."""
_AT_ONCE = 500
_NEXT, _NOTHING = "\x1f", "\x1e"
"""Between two values, and for no value, in COPY: control characters, which no value of a package may have."""


class Stage:
    """The table beside one table, inside the present transaction."""

    def __init__(self, connection: Connection, table: Travelling) -> None:
        self.table = table
        self.served = connection.dialect.name == "postgresql"
        self.name = f"incoming_{table.name}"
        self._connection = connection
        self._columns = ", ".join(f'"{name}"' for name in (*table.columns, EXTRA))
        marks = ", ".join("?" for _name in (*table.columns, EXTRA))
        self._insert = f'INSERT INTO temp."{self.name}" ({self._columns}) VALUES ({marks})'  # noqa: S608 - own names
        self._run(f"DROP TABLE IF EXISTS {self._place}")
        drop = "ON COMMIT DROP " if self.served else ""
        source = f'SELECT {self._columns} FROM "{table.name}" LIMIT 0'  # noqa: S608
        self._run(f'CREATE TEMPORARY TABLE "{self.name}" {drop}AS {source}')

    @property
    def _place(self) -> str:
        return f'pg_temp."{self.name}"' if self.served else f'temp."{self.name}"'

    def _run(self, statement: str, values: Any = None) -> Any:
        return self._connection.exec_driver_sql(statement, values)

    def add(self, rows: Sequence[Row]) -> None:
        """Put rows beside the table."""
        if not rows:
            return
        if not self.served:
            self._run(self._insert, list(rows))
            return
        driver: Any = self._connection.connection.driver_connection
        form = f"DELIMITER '{_NEXT}', NULL '{_NOTHING}'"
        statement = f"COPY {self._place} ({self._columns}) FROM STDIN (FORMAT text, {form})"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("".join(map(_copied, rows)))

    def analyze(self) -> None:
        """Let the planner know how much there is, before it joins."""
        if self.served:
            self._run(f"ANALYZE {self._place}")

    def foreign(self, station: str) -> list[str]:
        """Keys that are another station's records; taken out of the table beside."""
        query = (
            f'SELECT s.id FROM {self._place} s JOIN "{self.table.name}" t ON t.id = s.id '  # noqa: S608
            f"WHERE t.station_id <> '{station}'"
        )
        keys = [row[0] for row in self._run(query)]
        self.drop(keys)
        return keys

    def any_present(self) -> bool:
        """Whether any of the rows is in the table already."""
        query = f'SELECT EXISTS (SELECT 1 FROM {self._place} s JOIN "{self.table.name}" t ON t.id = s.id)'  # noqa: S608
        return bool(self._run(query).scalar_one())

    def drop_equal(self) -> int:
        """Take out rows that are in the table exactly so; how many they were."""
        same = " AND ".join(f't."{name}" IS NOT DISTINCT FROM s."{name}"' for name in (*self.table.columns, EXTRA))
        query = (
            f"DELETE FROM {self._place} WHERE id IN "  # noqa: S608
            f'(SELECT s.id FROM {self._place} s JOIN "{self.table.name}" t ON t.id = s.id WHERE {same})'
        )
        return int(self._run(query).rowcount)

    def differing(self) -> list[str]:
        """Keys of rows that are in the table with other values (after drop_equal)."""
        query = f'SELECT s.id FROM {self._place} s JOIN "{self.table.name}" t ON t.id = s.id ORDER BY s.id'  # noqa: S608
        return [row[0] for row in self._run(query)]

    def staged(self, keys: Sequence[str]) -> dict[str, list[Value]]:
        """Rows beside the table by key, plain."""
        return self._by_key(self._place, keys)

    def stored(self, keys: Sequence[str]) -> dict[str, list[Value]]:
        """Rows of the table itself by key, plain."""
        return self._by_key(f'"{self.table.name}"', keys)

    def drop(self, keys: Iterable[str]) -> None:
        """Take rows out of the table beside."""
        for some in _pieces(list(keys)):
            self._run(f"DELETE FROM {self._place} WHERE id IN ({_listed(some)})")  # noqa: S608

    def clear(self) -> None:
        """Take every row out."""
        self._run(f"TRUNCATE {self._place}" if self.served else f"DELETE FROM {self._place}")  # noqa: S608

    def merge(self, digest: str) -> int:
        """Everything beside the table goes in, new or over what was there; how many rows. Nothing stays beside."""
        columns = [*self.table.columns, EXTRA]
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in (*columns[1:], ARRIVED))
        into = f'INSERT INTO "{self.table.name}" ({self._columns}, {ARRIVED})'
        source = f"SELECT {self._columns}, '{digest}' FROM {self._place} WHERE true"  # noqa: S608
        done = int(self._run(f"{into} {source} ON CONFLICT (id) DO UPDATE SET {sets}").rowcount)
        self.clear()
        return done

    def close(self) -> None:
        """Give up the table beside."""
        self._run(f"DROP TABLE {self._place}")

    def _by_key(self, place: str, keys: Sequence[str]) -> dict[str, list[Value]]:
        found: dict[str, list[Value]] = {}
        columns = selected(self.table, served=self.served)
        for some in _pieces(keys):
            for row in self._run(f"SELECT {columns} FROM {place} t WHERE t.id IN ({_listed(some)})"):  # noqa: S608
                found[row[0]] = list(row)
        return found


def _pieces(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))


def _listed(keys: Sequence[str]) -> str:
    """Keys of 32 hex digits, which were checked before they came here."""
    return ", ".join(f"'{key}'" for key in keys)


def _copied(row: Row) -> str:
    """A line of COPY's text form."""
    line = _NEXT.join([_NOTHING if value is None else value if type(value) is str else str(value) for value in row])
    if "\\" in line or "\n" in line:
        line = line.replace("\\", "\\\\").replace("\n", "\\n")
    return line + "\n"
