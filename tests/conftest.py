"""What every test stands on: no screen, no unexpected word in the log, a real encrypted station."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

import station_app.models  # noqa: F401 - completes the metadata
from station_app.core.paths import StationFolder
from station_app.features.station import service
from station_app.storage import keys, station_file
from station_app.storage.database import Database

if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    name = "screen_doubled.json" if "QT_SCALE_FACTOR" in os.environ else "screen.json"  # 960 × 540, or 1366 × 768
    screen = os.path.relpath(Path(__file__).with_name(name))  # the colon of a drive would end it
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
os.environ["STATION_APP_MARKS"] = tempfile.mkdtemp(prefix="station-app-marks-")
"""Never the marks of whoever runs the tests; each test then has its own."""

settings.register_profile("station", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("station")

STATION_VALUES = {
    "name": "城郊乡社会工作服务站",
    "division_code": "419901300",
    "short_name": "城郊社工",
    "head_name": "王敏",
    "county_bureau_name": "测试县民政局",
    "township_name": "城郊乡人民政府",
}


class _Collector(logging.Handler):
    """Keeps what was logged at WARNING or above, in the order it came."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log that no `@pytest.mark.expect_log(pattern)` announces fails the test, and so does silence."""
    expected = [marker.args[0] for marker in request.node.iter_markers("expect_log")]
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in collector.records]
    unexpected = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in lines)]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail(f"expected in the log, but not there: {missing}", pytrace=False)


@pytest.fixture(autouse=True)
def _whole_dialogs(request: pytest.FixtureRequest) -> Iterator[None]:
    """With TOUR_PICTURES every dialog that any test opens is judged and kept as a picture (tests/dialog_faults.py)."""
    if "qapp" not in request.fixturenames or "TOUR_PICTURES" not in os.environ:
        yield
        return
    from tests import dialog_faults

    application = request.getfixturevalue("qapp")
    watch = application.findChild(dialog_faults.DialogWatch) or dialog_faults.DialogWatch(application)
    dialog_faults.put_on_looks(application)
    watch.begin(request.node.name)
    yield
    if watch.found:
        pytest.fail("wrong with a dialog:\n" + "\n".join(dict.fromkeys(watch.found)), pytrace=False)


@pytest.fixture(autouse=True)
def _marks_of_the_test(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks outside the data folder are each test's own: its stations are copies of one."""
    monkeypatch.setenv("STATION_APP_MARKS", str(tmp_path_factory.getbasetemp() / f"marks-{uuid.uuid4().hex}"))


@dataclass(frozen=True)
class StationInUse:
    """One encrypted station of invented people's data in a folder of its own."""

    folder: StationFolder
    data_key: bytes
    db: Database
    station_id: str


@pytest.fixture(scope="session")
def _new_station(tmp_path_factory: pytest.TempPathFactory) -> tuple[StationFolder, bytes]:
    """A station made once as `init` makes it; the tests get copies."""
    folder = StationFolder(tmp_path_factory.mktemp("new") / "station")
    data_key = keys.create_keys(folder, None).data_key
    station_file.create_station(folder, data_key)
    db = station_file.open_station(folder, data_key, actor="王敏")
    with db.work() as session:
        service.save_station(session, STATION_VALUES)
    db.close()
    return folder, data_key


@pytest.fixture
def station(tmp_path: Path, _new_station: tuple[StationFolder, bytes]) -> Iterator[StationInUse]:
    """A new station 城郊乡社会工作服务站 (419901300) without a password, its row saved, nothing else in it."""
    made, data_key = _new_station
    folder = StationFolder(tmp_path / "station")
    shutil.copytree(made.root, folder.root)
    db = station_file.open_station(folder, data_key, actor="王敏")
    yield StationInUse(folder, data_key, db, db.station_id)
    db.close()
