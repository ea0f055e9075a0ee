"""The stations' tables as a county keeps them: the same columns, what wrote them, no rule that a station could break.

No foreign keys, unique rules or triggers: what one station could store the county must be able to keep, in whatever
order packages arrive. A package is judged as a whole before it is applied.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, MetaData, String, Table, Text

from station_app.models import metadata as station_metadata
from station_app.storage.base import Synced
from station_app.storage.own_tables import About, AuditEntry, Draft

ARRIVED, EXTRA = "arrived_hash", "extra"
"""Hash of the package that last wrote a row; JSON of columns that this program does not know."""

metadata = MetaData(naming_convention=station_metadata.naming_convention)


def travelling() -> dict[str, Table]:
    """The tables of a station whose records travel, by name, in the order in which they may name each other."""
    names = {model.__tablename__ for model in Synced.__subclasses__() if not getattr(model, "stays", False)}
    return {table.name: table for table in station_metadata.sorted_tables if table.name in names}


def _columns(table: Table) -> list[Any]:
    return [
        Column(column.name, column.type, primary_key=column.primary_key, nullable=not column.primary_key)
        for column in table.columns
    ]


def _copy(table: Table) -> Table:
    kept = Table(table.name, metadata, *_columns(table), Column(ARRIVED, String(64)), Column(EXTRA, Text()))
    Index(f"ix_{table.name}_of_station", kept.c.station_id, kept.c.id)
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        names = [column.name for column in index.columns]
        if not index.unique and names != ["station_id"]:
            Index(index.name, *(kept.c[name] for name in names))
    return kept


STATION_TABLES: dict[str, Table] = {name: _copy(table) for name, table in travelling().items()}
"""By record name; what arrives is merged into these."""

_OWN: tuple[Any, ...] = (About, AuditEntry, Draft)
for _model in _OWN:
    Table(_model.__tablename__, metadata, *_columns(_model.__table__))

about = metadata.tables["about"]
audit_entry = metadata.tables["audit_entry"]
