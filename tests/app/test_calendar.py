"""What changes by the day alone, and who is no longer in the first window's list."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.app import care, opening
from station_app.core import clock
from station_app.features.people.service import categories, people
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values


def test_opening_the_station_ends_categories_whose_last_day_is_over(
    station: StationInUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.today()
    with station.db.work() as session:
        key = people.save_person(session, person_values(categories=("D01",)))
        (row,) = categories.list_categories(session, key)
        categories.end_category(session, row.id, today)
    monkeypatch.setattr(clock, "today", lambda: today + dt.timedelta(days=1))
    care.follow_calendar(station.db)
    with station.db.read() as session:
        assert people.get_person(session, key)["categories"] == ("Z00",)


def test_the_first_sight_leaves_out_who_moved_away(station: StationInUse) -> None:
    with station.db.work() as session:
        people.save_person(session, person_values())
        gone = people.save_person(session, person_values(name="李娟", id_number=number(sequence=4)))
        people.set_person_state(session, gone, "moved", clock.today(), "外迁")
    shown = opening.sight(station.folder, station.data_key, "people")
    assert [row[0] for row in shown.filling.rows] == ["王秀兰"]
