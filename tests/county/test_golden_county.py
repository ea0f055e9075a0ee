"""A county that this release made is opened by every later one, with everything that was in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from station_app.county.service import checking, conflicts, corrections, overview, same_people, sending
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.county.store.tables import metadata
from station_app.features.people.model import Person
from station_app.storage import keys
from tests.county.golden_county import GOLDEN

KEPT = sorted(place.name for place in GOLDEN.iterdir())


@pytest.mark.parametrize("name", KEPT)
def test_the_county_of_a_release_opens_whole(name: str, tmp_path: Path) -> None:
    folder = CountyFolder(tmp_path / "county")
    shutil.copytree(GOLDEN / name, folder.root)
    county = county_file.open_county(folder, keys.unlock(folder, None), actor="赵科")
    with county.db.read() as session:
        there = inspect(session.connection())
        differing = [
            table.name
            for table in metadata.sorted_tables
            if {column["name"] for column in there.get_columns(table.name)} != {c.name for c in table.columns}
        ]
        assert differing == [], "before the release: remove golden/0.1.0, python -m tests.county.golden_county 0.1.0"
    assert checking.check(county) == []
    with county.db.read() as session:
        assert [(row.name, row.last_seq, row.conflicts) for row in overview.list_stations(session)] == [
            ("城郊乡社会工作服务站", 1, 1),
            ("河西镇社会工作服务站", 1, 0),
        ]
        assert set(session.scalars(select(Person.name))) == {"王秀兰"}
        (question,) = conflicts.list_conflicts(session)
        assert (question.column, question.ours, question.theirs) == ("phone", "15400000002", "15400000003")
        assert len(same_people.canonical(session)) == 2
        assert [row.value for row in corrections.list_corrections(session)] == ["15400000004"]
    assert len(sending.write_receipts(county, tmp_path / "out")) == 2
    county.db.close()
