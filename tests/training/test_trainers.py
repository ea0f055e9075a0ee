"""Trainers: written down once, chosen for classes, printed by name."""

from __future__ import annotations

import pytest

from station_app.core.checks import Refused
from station_app.features.training import service
from tests.conftest import StationInUse
from tests.people.invented_people import number
from tests.training.played_classes import add_trainer, class_values


def test_papers_print_the_names_of_the_chosen_trainers(station: StationInUse) -> None:
    with station.db.work() as session:
        keys = (add_trainer(session), add_trainer(session, "刘桂香", phone="15400009002"))
        key = service.save_class(session, class_values(trainer_name=None, trainer_ids=keys))
        assert service.class_row(session, key).trainer_name == "张建国、刘桂香"
        service.save_class(session, {"trainer_ids": keys[1:]}, class_id=key)
        assert service.class_row(session, key).trainer_name == "刘桂香"
        service.save_class(session, {"trainer_ids": ()}, class_id=key)
        assert service.class_row(session, key).trainer_name == ""


def test_a_corrected_name_is_printed_by_the_classes_that_are_still_open(station: StationInUse) -> None:
    with station.db.work() as session:
        cook = add_trainer(session, "张建果")
        key = service.save_class(session, class_values(trainer_ids=(cook,)))
        service.save_trainer(session, {"name": "张建国"}, trainer_id=cook)
        assert service.class_row(session, key).trainer_name == "张建国"


def test_trainers_are_found_by_initials_and_trade(station: StationInUse) -> None:
    with station.db.work() as session:
        cook = add_trainer(session)
        add_trainer(session, "刘桂香", trades=("4-10-01-06",), phone="15400009002")
        assert [hit.record_id for hit in service.find_trainers(session, "zjg", 9)] == [cook]
        assert [hit.title for hit in service.find_trainers(session, "家政", 9)] == ["刘桂香"]
        assert [hit.title for hit in service.name_trainers(session, [cook])] == ["张建国"]


def test_name_trade_and_phone_are_needed_and_one_id_number_is_one_trainer(station: StationInUse) -> None:
    with station.db.work() as session, pytest.raises(Refused) as refused:
        service.save_trainer(session, {"name": "", "trades": (), "phone": ""})
    assert {problem.field for problem in refused.value.problems} == {"name", "trades", "phone"}
    with station.db.work() as session:
        add_trainer(session, id_number=number("19700101", 3))
        with pytest.raises(Refused, match="另一位教师"):
            add_trainer(session, "刘桂香", id_number=number("19700101", 3))


def test_a_trainer_of_an_open_class_is_not_taken_out_of_use(station: StationInUse) -> None:
    with station.db.work() as session:
        cook = add_trainer(session)
        service.save_class(session, class_values(trainer_ids=(cook,)))
        with pytest.raises(Refused, match="2023-001"):
            service.void_trainer(session, cook, "不教了")
        assert [row.class_count for row in service.list_trainers(session)] == [1]
