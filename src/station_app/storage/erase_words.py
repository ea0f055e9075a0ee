"""The names and numbers of somebody who is erased: what they are, where they stand, and texts without them (F29).

A number is hers wherever it stands, also as 15 digits or written in groups. A name is hers in the records near to her;
elsewhere a namesake may be meant, which is for a person to judge (`mentions`). A longer name that holds hers, as a
son's 李明华 holds 李明, is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from station_app.core import id_number

GONE = "已删除"
"""Stands where a name or a number was."""
_NAMES = ("name", "former_name")
"""Columns of her own rows that tell what she is or was called."""
_LONGER = 3
"""A longer name has at most so many characters more."""
_BETWEEN = r"[ \u00a0\u3000\-－—]?"
"""What people write between the groups of a number."""
_NO_VALUES = {"about", "alembic_version", "erasure", "audit_entry"}
_FIXED = {"id", "created_at", "created_by", "updated_at", "updated_by", "voided_at", "at", "actor", "hash", "previous"}
_OF_RECORDS = ("id", "record_id", "of_id")
"""Columns that say which record a row is about."""
Hers = Iterable[tuple[str, str, Sequence[str]]]
"""Her rows: table, key, columns that tell of her."""


@dataclass(frozen=True)
class Mention:
    """A text that holds her name and was not touched."""

    table: str
    record_id: str
    columns: tuple[str, ...]
    """Empty where only the change log of that record holds it."""


@dataclass
class Words:
    """What tells of her in a text."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    longer: set[str] = field(default_factory=set)
    """Names of others that hold one of hers."""

    @property
    def tails(self) -> list[str]:
        """A text without any of these holds none of the numbers; for a first look by the engine."""
        return sorted({number[-5:-1] for number in self.numbers})

    def numbers_in(self, text: str) -> bool:
        """Whether a text tells one of her numbers."""
        return self._number is not None and self._number.search(text) is not None

    def names_in(self, text: str) -> bool:
        """Whether a text tells one of her names."""
        return self._name is not None and any(found[0] in self.names for found in self._name.finditer(text))

    def without_numbers(self, text: str) -> str:
        """The text with a word in place of her numbers."""
        return self._number.sub(GONE, text) if self._number is not None else text

    def without_names(self, text: str) -> str:
        """The text with a word in place of her names."""
        if self._name is None:
            return text
        return self._name.sub(lambda found: GONE if found[0] in self.names else found[0], text)

    @cached_property
    def _number(self) -> re.Pattern[str] | None:
        ways = [_BETWEEN.join(re.escape(char) for char in number) for number in sorted(self.numbers)]
        return re.compile("|".join(ways), re.IGNORECASE) if ways else None

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        ways = sorted(self.names | self.longer, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ways))) if self.names else None


def words_of(execute: Any, hers: Hers, numbers: Collection[str]) -> Words:
    """Her names and numbers, today's and all earlier ones of the change log; `numbers` are the columns of numbers."""
    hers, words = list(hers), Words()
    keys = {key for _table, key, _columns in hers}
    for table, key, columns in hers:
        named = _NAMES if table == "person" else ()
        wanted = [column for column in columns if column in numbers or column in named]
        for column, value in _told(execute, table, key, wanted):
            if column in named:
                words.names.add(str(value))
            elif not _is_shared(execute, keys, table, column, value):
                words.numbers |= {str(value), *(twins(str(value)) if column == "id_number" else ())}
    words.names -= {GONE, ""}
    words.longer = _longer(execute, words.names, keys)
    return words


def replace_words(execute: Any, words: Words, near: Set[str], stamp: tuple[str, str]) -> set[int]:
    """Put a word in place of her numbers everywhere and of her names in what is near; the lines of the log touched."""
    touched: set[int] = set()
    for table, columns in _texts(execute):
        known = columns_of(execute, table)
        keyed = [column for column in _OF_RECORDS if column in known]
        stamped = {"version", "updated_by", "updated_at"} <= set(known)
        for number, about, texts in _holding(execute, table, columns, keyed, [*words.names, *words.tails]):
            plain = {name: words.without_numbers(text) for name, text in texts.items()}
            if not near.isdisjoint(about) and table != "search_words":
                plain = {name: words.without_names(text) for name, text in plain.items()}
            changed = {name: text for name, text in plain.items() if text != texts[name]}
            if not changed:
                continue
            if table == "change":
                touched.add(number)
            sets = [f'"{name}" = ?' for name in changed]
            sets += ["version = version + 1", "updated_by = ?", "updated_at = ?"] if stamped else []
            values = (*changed.values(), *(stamp if stamped else ()), number)
            execute(f'UPDATE "{table}" SET {", ".join(sets)} WHERE rowid = ?', values)  # noqa: S608
    return touched


