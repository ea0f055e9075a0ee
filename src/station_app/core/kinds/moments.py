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
            raise ValueError(_("看不懂这个日期，请写成 2023-02-15 或 20230215。"))
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
