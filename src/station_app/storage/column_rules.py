"""What a SQLite column must refuse, because PostgreSQL would refuse it: CHECK rules made from the column types (F63).

SQLite by itself takes 8 characters into VARCHAR(5), words into INTEGER and 30 February into DATE. Lengths count code
points on both. Control characters other than tab and line feed never reach a file (kinds refuse them at entry).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String, Time
from sqlalchemy.types import TypeDecorator

_CONTROL = "'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*'"
"""Literal, because building it with char() for every row of an import cost three times as much as the rest."""
_DIGIT = "[0-9]"
_MOMENT = "{d}{d}{d}{d}-{d}{d}-{d}{d}T[0-2]{d}:[0-5]{d}:[0-5]{d}.{d}{d}{d}{d}{d}{d}+00:00".replace("{d}", _DIGIT)
_CLOCK = "[0-2]{d}:[0-5]{d}:[0-5]{d}.{d}{d}{d}{d}{d}{d}".replace("{d}", _DIGIT)


def column_rule(column: Column[Any]) -> str:
    """The CHECK of one column on SQLite, '' for types that need none."""
    name = f'"{column.name}"'
    rule = _type_rule(column.type, name)
    if column.primary_key and isinstance(column.type, String) and column.name == "id":
        rule = f"{_text(name)} AND length({name}) = {column.type.length} AND {name} NOT GLOB '*[^0-9a-f]*'"
    return f"{name} IS NULL OR ({rule})" if rule and column.nullable else rule


def _type_rule(kind: Any, name: str) -> str:  # noqa: PLR0911 - one line a type
    if isinstance(kind, TypeDecorator) and kind.__class__.__name__ == "UtcDateTime":
        day = _is_date(f"substr({name}, 1, 10)")
        return f"{_text(name)} AND {name} GLOB '{_MOMENT}' AND {day} AND substr({name}, 12, 2) < '24'"
    if isinstance(kind, TypeDecorator):
        return _type_rule(kind.impl_instance, name)
    if isinstance(kind, String):
        bounds = f" AND length({name}) <= {kind.length} AND {name} NOT GLOB {_CONTROL}"
        return _text(name) + ("" if kind.length is None else bounds)
    if isinstance(kind, BigInteger):
        return f"typeof({name}) = 'integer'"
    if isinstance(kind, Integer):
        return f"typeof({name}) = 'integer' AND {name} BETWEEN -2147483648 AND 2147483647"
    if isinstance(kind, Boolean):
        return f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(kind, Date):
        return _is_date(name)
    if isinstance(kind, Time):
        return f"{_text(name)} AND {name} GLOB '{_CLOCK}' AND substr({name}, 1, 2) < '24'"
    return ""


def _text(name: str) -> str:
    """Text without NUL."""
    return f"typeof({name}) = 'text' AND instr({name}, char(0)) = 0"


def _is_date(expression: str) -> str:
    """A day that exists, as YYYY-MM-DD, from the year 1 on."""
    return f"{expression} IS date({expression}) AND substr({expression}, 1, 4) > '0000'"
