"""Lines taken in: per table batches of tuples in the form that SQLite or PostgreSQL stores; what is unknown is kept.

Knows what a value must be, not what to do with it: whether a record is new, changed or in conflict is the caller's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from station_app.exchange import strict
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import SCHEMA
from station_app.exchange.tables import BOOLEAN, DATE, INTEGER, LONG, MOMENT, TEXT, TIME, Travelling, travelling

_NEVER_EMPTY = ("id", "station_id", "created_at", "created_by", "updated_at", "updated_by", "version")
EXTRA = "extra"
"""The column after those of the table: JSON of what the table has no column for, NULL for nothing."""
BATCH = 2000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STORED_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)
_STORED_TIME = re.compile(r"\d\d:\d\d:\d\d\.\d{6}", re.ASCII)
Line: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Line], Iterable[Line]]

UPCASTERS: dict[int, Upcaster] = {}
"""From a schema number to the next one: what a line of the older one is in words of the newer."""


@dataclass(frozen=True)
class Rows:
    """Whole records of one table: `columns` are the table's and EXTRA."""

    record: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    op: str
    """`new`, or `whole`, or `publish`."""
    counters: list[int] = field(default_factory=list)
    """Of each row of `new`."""


@dataclass(frozen=True)
class Change:
    """A later change of one column, its value in the stored form."""

    record: str
    id: str
    counter: int
    version: int
    by: str
    at: Any
    column: str
    value: Any
    base: str
    known: bool = True
    """False for a column that the table does not have: it belongs into EXTRA."""


@dataclass(frozen=True)
class Changes:
    """Some changes in their order; whole records before them are handed over before them."""

    changes: list[Change]


@dataclass(frozen=True)
class Erasing:
    """Columns to blank for good."""

    person: str
    at: Any
    basis: str
    rows: list[tuple[str, str, tuple[str, ...]]]
    """(record, key, columns)."""


@dataclass(frozen=True)
class RowFault:
    """A record that cannot be stored; goes into the receipt, without its value."""

    record: str
    id: str
    column: str
    code: str


@dataclass(frozen=True)
class Kept:
    """A line of a newer program that nothing here knows: kept as it is."""

    line: str


Staged: TypeAlias = Rows | Changes | Erasing | RowFault | Kept


def upcast(lines: Iterable[Line], schema: int, upcasters: Mapping[int, Upcaster] | None = None) -> Iterable[Line]:
    """The lines as a program of today would have written them."""
    steps = UPCASTERS if upcasters is None else upcasters
    for number in range(schema, SCHEMA if upcasters is None else max(steps, default=0) + 1):
        if number not in steps:
            raise PackageFault("E_NEWER_FORMAT", f"no way from schema {number}")
        lines = _each(steps[number], lines)
    return lines


def staged(
    lines: Iterable[Line], *, station: str, typed: bool, tables: Mapping[str, Travelling] | None = None
) -> Iterator[Staged]:
    """Lines of a package in batches. `typed`: for PostgreSQL (dates, times, moments, truth), else as SQLite stores.

    Lines of other kinds (receipts, corrections …) are Kept. Records of another station are a RowFault.
    """
    stage = _Stage(travelling() if tables is None else tables, station, typed=typed)
    for line in lines:
        yield from stage.take(line)
    yield from stage.drained()


class _Stage:
    """What waits for a batch to be full."""

    def __init__(self, tables: Mapping[str, Travelling], station: str, *, typed: bool) -> None:
        self.station = station
        self.moment: Callable[[Any], Any] = _typed_moment if typed else _stored_moment
        self.writers = {name: _Writer(table, typed=typed) for name, table in tables.items()}
        self.rows: dict[tuple[str, str], Rows] = {}
        self.changes: list[Change] = []

    def take(self, line: Line) -> Iterable[Staged]:
        op = line["op"]
        if op == "erase":
            told = [(each["e"], each["id"], tuple(each["f"])) for each in line["rows"]]
            return [Erasing(line["id"], self.moment(line["at"]), line["basis"], told)]
        writer = self.writers.get(line.get("e", "")) if op in ("new", "whole", "set") else None
        if writer is None:
            return [Kept(strict.dump(line).decode())]
        if op == "set":
            return self._change(writer.change(line, self.moment))
        return self._row(op, writer, line)

    def _row(self, op: str, writer: _Writer, line: Line) -> Iterable[Staged]:
        row = writer.row(line["r"], self.station)
        if isinstance(row, RowFault):
            return [row]
        batch = self.rows.get((op, writer.name))
        if batch is None:
            batch = self.rows[op, writer.name] = Rows(writer.name, writer.columns, [], op)
        batch.rows.append(row)
        if op == "new":
            batch.counters.append(line["c"])
        return [self.rows.pop((op, writer.name))] if len(batch.rows) >= BATCH else []

    def _change(self, change: Change | RowFault) -> Iterable[Staged]:
        if isinstance(change, RowFault):
            return [change]
        self.changes.append(change)
        return list(self.drained()) if len(self.changes) >= BATCH else []

    def drained(self) -> Iterator[Staged]:
        """Whole records first: a change is of a record that was there before it."""
        while self.rows:
            yield self.rows.pop(next(iter(self.rows)))
        if self.changes:
            changes, self.changes = self.changes, []
            yield Changes(changes)


