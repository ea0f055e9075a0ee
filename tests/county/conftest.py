"""A county in its own encrypted file, and one in a schema of a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from station_app.core.paths import StationFolder
from station_app.county.service import enrolling
from station_app.county.store import county_file
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.folder import CountyFolder
from station_app.storage import keys, station_file
from station_app.storage.database import Database
from tests.county.writer import Writer, named_station
from tests.postgres.server import server

__all__ = ["server"]
DIVISION = "419901"
NAME = "测试县民政局"


@dataclass
class Founded:
    """A county that can be closed and opened again, as after a power cut."""

    folder: CountyFolder
    data_key: bytes
    recovery_key: str
    server: URL | None
    county: OpenCounty

    def reopen(self) -> OpenCounty:
        self.county.db.close()
        self.county = open_again(self.folder, self.data_key, self.server)
        return self.county


def open_again(folder: CountyFolder, data_key: bytes, server: URL | None) -> OpenCounty:
    return county_file.open_county(folder, data_key, actor="赵科", server=server)


def found(folder: CountyFolder, server: URL | None = None) -> Founded:
    made = county_file.create(folder, name=NAME, division=DIVISION, password=None, server=server)
    return Founded(folder, made.data_key, made.recovery_key, server, open_again(folder, made.data_key, server))


@pytest.fixture(params=["sqlite", "postgresql"])
def founded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Founded]:
    """A new county, once on each database."""
    url: URL | None = None
    if request.param == "postgresql":
        engine: Engine = request.getfixturevalue("server")
        url = engine.url
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS county_{DIVISION} CASCADE"))
    made = found(CountyFolder(tmp_path / "county"), url)
    yield made
    made.county.db.close()


@pytest.fixture(scope="session")
def _empty_station(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The migrated file of a station without a row, made once."""
    folder = StationFolder(tmp_path_factory.mktemp("empty") / "station")
    data_key = keys.create_keys(folder, None).data_key
    station_file.create_station(folder, data_key)
    return folder.database, data_key


Make = Callable[[str], Writer]


@pytest.fixture
def make_station(tmp_path: Path, _empty_station: tuple[Path, bytes]) -> Iterator[Make]:
    """A new station of its own by name, not taken in yet."""
    source, data_key = _empty_station
    made: list[Database] = []

    def make(name: str) -> Writer:
        root = tmp_path / name
        root.mkdir()
        shutil.copyfile(source, root / source.name)
        db = Database(root / source.name, data_key, actor="王敏")
        named_station(db, name)
        made.append(db)
        return Writer(db, name, tmp_path / "stick")

    yield make
    for db in made:
        db.close()


@pytest.fixture
def station(founded: Founded, make_station: Make) -> Writer:
    """A station that the county knows."""
    return enrolled(founded, make_station("城郊乡社会工作服务站"))


@pytest.fixture
def neighbour(founded: Founded, make_station: Make) -> Writer:
    """Another one."""
    return enrolled(founded, make_station("河西镇社会工作服务站"))


def enrolled(founded: Founded, writer: Writer) -> Writer:
    file, digits = writer.request()
    request = enrolling.read_request(file)
    writer.enrolled(enrolling.enrol(founded.county, request, digits, writer.out / "answer"))
    return writer
