"""The days a report is about: a month, a quarter, a year, or any run of days; 本期 and 本年累计 (domain.md §10)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from station_app.core.checks import Problem, Refused
from station_app.core.dates import half_width, parse_date, parse_year_month
from station_app.core.texts import _

_QUARTER = re.compile(r"(\d{4})(?:-?[Qq]([1-4])|年第?([1-4])季度?)")
_YEAR = re.compile(r"(\d{4})年?")
_DAYS = re.compile(r"(.+?)(?:\.\.|~|至|—)(.+)")


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day, both counted."""

    first: dt.date
    last: dt.date

    @property
    def key(self) -> str:
        """2023-02, 2023-Q1, 2023 or 2023-02-03..2023-03-01: what `read_period` reads again."""
        if self.is_month:
            return f"{self.first:%Y-%m}"
        if self == quarter(self.first.year, (self.first.month + 2) // 3):
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        if self == year(self.first.year):
            return f"{self.first.year}"
        return f"{self.first}..{self.last}"

    @property
    def is_month(self) -> bool:
        """A whole calendar month: what can be closed."""
        return self == month(self.first.year, self.first.month)

    @property
    def words(self) -> str:
        """2023年2月, 2023年第1季度, 2023年, 2023年2月3日至3月1日."""
        if self.is_month:
            return _("{y}年{m}月").format(y=self.first.year, m=self.first.month)
        if "Q" in self.key:
            return _("{y}年第{q}季度").format(y=self.first.year, q=self.key[-1])
        if self == year(self.first.year):
            return _("{y}年").format(y=self.first.year)
        start, end = _day(self.first), _day(self.last)
        same = self.first.year == self.last.year
        return _("{start}至{end}").format(start=start, end=end.partition(_("年"))[2] if same else end)

    def to_date(self) -> Period:
        """本年累计: from 1 January of the last day's year to the last day."""
        return Period(dt.date(self.last.year, 1, 1), self.last)

    def months(self) -> list[Period]:
        """Every month that the days touch, in order."""
        found = [month(self.first.year, self.first.month)]
        while found[-1].last < self.last:
            found.append(found[-1].step(1))
        return found

    def step(self, by: int) -> Period:
        """The next (1) or the last (-1) period of the same kind; free days move by their own length."""
        if self.is_month:
            return _months_on(self.first, by)
        if "Q" in self.key:
            moved = _months_on(self.first, by * 3)
            return Period(moved.first, _months_on(moved.first, 2).last)
        if self == year(self.first.year):
            return year(self.first.year + by)
        days = dt.timedelta(days=((self.last - self.first).days + 1) * by)
        return Period(self.first + days, self.last + days)

    def year_before(self) -> Period:
        """上年同期; 29 February becomes the 28th."""
        return Period(_year_back(self.first), _year_back(self.last, end=self.is_month))


def month(year_number: int, number: int) -> Period:
    """A calendar month."""
    last = calendar.monthrange(year_number, number)[1]
    return Period(dt.date(year_number, number, 1), dt.date(year_number, number, last))


def quarter(year_number: int, number: int) -> Period:
    """Three months, 1 to 4."""
    return Period(dt.date(year_number, number * 3 - 2, 1), month(year_number, number * 3).last)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


def month_of(day: dt.date) -> Period:
    """The month a day lies in."""
    return month(day.year, day.month)


def read_period(text: str) -> Period:
    """2023-02, 2023年2月, 2023-Q1, 2023年第1季度, 2023, 2023-02-03..2023-03-01, 2023年2月3日至3月1日; else Refused."""
    plain = "".join(half_width(text).split())
    if found := _DAYS.fullmatch(plain):
        first, last = parse_date(found[1]), parse_date(found[2]) or parse_date(f"{found[1][:4]}年{found[2]}")
        if first is None or last is None:
            raise _unread(text)
        if first > last:
            raise Refused([Problem("last", _("结束日期不能早于开始日期。"), "ORDER")])
        return Period(first, last)
    if found := _QUARTER.fullmatch(plain):
        return quarter(int(found[1]), int(found[2] or found[3]))
    if (found := _YEAR.fullmatch(plain)) and 1900 <= int(found[1]) <= 2199:
        return year(int(found[1]))
    if (read := parse_year_month(plain)) is not None:
        return month(*read)
    raise _unread(text)


def _unread(text: str) -> Refused:
    sentence = _("看不懂“{text}”。月写成 2023-02，季写成 2023-Q1，年写成 2023，起止日期写成 2023-02-03..2023-03-01。")
    return Refused([Problem("period", sentence.format(text=text), "PERIOD")])


def _months_on(day: dt.date, by: int) -> Period:
    index = day.year * 12 + day.month - 1 + by
    return month(index // 12, index % 12 + 1)


def _year_back(day: dt.date, *, end: bool = False) -> dt.date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return dt.date(day.year - 1, day.month, last if end else min(day.day, last))


def _day(day: dt.date) -> str:
    return _("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)
