"""What Ctrl+K looks through: the words of all records, scanned for any part of a word; no full-text engine needed.

Ranking: titles and initials that begin with the query come first (by index), then everything that holds it (one scan,
8 ms at 100,000 records). A row of `search_words` holds the words of 64 entries, about one page of the file: the engine
spends as much on stepping to a row as on looking through one entry. Reading needs no SQLAlchemy.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from station_app.core.dates import half_width

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AFTER_ALL = "\U0010ffff"
_LENGTH = 200
_TOGETHER = 64
"""Entries of one row of search_words: entry `id` stands in row `id // 64` at place `id % 64`."""
_NEXT_ENTRY = "\x1e"
_ROWS_AT_ONCE = 20
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
    wanted = {(entry.kind, entry.record_id): entry for entry in entries}
    if not wanted:
        return
    execute = _execute(session)
    ids = _ids(execute, wanted)
    first = execute("SELECT ifnull(max(id), 0) + 1 FROM search_entry").fetchone()[0]
    ids |= {key: first + at for at, key in enumerate(key for key in wanted if key not in ids)}
    words = {key: [_plain(word) for word in entry.words] for key, entry in wanted.items()}
    execute(
        "INSERT INTO search_entry (id, kind, record_id, title, subtitle, initials) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET title = excluded.title, subtitle = excluded.subtitle, "
        "initials = excluded.initials",
        [
            (ids[key], *key, entry.title[:_LENGTH], entry.subtitle[:_LENGTH], _initials(words[key]))
            for key, entry in wanted.items()
        ],
    )
    _write(execute, {ids[key]: "\n".join(plain) for key, plain in words.items()})


def remove(session: Session, kind: str, record_id: str) -> None:
    """Make a record unfindable; nothing happens when it was not findable."""
    execute = _execute(session)
    for entry_id in _ids(execute, [(kind, record_id)]).values():
        _write(execute, {entry_id: ""})
        execute("DELETE FROM search_entry WHERE id = ?", (entry_id,))


def replace(session: Session, record_id: str, without: Callable[[str], str]) -> None:
    """Other words by which a record is found, for the name of somebody who is erased."""
    execute = _execute(session)
    for row in execute("SELECT id FROM search_entry WHERE record_id = ?", (record_id,)).fetchall():
        words = _entries(_row(execute, row[0] // _TOGETHER))[row[0] % _TOGETHER]
        if (other := without(words)) != words:
            _write(execute, {row[0]: other})


def words_of(connection: Any) -> dict[tuple[str, str], str]:
    """The words of everything findable by kind and key, a line each; for checks."""
    execute = _execute(connection)
    rows = dict(execute("SELECT id, words FROM search_words").fetchall())
    found = execute("SELECT id, kind, record_id FROM search_entry").fetchall()
    return {(row[1], row[2]): _entries(rows.get(row[0] // _TOGETHER, ""))[row[0] % _TOGETHER] for row in found}


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
        for hit in _holding(execute, words, only, kinds, limit + len(found)):
            found.setdefault((hit.kind, hit.record_id), hit)
            if len(found) >= limit:
                break
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


def _holding(execute: Any, words: Sequence[str], only: str, kinds: tuple[str, ...], limit: int) -> Iterator[Hit]:
    """What holds all the words in one entry, oldest first; at least `limit` where there are."""
    holds = " AND ".join("instr(words, ?) > 0" for _word in words)
    rows = execute(f"SELECT id, words FROM search_words WHERE {holds} ORDER BY id", tuple(words))  # noqa: S608
    # a cross join keeps the order of the left side
    query = (
        f"SELECT {_HIT} FROM json_each(?) j CROSS JOIN search_entry e WHERE e.id = j.value{only} "  # noqa: S608
        "LIMIT ?"
    )
    word, *others = words
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        ids = [
            number * _TOGETHER + place
            for number, text in some
            for place, entry in enumerate(_entries(text))
            if word in entry and all(other in entry for other in others)
        ]
        for row in execute(query, (json.dumps(ids), *kinds, limit)).fetchall():
            yield Hit(*row)


def _ids(execute: Any, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Numbers of the entries that there are already."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, record_id in keys:
        by_kind[kind].append(record_id)
    query = "SELECT record_id, id FROM search_entry WHERE kind = ? AND record_id IN (SELECT value FROM json_each(?))"
    return {
        (kind, row[0]): row[1]
        for kind, record_ids in by_kind.items()
        for row in execute(query, (kind, json.dumps(record_ids))).fetchall()
    }


def _write(execute: Any, words: Mapping[int, str]) -> None:
    """Put the words of entries into their rows, by number of the entry."""
    rows: dict[int, list[str]] = {}
    for entry_id, text in words.items():
        number, place = divmod(entry_id, _TOGETHER)
        if number not in rows:
            rows[number] = _entries(_row(execute, number))
        rows[number][place] = text.replace(_NEXT_ENTRY, " ")
    for number, entries in rows.items():
        execute("INSERT OR REPLACE INTO search_words (id, words) VALUES (?, ?)", (number, _NEXT_ENTRY.join(entries)))


def _row(execute: Any, number: int) -> str:
    row = execute("SELECT words FROM search_words WHERE id = ?", (number,)).fetchone()
    return row[0] if row else ""


def _entries(text: str) -> list[str]:
    """The words of each entry of a row, all 64 of them also where it has only begun."""
    return (text or _NEXT_ENTRY * (_TOGETHER - 1)).split(_NEXT_ENTRY)


def _initials(words: Iterable[str]) -> str:
    """The shortest word of Latin letters alone: what people type first."""
    letters = [word for word in words if word.isascii() and word.isalpha()]
    return min(letters, key=len, default="")[:40]


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else half_width(text).lower()
