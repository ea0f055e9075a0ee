"""What a restore would lose: the records of the present file beside those of a safe copy, changing neither."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_app.core.paths import StationFolder
from station_app.storage import faults, keys
from station_app.storage.connect import open_file
from station_app.storage.copies import Copy

_MARKS = {"id", "version", "voided_at", "station_id"}
"""A table with these columns holds records."""


@dataclass(frozen=True)
class Lost:
    """By record name, how many records; names with none are left out."""

    new: Mapping[str, int]
    """Made after the copy: they would be missing."""
    changed: Mapping[str, int]
    """Changed after the copy: they would be as they were then."""
    back: Mapping[str, int]
    """In the copy and not in the present file, because it was restored to an older state meanwhile."""

    @property
    def is_nothing(self) -> bool:
        """The copy holds all that the present file holds."""
        return not (self.new or self.changed)


def compare(present: Path, copy: Copy, data_key: bytes) -> Lost | None:
    """The present database beside a copy; None when they are not of the same station (other keys).

    Trouble when the present file or the copy cannot be read.
    """
    source = StationFolder(copy.path)
    if not keys.is_key_of(source.key_file, data_key):
        return None
    now, then = _versions(present, data_key), _versions(source.database, data_key)
    new, changed, back = {}, {}, {}
    for record in sorted(now.keys() | then.keys()):
        here, there = now.get(record, {}), then.get(record, {})
        new[record] = len(here.keys() - there.keys())
        back[record] = len(there.keys() - here.keys())
        changed[record] = sum(1 for key, version in here.items() if there.get(key, version) != version)
    return Lost(*({name: count for name, count in each.items() if count} for each in (new, changed, back)))


def _versions(database: Path, data_key: bytes) -> dict[str, dict[str, int]]:
    with faults.explained(database), closing(open_file(database, data_key, read_only=True)) as connection:
        return {name: dict(_rows(connection, f'SELECT id, version FROM "{name}"')) for name in _records(connection)}  # noqa: S608 - names from the schema


def _records(connection: Any) -> list[str]:
    tables = [name for (name,) in _rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = "SELECT name FROM pragma_table_info(?)"
    return [name for name in tables if {row[0] for row in connection.execute(columns, (name,))} >= _MARKS]


def _rows(connection: Any, query: str) -> list[Any]:
    found: list[Any] = connection.execute(query).fetchall()
    return found
