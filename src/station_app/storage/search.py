"""What Ctrl+K looks through: a narrow table of words, scanned for any part of a word; no full-text engine needed.

Ranking: titles and initials that begin with the query come first (by index), then everything that holds it (one scan
of the narrow table, 12 ms at 100,000 records). Reading needs no SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from station_app.core.dates import half_width

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AFTER_ALL = "\U0010ffff"
_LENGTH = 200
_HIT = "e.kind, e.record_id, e.title, e.subtitle"


@dataclass(frozen=True)
class Hit:
    """One record found."""

    kind: str
    """Record name: person, training_class …"""
    record_id: str
    title: str
    subtitle: str


@dataclass(frozen=True)
class Entry(Hit):
    """One record as it is made findable."""

    words: tuple[str, ...]
    """Name, pinyin without spaces, initials, ID number, phone, class number … in any order."""


def put(session: Session, kind: str, record_id: str, title: str, subtitle: str, words: Iterable[str]) -> None:  # noqa: PLR0917
    """Make a record findable, or change by what."""
    put_many(session, [Entry(kind, record_id, title, subtitle, tuple(words))])


def put_many(session: Session, entries: Iterable[Entry]) -> None:
    """Make many records findable at once."""
    entries = list(entries)
    if not entries:
        return
    connection = session.connection()
    _remove(connection, [(entry.kind, entry.record_id) for entry in entries])
    words = [[_plain(word) for word in entry.words] for entry in entries]
    first = connection.exec_driver_sql("SELECT ifnull(max(id), 0) + 1 FROM search_entry").scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO search_entry (id, kind, record_id, title, subtitle, initials) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (first + at, e.kind, e.record_id, e.title[:_LENGTH], e.subtitle[:_LENGTH], _initials(words[at]))
            for at, e in enumerate(entries)
        ],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_words (id, words) VALUES (?, ?)",
        [(first + at, "\n".join(plain)) for at, plain in enumerate(words)],
    )


def remove(session: Session, kind: str, record_id: str) -> None:
    """Make a record unfindable; nothing happens when it was not findable."""
    _remove(session.connection(), [(kind, record_id)])


def find(connection: Any, query: str, limit: int = 50, *, kind: str = "") -> list[Hit]:
    """Records that hold every word of the query, of one record name or of any.

    `connection` is a session or a plain sqlcipher3 connection.
    """
    words = _plain(query).split()
    if not words:
        return []
    execute = _execute(connection)
    only, kinds = (" AND +e.kind = ?", (kind,)) if kind else ("", ())
    found: dict[tuple[str, str], Hit] = {}
    if len(words) == 1:
        for column in ("title", "initials"):
            begins = f"{column} >= ? AND {column} < ?{only} ORDER BY {column} LIMIT ?"
            rows = execute(
                f"SELECT {_HIT} FROM search_entry e WHERE {begins}",  # noqa: S608
                (words[0], words[0] + _AFTER_ALL, *kinds, limit),
            ).fetchall()
            found |= {(row[0], row[1]): Hit(*row) for row in rows}
    if len(found) < limit:
        holds = " AND ".join("instr(w.words, ?) > 0" for _word in words) + only
        rows = execute(
            f"SELECT {_HIT} FROM search_words w JOIN search_entry e ON e.id = w.id WHERE {holds} LIMIT ?",  # noqa: S608
            (*words, *kinds, limit + len(found)),
        ).fetchall()
        found = found | {key: hit for row in rows if (key := (row[0], row[1])) not in found for hit in (Hit(*row),)}
    return list(found.values())[:limit]


def first(connection: Any, kind: str, limit: int) -> list[Hit]:
    """The first records of a name in the order of their initials, for a list that opens before anything is typed."""
    query = f"SELECT {_HIT} FROM search_entry e WHERE +kind = ? ORDER BY initials LIMIT ?"  # noqa: S608
    return [Hit(*row) for row in _execute(connection)(query, (kind, limit)).fetchall()]


def named(connection: Any, kind: str, keys: Sequence[str]) -> list[Hit]:
    """What findable records are called, by their keys; void ones are left out."""
    execute = _execute(connection)
    query = f"SELECT {_HIT} FROM search_entry e WHERE kind = ? AND record_id = ?"  # noqa: S608
    rows = [execute(query, (kind, key)).fetchone() for key in keys]
    return [Hit(*row) for row in rows if row is not None]


def _execute(connection: Any) -> Any:
    return connection.connection().exec_driver_sql if hasattr(connection, "connection") else connection.execute


def _remove(connection: Any, keys: list[tuple[str, str]]) -> None:
    connection.exec_driver_sql("DELETE FROM search_entry WHERE kind = ? AND record_id = ?", keys)


def _initials(words: Iterable[str]) -> str:
    """The shortest word of Latin letters alone: what people type first."""
    letters = [word for word in words if word.isascii() and word.isalpha()]
    return min(letters, key=len, default="")[:40]


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else half_width(text).lower()
