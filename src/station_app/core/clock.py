"""Now and today, from one place, so that tests and a wrong office clock can be handled."""

from __future__ import annotations

import datetime as dt
import time

BUILT_ON = dt.date(2026, 1, 1)
"""No office clock that is right shows an earlier day than this program's release."""


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today by the office's clock."""
    return dt.date.today()  # noqa: DTZ011 - the office's day is meant; by astimezone() it costs fifty times that


def ticks() -> float:
    """Seconds since the computer started, with sleep where the system counts it; no setting of the clock moves it."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)
