"""The shape of each kind of line: its names in their order and what each may hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

Check: TypeAlias = Callable[[Any], bool]
_MOST = 2**53 - 1
_key = re.compile(r"[0-9a-f]{32}").fullmatch
_hash = re.compile(r"[0-9a-f]{64}").fullmatch
_public = re.compile(r"[0-9a-f]{64}").fullmatch
_base = re.compile(r"[0-9a-f]{16}").fullmatch
_name = re.compile(r"[a-z][a-z0-9_]{0,59}").fullmatch
_code = re.compile(r"(E_[A-Z_]{1,40})?").fullmatch
_moment_form = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII).fullmatch
_control = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]").search
"""No text of a line holds one: a server stores none of them, and some separate its values."""
_reader = re.compile(r"age1[02-9ac-hj-np-z]{58}").fullmatch
_division = re.compile(r"[0-9]{6,12}").fullmatch
_cert = re.compile(r"[0-9a-f]{200,400}").fullmatch


@dataclass(frozen=True)
class Shape:
    """Names in order, a check for each, and a rule over the whole line."""

    checks: tuple[tuple[str, Check], ...]
    together: Check = bool

    def fits(self, line: Mapping[str, Any], *, more: bool = False) -> bool:
        """Whether a line has this shape; `more`: further names of a newer program may follow."""
        names = tuple(line)
        wanted = tuple(name for name, _check in self.checks)
        if names != wanted and not (more and names[: len(wanted)] == wanted):
            return False
        for name, check in self.checks:
            if not check(line[name]):
                return False
        return bool(self.together(line))


def _matches(pattern: Callable[[str], Any]) -> Check:
    return lambda value: type(value) is str and pattern(value) is not None


def _text(most: int) -> Check:
    return lambda value: type(value) is str and len(value) <= most and _control(value) is None


@lru_cache(maxsize=2000)
def _moment(value: str) -> dt.datetime | None:
    """A moment that was or will be; 31 February never was."""
    try:
        return dt.datetime.fromisoformat(value) if _moment_form(value) else None
    except ValueError:
        return None


def _number(low: int, high: int = _MOST) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _one_of(*words: str) -> Check:
    return lambda value: type(value) is str and value in words


def _list_of(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _object(checks: Mapping[str, Check], *, optional: bool = False) -> Check:
    shape = Shape(tuple(checks.items()))
    return lambda value: (optional and value is None) or (type(value) is dict and shape.fits(value))


def is_value(value: Any) -> bool:
    """What one column may hold in a line."""
    return value is None or type(value) in _VALUES


@lru_cache(maxsize=1000)
def _are_names(names: tuple[str, ...]) -> bool:
    """Whether all are names of columns; the same few tuples come a hundred thousand times."""
    return all(_name(each) for each in names)


_VALUES = {str, int}


def _is_row(row: Any) -> bool:
    """Columns that are not NULL, by name."""
    return (
        type(row) is dict
        and _are_names(tuple(row))
        and set(map(type, row.values())) <= _VALUES
        and _is_key(row.get("id"))
        and _is_key(row.get("station_id"))
    )


def _one_key(line: Mapping[str, Any]) -> bool:
    return bool(line["id"] == line["r"]["id"])


is_key, is_name = _matches(_key), _matches(_name)
"""A key of 32 hex digits; the name of a record or column."""
_is_key, _is_name, _is_moment, _is_code = is_key, is_name, _matches(_moment), _matches(_code)
is_public = _matches(_public)
"""A public key as a trust list names it."""
_is_hash, _is_public, _is_reader, _is_base = _matches(_hash), is_public, _matches(_reader), _matches(_base)
_is_version = _number(1, 2**31 - 1)
_is_seq, _is_count, _is_actor, _is_why = _number(1, 999_999), _number(0), _text(40), _text(200)
_is_column: Check = lambda value: value == "" or _is_name(value)  # noqa: E731 - one of a list of checks
_LINK = {"epoch": _is_key, "seq": _is_seq, "hash": _is_hash}
_DEVICE = {"public": _is_public, "reader": _is_reader, "state": _one_of("active", "revoked"), "since": _is_moment}
_ISSUER = {"public": _is_public, "name": _text(60), "valid": _number(0, 1)}
_STATION = {
    "id": _is_key,
    "name": _text(60),
    "devices": _list_of(_object(_DEVICE)),
    "issuers": _list_of(_object(_ISSUER)),
}
_COUNTY = {
    "id": _is_key,
    "name": _text(60),
    "division": _matches(_division),
    "root": _is_public,
    "keys": _list_of(_object({"public": _is_public, "cert": _matches(_cert)})),
    "readers": _list_of(_is_reader),
}
_COUNTS = dict.fromkeys(("created", "changed", "unchanged", "conflict", "rejected"), _is_count)
_ERASED = {"e": _is_name, "id": _is_key, "f": _list_of(_is_name)}
_APPLICANT = {"id": _is_key, "name": _text(60), "division": _matches(_division)}


def _shape(op: str, together: Check = bool, **checks: Check) -> Shape:
    return Shape((("op", _one_of(op)), *checks.items()), together)


SHAPES: dict[str, Shape] = {
    "new": _shape("new", _one_key, e=_is_name, id=_is_key, c=_number(1), r=_is_row),
    "set": _shape(
        "set",
        e=_is_name,
        id=_is_key,
        c=_number(1),
        n=_is_version,
        by=_is_actor,
        at=_is_moment,
        f=_is_name,
        v=is_value,
        b=_is_base,
    ),
    "whole": _shape("whole", _one_key, e=_is_name, id=_is_key, r=_is_row),
    "erase": _shape("erase", id=_is_key, at=_is_moment, basis=_is_actor, rows=_list_of(_object(_ERASED))),
    "decided": _shape("decided", id=_is_key, taken=_number(0, 1), by=_is_actor, at=_is_moment, why=_is_why),
    "receipt": _shape(
        "receipt",
        package=_is_hash,
        epoch=_is_key,
        seq=_is_seq,
        status=_one_of("applied", "duplicate", "held", "fork", "refused"),
        code=_is_code,
        counts=_object(_COUNTS),
    ),
    "row": _shape("row", package=_is_hash, e=_is_name, id=_is_key, f=_is_column, code=_is_code),
    "gap": _shape("gap", epoch=_is_key, **{"from": _is_seq, "to": _is_seq}),
    "rollback": _shape("rollback", epoch=_is_key, parent=_object(_LINK, optional=True), last=_object(_LINK)),
    "correct": _shape(
        "correct",
        id=_is_key,
        e=_is_name,
        record=_is_key,
        f=_is_name,
        v=is_value,
        b=_is_base,
        why=_is_why,
        by=_is_actor,
        at=_is_moment,
    ),
    "same": _shape("same", a=_is_key, b=_is_key, b_station=_text(60), state=_one_of("same", "apart"), at=_is_moment),
    "publish": _shape("publish", _one_key, e=_one_of("setting", "code_entry", "holiday"), id=_is_key, r=_is_row),
    "revoked": _shape("revoked", kid=_is_base, number=_text(40), reason=_is_why),
    "snapshot_wanted": _shape("snapshot_wanted"),
    "upgrade": _shape("upgrade", to=_text(40)),
    "trust": _shape("trust", version=_number(1), county=_object(_COUNTY), stations=_list_of(_object(_STATION))),
    "enrol": _shape(
        "enrol",
        station=_object(_APPLICANT),
        public=_is_public,
        reader=_is_reader,
        app=_text(60),
        issuers=_list_of(_object({"public": _is_public, "name": _text(60)})),
    ),
}
"""By `op`."""

OPS: dict[str, frozenset[str]] = {
    "package": frozenset({"new", "set", "erase", "decided"}),
    "snapshot": frozenset({"whole", "erase", "decided"}),
    "receipt": frozenset(SHAPES) - {"new", "set", "erase", "decided", "enrol"},
    "trust": frozenset({"trust"}),
    "enrol": frozenset({"enrol"}),
}
"""Which lines may stand in a package of which type."""
