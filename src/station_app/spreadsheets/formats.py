"""Number formats and serial numbers: what a date cell of Excel or WPS means by how it is shown."""

from __future__ import annotations

import datetime as dt
import re

from station_app.spreadsheets.cells import Cell, YearMonth

BUILT_IN_MONTHS = frozenset({"17", "27", "36", "50", "52", "57"})
"""Built-in formats of year and month only; 27–57 are those of the Chinese editions (yyyy年m月)."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def shows_no_day(code: str) -> bool:
    """Whether a number format shows year and month but no day: yyyy.mm, yyyy"年"m"月", mmm-yy."""
    shown = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if "general" in shown or re.search(r"[0#?@]", shown):
        return False
    return "m" in shown and ("y" in shown or "e" in shown) and not re.search(r"[dhs]", shown)


def from_serial(number: float) -> dt.date:
    """The day behind a serial number of the 1900 system; meant for numbers from 61 (1900-03-01) on."""
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))


def month_of(cell: Cell) -> YearMonth | None:
    """Year and month of a date cell or of a serial number shown as one; None for anything else."""
    if isinstance(cell, dt.date):
        return YearMonth(cell.year, cell.month)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 10000 <= cell <= 60000:
        day = from_serial(cell)
        return YearMonth(day.year, day.month)
    return None
