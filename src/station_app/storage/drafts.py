"""Keeping what was typed into a form until it is saved or given up, through crash and power cut (F23).

Drafts are no records: no stamps, no change log, no news to screens; a kept draft is one small commit.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from station_app.core import clock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_COLUMNS = "id, form, record_id, title, page, place, texts, at"
_INSERT = (
    "INSERT INTO draft (form, record_id, user_id, title, page, place, texts, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
_CHANGE = "UPDATE draft SET title = ?, page = ?, place = ?, texts = ?, at = ? WHERE id = ?"
_SUBJECT = "form = ? AND record_id = ? AND user_id = ?"


@dataclass(frozen=True)
class DraftRow:
    """One draft as it is offered."""

    id: int
    form: str
    record_id: str
    """Empty for a new record."""
    title: str
    page: str
    place: str
    """The page of the window and the place on it where it was typed; empty when that is not known."""
    texts: Mapping[str, tuple[str, str]]
    """Field name → text that was stored, text that was typed."""
    at: dt.datetime


def keep(
    session: Session,
    form: str,
    record_id: str | None,
    user_id: str,
    texts: Mapping[str, tuple[str, str]],
    *,
    title: str = "",
    where: tuple[str, str] = ("", ""),
    draft_id: int | None = None,
) -> int:
    """Store a draft, in place of the one with `draft_id`; returns its number. `where`: page and place in the window."""
    execute = session.connection().exec_driver_sql
    row = (title[:200], *where, json.dumps(texts, ensure_ascii=False), _now())
    if draft_id is not None:
        done = execute(
            "UPDATE draft SET title = ?, page = ?, place = ?, texts = ?, at = ? WHERE id = ?", (*row, draft_id)
        )
        if done.rowcount:
            return draft_id
    made = execute(_INSERT, (form, record_id or "", user_id, *row))
    return int(made.scalar_one())


def drop(session: Session, draft_id: int) -> None:
    """It was saved or given up; its text is gone from the file (secure_delete)."""
    session.connection().exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft_id,))


def drop_of_record(session: Session, record_id: str) -> None:
    """A person is erased: whatever anybody typed about her goes too."""
    session.connection().exec_driver_sql("DELETE FROM draft WHERE record_id = ?", (record_id,))


def find(session: Session, form: str, record_id: str | None, user_id: str) -> DraftRow | None:
    """The newest draft of this user for a record (None: for a new one)."""
    query = f"SELECT {_COLUMNS} FROM draft WHERE {_SUBJECT} ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = session.connection().exec_driver_sql(query, (form, record_id or "", user_id)).fetchone()
    return _row(row) if row else None


def list_drafts(session: Session, user_id: str) -> list[DraftRow]:
    """Everything this user typed and did not save, the newest first."""
    query = f"SELECT {_COLUMNS} FROM draft WHERE user_id = ? ORDER BY id DESC"  # noqa: S608
    return [_row(row) for row in session.connection().exec_driver_sql(query, (user_id,)).fetchall()]


def _row(row: Any) -> DraftRow:
    number, form, record_id, title, page, place, texts, at = row
    read = {name: (str(was), str(typed)) for name, (was, typed) in json.loads(texts).items()}
    return DraftRow(number, form, record_id, title, page, place, read, dt.datetime.fromisoformat(at))


def _now() -> str:
    return clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
