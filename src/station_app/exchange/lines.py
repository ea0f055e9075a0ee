"""The lines of a package: a function for each kind, one strict reader (docs/package-format.md §3, §4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from station_app.exchange import strict
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import Parent
from station_app.exchange.shapes import SHAPES

_NAME = re.compile(r'\{"op":"([a-z_]{1,20})"')
BASE_DIGITS = 16


def base_of(text: str) -> str:
    """The short hash of a value's JSON text, by which a reader sees whether it knew the same value."""
    return sha256(text.encode()).hexdigest()[:BASE_DIGITS]


def base_of_value(value: str | int | None) -> str:
    """The same from the value in the form of a line."""
    return sha256(strict.dump(value)).hexdigest()[:BASE_DIGITS]


def read(raw: bytes, *, newer: bool = False) -> dict[str, Any]:
    """A line without its end, checked. `newer`: a newer program wrote it, so that unknown kinds are kept."""
    line = strict.load(raw)
    kind = line.get("op")
    shape = SHAPES.get(kind) if type(kind) is str else None
    if shape is None:
        if newer and type(kind) is str and next(iter(line)) == "op":
            return line
        raise PackageFault("E_LINE", "unknown op")
    if not shape.fits(line, more=newer):
        raise PackageFault("E_LINE", f"shape of {kind}")
    return line


def new(record: str, key: str, counter: int, row: Mapping[str, Any]) -> bytes:
    """A new record, whole."""
    return _line(op="new", e=record, id=key, c=counter, r=row)


def set_column(  # noqa: PLR0917 - by keyword where it is called
    record: str, key: str, counter: int, version: int, by: str, at: str, column: str, value: Any, base: str
) -> bytes:
    """A later change of one column; `base` by base_of what it held before."""
    return _line(op="set", e=record, id=key, c=counter, n=version, by=by, at=at, f=column, v=value, b=base)


def whole(record: str, key: str, row: Mapping[str, Any]) -> bytes:
    """A record as it is now: in a snapshot, or given back to a station."""
    return _line(op="whole", e=record, id=key, r=row)


def erase(person: str, at: str, basis: str, rows: Sequence[tuple[str, str, Sequence[str]]]) -> bytes:
    """Blank these columns for good: (record, key, columns)."""
    told = [{"e": record, "id": key, "f": list(columns)} for record, key, columns in rows]
    return _line(op="erase", id=person, at=at, basis=basis, rows=told)


def decided(correction: str, *, taken: bool, by: str, at: str, why: str) -> bytes:
    """What a station's people decided of a correction that the county proposed."""
    return _line(op="decided", id=correction, taken=int(taken), by=by, at=at, why=why)


def receipt(  # noqa: PLR0917 - in the order of the line
    package: str, epoch: str, seq: int, status: str, code: str, counts: Mapping[str, int]
) -> bytes:
    """What became of a package. `counts`: created, changed, unchanged, conflict, rejected; missing ones are 0."""
    told = {name: counts.get(name, 0) for name in ("created", "changed", "unchanged", "conflict", "rejected")}
    return _line(op="receipt", package=package, epoch=epoch, seq=seq, status=status, code=code, counts=told)


def row_fault(package: str, record: str, key: str, column: str, code: str) -> bytes:
    """One record that was held or rejected; `column` is '' for the whole record."""
    return _line(op="row", package=package, e=record, id=key, f=column, code=code)


def gap(epoch: str, first: int, last: int) -> bytes:
    """Packages that are missing."""
    return _line(op="gap", epoch=epoch, **{"from": first, "to": last})


def rollback(epoch: str, parent: Parent | None, last: Parent) -> bytes:
    """The county knows more of the parent than this epoch does; `last` is what it had; whole() lines follow."""
    return _line(op="rollback", epoch=epoch, parent=_link(parent), last=_link(last))


def correct(
    *, key: str, record: str, record_id: str, column: str, value: Any, base: str, why: str, by: str, at: str
) -> bytes:
    """A proposal for one column; `key` is the proposal's own."""
    said = {"id": key, "e": record, "record": record_id, "f": column, "v": value, "b": base}
    return _line(op="correct", **said, why=why, by=by, at=at)


def same(a: str, b: str, b_station: str, state: str, at: str) -> bytes:
    """Two people of two stations are one (`same`) or are not (`apart`)."""
    return _line(op="same", a=a, b=b, b_station=b_station, state=state, at=at)


def publish(record: str, key: str, row: Mapping[str, Any]) -> bytes:
    """A dated rule, code or holiday of the county: record setting, code_entry or holiday."""
    return _line(op="publish", e=record, id=key, r=row)


def revoked(kid: str, number: str, reason: str) -> bytes:
    """A certificate that is no longer in force."""
    return _line(op="revoked", kid=kid, number=number, reason=reason)


def snapshot_wanted() -> bytes:
    """The station should send its whole state next."""
    return _line(op="snapshot_wanted")


def upgrade(version: str) -> bytes:
    """From which program version on the county can read."""
    return _line(op="upgrade", to=version)


def _link(parent: Parent | None) -> dict[str, Any] | None:
    return None if parent is None else {"epoch": parent.epoch, "seq": parent.seq, "hash": parent.hash}


def _line(**said: Any) -> bytes:
    return written(said)


def written(said: Mapping[str, Any]) -> bytes:
    """Written; a line that our own reader would refuse is a bug here (ValueError), never sent."""
    if not SHAPES[said["op"]].fits(said) or not strict.is_plain(said):
        raise ValueError(f"not a line: {said['op']}")
    return strict.dump(said) + b"\n"
