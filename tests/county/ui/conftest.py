"""The county's real window on a real county with two stations, and how a test acts like the clerk at the desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import URL, Engine, text

from station_app.core.paths import StationFolder
from station_app.county.service import same_people
from station_app.county.service.receiving import receive
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.folder import CountyFolder
from station_app.county.ui import pages
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.words import COUNTY
from station_app.exchange.manifest import Parent
from station_app.features.reports import service as reports
from station_app.storage import keys, station_file
from station_app.storage.database import Database
from station_app.ui import program, theme
from station_app.ui.main_window import MainWindow
from station_app.ui.memory import WindowMemory
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse
from tests.county.conftest import DIVISION, Founded, Make, _empty_station, enrolled, found, make_station
from tests.county.writer import Writer, copy_of, named_station
from tests.people.ui.conftest import answers, type_text
from tests.postgres.server import server
from tests.reports.counted_classes import FEBRUARY, hold
from tests.training.played_classes import close_class, open_class

__all__ = ["_empty_station", "answers", "make_station", "server"]
HERE, THERE = "城郊乡社会工作服务站", "河西镇社会工作服务站"


@dataclass
class Busy:
    """A county on a day on which everything wants something."""

    founded: Founded
    here: Writer
    there: Writer
    gap: Path
    """The package of `there` that is missing before one that is held."""


def played(writer: Writer, marks: list[str], *held: str) -> list[str]:
    """A class of February at a station; keys of its people."""
    in_use = StationInUse(StationFolder(writer.out), b"", writer.db, writer.station)
    made = open_class(in_use, len(marks))
    for key in made.person_ids:
        hold(in_use, key, *held)
    close_class(in_use, made, marks)
    return list(made.person_ids)


def writers_in(root: Path) -> Make:
    """Stations without pytest: for the pictures of the manual."""
    folder = StationFolder(root / "empty")
    data_key = keys.create_keys(folder, None).data_key
    station_file.create_station(folder, data_key)

    def make(name: str) -> Writer:
        (root / name).mkdir()
        shutil.copyfile(folder.database, root / name / folder.database.name)
        db = Database(root / name / folder.database.name, data_key, actor="王敏")
        named_station(db, name)
        return Writer(db, name, root / "stick")

    return make


def busy_county(root: Path, make: Make, server: URL | None = None) -> Busy:
    """Two stations: one with a conflict and a closed month, one with a gap; the same women at both."""
    founded = found(CountyFolder(root / "county"), server)
    here, there = enrolled(founded, make(HERE)), enrolled(founded, make(THERE))
    mine = played(here, ["PPPPPP", "PPPPPP", "PPPPPA", "PPAAAA"], "A01", "D01")
    with here.db.work() as session:
        reports.close_month(session, FEBRUARY, "王敏")
    first = here.package()
    backup, parent, sent = copy_of(here, here.out / "old"), Parent(here.epoch, here.seq, here.hash), here.sent
    here.change(mine[0], phone="15400000021")
    receive(founded.county, [first, here.package()])
    here.db.close()
    here.went_back(backup)
    here.parent, here.sent = parent, sent
    here.change(mine[0], phone="15400000032")
    played(there, ["PPPPPP", "PPPPPP"], "D01")
    receive(founded.county, [here.package(), there.package()])
    there.person("陈大山", sex="1")
    gap = there.package()
    there.person("李小梅", sex="2")
    receive(founded.county, [there.package()])
    return Busy(founded, here, there, gap)


@dataclass
class Desktop:
    """What a test works with."""

    busy: Busy
    window: MainWindow
    desk: CountyDesk
    qtbot: QtBot
    said: list[str] = field(default_factory=list)

    @property
    def county(self) -> OpenCounty:
        return self.busy.founded.county

    def page(self, page_id: str, place: str | None = None) -> QWidget:
        self.window.open_page(page_id, place)
        self.settle()
        return self.window.screen_of(page_id)

    def settle(self) -> None:
        for _round in range(3):
            while not self.desk.tasks.wait(30_000):
                pass
            self.qtbot.wait(5)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.qtbot.wait(10)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.qtbot.wait(120)
        self.settle()

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, target: QWidget, text: str) -> None:
        target.setFocus()
        type_text(target, text)


@pytest.fixture(params=["sqlite"])
def busy(request: pytest.FixtureRequest, tmp_path: Path, make_station: Make) -> Iterator[Busy]:
    """In its own file; in a schema of a server for a test that asks for it."""
    url: URL | None = None
    if request.param == "postgresql":
        engine: Engine = request.getfixturevalue("server")
        url = engine.url
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS county_{DIVISION} CASCADE"))
    made = busy_county(tmp_path, make_station, url)
    yield made
    made.here.db.close()
    made.founded.county.db.close()


@pytest.fixture
def desktop(busy: Busy, qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    """The window open on 总览; a crash inside it fails the test."""
    if not qapp.styleSheet():
        theme.apply(qapp)
    program.use(COUNTY)
    tasks = Tasks()
    crashes: list[Exception] = []
    tasks.crashed.connect(crashes.append)
    desk = CountyDesk(busy.founded.folder, tasks)
    desk.attach_county(busy.founded.county)
    desk.table_out = pages.table_out()
    window = MainWindow(desk, pages.PAGES, pages.search, WindowMemory())
    window.set_station_name("测试县民政局")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.database_ready(pages.FIRST_PAGE)
    made = Desktop(busy, window, desk, qtbot)
    desk.said.connect(lambda text, _tone: made.said.append(text))
    made.settle()
    yield made
    tasks.wait()
    tasks.stop()
    desk.detach()
    program.use(program.STATION)
    assert not crashes, crashes


def joined_pairs(county: OpenCounty) -> int:
    with county.db.read() as session:
        return len(same_people.list_pairs(session, same_people.SAME))
