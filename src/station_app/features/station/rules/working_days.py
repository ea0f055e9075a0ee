"""Which days are worked: Monday to Friday, minus days off, plus days made up for (R-06; 调休)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from station_app.core.texts import _

OFF, WORK = "off", "work"


@dataclass(frozen=True)
class WorkingDays:
    """A table of exceptions to Monday–Friday, and the years it was made for."""

    exceptions: Mapping[dt.date, str]
    """day → off or work."""
    years: frozenset[int]

    def is_working_day(self, day: dt.date) -> bool:
        """By the table; of a year without one, every Monday to Friday (`note` says so)."""
        kind = self.exceptions.get(day)
        return day.weekday() < 5 if kind is None else kind == WORK

    def after(self, day: dt.date, count: int) -> dt.date:
        """The count-th working day after a day: the day itself does not count, 0 gives the day itself."""
        if count < 0:
            raise ValueError(count)
        found = day
        while count:
            found += dt.timedelta(days=1)
            count -= self.is_working_day(found)
        return found

    def note(self, days: Iterable[dt.date]) -> str:
        """A sentence when some of the days are in a year whose holidays nobody has written down yet; else ''."""
        missing = sorted({day.year for day in days} - self.years)
        if not missing:
            return ""
        return _("{years} 年的放假安排还没有，先按周一至周五算；通知下来后，请到“设置 → 节假日”里补上。").format(
            years="、".join(str(year) for year in missing)
        )
