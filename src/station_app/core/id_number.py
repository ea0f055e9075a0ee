"""Resident ID numbers (GB 11643-1999): 18 characters with a check, and the old 15-digit form."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from operator import mul

from station_app.core.dates import age_on, half_width

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ZEROS = ord("0") * sum(_WEIGHTS)
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_INVISIBLE = r"\s\u00a0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_REMOVED = re.compile(rf"[{_INVISIBLE}\-\u2010-\u2015\u2212\ufe58\ufe63]+")
_APOSTROPHES = re.compile(rf"[{_INVISIBLE}]*['\u2018\u2019]+")
_NO_DIGIT = re.compile(r"[^0-9]")
_WELL_FORMED = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")


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
    if len(first_17) != 17 or not first_17.isascii() or not first_17.isdigit():
        raise ValueError(first_17)
    return _CHECK[(sum(map(mul, first_17.encode(), _WEIGHTS)) - _ZEROS) % 11]


def clean(text: str) -> str:
    """Spaces, invisible marks, a leading apostrophe and dashes out, full-width in, x/×/* at position 18 to X.

    Nothing else is guessed: the letter O is not 0 (domain.md §11 rule 4).
    """
    if len(text) == 18 and text.isascii() and text.isdigit():
        return text
    plain = half_width(text)
    leading = _APOSTROPHES.match(plain)
    plain = _REMOVED.sub("", plain[leading.end() :] if leading else plain)
    if len(plain) >= 18 and plain[17] in "x×*":
        plain = plain[:17] + "X" + plain[18:]
    return plain


def birth_date(number: str) -> dt.date | None:
    """The birth date inside a 15- or 18-character number, None when no such day exists (R-01 bounds not applied)."""
    digits = _century(number) + number[6:12] if len(number) == 15 else number[6:14]
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def from_15(number: str) -> str:
    """The 18-digit form of an old number: 19 inserted, check added (sequence 996–999 marks births of 18xx)."""
    first_17 = number[:6] + _century(number) + number[6:]
    return first_17 + check_character(first_17)


def _century(number_15: str) -> str:
    """Old numbers kept sequences 996–999 for people who were a hundred when numbers were given out."""
    return "18" if number_15[12:] >= "996" else "19"


def fault(number: str, today: dt.date) -> str:
    """The first reason why a cleaned number is wrong, '' when it is good; order of domain.md §11 rule 6, R-01.

    `today` bounds the birth date: nobody is born later, nobody is older than 120 full years.
    """
    return examine(number, today)[0]


def examine(number: str, today: dt.date, counted_on: dt.date | None = None) -> tuple[str, Reading | None]:
    """fault() of a cleaned number, and what a good one says about its holder.

    `counted_on` is the day of which 120 full years are counted, today unless given. An old number is only proposed
    in its 18 digits, whoever held it: the age is a question to the form that the clerk confirms.
    """
    if not number:
        return "ID_MISSING", None
    if not _WELL_FORMED.fullmatch(number):
        # X belongs to the end: a number that lost a digit before it is too short, not wrongly spelt.
        digits = number[:-1] if len(number) > 15 and number[-1] in "Xx" else number
        return ("ID_ILLEGAL_CHAR" if _NO_DIGIT.search(digits) else "ID_LENGTH"), None
    born = birth_date(number)
    old = len(number) == 15
    if born is None or born > today or (not old and age_on(born, counted_on or today) > 120):
        return "ID_BAD_DATE", None
    if old:
        return "ID_15_DIGIT", None
    if check_character(number[:17]) != number[17]:
        return "ID_CHECKSUM", None
    return "", _reading(number, born)


def read(number: str) -> Reading:
    """Birth date, sex and region of a number for which fault() is ''."""
    born = birth_date(number)
    if born is None or not _EIGHTEEN.fullmatch(number):
        raise ValueError(number)
    return _reading(number, born)


def _reading(number: str, born: dt.date) -> Reading:
    return Reading(born, "1" if int(number[16]) % 2 else "2", number[:6])
