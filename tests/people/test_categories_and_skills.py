"""Dated categories and skills of a person, on a real encrypted station."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.features.people.model import Person
from station_app.features.people.service import categories, people, skills
from station_app.storage import records
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values

DAY = dt.timedelta(days=1)


def _save(station: StationInUse, **changes: object) -> str:
    with station.db.work() as session:
        return people.save_person(session, person_values(**changes))


def _dated(station: StationInUse, key: str) -> dict[str, tuple[dt.date, dt.date | None]]:
    with station.db.read() as session:
        return {row.category: (row.valid_from, row.valid_to) for row in categories.list_categories(session, key)}


def test_a_category_dropped_on_the_day_it_was_typed_never_held(station: StationInUse) -> None:
    key = _save(station, categories=("D01",))
    with station.db.work() as session:
        people.save_person(session, {"categories": ("F01",)}, person_id=key)
    assert _dated(station, key) == {"F01": (clock.today(), None)}


def test_a_category_dropped_later_held_until_the_day_before(station: StationInUse) -> None:
    key = _save(station, categories=("D01",))
    start = clock.today() - 40 * DAY
    with station.db.work() as session:
        (row,) = categories.list_categories(session, key)
        categories.save_category(session, key, {"valid_from": start}, category_id=row.id)
        people.save_person(session, {"categories": ("F01",)}, person_id=key)
        assert people.get_person(session, key)["categories"] == ("F01",)
    assert _dated(station, key) == {"D01": (start, clock.today() - DAY), "F01": (clock.today(), None)}


def test_the_person_shows_what_holds_today_and_a_report_what_held_at_the_end_of_its_month(
    station: StationInUse,
) -> None:
    key = _save(station, categories=("D01",))
    values = {
        "category": "A01",
        "valid_from": dt.date(2022, 1, 1),
        "valid_to": dt.date(2022, 12, 31),
        "source": "县下发",
    }
    with station.db.work() as session:
        categories.save_category(session, key, values)
        assert people.get_person(session, key)["categories"] == ("D01",)
        assert categories.categories_at(session, dt.date(2022, 12, 31)) == {key: ("A01",)}
        assert categories.categories_at(session, dt.date(2023, 1, 31)) == {}
        assert categories.categories_at(session, clock.today()) == {key: ("D01",)}


def test_a_category_that_begins_takes_the_primary_place_by_priority(station: StationInUse) -> None:
    key = _save(station, categories=("Z00",))
    with station.db.work() as session:
        for code in ("D01", "C01"):
            values = {"category": code, "valid_from": clock.today(), "source": "入户"}
            categories.save_category(session, key, values)
        person = people.get_person(session, key)
    assert (set(person["categories"]), person["primary_category"]) == ({"D01", "C01"}, "C01")


def test_ending_the_last_category_leaves_an_ordinary_resident(station: StationInUse) -> None:
    key = _save(station, categories=("D01",))
    with station.db.work() as session:
        (row,) = categories.list_categories(session, key)
        categories.save_category(session, key, {"valid_from": clock.today() - 9 * DAY}, category_id=row.id)
        categories.end_category(session, row.id, clock.today() - DAY)
        person = people.get_person(session, key)
    assert (person["categories"], person["primary_category"]) == (("Z00",), "Z00")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"valid_from": dt.date(2020, 1, 1), "valid_to": None}, "OVERLAP"),
        ({"valid_from": dt.date(2020, 1, 1), "valid_to": dt.date(2019, 1, 1)}, "ORDER"),
        ({"valid_from": None}, "REQUIRED"),
    ],
)
def test_dates_that_cannot_be_are_refused(station: StationInUse, values: dict[str, object], code: str) -> None:
    key = _save(station, categories=("D01",))
    with station.db.work() as session, pytest.raises(Refused) as refused:
        categories.save_category(session, key, {"category": "D01", "source": "入户"} | values)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_calendar_alone_ends_a_category(station: StationInUse, monkeypatch: pytest.MonkeyPatch) -> None:
    key = _save(station, categories=("D01",))
    today = clock.today()
    with station.db.work() as session:
        (row,) = categories.list_categories(session, key)
        categories.end_category(session, row.id, today)
        assert people.get_person(session, key)["categories"] == ("D01",)
        assert categories.refresh_categories(session) == 0
    monkeypatch.setattr(clock, "today", lambda: today + DAY)
    with station.db.work() as session:
        assert categories.refresh_categories(session) == 1
        assert people.get_person(session, key)["categories"] == ("Z00",)
        assert categories.refresh_categories(session) == 0


SKILL = {"trade": "", "skill_level": "P", "gained_on": dt.date(2023, 2, 20), "source": "培训结业"}


def _skill(**changes: object) -> dict[str, object]:
    from station_app.core import codes

    return SKILL | {"trade": next(iter(codes.table("training_trade")))[0]} | changes


def test_a_second_class_of_the_same_trade_replaces_the_skill_and_a_voided_certificate_withdraws_it(
    station: StationInUse,
) -> None:
    key = _save(station)
    with station.db.work() as session:
        skills.add_skill(session, key, _skill(origin_kind="enrolment", origin_id="a" * 32))
        later = {"gained_on": dt.date(2023, 6, 1), "origin_kind": "enrolment", "origin_id": "b" * 32}
        skills.add_skill(session, key, _skill(**later))
        rows = skills.list_skills(session, key)
        assert [(row.gained_on, row.withdrawn_on is None) for row in rows] == [
            (dt.date(2023, 6, 1), True),
            (dt.date(2023, 2, 20), False),
        ]
        assert skills.withdraw_of(session, "enrolment", "b" * 32, "证书作废") == 1
        assert skills.find_skilled(session) == []


def test_a_skill_typed_twice_is_refused_and_a_self_declared_one_is_marked(station: StationInUse) -> None:
    key = _save(station)
    with station.db.work() as session:
        skill = skills.add_skill(session, key, _skill(source="走访自述"))
        with pytest.raises(Refused) as refused:
            skills.add_skill(session, key, _skill(source="走访自述"))
        assert refused.value.problems[0].code == "DUPLICATE"
        assert [row.is_self_declared for row in skills.list_skills(session, key)] == [True]
        skills.change_skill(session, skill, {"verified_by": "王敏"})
        assert [row.is_self_declared for row in skills.list_skills(session, key)] == [False]


def test_skilled_people_are_found_by_trade_level_village_and_willingness(station: StationInUse) -> None:
    first = _save(station, work_willingness="1")
    second = _save(station, name="李娟", id_number=number(sequence=4), village="西岗村")
    gone = _save(station, name="赵月娥", id_number=number(sequence=6))
    with station.db.work() as session:
        for key in (first, second, gone):
            skills.add_skill(session, key, _skill())
        people.set_person_state(session, gone, "moved", dt.date(2023, 3, 1), "随子女外迁")
        trade = str(_skill()["trade"])
        assert [row.person_id for row in skills.find_skilled(session, trade=trade)] == [second, first]
        assert [row.person_id for row in skills.find_skilled(session, village="西岗村")] == [second]
        assert [row.person_id for row in skills.find_skilled(session, work_willingness="1", skill_level="P")] == [first]
        assert skills.find_skilled(session, skill_level="3") == []


def test_somebody_who_died_leaves_lists_and_household_and_may_come_back(station: StationInUse) -> None:
    key = _save(station)
    with station.db.work() as session:
        with pytest.raises(Refused) as refused:
            people.set_person_state(session, key, "dead", None, " ")
        assert {problem.field for problem in refused.value.problems} == {"state_on", "state_reason"}
        people.set_person_state(session, key, "dead", dt.date(2023, 3, 1), "病故")
        assert people.list_people(session) == []
        assert [row.name for row in people.list_people(session, states=("dead",))] == ["王秀兰"]
        people.set_person_state(session, key, "normal", None, "")
        assert records.get(session, Person, key).state_on is None
        assert len(people.list_people(session)) == 1
