"""A whole station folder as the program makes it: keys, migrated file, station row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from station_app.core.paths import StationFolder
from station_app.features.people.model import Household
from station_app.features.station.model import Station
from station_app.storage import keys, records, station_file
from station_app.storage.database import Database

PASSWORD = "春天里的面点班2023"


@dataclass(frozen=True)
class WholeStation:
    """A station folder with its file open."""

    folder: StationFolder
    data_key: bytes
    recovery_key: str
    db: Database

    def household(self, village: str) -> str:
        """Save one household by the service's way; its id."""
        with self.db.work() as session:
            return str(records.save(session, Household, {"village": village}, require=False).id)

    def villages(self) -> list[str]:
        """What a fresh look into the file finds."""
        with self.db.read() as session:
            return [found.village for found in records.live(session, Household, order_by=[Household.id])]


def make_station(root: Path, password: str | None) -> WholeStation:
    folder = StationFolder(root)
    made = keys.create_keys(folder, password)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor="王敏")
    with db.work() as session:
        records.save(session, Station, {"name": "城郊乡社会工作服务站"}, require=False)
    return WholeStation(folder, made.data_key, made.recovery_key, db)
