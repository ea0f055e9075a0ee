"""A county in its own encrypted file, and one in a schema of a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from station_app.county.store import county_file
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.folder import CountyFolder
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
