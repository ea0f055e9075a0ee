"""JSON in one form only: what is read must be, byte for byte, what this program would write."""

from __future__ import annotations

from typing import Any

import orjson

from station_app.exchange.faults import PackageFault

MOST_BYTES = 2**20
"""Of one line."""
DEEPEST = 8
_PLAIN = {str, int, type(None)}
_WRITTEN = orjson.OPT_STRICT_INTEGER


def dump(value: Any) -> bytes:
    """The one form: no white space, names in the order given, non-ASCII as it is, integers of 53 bits."""
    return orjson.dumps(value, option=_WRITTEN)


def load(raw: bytes) -> dict[str, Any]:
    """The object that a line holds. PackageFault E_LINE for another form, fractions, truth values, depth."""
    if len(raw) > MOST_BYTES:
        raise PackageFault("E_TOO_BIG", "line")
    try:
        said = orjson.loads(raw)
        same = orjson.dumps(said, option=_WRITTEN) == raw
    except (orjson.JSONDecodeError, TypeError) as fault:
        raise PackageFault("E_LINE", "no JSON, or a number too long") from fault
    if not same or type(said) is not dict:
        raise PackageFault("E_LINE", "form")
    if not is_plain(said):
        raise PackageFault("E_LINE", "fraction, truth value or depth")
    return said


def is_plain(value: Any, depth: int = DEEPEST) -> bool:
    """Texts, integers, null, and lists and objects of such, not too deep."""
    kind = type(value)
    if kind in _PLAIN:
        return True
    if kind is not dict and kind is not list:
        return False
    inside = value.values() if kind is dict else value
    if not depth:
        return False
    if set(map(type, inside)) <= _PLAIN:
        return True
    return all(is_plain(each, depth - 1) for each in inside)
