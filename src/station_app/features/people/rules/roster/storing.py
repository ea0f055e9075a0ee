"""From the words of a roster to what the person's record holds; what no column can hold is named, not cut off."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from station_app.core.kinds import Code, Money, Phone, Text
from station_app.features.people.fields import HOUSEHOLD, PERSON

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_ACCOUNT = re.compile(r"[0-9]{12,25}")
_DIVISION = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")
_COUNT = re.compile(r"([0-9]{1,2})(?:\.0)?[人口个]?")
_NOTE_LENGTH = 200

_LONGEST = {f.name: f.kind.length for f in PERSON if isinstance(f.kind, Text) and f.name != "register_village"} | {
    f.name: f.kind.max_length for f in PERSON if isinstance(f.kind, (Phone, Code))
}
"""Fields of words and codes, and how many characters each holds."""
_HOUSEHOLD_TEXTS = {
    name: HOUSEHOLD[name].kind.max_length  # type: ignore[attr-defined]
    for name in ("group_name", "address", "assistance_cert_no", "contact_cadre")
}
_HOUSEHOLD_MONEY = ("monthly_benefit", "annual_income")
_HOUSEHOLD_COUNTS = ("member_count", "labour_count", "covered_count")


class LeftOut(NamedTuple):
    """A value that was read but that no field can hold."""

    field: str
    value: str


def as_person(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[LeftOut]]:
    """Field values of table person for one accepted row; empty ones are missing."""
    found: dict[str, Any] = {}
    left_out: list[LeftOut] = []
    for name, value in values.items():
        if value is None or value == "":
            continue
        longest = _LONGEST.get(name)
        if longest is not None:
            text = value if value.isprintable() else _CONTROL.sub(" ", value)
            if len(text) <= longest:
                found[name] = text
            else:
                left_out.append(LeftOut(name, text))
        elif name in _OTHERS:
            kept = _OTHERS[name](value)
            if kept is None:
                left_out.append(LeftOut(name, str(value)))
            else:
                found[name] = kept
    note = "；".join(filter(None, (values.get("note"), _words(values))))
    if note:
        note = _CONTROL.sub(" ", note)
        if len(note) <= _NOTE_LENGTH:
            found["note"] = note
        else:
            left_out.append(LeftOut("note", note))
    return found, left_out


def _words(values: Mapping[str, Any]) -> str:
    """文盲 has no code of its own: stored as 90, the words are kept (codes.md §11)."""
    words = values.get("education_words")
    return f"文化程度：{words}" if words else ""


def _fen(value: str) -> int:
    return int(Decimal(value) * 100)


_OTHERS: dict[str, Any] = dict.fromkeys((f.name for f in PERSON if isinstance(f.kind, Money)), _fen) | {
    "id_number": lambda value: value,
    "birth_date": dt.date.fromisoformat,
    "consent_date": lambda value: dt.date.fromisoformat(value) if len(value) == 10 else None,
    "categories": tuple,
    "bank_account": lambda value: value if _ACCOUNT.fullmatch(value) else None,
    "register_village": lambda value: value if _DIVISION.fullmatch(value) else None,
}


def as_household(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says about its household beside head and village; what does not fit is left to the clerk."""
    found: dict[str, Any] = {}
    for name, length in _HOUSEHOLD_TEXTS.items():
        text = _CONTROL.sub(" ", values.get(name) or "")
        if text and len(text) <= length:
            found[name] = text
    for name in _HOUSEHOLD_MONEY:
        if values.get(name) is not None and Decimal(values[name]) >= 0:
            found[name] = _fen(values[name])
    for name in _HOUSEHOLD_COUNTS:
        match = _COUNT.fullmatch(values.get(name) or "")
        if match:
            found[name] = int(match[1])
    return found