def stored_value(table: Travelling, column: str, value: Any, *, typed: bool) -> Any:
    """One value in the stored form; ValueError when the column may not hold it."""
    return _converter(table, column, typed=typed)(value)


class _Writer:
    """Turns the records of one table into tuples."""

    def __init__(self, table: Travelling, *, typed: bool) -> None:
        self.name = table.name
        self.columns = (*table.columns, EXTRA)
        self._slots = {column: (at, _converter(table, column, typed=typed)) for at, column in enumerate(table.columns)}
        self._empty = [None] * len(self.columns)
        self._never_empty = [(at, name) for at, name in enumerate(table.columns) if name in _NEVER_EMPTY]

    def row(self, said: Line, station: str) -> tuple[Any, ...] | RowFault:
        values: list[Any] = self._empty.copy()
        unknown = {}
        name = "station_id"
        if said["station_id"] != station:
            return RowFault(self.name, said["id"], name, "E_VALUE")
        try:
            for name, value in said.items():
                slot = self._slots.get(name)
                if slot is None:
                    unknown[name] = value
                else:
                    values[slot[0]] = slot[1](value)
        except ValueError:
            return RowFault(self.name, said["id"], name, "E_VALUE")
        for at, name in self._never_empty:
            if values[at] is None:
                return RowFault(self.name, said["id"], name, "E_VALUE")
        if unknown:
            values[-1] = strict.dump(unknown).decode()
        return tuple(values)

    def change(self, line: Line, moment: Callable[[Any], Any]) -> Change | RowFault:
        column, value = line["f"], line["v"]
        slot = self._slots.get(column)
        try:
            stored = value if slot is None else slot[1](value)
            at = moment(line["at"])
        except ValueError:
            return RowFault(self.name, line["id"], column, "E_VALUE")
        if column in ("id", "station_id") or (stored is None and column in _NEVER_EMPTY):
            return RowFault(self.name, line["id"], column, "E_VALUE")
        return Change(
            self.name, line["id"], line["c"], line["n"], line["by"], at, column, stored, line["b"], slot is not None
        )


def _each(step: Upcaster, lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield from step(line)


def _converter(table: Travelling, column: str, *, typed: bool) -> Callable[[Any], Any]:
    kind = table.kinds[column]
    if kind == TEXT:
        return _text(table.lengths[column])
    converters: Mapping[str, Callable[[Any], Any]] = _TYPED if typed else _STORED
    return converters[kind]


def _text(most: int | None) -> Callable[[Any], Any]:
    longest = 10**9 if most is None else most

    def check(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is not str or len(value) > longest:
            raise ValueError("text")
        if not value.isprintable() and _CONTROL.search(value):
            raise ValueError("control character")
        return value

    return check


def _long(value: Any) -> Any:
    if value is not None and type(value) is not int:
        raise ValueError("integer")
    return value


def _integer(value: Any) -> Any:
    if value is not None and (type(value) is not int or not -(2**31) <= value < 2**31):
        raise ValueError("integer")
    return value


def _stored_truth(value: Any) -> Any:
    if value is not None and (type(value) is not int or value not in (0, 1)):
        raise ValueError("truth")
    return value


def _typed_truth(value: Any) -> Any:
    stored = _stored_truth(value)
    return None if stored is None else bool(stored)


@lru_cache(maxsize=20_000)
def _typed_day(value: Any) -> Any:
    if value is None:
        return None
    if type(value) is not str or len(value) != 10 or value[4] != "-":
        raise ValueError("date")
    return dt.date.fromisoformat(value)


@lru_cache(maxsize=2000)
def _typed_time(value: Any) -> Any:
    if value is None:
        return None
    if type(value) is not str or not _STORED_TIME.fullmatch(value):
        raise ValueError("time")
    return dt.time.fromisoformat(value)


@lru_cache(maxsize=2000)
def _typed_moment(value: Any) -> Any:
    if value is None:
        return None
    if type(value) is not str or not _STORED_MOMENT.fullmatch(value):
        raise ValueError("moment")
    return dt.datetime.fromisoformat(value)


def _stored_day(value: Any) -> Any:
    _typed_day(value)
    return value


def _stored_time(value: Any) -> Any:
    _typed_time(value)
    return value


def _stored_moment(value: Any) -> Any:
    _typed_moment(value)
    return value


_SAME: dict[str, Callable[[Any], Any]] = {INTEGER: _integer, LONG: _long}
_TYPED = _SAME | {BOOLEAN: _typed_truth, DATE: _typed_day, TIME: _typed_time, MOMENT: _typed_moment}
_STORED = _SAME | {BOOLEAN: _stored_truth, DATE: _stored_day, TIME: _stored_time, MOMENT: _stored_moment}
