"""A station and a county that a release made are opened by every later program, with everything that was in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from station_app.core.paths import StationFolder
from station_app.county.service import checking, overview
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.county.store.tables import EXTRA
from station_app.features.submission import service as submission
from station_app.storage import audit_check, keys, station_file
from station_app.storage.opened import OpenStation
from station_app.storage.schema import REVISIONS
from tests.golden.make import CLERK, COUNTY_PASSWORD, GOLDEN, OFFICER, STATION_PASSWORD, columns, facts_of, make

KEPT = sorted(place.parent for place in GOLDEN.glob("*/facts.json"))
FROZEN = "golden files are frozen at the release"


@pytest.fixture(scope="module", params=KEPT or [None], ids=lambda place: place.name if place else "none")
def golden(request: pytest.FixtureRequest) -> Path:
    """The folder of one release."""
    if request.param is None:
        pytest.skip(FROZEN)
    place: Path = request.param
    return place


def check_station(golden: Path, tmp_path: Path) -> None:
    facts = json.loads((golden / "facts.json").read_text(encoding="utf-8"))
    if len(REVISIONS) == 1:  # the first schema is still one script: afterwards a migration brings what is new
        said = f"before the release: remove {golden.name}, python -m tests.golden.make {golden.name}"
        assert columns() == facts["columns"], said
    folder = StationFolder(tmp_path / "station")
    shutil.copytree(golden / "station", folder.root)
    db = station_file.open_station(folder, keys.unlock(folder, STATION_PASSWORD), actor=CLERK)
    assert submission.at_start(OpenStation(db, folder)) != "", "its mark is not here: a new epoch, in one sentence"
    with db.read() as session:
        assert audit_check.verify(session).whole
        assert facts_of(session, db.station_id) == {name: facts[name] for name in facts_of(session, db.station_id)}
        assert [row.state for row in submission.list_packages(session)] == ["delivered"]
        assert submission.standing(session).is_enrolled
    db.close()


def check_county(golden: Path, tmp_path: Path) -> None:
    facts = json.loads((golden / "facts.json").read_text(encoding="utf-8"))
    folder = CountyFolder(tmp_path / "county")
    shutil.copytree(golden / "county", folder.root)
    county = county_file.open_county(folder, keys.unlock(folder, COUNTY_PASSWORD), actor=OFFICER)
    assert checking.check(county) == []
    with county.db.read() as session:
        found = facts_of(session, facts["station"], extra=EXTRA)
        assert found == {name: facts[name] for name in found}
        assert [(row.last_seq, row.conflicts) for row in overview.list_stations(session)] == [(1, 0)]
    county.db.close()


def test_the_station_of_a_release_opens_whole(golden: Path, tmp_path: Path) -> None:
    check_station(golden, tmp_path)


def test_the_county_of_a_release_opens_whole(golden: Path, tmp_path: Path) -> None:
    check_county(golden, tmp_path)


def test_what_is_made_today_opens_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_APP_MARKS", str(tmp_path / "marks"))
    made = tmp_path / "golden"
    make(made)
    monkeypatch.setenv("STATION_APP_MARKS", str(tmp_path / "later"))
    check_station(made, tmp_path)
    check_county(made, tmp_path)
