"""What a package brings is stored by PostgreSQL as by SQLite, and both sides prove it by the same digest (F65)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateSchema

from station_app.core.paths import StationFolder
from station_app.demo import play
from station_app.demo.station import PASSWORD
from station_app.exchange import digest, incoming, lines, outgoing
from station_app.exchange.incoming import Changes, Rows
from station_app.exchange.tables import travelling
from station_app.models import metadata
from station_app.storage import changes, keys, station_file

SCHEMA = "county_by_packages"


@pytest.fixture
def county(server: Engine) -> Iterator[Session]:
    """A county's tables: the same columns, and one for what it does not know."""
    with server.connect() as connection:
        connection.execute(CreateSchema(SCHEMA))
        connection.execute(text(f"SET search_path TO {SCHEMA}"))
        connection.execute(text("SET TimeZone TO 'Asia/Shanghai'"))
        metadata.create_all(connection)
        for table in travelling():
            for constraint in metadata.tables[table].foreign_key_constraints:
                connection.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{constraint.name}"'))
            connection.execute(text(f'ALTER TABLE "{table}" ADD COLUMN extra text'))
        with Session(connection) as session:
            yield session
        connection.rollback()


def take_in(session: Session, pieces: Any, station: str) -> dict[str, int]:
    counts = {"rows": 0, "changes": 0}
    read = (lines.read(raw) for piece in pieces for raw in piece.rstrip(b"\n").split(b"\n"))
    for part in incoming.staged(read, station=station, typed=True):
        if isinstance(part, Rows):
            names = ", ".join(f'"{column}"' for column in part.columns)
            places = ", ".join(f":{column}" for column in part.columns)
            rows = [dict(zip(part.columns, row, strict=True)) for row in part.rows]
            session.execute(text(f'INSERT INTO "{part.record}" ({names}) VALUES ({places})'), rows)
            counts["rows"] += len(rows)
        else:
            assert isinstance(part, Changes)
            for change in part.changes:
                stamps = "version = :n, updated_by = :by, updated_at = :at"
                # of a touch the column is the version itself
                sets = stamps if change.column == "version" else f'"{change.column}" = :value, {stamps}'
                values = {"value": change.value, "n": change.version, "by": change.by, "at": change.at, "id": change.id}
                session.execute(text(f'UPDATE "{change.record}" SET {sets} WHERE id = :id'), values)
            counts["changes"] += len(part.changes)
    return counts


def test_a_played_station_sent_to_a_server_has_the_digest_of_the_station(county: Session, tmp_path: Path) -> None:
    folder = StationFolder(tmp_path / "demo")
    play.make(folder)
    db = station_file.open_station(folder, keys.unlock(folder, PASSWORD), actor="王敏")
    try:
        with db.read() as session:
            last = changes.last_counter(session)
            told = digest.digest(session, db.station_id)
            counts = take_in(county, outgoing.lines(session, 1, last), db.station_id)
            there = digest.digest(county, db.station_id, extra="extra")
        assert digest.differing(told, there) == []
        assert (counts["rows"] > 1000, counts["changes"] > 300) == (True, True)
        county.execute(text("UPDATE person SET note = 'x' WHERE id = (SELECT min(id) FROM person)"))
        assert digest.differing(told, digest.digest(county, db.station_id, extra="extra")) == ["person"]
    finally:
        db.close()
