"""The station's program and the county's, files between them: nothing is lost, and both say so in words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from station_app.core.paths import StationFolder
from station_app.county.service import alarms, conflicts, enrolling, overview, safe_copies, sending
from station_app.county.service.receiving import Arrival
from station_app.county.service.receiving import receive as take_in
from station_app.county.store.tables import EXTRA
from station_app.exchange import digest
from station_app.features.people.model import Person
from station_app.features.people.service import households, people
from station_app.features.submission import service
from station_app.storage import backup, station_file
from station_app.storage.lock import held
from station_app.storage.opened import OpenStation
from tests.county.conftest import Founded
from tests.people.invented_people import household_values, number, person_values


@dataclass
class Office:
    """A station's computer, its county, and the folders that the stick is."""

    open: OpenStation
    data_key: bytes
    founded: Founded
    stick: Path
    trips: int = 0

    def person(self, place: int) -> str:
        with self.open.db.work() as session:
            home = households.save_household(session, household_values())
            values = person_values(id_number=number(sequence=2 + 2 * place))
            return people.save_person(session, values | {"household_id": home, "relation_to_head": "02"})

    def edit(self, key: str, **values: object) -> None:
        with self.open.db.work() as session:
            people.save_person(session, values, person_id=key, require=False)

    def export(self) -> list[Path]:
        """What waits, written to the stick; nothing where nothing waits."""
        service.make_package(self.open)
        with self.open.db.read() as session:
            waits = service.to_write(session)
        return list(service.write_to(self.open, self.stick).files) if waits else []

    def to_county(self) -> list[Arrival]:
        """Every package that waits goes to the county."""
        return take_in(self.founded.county, self.export())

    def back(self) -> list[str]:
        """The county's receipt comes home; what it says."""
        self.trips += 1
        folder = self.stick / f"back{self.trips}"
        sent = sending.write_receipts(self.founded.county, folder)
        return [word for file in sent for word in service.receive_file(self.open, file.path).sentences]

    def reopen(self, folder: StationFolder | None = None) -> str:
        """The program starts again; what the clerk is told."""
        place = folder or self.open.folder
        self.open.db.close()
        self.open = OpenStation(station_file.open_station(place, self.data_key, actor="王敏"), place)
        return service.at_start(self.open)

    def same_at_both(self) -> bool:
        with self.open.db.read() as here, self.founded.county.db.read() as there:
            mine = digest.digest(here, self.open.db.station_id)
            return digest.differing(mine, digest.digest(there, self.open.db.station_id, extra=EXTRA)) == []

    def names(self) -> set[str]:
        with self.open.db.read() as session:
            return {row.id for row in people.list_people(session)}

    def settled(self) -> None:
        """Two trips later nothing waits on either side and both hold the same."""
        for _trip in range(3):
            self.to_county()
            self.back()
        self.to_county()
        assert self.same_at_both()
        with self.founded.county.db.read() as session:
            row = overview.list_stations(session)[0]
            assert (row.held, row.forks, [alarm.code for alarm in alarms.open_alarms(session)]) == (0, 0, [])


@pytest.fixture
def office(founded: Founded, tmp_path: Path, _new_station: tuple[StationFolder, bytes]) -> Iterator[Office]:
    made, data_key = _new_station
    folder = StationFolder(tmp_path / "station")
    shutil.copytree(made.root, folder.root)
    opened = OpenStation(station_file.open_station(folder, data_key, actor="王敏"), folder)
    service.at_start(opened)
    stick = tmp_path / "stick"
    stick.mkdir()
    found = Office(opened, data_key, founded, stick)
    request, digits = service.make_request(opened, stick)
    answer = enrolling.enrol(founded.county, enrolling.read_request(request), digits, stick / "answer")
    service.take_answer(opened, answer, enrolling.county_digits(founded.county))
    yield found
    found.open.db.close()


def test_a_restored_station_has_everything_again_after_one_trip(office: Office, tmp_path: Path) -> None:
    key = office.person(0)
    office.to_county()
    office.back()
    backup.make_copy(office.open.db, office.open.folder, tmp_path / "usb")
    lost = office.person(1)
    office.edit(key, address="城郊乡西河村7组")
    office.to_county()
    office.back()
    office.open.db.close()
    backup.restore(tmp_path / "usb", office.open.folder)
    assert "恢复" in office.reopen()
    new = office.person(2)
    office.to_county()
    said = office.back()
    assert any("补回" in sentence for sentence in said), said
    assert office.names() == {key, lost, new}
    for place in (3, 4):  # the household number given twice is another one at the station now: the digests tell it
        office.to_county()
        office.back()
        office.person(place)
    office.settled()


def test_what_was_typed_on_both_sides_of_a_restore_is_decided_by_people(office: Office, tmp_path: Path) -> None:
    key = office.person(0)
    office.to_county()
    office.back()
    backup.make_copy(office.open.db, office.open.folder, tmp_path / "usb")
    office.edit(key, address="城郊乡西河村7组")
    office.to_county()
    office.open.db.close()
    backup.restore(tmp_path / "usb", office.open.folder)
    office.reopen()
    office.edit(key, address="城郊乡南河村2组")
    office.to_county()
    with office.founded.county.db.read() as session:
        (question,) = conflicts.list_conflicts(session)
    assert (question.ours, question.theirs) == ("城郊乡西河村7组", "城郊乡南河村2组")
    office.back()
    with office.open.db.read() as session:
        rows = service.list_corrections(session)
    assert [(row.ours, row.theirs) for row in rows] == [("城郊乡南河村2组", "城郊乡西河村7组")]
    with office.founded.county.db.work() as session:
        conflicts.decide(session, question.id, "theirs", "本人在电话里说的")
    office.settled()


def test_a_cloned_disk_loses_nothing(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = office.person(0)
    office.to_county()
    office.back()
    clone = StationFolder(tmp_path / "clone")
    shutil.copytree(office.open.folder.root, clone.root)
    shutil.copytree(os.environ["STATION_APP_MARKS"], tmp_path / "marks")
    mine = office.person(1)
    assert [str(arrival.status) for arrival in office.to_county()] == ["applied"]
    own_folder = office.open.folder
    monkeypatch.setenv("STATION_APP_MARKS", str(tmp_path / "marks"))  # cloned with the disk, then each has its own
    office.reopen(clone)
    theirs = office.person(2)
    office.to_county()
    office.back()
    for _trip in range(2):
        office.to_county()
        office.back()
    with office.founded.county.db.read() as session:
        assert {row[0] for row in session.execute(select(Person.id))} == {key, mine, theirs}
    assert office.names() >= {key, theirs}
    office.reopen(own_folder)


def test_a_restored_county_gets_everything_again(office: Office) -> None:
    office.person(0)
    office.to_county()
    office.back()
    founded = office.founded
    copy = safe_copies.make_copy(founded.county, founded.folder.copies)
    office.person(1)
    office.to_county()
    office.back()
    founded.county.db.close()
    with held(founded.folder):
        safe_copies.restore(founded.folder, copy, founded.server)
    founded.reopen()
    said = office.back()
    assert said, "a restored county says how far it is"
    office.settled()
    with founded.county.db.read() as session:
        assert len(session.execute(select(Person.id)).all()) == 2
