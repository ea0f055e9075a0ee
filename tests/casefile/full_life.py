"""A woman of whom a station knows something in every feature, and her household."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from station_app.features.people.service import households, people
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values


@dataclass(frozen=True)
class Life:
    """Keys of what was made."""

    person_id: str
    husband_id: str
    household_id: str


def register(station: StationInUse, name: str = "王秀兰", **changes: object) -> Life:
    """Registered by hand with husband, household and responsible worker; no class yet."""
    with station.db.work() as session:
        home = households.save_household(session, household_values(group_name="3组", categories=("A01",)))
        husband = people.save_person(
            session,
            person_values(
                name="李国强",
                id_number=number("19780506", 3),
                household_id=home,
                relation_to_head="02",
                phone="15400000022",
            ),
        )
        own = dict[str, Any](
            name=name,
            household_id=home,
            relation_to_head="12",
            categories=("D01", "A01"),
            work_willingness="1",
            labour_ability="1",
            bank_account="6217000000001234560",
            bank_name="测试农商行",
            account_name=name,
            consent_date=dt.date(2023, 1, 5),
            responsible="王敏",
        )
        person = people.save_person(session, person_values(**(own | changes)))
    return Life(person, husband, home)
