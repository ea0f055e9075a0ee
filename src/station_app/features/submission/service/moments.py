"""Moments as packages write them."""

from __future__ import annotations

import datetime as dt


def moment(at: dt.datetime) -> str:
    """UTC, ISO 8601 with microseconds."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
