"""A desk on a real encrypted station with its worker, and the program's own looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from station_app.app.office import office_of
from station_app.ui import office, theme
from station_app.ui.screen import Desk
from station_app.ui.tasks import Tasks
from tests.conftest import StationInUse


@pytest.fixture(autouse=True)
def _looks(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def desk(station: StationInUse, tasks: Tasks) -> Iterator[Desk]:
    made = Desk(station.folder, tasks)
    made.attach(station.db)
    yield made
    tasks.wait()
    made.detach()


@pytest.fixture
def open_office(desk: Desk) -> Iterator[office.Office]:
    """What editors may ask of the open station, as the program hands it in."""
    made = office_of(desk)
    office.use(made)
    yield made
    office.use(None)
