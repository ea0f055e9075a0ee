"""Who reports to whom: the head of every report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Heading:
    """Names on the paper."""

    reporter: str
    to: str = ""


def heading_of(session: Any) -> Heading:
    """The station of this file and its county."""
    from station_app.features.station.service import find_station  # noqa: PLC0415 - SQLAlchemy

    station = find_station(session)
    return Heading(station.name, station.county_bureau_name) if station else Heading("")