def mentions(execute: Any, words: Words) -> list[Mention]:
    """Where her names still stand: namesakes, or words about others that tell of her."""
    found: dict[tuple[str, str], set[str]] = {}
    for table, columns in _texts(execute):
        known = columns_of(execute, table)
        about = ["record", "record_id"] if table == "change" else ["id"]
        if not set(about) <= set(known) or table in ("search_words", "search_entry"):
            continue
        for _number, key, texts in _holding(execute, table, columns, about, sorted(words.names)):
            held = {name for name, text in texts.items() if words.names_in(text)}
            place = (str(key[0]), str(key[1])) if table == "change" else (table, str(key[0]))
            if held:
                found.setdefault(place, set()).update(held if table != "change" else ())
    return [Mention(table, key, tuple(sorted(columns))) for (table, key), columns in found.items()]


def _holding(
    execute: Any, table: str, columns: Sequence[str], about: Sequence[str], parts: Sequence[str]
) -> Iterator[tuple[int, list[str], dict[str, str]]]:
    """Rows with one of the parts in a column: rowid, what they are about, the texts of all these columns."""
    if not parts:
        return
    tests = " OR ".join(f'instr("{column}", ?) > 0' for column in columns for _part in parts)
    said = ", ".join(f'"{column}"' for column in (*about, *columns))
    query = f'SELECT rowid, {said} FROM "{table}" WHERE {tests}'  # noqa: S608
    for number, *values in execute(query, tuple(parts) * len(columns)).fetchall():
        texts = zip(columns, values[len(about) :], strict=True)
        yield number, values[: len(about)], {name: str(text) for name, text in texts if text is not None}


def _told(execute: Any, table: str, key: str, wanted: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """What these columns of a row say and ever said."""
    if not wanted:
        return
    said = ", ".join(f'"{column}"' for column in wanted)
    row = execute(f'SELECT {said} FROM "{table}" WHERE id = ?', (key,)).fetchone()  # noqa: S608
    yield from ((column, value) for column, value in zip(wanted, row or (), strict=False) if value)
    query = "SELECT field, old, new FROM change WHERE record_id = ? AND record = ?"
    for name, old, new in execute(query, (key, table)).fetchall():
        if name == "":
            whole = json.loads(new)
            yield from ((column, whole[column]) for column in wanted if whole.get(column))
        elif name in wanted:
            yield from ((name, value) for value in (json.loads(text) for text in (old, new) if text) if value)


def _is_shared(execute: Any, keys: Collection[str], table: str, column: str, value: Any) -> bool:
    """Whether somebody else has the same number as her own, as families share a telephone."""
    query = f'SELECT id FROM "{table}" WHERE "{column}" = ? AND voided_at IS NULL'  # noqa: S608
    return bool(set(first_of(execute, query, (value,))) - set(keys))


def twins(value: str) -> list[str]:
    """The other form of an ID number, 15 or 18 digits; none for other documents."""
    if not (value[:-1].isascii() and value[:-1].isdigit()):
        return []
    if len(value) == 15 and value[-1].isdigit():
        return [id_number.from_15(value)]
    return [value[:6] + value[8:17]] if len(value) == 18 and value[6:8] == "19" else []


def _longer(execute: Any, names: Collection[str], keys: Collection[str]) -> set[str]:
    """Names of others that hold one of hers."""
    found: set[str] = set()
    for table, columns in _texts(execute):
        named = [column for column in columns if column.endswith("name")]
        about = [column for column in ("id",) if column in columns_of(execute, table)]
        for _number, key, texts in _holding(execute, table, named, about, sorted(names)) if named and about else ():
            if not set(key) & set(keys):
                found |= {text for text in texts.values() if _is_longer(text, names)}
    return found - set(names)


def _is_longer(text: str, names: Collection[str]) -> bool:
    return text.replace("·", "").isalpha() and any(
        name in text and 0 < len(text) - len(name) <= _LONGER for name in names
    )


def _texts(execute: Any) -> list[tuple[str, list[str]]]:
    """Tables with columns of words in which values of people may stand; the change log last, it logs the others."""
    found = []
    for table in first_of(execute, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [
            name
            for name, kind in execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall()  # noqa: S608
            if kind.upper().startswith(("VARCHAR", "TEXT")) and not name.endswith("_id") and name not in _FIXED
        ]
        if table not in _NO_VALUES and columns:
            found.append((table, columns))
    return sorted(found, key=lambda pair: pair[0] == "change")


def columns_of(execute: Any, table: str) -> list[str]:
    """The columns of a table."""
    return first_of(execute, f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608


def first_of(execute: Any, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """The first column of what a query finds."""
    return [row[0] for row in execute(query, values).fetchall()]
