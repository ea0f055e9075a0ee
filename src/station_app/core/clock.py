"""Now and today, from one place, so that tests and a wrong office clock can be handled."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today by the office's clock."""
    return dt.datetime.now().astimezone().date()
