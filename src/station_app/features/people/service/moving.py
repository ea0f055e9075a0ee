"""References from everywhere to a record: found by the foreign keys of the tables, so that no feature is missed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Index, Table, and_, select, true
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.storage.base import Base, Synced

_BY_KIND = (("of_record", "of_id"), ("origin_kind", "origin_id"), ("record", "record_id"))
"""Columns that name a record by its kind and key instead of by a foreign key."""


def references(model: type[Synced]) -> Iterator[tuple[type[Synced], Any]]:
    """Every (model, column) that names records of a model."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        other = mapper.class_
        if issubclass(other, Synced):
            for column in other.__table__.columns:
                if any(key.column.table is model.__table__ for key in column.foreign_keys):
                    yield other, column


def named_by_kind(model: type[Synced]) -> Iterator[tuple[type[Synced], Any, Any]]:
    """Every (model, kind column, key column) that names records of any kind: attachments, origins, state changes."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        other = mapper.class_
        if issubclass(other, Synced) and other is not model:
            columns = other.__table__.columns
            yield from (
                (other, columns[kind], columns[key]) for kind, key in _BY_KIND if {kind, key} <= {*columns.keys()}
            )


def move_references(
    session: Session, model: type[Synced], kept_id: str, gone_id: str, *, leave: Collection[str] = ()
) -> int:
    """Whatever names the gone record names the kept one, void records too; returns how many."""
    moved = 0
    for other, column in references(model):
        for found in session.scalars(select(other).where(column == gone_id, other.id != kept_id)):
            if found.id not in leave and found.id != gone_id:
                setattr(found, column.key, kept_id)
                moved += 1
        session.flush()
    for other, kind, column in named_by_kind(model):
        for found in session.scalars(select(other).where(kind == model.__tablename__, column == gone_id)):
            setattr(found, column.key, kept_id)
            moved += 1
        session.flush()
    return moved


def refuse_collisions(
    session: Session, model: type[Synced], kept_id: str, gone_id: str, *, but: Collection[str] = ()
) -> None:
    """Refused (COLLISION) where both have a record of which there can be one: both enrolled in one class."""
    sentences = []
    for other, column in references(model):
        table = other.__table__
        if not isinstance(table, Table) or other.__tablename__ in but:
            continue
        for index in table.indexes:
            if index.unique and column.name in index.columns:
                sentences += [
                    _("两边都有“{label}”记录{where}，只能保留一条：请先处理其中一条，再合并。").format(
                        label=other.describes.label, where=where
                    )
                    for where in _colliding(session, table, column, index, (kept_id, gone_id))
                ]
    if sentences:
        raise Refused([Problem("", sentence, "COLLISION") for sentence in dict.fromkeys(sentences)])


def _colliding(session: Session, table: Table, column: Column[Any], index: Index, pair: tuple[str, str]) -> list[str]:
    """Where two live rows would become equal in a unique index: the titles of what else they name."""
    first, second = table.alias(), table.alias()
    others = [one for one in index.columns if one.name not in (column.name, "station_id")]
    same = and_(true(), *(first.c[one.name] == second.c[one.name] for one in others))
    query = select(*(first.c[one.name] for one in others), first.c.id).where(
        same, first.c[column.name] == pair[0], second.c[column.name] == pair[1]
    )
    query = query.where(first.c.voided_at.is_(None), second.c.voided_at.is_(None))
    return [_titles(session, others, row) for row in session.execute(query)]


def _titles(session: Session, columns: list[Column[Any]], row: Any) -> str:
    found = []
    for column, value in zip(columns, row, strict=False):
        for key in column.foreign_keys:
            title = session.connection().exec_driver_sql(
                "SELECT title FROM search_entry WHERE kind = ? AND record_id = ?", (key.column.table.name, value)
            )
            found += [_("（{title}）").format(title=line[0]) for line in title]
    return "".join(found)
