"""The number beside 人员, asked by SQL alone, is that of the lists themselves."""

from __future__ import annotations

import random
import time

from station_app.features.people.fields import PERSON
from station_app.features.people.rules import gaps
from station_app.features.people.service import households, people
from station_app.features.people.service.gap_count import count_gaps
from station_app.features.people.service.listed import listed_people
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values

_BLANKED = (
    *(field.name for field in PERSON if field.required and not field.computed and field.name != "name"),
    "relation_to_head",
    "disability_category",
    "disability_grade",
)
_CATEGORIES = ((), ("A01",), ("B12", "D01"), ("D01", "B12"), ("C01",), ("D01", "C01"), ("Z00",))


def test_the_count_is_that_of_the_lists_whatever_is_missing(station: StationInUse) -> None:
    dice = random.Random(3)
    with station.db.work() as session:
        homes = [households.save_household(session, household_values(address=f"东河村{n}组")) for n in range(6)]
        homes += [households.save_household(session, {"village": "东河村"}, require=False)]
        for turn in range(120):
            values = person_values(
                id_number=number(f"19{50 + turn % 40}0{1 + turn % 9}15", turn * 2),
                categories=dice.choice(_CATEGORIES),
                household_id=dice.choice((None, *homes)),
                relation_to_head=dice.choice((None, "10")),
                disability_category=dice.choice((None, "4")),
                disability_grade=dice.choice((None, "2")),
            )
            for name in dice.sample(_BLANKED, dice.choice((0, 0, 1, 2))):
                values[name] = () if name == "categories" else None
            people.save_person(session, values, require=False)
        for turn, home in enumerate(homes[:3]):
            head = number("19400101", 2 * turn)
            people.save_person(
                session, person_values(id_number=head, household_id=home, relation_to_head="02"), require=False
            )
    with station.db.read() as session:
        listed = gaps.count(listed_people(session)) + gaps.count(households.list_households(session))
        begun = time.perf_counter()
        counted = count_gaps(session)
        assert time.perf_counter() - begun < 1.0
    assert counted == listed
    assert 0 < counted < 130
