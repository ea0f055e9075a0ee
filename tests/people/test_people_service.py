"""People and households typed by hand, on a real encrypted station."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.people.service import households, people
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.storage import records, search
from tests.conftest import StationInUse
from tests.people.invented_people import household_values, number, person_values


def _save(station: StationInUse, **changes: object) -> str:
    with station.db.work() as session:
        return people.save_person(session, person_values(**changes))


def _refusal(station: StationInUse, person_id: str | None = None, **changes: object) -> dict[str, str]:
    with pytest.raises(Refused) as refused, station.db.work() as session:
        people.save_person(session, person_values(**changes), person_id=person_id)
    return {problem.field: problem.code for problem in refused.value.problems}


def test_a_saved_person_reads_back_with_pinyin_and_primary_category(station: StationInUse) -> None:
    key = _save(station, name="覃马可", categories=("D01", "C01"), disability_category="4", disability_grade="3")
    with station.db.read() as session:
        values = people.get_person(session, key)
    assert (values["name"], values["name_pinyin"], values["primary_category"]) == ("覃马可", "qin ma ke", "C01")


def test_sex_and_birth_date_come_from_the_id_number(station: StationInUse) -> None:
    key = _save(station, sex=None, birth_date=None, id_number=number("19790615", 23))
    with station.db.read() as session:
        values = people.get_person(session, key)
    assert (values["sex"], values["birth_date"]) == ("1", dt.date(1979, 6, 15))


def test_required_fields_bind_the_form(station: StationInUse) -> None:
    assert _refusal(station, education=None, consent_date=None) == {"education": "REQUIRED", "consent_date": "REQUIRED"}


def test_required_fields_left_out_altogether_bind_a_new_person(station: StationInUse) -> None:
    with pytest.raises(Refused) as refused, station.db.work() as session:
        people.save_person(session, {"name": "王秀兰"})
    assert "id_number" in {problem.field for problem in refused.value.problems}


def test_gaps_may_be_left_for_later_but_never_the_name(station: StationInUse) -> None:
    with station.db.work() as session:
        key = people.save_person(session, {"name": "王秀兰", "id_number": number()}, require=False)
        with pytest.raises(Refused):
            people.save_person(session, {"name": None, "id_number": number(sequence=4)}, require=False)
    with station.db.read() as session:
        row = next(row for row in people.list_people(session) if row.id == key)
    assert "学历" in row.gaps
    assert "性别" not in row.gaps


def test_a_person_without_document_needs_no_number_but_stays_on_the_list_of_gaps(station: StationInUse) -> None:
    key = _save(station, id_document_type="8", id_number=None)
    with station.db.read() as session:
        (row,) = people.list_people(session, only_gaps=True)
    assert (row.id, row.gaps) == (key, ("身份证号",))


def test_an_id_number_belongs_to_one_person(station: StationInUse) -> None:
    _save(station)
    assert _refusal(station, name="李娟") == {"id_number": "DUPLICATE"}


def test_sex_and_birth_date_must_agree_with_the_id_number(station: StationInUse) -> None:
    found = _refusal(station, sex="1", birth_date=dt.date(1981, 1, 1))
    assert found == {"sex": "SEX_ID_MISMATCH", "birth_date": "BIRTH_ID_MISMATCH"}


def test_a_low_income_category_asks_for_the_household(station: StationInUse) -> None:
    assert _refusal(station, categories=("A01",)) == {"household_id": "REQUIRED"}


def test_certified_disability_asks_for_kind_and_grade(station: StationInUse) -> None:
    found = _refusal(station, categories=("C01",))
    assert found == {"disability_category": "REQUIRED", "disability_grade": "REQUIRED"}


def test_a_form_opened_before_another_change_is_refused(station: StationInUse) -> None:
    key = _save(station)
    with station.db.read() as session:
        opened = people.get_person(session, key)
    with station.db.work() as session:
        people.save_person(session, {"phone": "15400000009"}, person_id=key, version=opened["version"])
    with pytest.raises(Refused) as refused, station.db.work() as session:
        people.save_person(session, {"phone": "15400000008"}, person_id=key, version=opened["version"])
    assert [problem.code for problem in refused.value.problems] == ["STALE"]
    with station.db.read() as session:
        assert people.get_person(session, key)["phone"] == "15400000009"


def test_people_stand_in_chinese_order(station: StationInUse) -> None:
    for sequence, name in enumerate(("赵月娥", "阿依古丽·买买提", "王秀兰", "褚秀芳"), start=1):
        _save(station, name=name, id_number=number(sequence=2 * sequence))
    with station.db.read() as session:
        assert [row.name for row in people.list_people(session)] == ["阿依古丽·买买提", "褚秀芳", "王秀兰", "赵月娥"]


@pytest.mark.parametrize("text", ["wxl", "wangxiu", "秀兰", "0021", "15400000001", "东河", "东河 wxl"])
def test_a_person_is_found_by(station: StationInUse, text: str) -> None:
    _save(station)
    _save(station, name="李娟", id_number=number("19900101", 44), phone="15400000077", village="西岗村")
    with station.db.read() as session:
        assert [row.name for row in people.list_people(session, text=text)] == ["王秀兰"]


@pytest.mark.parametrize("text", ["xch", "xzh", "xiechanghe", "xiezhanghe"])
def test_a_character_with_two_readings_is_found_by_both_and_the_line_tells_namesakes_apart(
    station: StationInUse, text: str
) -> None:
    key = _save(station, name="谢长河", sex=None, birth_date=None, id_number=number("19790615", 23))
    with station.db.read() as session:
        hits = search.find(session, text)
    assert [hit.record_id for hit in hits] == [key]
    assert hits[0].subtitle.startswith("1979年生 ")


def test_a_household_gets_the_next_number_of_its_village_which_is_never_used_again(station: StationInUse) -> None:
    with station.db.work() as session:
        first = households.save_household(session, household_values())
        households.void_household(session, first, "登记错了")
        second = households.save_household(session, household_values())
        assert households.get_household(session, second)["household_no"] == "4199013000010002"


def test_the_head_of_a_household_gives_it_its_name(station: StationInUse) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values(annual_income=10_000_00, member_count=3))
    _save(station, household_id=home, relation_to_head="02")
    found = _refusal(station, id_number=number(sequence=4), household_id=home, relation_to_head="02")
    assert found == {"relation_to_head": "SECOND_HEAD"}
    child = {"id_number": number("20150606", 12), "consent_guardian": "王秀兰", "relation_to_head": "31"}
    _save(station, name="谢甜甜", household_id=home, **child)
    with station.db.read() as session:
        (row,) = households.list_households(session)
        assert (row.title, row.known_members) == ("王秀兰", 2)
        assert households.get_household(session, home)["income_per_head"] == 3333_33
        assert [member.name for member in people.members_of(session, home)] == ["王秀兰", "谢甜甜"]


def test_a_void_person_disappears_with_a_reason(station: StationInUse) -> None:
    key = _save(station)
    with pytest.raises(Refused), station.db.work() as session:
        people.void_person(session, key, " ")
    with station.db.work() as session:
        people.void_person(session, key, "重复登记")
    with station.db.read() as session:
        assert people.list_people(session) == []
    _save(station)


def test_a_person_in_a_class_cannot_be_made_void(station: StationInUse) -> None:
    key = _save(station)
    with station.db.work() as session:
        course = records.save(session, TrainingClass, {"class_no": "2023-001"}, require=False)
        values = {"training_class_id": course.id, "person_id": key, "trainee_no": 1}
        records.save(session, Enrolment, values, require=False)
    with pytest.raises(Refused, match="学员") as refused, station.db.work() as session:
        people.void_person(session, key, "重复登记")
    assert refused.value.problems[0].code == "IN_USE"


def test_a_household_with_people_cannot_be_made_void(station: StationInUse) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values())
    _save(station, household_id=home, relation_to_head="02")
    with pytest.raises(Refused, match="人员"), station.db.work() as session:
        households.void_household(session, home, "登记错了")


def test_people_and_labour_of_a_household_follow_its_members_until_somebody_types_other_figures(
    station: StationInUse,
) -> None:
    with station.db.work() as session:
        home = households.save_household(session, household_values())
    _save(station, household_id=home, relation_to_head="02", labour_ability="2")
    child = {"id_number": number("20150606", 12), "consent_guardian": "王秀兰", "relation_to_head": "31"}
    other = _save(station, name="谢甜甜", household_id=home, labour_ability="5", **child)
    with station.db.work() as session:
        found = households.get_household(session, home)
        assert (found["member_count"], found["labour_count"]) == (2, 1)
        with pytest.raises(Refused) as refused:
            households.save_household(session, {"member_count": 5}, household_id=home)
        assert [problem.field for problem in refused.value.problems] == ["member_count_reason"]
        told = {"member_count": 5, "member_count_reason": "三人在外务工"}
        households.save_household(session, told, household_id=home)
        people.void_person(session, other, "迁出")
        found = households.get_household(session, home)
        assert (found["member_count"], found["labour_count"]) == (5, 1)
