"""What a case file knows: her record, her household and what every feature contributes, newest first."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.casefile.rules import CaseFile
from station_app.features.casefile.service import case_file, find_person
from station_app.features.people.service import people
from station_app.features.training import service as training
from tests.casefile.full_life import register
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values
from tests.training.played_classes import END, START, close_class, open_class


def _read(station: StationInUse, person_id: str) -> CaseFile:
    with station.db.read() as session:
        return case_file(session, person_id)


def _trained(station: StationInUse) -> str:
    """Somebody who was in every half-day of a class, graduated and got her certificate."""
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "PPAAAA"])
    with station.db.work() as session:
        (certificate,) = training.issue_certificates(session, played.class_id, END)
        training.record_print(session, [certificate.id], "")
        training.hand_out(session, [certificate.id], "本人", dt.date(2023, 3, 1))
    return played.person_ids[0]


def test_head_household_and_members_are_read_together(station: StationInUse) -> None:
    life = register(station)
    file = _read(station, life.person_id)
    assert (file.name, file.sex, file.village, file.responsible) == ("王秀兰", "女", "东河村", "王敏")
    assert file.household == "李国强"
    assert [(member.name, member.relation) for member in file.members] == [("李国强", "户主")]
    assert file.categories[0].startswith("留守妇女 自 ")
    assert file.gaps == ()


def test_numbers_have_a_mask_beside_them(station: StationInUse) -> None:
    file = _read(station, register(station).person_id)
    assert file.id_number.on_screen == "419901********" + number()[-4:]
    assert file.phone.on_screen == "154****0001"
    shown = "".join(fact.on_screen for group in file.groups for fact in group.facts)
    assert number() not in shown
    assert "6217000000001234560" not in shown


def test_class_and_certificate_stand_in_the_thread_and_lead_to_their_class(station: StationInUse) -> None:
    file = _read(station, _trained(station))
    entries = {entry.what: entry for entry in file.entries}
    assert entries["培训"].on == START
    assert "出勤率 100%" in entries["培训"].detail
    assert "结业" in entries["培训"].detail
    assert entries["培训"].page == "training"
    assert entries["证书"].title.startswith("结业证书 419901300")
    assert "2023-03-01 由 王秀兰 领取" in entries["证书"].detail
    assert entries["证书"].record_id == f"{entries['培训'].record_id}:certificates"


def test_who_did_not_graduate_is_told_with_the_cause(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPAAAA"])
    (entry,) = [entry for entry in _read(station, played.person_ids[0]).entries if entry.what == "培训"]
    assert "未结业（出勤不足）" in entry.detail
    assert entry.tone == "warn"


def test_the_newest_stands_first(station: StationInUse) -> None:
    days = [entry.on for entry in _read(station, _trained(station)).entries]
    assert days == sorted(days, reverse=True)
    assert len(days) >= 4


def test_a_feature_that_knows_nothing_of_her_contributes_nothing(station: StationInUse) -> None:
    words = {entry.what for entry in _read(station, register(station).person_id).entries}
    assert words == {"登记", "同意书", "类别"}


def test_a_void_person_has_no_case_file(station: StationInUse) -> None:
    with station.db.work() as session:
        key = people.save_person(session, person_values())
        people.void_person(session, key, "重复登记")
    with pytest.raises(Refused):
        _read(station, key)


def test_a_person_is_found_by_number_key_or_a_name_that_only_she_has(station: StationInUse) -> None:
    life = register(station)
    with station.db.work() as session:
        people.save_person(session, person_values(name="李国强", id_number=number(sequence=9)))
    with station.db.read() as session:
        for text in (number(), f" {number()} ", life.person_id, "王秀兰"):
            assert find_person(session, text) == life.person_id
        with pytest.raises(Refused, match="不止一位"):
            find_person(session, "李国强")
        with pytest.raises(Refused, match="没有找到"):
            find_person(session, "赵月娥")
