"""Makes the golden station and county of a release: `python -m tests.golden.make 0.1.0`; kept for ever afterwards.

A station with a password, one class and its certificates, and its county that took in the station's package and was
acknowledged; beside them facts.json with what every later program must find. All people are invented.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import station_app.models
from station_app.core.paths import StationFolder
from station_app.county.service import enrolling, sending
from station_app.county.service.receiving import receive
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.exchange import digest
from station_app.exchange.tables import travelling
from station_app.features.people.model import Person
from station_app.features.station import service as station_service
from station_app.features.submission import service as submission
from station_app.features.training import service as training
from station_app.features.training.model import Certificate
from station_app.storage import audit_check, keys, station_file
from station_app.storage.opened import OpenStation
from tests.conftest import STATION_VALUES, StationInUse
from tests.training.played_classes import END, close_class, open_class

assert station_app.models  # completes the metadata
GOLDEN = Path(__file__).parent
STATION_PASSWORD, COUNTY_PASSWORD = "golden station 1", "golden county 1"
CLERK, OFFICER = "王敏", "赵科"
DIVISION, COUNTY_NAME = "419901", "测试县民政局"
_STATION_FILES = ("station.db", "station.key", "outbox")
_COUNTY_FILES = ("county.db", "county.key", "packages", "sent")


def make(target: Path) -> None:
    """The folder of a release. FileExistsError when it was made before."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        os.environ["STATION_APP_MARKS"] = str(root / "marks")
        station, county_folder = _play(root)
        target.mkdir(parents=True)
        _keep(station.folder.root, target / "station", _STATION_FILES)
        _keep(county_folder.root, target / "county", _COUNTY_FILES)
        facts = json.dumps(_facts(station, root), ensure_ascii=False, indent=1)
        (target / "facts.json").write_text(facts + "\n", encoding="utf-8")


def facts_of(session: Session, station_id: str, *, extra: str = "") -> dict[str, Any]:
    """What must be found again in a station's file, and at the county of that station."""
    mine = Person.station_id == station_id
    numbers = select(Certificate.certificate_no).where(Certificate.station_id == station_id)
    people = session.scalar(select(func.count()).select_from(Person).where(mine))
    told = digest.digest(session, station_id, extra=extra)
    return {
        "people": int(people or 0),
        "names": sorted(session.scalars(select(Person.name).where(mine))),
        "certificates": sorted(session.scalars(numbers)),
        "digest": {name: list(each) for name, each in sorted(told.items())},
    }


def columns() -> dict[str, list[str]]:
    """Every travelling table with its columns, as this program has them."""
    return {name: list(table.columns) for name, table in travelling().items()}


def _play(root: Path) -> tuple[OpenStation, CountyFolder]:
    folder, county_folder = StationFolder(root / "station"), CountyFolder(root / "county")
    data_key = keys.create_keys(folder, STATION_PASSWORD).data_key
    station_file.create_station(folder, data_key)
    db = station_file.open_station(folder, data_key, actor=CLERK)
    with db.work() as session:
        station_service.save_station(session, STATION_VALUES)
    station, opened = StationInUse(folder, data_key, db, db.station_id), OpenStation(db, folder)
    submission.at_start(opened)
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPPPPP", "PPAAAA"])
    with db.work() as session:
        training.issue_certificates(session, played.class_id, END)
    new = county_file.create(county_folder, name=COUNTY_NAME, division=DIVISION, password=COUNTY_PASSWORD)
    county = county_file.open_county(county_folder, new.data_key, actor=OFFICER)
    stick = root / "stick"
    stick.mkdir()
    request, digits = submission.make_request(opened, stick)
    answer = enrolling.enrol(county, enrolling.read_request(request), digits, stick / "answer")
    submission.take_answer(opened, answer, enrolling.county_digits(county))
    submission.make_package(opened)
    arrivals = receive(county, submission.write_to(opened, stick).files)
    if any(arrival.status != "applied" or arrival.outcome.differs for arrival in arrivals):
        raise AssertionError(arrivals)
    for sent in sending.write_receipts(county, stick / "back"):
        submission.receive_file(opened, sent.path)
    county.db.close()
    return opened, county_folder


def _facts(opened: OpenStation, root: Path) -> dict[str, Any]:
    with opened.db.read() as session:
        if not audit_check.verify(session).whole:
            raise AssertionError("the trail is not whole")
        found = {"station": opened.db.station_id, "columns": columns(), **facts_of(session, opened.db.station_id)}
    opened.db.close()
    if str(root) in json.dumps(found):
        raise AssertionError("a path of this machine")
    return found


def _keep(source: Path, target: Path, names: tuple[str, ...]) -> None:
    target.mkdir()
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copyfile(source / name, target / name)


if __name__ == "__main__":
    make(GOLDEN / sys.argv[1])
