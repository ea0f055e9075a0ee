"""A station folder that is open: what commands and screens work with."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.paths import StationFolder
from station_app.storage.database import Database


@dataclass(frozen=True)
class OpenStation:
    """The database of a station and the folder it lives in."""

    db: Database
    folder: StationFolder
