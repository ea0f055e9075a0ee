"""Makes the golden county of this release: `python -m tests.county.golden_county NAME`.

Makes the folder golden/NAME. Until the release it is made anew when tables change; afterwards it is kept for ever.

Two stations, three packages, a conflict that waits, two people that are one, a correction; all people are invented.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from station_app.core.paths import StationFolder
from station_app.county.service import corrections, enrolling, same_people
from station_app.county.service.receiving import receive
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.exchange.manifest import Parent
from station_app.storage import keys, station_file
from station_app.storage.database import Database
from tests.county.writer import Writer, copy_of, named_station

GOLDEN = Path(__file__).parent / "golden"
DIVISION, NAME = "419901", "测试县民政局"
NUMBER = "41990119750315002X"


def new_writer(root: Path, name: str) -> Writer:
    folder = StationFolder(root / name)
    data_key = keys.create_keys(folder, None).data_key
    station_file.create_station(folder, data_key)
    db = Database(folder.database, data_key, actor="王敏")
    named_station(db, name)
    return Writer(db, name, root / "stick")


def make(target: Path) -> None:
    """The folder of the county, closed."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        folder = CountyFolder(root / "county")
        new = county_file.create(folder, name=NAME, division=DIVISION, password=None)
        county = county_file.open_county(folder, new.data_key, actor="赵科")
        writers = [new_writer(root, name) for name in ("城郊乡社会工作服务站", "河西镇社会工作服务站")]
        for writer in writers:
            file, digits = writer.request()
            writer.enrolled(enrolling.enrol(county, enrolling.read_request(file), digits, writer.out / "answer"))
        first, second = writers
        key = first.person("王秀兰", id_number=NUMBER, phone="15400000001")
        other = second.person("王秀兰", id_number=NUMBER)
        files = [first.package(), second.package()]
        backup, parent, sent = copy_of(first, root / "backup"), Parent(first.epoch, 1, first.hash), first.sent
        first.change(key, phone="15400000002")
        files.append(first.package())
        receive(county, files)
        first.went_back(backup)
        first.parent, first.sent = parent, sent
        first.change(key, phone="15400000003")
        receive(county, [first.package()])
        with county.db.work() as session:
            same_people.decide(session, key, other, same_people.SAME)
            corrections.propose(session, "person", other, "phone", value="15400000004", why="本人来电")
        for db in (*(writer.db for writer in writers), county.db):
            db.close()
        for name in ("county.db", "county.key", "packages"):
            source, place = folder.root / name, target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, place)


if __name__ == "__main__":
    make(GOLDEN / sys.argv[1])
