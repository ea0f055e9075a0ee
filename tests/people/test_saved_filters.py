"""Filters that the station keeps, and the facts they ask for."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.people.rules.rows import PersonRow
from station_app.features.people.service import filters, households, people, skills
from station_app.features.people.service.listed import listed_people
from station_app.features.training.service.facts import TRAINING_FACTS
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values
from tests.training.played_classes import close_class, open_class

CONDITIONS = {"categories": {"values": ["D01"]}, "training": {"values": ["never"]}}


def _rows(station: StationInUse) -> dict[str, PersonRow]:
    with station.db.read() as session:
        return {row.id: row for row in listed_people(session, (TRAINING_FACTS,))}


def test_a_filter_is_kept_by_name_for_the_whole_station(station: StationInUse) -> None:
    with station.db.work() as session:
        filters.save_filter(session, "留守妇女，未参训", CONDITIONS)
    with station.db.read() as session:
        (row,) = filters.list_filters(session)
    assert (row.name, row.conditions) == ("留守妇女，未参训", CONDITIONS)


def test_saving_under_the_same_name_changes_it(station: StationInUse) -> None:
    with station.db.work() as session:
        first = filters.save_filter(session, "有意愿", {"work_willingness": {"values": ["1"]}})
        assert filters.save_filter(session, " 有意愿 ", {"work_willingness": {"values": ["1", "2"]}}) == first
        (row,) = filters.list_filters(session)
    assert row.conditions == {"work_willingness": {"values": ["1", "2"]}}


def test_a_filter_needs_a_name_and_conditions(station: StationInUse) -> None:
    with station.db.work() as session:
        for name, conditions in (("", CONDITIONS), ("空的", {})):
            with pytest.raises(Refused):
                filters.save_filter(session, name, conditions)


def test_a_dropped_filter_is_gone_and_its_name_is_free(station: StationInUse) -> None:
    with station.db.work() as session:
        filters.drop_filter(session, filters.save_filter(session, "旧的", CONDITIONS))
        assert filters.list_filters(session) == []
        filters.save_filter(session, "旧的", CONDITIONS)


def test_the_list_knows_how_far_each_person_came_in_training(station: StationInUse) -> None:
    played = open_class(station, 3)
    close_class(station, played, ["PPPPPP", "PPAAAA", "PPPPPP"])
    with station.db.work() as session:
        never = people.save_person(session, person_values(name="赵月娥", id_number=number("19900101", 2)))
    rows = _rows(station)
    told = [rows[key].outside["training"] for key in (*played.person_ids, never)]
    assert told == ["graduated", "finished", "graduated", "never"]
    assert rows[played.person_ids[0]].outside["trained_trades"] == ("4-03-02-02",)
    assert rows[played.person_ids[0]].outside["trained_on"] == dt.date(2023, 2, 15)
    assert rows[never].outside["trained_on"] is None


def test_skills_and_the_households_categories_stand_beside_the_person(station: StationInUse) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values(categories=("A01",)))
        key = people.save_person(session, person_values(household_id=home, relation_to_head="02"))
        skill = {"trade": "4-03-02-02", "skill_level": "5", "gained_on": dt.date(2022, 5, 1), "source": "走访自述"}
        skills.add_skill(session, key, skill)
    outside = _rows(station)[key].outside
    assert outside["skills"] == ("4-03-02-02",)
    assert outside["home_categories"] == ("A01",)
