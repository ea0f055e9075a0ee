"""Resident ID numbers (GB 11643-1999): 18 characters with a check, and the old 15-digit form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from station_app.core.dates import half_width

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_REMOVED = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\-‐‑‒–—―−－'‘’`]+")


@dataclass(frozen=True)
class Reading:
    """What a checked 18-digit number says about its holder."""

    birth_date: dt.date
    sex: str
    """Code of table sex (GB/T 2261.1): 1 male, 2 female."""
    region: str
    """First six digits: the county at first registration, not the present one."""


def check_character(first_17: str) -> str:
    """The 18th character (ISO 7064 MOD 11-2) for 17 digits."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def clean(text: str) -> str:
    """Spaces, invisible marks, apostrophes and dashes out, full-width in, x/×/* at position 18 to X (§11 rule 4)."""
    plain = _REMOVED.sub("", half_width(text))
    if len(plain) == 18 and plain[17] in "xX×*✕✖":
        plain = plain[:17] + "X"
    return plain


def birth_date(number: str) -> dt.date | None:
    """The birth date inside a 15- or 18-character number, None when no such day exists (R-01 bounds not applied)."""
    digits = "19" + number[6:12] if len(number) == 15 else number[6:14]
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def from_15(number: str) -> str:
    """The 18-digit form of an old number: 19 inserted, check added (sequence 996–999 marks births of 18xx)."""
    century = "18" if number[12:] >= "996" else "19"
    first_17 = number[:6] + century + number[6:]
    return first_17 + check_character(first_17)


def fault(number: str, today: dt.date) -> str:
    """The first reason why a cleaned number is wrong, '' when it is good; order of domain.md §11 rule 6, R-01."""
    if not number:
        return "ID_MISSING"
    if re.search(r"[^0-9]", number[:17]) or re.search(r"[^0-9X]", number[17:]):
        return "ID_ILLEGAL_CHAR"
    if len(number) not in (15, 18):
        return "ID_LENGTH"
    born = birth_date(number)
    if born is None or born > today or today.year - born.year > 120:
        return "ID_BAD_DATE"
    if len(number) == 15:
        return "ID_15_DIGIT"
    return "" if check_character(number[:17]) == number[17] else "ID_CHECKSUM"


def read(number: str) -> Reading:
    """Birth date, sex and region of a number for which fault() is ''."""
    born = birth_date(number)
    if born is None or not _EIGHTEEN.fullmatch(number):
        raise ValueError(number)
    return Reading(born, "1" if int(number[16]) % 2 else "2", number[:6])
