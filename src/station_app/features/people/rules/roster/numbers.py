"""Phones, accounts, certificates and amounts as clerks type them (domain.md §11 rules 5, 13, 14)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from station_app.core import id_number
from station_app.core.dates import half_width
from station_app.spreadsheets.cells import Cell, as_text, digits_lost

_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=[0-9]{11}$)")
_INVISIBLE = re.compile(r"[\s\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_DASHES = re.compile(r"[\-\u2010-\u2015\u2212\ufe58\ufe63]+")
_BETWEEN_PHONES = re.compile(r"[/、;]")
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:[-~至到—]+[0-9]+(?:\.[0-9]+)?(?=[千kK万wW]))?([千kK万wW]?)")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_TIMES = {"千": 1000, "k": 1000, "万": 10000, "w": 10000, "": 1}
_CERTIFICATE = re.compile(r"[0-9]{17}[0-9X][1-7][1-4](?:[0-9A-Z]{0,2})")
_NO_NUMBER = frozenset({"", "无", "/", "×", "否", "没有", "暂无"})


class Phones(NamedTuple):
    """What a phone cell holds."""

    phone: str
    contact_phone: str
    valid: bool


def is_destroyed(cell: Cell) -> bool:
    """A long number that was stored as a number: its last digits are gone (rule 5)."""
    if isinstance(cell, str):
        return bool(_SCIENTIFIC.fullmatch(_INVISIBLE.sub("", half_width(cell)))) if "e" in cell.lower() else False
    return digits_lost(cell)


def phones(cell: Cell) -> Phones:
    """The phone, and a second one after / 、 or ; as contact phone. What fails the pattern is kept and not valid."""
    if isinstance(cell, str) and len(cell) == 11 and cell.isascii() and _MOBILE.fullmatch(cell):
        return Phones(cell, "", True)
    text = half_width(as_text(cell)).lstrip("'")
    found = [number for number in map(_phone, _BETWEEN_PHONES.split(text)) if number][:2]
    valid = all(_PHONE.fullmatch(number) for number in found)
    return Phones(found[0] if found else "", found[1] if len(found) > 1 else "", valid)


def _phone(text: str) -> str:
    plain = _DASHES.sub("-", _INVISIBLE.sub("", text))
    bare = _COUNTRY.sub("", plain.replace("-", ""))
    return plain if not _MOBILE.fullmatch(bare) and _PHONE.fullmatch(plain) else bare


def account(cell: Cell) -> str:
    """A bank account's digits without spaces and dashes; '' for nothing or for a destroyed number."""
    return "" if is_destroyed(cell) else _DASHES.sub("", _INVISIBLE.sub("", half_width(as_text(cell)).lstrip("'‘’")))


def certificate(cell: Cell) -> str:
    """A disability certificate's number, cleaned like an ID number; '' for nothing or a destroyed number."""
    plain = "" if is_destroyed(cell) else id_number.clean(as_text(cell)).upper()
    return "" if plain in _NO_NUMBER else plain


def certificate_matches(number: str, holder_id: str, category: str | None, grade: str | None) -> bool:
    """First 18 = ID number, 19 = category, 20 = grade, up to two more characters (codes.md §1, V:S11)."""
    if not _CERTIFICATE.fullmatch(number) or number[:18] != holder_id:
        return False
    return category in (None, number[18]) and grade in (None, number[19])


def amount(cell: Cell) -> str | None:
    """Yuan with two decimals: the first number, 千 = ×1000 (2千左右 → 2000.00); None when there is no number."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        value = Decimal(str(cell))
    else:
        match = _AMOUNT.search(_THOUSANDS.sub("", _INVISIBLE.sub("", half_width(as_text(cell)))))
        if match is None:
            return None
        value = Decimal(match[1]) * _TIMES[match[2].lower()]
    if not value.is_finite() or abs(value) >= 10**10:
        return None
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
