"""Kinds of the calendar and the clock."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from station_app.core import clock, dates
from station_app.core.kinds.base import Kind
from station_app.core.texts import _


@dataclass(frozen=True)
class Date(Kind):
    """A plain date; `past` refuses days after today."""

    past: bool = False
    storage: ClassVar[str] = "date"
    editor: ClassVar[str] = "date"

    def parse(self, text: str) -> Any:
        """20230215, 2023.2.15, 2023/2/15, 2023年2月15日 …"""
        plain = self.clean(text)
        if not plain:
            return None
        day = dates.parse_date(plain)
        if day is None:
            raise ValueError(_date_sentence(plain))
        return day

    def check(self, value: Any) -> None:
        """A day people deal with."""
        if not dt.date(1900, 1, 1) <= value <= dt.date(2200, 1, 1):
            raise ValueError(_("年份不对，请核对。"))
        if self.past and value > clock.today():
            raise ValueError(_("不能晚于今天。"))

    def format(self, value: Any) -> str:
        """2023-02-15 on screen; paper uses dates.long_date."""
        return "" if value is None else value.isoformat()


def _date_sentence(typed: str) -> str:
    """Why a text is no date: the year is missing, the day does not exist, or it cannot be made out at all."""
    numbers = re.findall(r"[0-9]+", dates.half_width(typed))
    if len(numbers) in (2, 3) and len(numbers[0]) <= 2:
        why = _("看不懂这个日期：缺四位的年份")
    elif dates.parse_date(re.sub(r"[0-9]{1,2}(\D*)$", r"01\1", dates.half_width(typed))):
        why = _("看不懂这个日期：这个月没有这一天")
    else:
        why = _("看不懂这个日期")
    return _("{why}，请写成 2023-02-15 或 20230215。").format(why=why)


@dataclass(frozen=True)
class YearMonth(Kind):
    """A month, kept as the text 2023-02, so that months sort and compare as they stand."""

    editor: ClassVar[str] = "year_month"
    max_length: ClassVar[int] = 7

    def parse(self, text: str) -> Any:
        """202302, 2023.2, 2023年2月 …; a two-digit year is never guessed."""
        plain = self.clean(text)
        if not plain:
            return None
        month = dates.parse_year_month(plain)
        if month is None:
            raise ValueError(_("看不懂这个月份，请写成 2023-02 或 202302。"))
        return f"{month[0]:04d}-{month[1]:02d}"

    def check(self, value: Any) -> None:
        """A month people deal with, written as it is kept."""
        if not re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", value):
            raise ValueError(_("看不懂这个月份，请写成 2023-02 或 202302。"))


@dataclass(frozen=True)
class Time(Kind):
    """A time of day, to the minute."""

    storage: ClassVar[str] = "time"
    editor: ClassVar[str] = "text"

    def parse(self, text: str) -> Any:
        """8:30, 08:30, 0830, also full-width."""
        plain = dates.half_width(self.clean(text))
        if not plain:
            return None
        match = re.fullmatch(r"(\d{1,2}):?(\d{2})", plain)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError(_("时间请写成 8:30。"))
        return dt.time(int(match[1]), int(match[2]))

    def format(self, value: Any) -> str:
        """08:30."""
        return "" if value is None else value.strftime("%H:%M")
