"""Whose records are counted: a station's own file, or some of the stations that a county keeps in one database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table


@dataclass(frozen=True)
class Scope:
    """The queries of this feature ask nothing but these two; they name tables and columns, never foreign keys."""

    stations: frozenset[str] | None = None
    """Keys of the stations that count; None = everything in the database."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Person → the one key under which people that are one are counted; who is missing is herself."""

    def live(self, *tables: Table) -> list[ColumnElement[bool]]:
        """Conditions: records that are not void, of these stations (asked of the first table)."""
        conditions: list[ColumnElement[bool]] = [table.c.voided_at.is_(None) for table in tables]
        if self.stations is not None:
            conditions.append(tables[0].c.station_id.in_(sorted(self.stations)))
        return conditions

    def one(self, person_id: Any) -> str:
        """The key under which somebody is counted."""
        return self.same.get(person_id, person_id) if person_id else ""

    def of_station(self, station_id: str) -> Scope:
        """One station alone, with its people as it counts them itself."""
        return Scope(frozenset((station_id,)))


WHOLE_FILE = Scope()
"""A station's own file."""
