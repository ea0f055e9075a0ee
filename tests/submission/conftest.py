"""A station with people, a pretended county, and both as they are after enrolment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from station_app.features.people.service import households, people
from station_app.features.submission import service
from station_app.storage.opened import OpenStation
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values
from tests.submission.pretended_county import PretendedCounty


@dataclass(frozen=True)
class Desk:
    """A station that is open, a county, and folders between them."""

    open: OpenStation
    county: PretendedCounty
    stick: Path
    station_id: str

    def edit(self, person_id: str, **values: object) -> None:
        """Somebody types new values."""
        with self.open.db.work() as session:
            people.save_person(session, values, person_id=person_id, require=False)

    def add_person(self, place: int = 0) -> str:
        """Another person of another household; her key."""
        with self.open.db.work() as session:
            home = households.save_household(session, household_values())
            values = person_values(id_number=number(sequence=2 + 2 * place))
            values |= {"household_id": home, "relation_to_head": "02"}
            return people.save_person(session, values)


@pytest.fixture
def desk(station: StationInUse, tmp_path: Path) -> Desk:
    """Not enrolled yet."""
    stick = tmp_path / "stick"
    stick.mkdir()
    opened = OpenStation(station.db, station.folder)
    service.at_start(opened)
    return Desk(opened, PretendedCounty(), stick, station.station_id)


@pytest.fixture
def enrolled(desk: Desk, tmp_path: Path) -> Desk:
    """Enrolled, nothing sent."""
    request, _digits = service.make_request(desk.open, desk.stick)
    answer = desk.county.enrol(request, tmp_path / "county")
    service.take_answer(desk.open, answer, desk.county.digits)
    return desk
