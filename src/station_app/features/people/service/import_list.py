"""The imports made so far, for the screen that can take them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.features.people.model import ImportBatch


@dataclass(frozen=True)
class ImportRow:
    """One import."""

    id: str
    at: dt.datetime
    """Aware, UTC."""
    file_name: str
    kind: str
    accepted_count: int
    rejected_count: int
    undone: bool


def list_imports(session: Session, *, limit: int = 200) -> list[ImportRow]:
    """The latest imports, newest first."""
    query = (
        select(
            ImportBatch.id,
            ImportBatch.created_at,
            ImportBatch.file_name,
            ImportBatch.import_kind,
            ImportBatch.accepted_count,
            ImportBatch.rejected_count,
            ImportBatch.undone,
        )
        .where(ImportBatch.voided_at.is_(None))
        .order_by(ImportBatch.created_at.desc(), ImportBatch.id.desc())
        .limit(limit)
    )
    return [
        ImportRow(key, at, name, kind, accepted or 0, rejected or 0, bool(undone))
        for key, at, name, kind, accepted, rejected, undone in session.execute(query)
    ]
