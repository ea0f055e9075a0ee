"""Which tables travel, and what each of their columns holds, read off the models that are loaded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String, Table, Time
from sqlalchemy.types import TypeDecorator

from station_app.storage.base import Base, Synced, UtcDateTime

TEXT, INTEGER, LONG, BOOLEAN, DATE, TIME, MOMENT = "text", "integer", "long", "boolean", "date", "time", "moment"


@dataclass(frozen=True)
class Travelling:
    """One table whose records go to the county."""

    name: str
    columns: tuple[str, ...]
    """In the order of the table."""
    kinds: dict[str, str]
    """Column → what it holds."""
    lengths: dict[str, int | None]
    """Column of text → most characters."""


def travelling() -> dict[str, Travelling]:
    """By record name, what others refer to first. Complete once station_app.models is imported."""
    names = {model.__tablename__ for model in _models(Synced) if not model.stays}
    found = [_described(table) for table in Base.metadata.sorted_tables if table.name in names]
    return {table.name: table for table in found}


def _models(model: type[Synced]) -> list[type[Synced]]:
    return [found for each in model.__subclasses__() for found in (each, *_models(each))]


def _described(table: Table) -> Travelling:
    columns = {str(column.name): column for column in table.columns}  # SQLAlchemy's own names are no plain texts
    return Travelling(
        str(table.name),
        tuple(columns),
        {name: _kind(column) for name, column in columns.items()},
        {name: _length(column) for name, column in columns.items()},
    )


def _kind(column: Column[object]) -> str:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return MOMENT
    if isinstance(kind, TypeDecorator):
        return TEXT
    for wanted, name in ((Boolean, BOOLEAN), (BigInteger, LONG), (Integer, INTEGER), (Date, DATE), (Time, TIME)):
        if isinstance(kind, wanted):
            return name
    return TEXT


def _length(column: Column[object]) -> int | None:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return kind.length if isinstance(kind, String) else None
