"""Saved filters of the people list: kept by name for the whole station."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import SavedFilter
from station_app.storage import records

Conditions = Mapping[str, Mapping[str, Any]]
"""Column name → what it must hold, as ui.filters.ColumnFilter keeps itself."""


@dataclass(frozen=True)
class FilterRow:
    """One saved filter."""

    id: str
    name: str
    conditions: Conditions
    version: int


def list_filters(session: Session) -> list[FilterRow]:
    """All saved filters in the order they were made."""
    query = (
        select(SavedFilter.id, SavedFilter.name, SavedFilter.conditions, SavedFilter.version)
        .where(SavedFilter.voided_at.is_(None))
        .order_by(SavedFilter.created_at, SavedFilter.id)
    )
    return [FilterRow(key, name, json.loads(kept), version) for key, name, kept, version in session.execute(query)]


def save_filter(session: Session, name: str, conditions: Conditions) -> str:
    """Keep conditions under a name, over those that had the name before; returns the key. Refused without either."""
    if not conditions:
        raise Refused([Problem("name", _("还没有条件，先选条件再保存。"), "REQUIRED")])
    known = session.scalars(
        select(SavedFilter).where(SavedFilter.name == name.strip(), SavedFilter.voided_at.is_(None))
    ).first()
    values = {"name": name.strip(), "conditions": json.dumps(conditions, ensure_ascii=False, sort_keys=True)}
    return str(records.save(session, SavedFilter, values, record_id=known.id if known else None).id)


def drop_filter(session: Session, filter_id: str) -> None:
    """Take a saved filter away; the people in it are not touched."""
    records.void(session, SavedFilter, filter_id, _("不再使用"))
