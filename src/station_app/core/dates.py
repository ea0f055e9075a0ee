"""Dates as people type them, ages as the law counts them."""

from __future__ import annotations

import datetime as dt
import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"(?<=[0-9日])[ T]+0{1,2}:00(:00(\.0+)?)?\s*$")
"""What workbooks write behind a date that has no time."""
_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})月?|(\d{2}))")


def half_width(text: str) -> str:
    """Full-width digits, letters and signs turned into their ASCII forms; for match and parse, never for names."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def parse_date(text: str) -> dt.date | None:
    """A whole date: 2023-02-15, 2023.2.15, 2023/2/15, 20230215, 2023年2月15日, also full-width; else None."""
    plain = "".join(_MIDNIGHT.sub("", half_width(text)).split())
    match = _FULL.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parse_year_month(text: str) -> tuple[int, int] | None:
    """A month: 2023-02, 2023.2, 2023年2月, 202302; else None. Two-digit years are never guessed."""
    match = _MONTH.fullmatch("".join(half_width(text).split()))
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or match[3])
    return (year, month) if 1 <= month <= 12 and 1800 <= year <= 2200 else None


def long_date(value: dt.date) -> str:
    """As on paper: 2023年2月15日 (domain.md §13)."""
    return f"{value.year}年{value.month}月{value.day}日"


def hanzi_date(value: dt.date) -> str:
    """As the foot of a formal paper: 二〇二三年二月十七日 (GB/T 15835, forms.md F06)."""
    digits = "〇一二三四五六七八九"

    def below_hundred(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")

    year = "".join(digits[int(digit)] for digit in str(value.year))
    return f"{year}年{below_hundred(value.month)}月{below_hundred(value.day)}日"


def age_on(birth: dt.date, day: dt.date) -> int:
    """Full years on a day; the birthday itself counts, 29 February becomes 1 March in common years."""
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)
