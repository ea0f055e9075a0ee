"""Dates as clerks type them and as spreadsheets store them (domain.md §11 rule 8)."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from station_app.core.dates import half_width, parse_date, parse_year_month
from station_app.spreadsheets.cells import Cell, YearMonth
from station_app.spreadsheets.formats import from_serial

_TIME = re.compile(r"[\sT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")
_DECIMAL_MONTH = re.compile(r"([0-9]{4})\.(0?[1-9]|1[0-2])")


class Month(NamedTuple):
    """Year and month without a day; two months where a spreadsheet dropped the zero of October (1978.1)."""

    year: int
    months: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.months[0]:02}"


def read_date(cell: Cell, *, typed: bool = True) -> dt.date | Month | None:
    """The day or month in a cell; None when it is not understood. `typed` False: CSV, where numbers are text too."""
    if isinstance(cell, YearMonth):
        return Month(cell.year, (cell.month,))
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    return _from_text(cell, typed=typed) if isinstance(cell, str) else None


def agrees(found: dt.date | Month, day: dt.date) -> bool:
    """Whether a date as read fits a known day; a month is compared on year and month only."""
    if isinstance(found, Month):
        return found.year == day.year and day.month in found.months
    return found == day


def _from_number(number: float) -> dt.date | Month | None:
    if 10000 <= number <= 60000:
        return from_serial(number)
    if number == number // 1:
        return _from_text(str(int(number)), typed=True) if 1e5 <= number < 1e8 else None
    rounded = round(number, 2)
    return _decimal_month(repr(rounded)) if 1800 <= number < 2201 and abs(rounded - number) < 1e-6 else None


def _decimal_month(text: str) -> Month | None:
    """1978.03, and 1978.1, which fits January and October because the zero of 1978.10 is dropped."""
    match = _DECIMAL_MONTH.fullmatch(text)
    if match is None:
        return None
    return Month(int(match[1]), (1, 10) if match[2] == "1" else (int(match[2]),))


def _from_text(text: str, *, typed: bool) -> dt.date | Month | None:
    plain = half_width(text)
    if ":" in plain:
        plain = _TIME.sub("", plain.strip())
    plain = "".join(plain.split())
    day = parse_date(plain)
    if day is not None:
        return day if 1800 <= day.year <= 2200 else None
    if not typed:
        month = _decimal_month(plain)
        if month is not None:
            return month
    found = parse_year_month(plain)
    if found is not None:
        return Month(found[0], (found[1],))
    if len(plain) == 5 and plain.isascii() and plain.isdigit() and 10000 <= int(plain) <= 60000:
        return from_serial(int(plain))
    return None
