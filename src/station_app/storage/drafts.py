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
    "VALUES (:form, :record_id, :user_id, :title, :page, :place, :texts, :at) RETURNING id"
)
_CHANGE = "UPDATE draft SET title = :title, page = :page, place = :place, texts = :texts, at = :at WHERE id = :id"
_SUBJECT = "form = :form AND record_id = :record_id AND user_id = :user_id"


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
    page, place = where
    row = {"title": title[:200], "page": page, "place": place, "at": _now()}
    row["texts"] = json.dumps(texts, ensure_ascii=False)
    if draft_id is not None and _execute(session, _CHANGE, **row, id=draft_id).rowcount:
        return draft_id
    made = _execute(session, _INSERT, **row, form=form, record_id=record_id or "", user_id=user_id)
    return int(made.scalar_one())


def drop(session: Session, draft_id: int) -> None:
    """It was saved or given up; its text is gone from the file (secure_delete)."""
    _execute(session, "DELETE FROM draft WHERE id = :id", id=draft_id)


def drop_of_record(session: Session, record_id: str) -> None:
    """A person is erased: whatever anybody typed about her goes too."""
    _execute(session, "DELETE FROM draft WHERE record_id = :id", id=record_id)


def find(session: Session, form: str, record_id: str | None, user_id: str) -> DraftRow | None:
    """The newest draft of this user for a record (None: for a new one)."""
    query = f"SELECT {_COLUMNS} FROM draft WHERE {_SUBJECT} ORDER BY id DESC LIMIT 1"  # noqa: S608
    row = _execute(session, query, form=form, record_id=record_id or "", user_id=user_id).fetchone()
    return _row(row) if row else None


def list_drafts(session: Session, user_id: str) -> list[DraftRow]:
    """Everything this user typed and did not save, the newest first."""
    query = f"SELECT {_COLUMNS} FROM draft WHERE user_id = :user_id ORDER BY id DESC"  # noqa: S608
    return [_row(row) for row in _execute(session, query, user_id=user_id).fetchall()]


def _row(row: Any) -> DraftRow:
    number, form, record_id, title, page, place, texts, at = row
    read = {name: (str(was), str(typed)) for name, (was, typed) in json.loads(texts).items()}
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(at)  # a server gives moments
    return DraftRow(number, form, record_id, title, page, place, read, moment)


def _execute(session: Session, statement: str, **values: Any) -> Any:
    """By name, which a station's file and a county's server read alike."""
    from sqlalchemy import text  # noqa: PLC0415 - after the first paint

    return session.connection().execute(text(statement), values)


def _now() -> str:
    return clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
