"""Who is taken into a class, who waits, who must not be taken, who leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.people.service import people
from station_app.features.training import service
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values
from tests.training.played_classes import START, add_people, open_class, read_class, trainee_name, type_marks

DAY = dt.date(2023, 2, 7)


def test_trainee_numbers_run_in_the_given_order(station: StationInUse) -> None:
    played = open_class(station, 4)
    with station.db.work() as session:
        late_two = add_people(session, 2, first=10)
        service.enrol(session, played.class_id, late_two[::-1], DAY, "到站")
    found = [(row.trainee_no, row.name) for row in read_class(station, played).trainees]
    assert found == [(n + 1, trainee_name(index)) for n, index in enumerate((0, 1, 2, 3, 11, 10))]


def test_a_full_class_puts_the_next_person_on_the_waiting_list(station: StationInUse) -> None:
    played = open_class(station, 5, planned_count=3)
    detail = read_class(station, played)
    assert [row.trainee_no for row in detail.trainees] == [1, 2, 3]
    assert [row.name for row in detail.waiting] == [trainee_name(3), trainee_name(4)]
    assert (detail.row.trainee_count, detail.row.waiting_count) == (3, 2)


def test_somebody_waiting_moves_up_only_when_a_place_is_free(station: StationInUse) -> None:
    played = open_class(station, 3, planned_count=2)
    waiting = played.enrolment_ids[2]
    with pytest.raises(Refused, match="已满 2 人"), station.db.work() as session:
        service.admit(session, waiting, DAY)
    with station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[0], DAY, "05")
        assert service.admit(session, waiting, DAY) == 3
    detail = read_class(station, played)
    assert [(row.trainee_no, row.state) for row in detail.trainees] == [
        (1, "dropped"),
        (2, "admitted"),
        (3, "admitted"),
    ]
    assert detail.waiting == ()


def test_somebody_already_in_the_class_is_skipped_and_told(station: StationInUse) -> None:
    played = open_class(station, 2)
    with station.db.work() as session:
        fresh = add_people(session, 1, first=5)
        result = service.enrol(session, played.class_id, [played.person_ids[1], *fresh, *fresh], DAY, "到站")
    assert result.already == (trainee_name(1),)
    assert len(result.admitted) == 1
    assert len(read_class(station, played).trainees) == 3


def test_nobody_under_sixteen_on_the_first_day_is_taken_and_the_sentence_names_them(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        birthday = START.replace(year=START.year - 16)
        sixteen = _person(session, "高小满", birthday, 402)
        fifteen = _person(session, "高小寒", birthday + dt.timedelta(days=1), 404)
    with pytest.raises(Refused, match="高小寒开班时 15 岁") as refused, station.db.work() as session:
        service.enrol(session, played.class_id, [sixteen, fifteen], DAY, "到站")
    assert len(refused.value.problems) == 1
    assert len(read_class(station, played).trainees) == 1
    with station.db.work() as session:
        result = service.enrol(session, played.class_id, [sixteen, fifteen], DAY, "名册", take_the_rest=True)
    assert [problem.code for problem in result.refused] == ["AGE_UNDER_16"]
    assert [row.name for row in read_class(station, played).trainees] == [trainee_name(0), "高小满"]


def test_somebody_above_the_age_of_the_class_is_registered_until_a_reason_is_given(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        exactly = _person(session, "高桂芳", dt.date(1968, 2, 15), 406)
        older = _person(session, "高桂英", dt.date(1967, 2, 15), 408)
        result = service.enrol(session, played.class_id, [exactly, older], DAY, "到站")
    assert [(problem.code, "高桂英" in problem.text) for problem in result.warnings] == [("AGE_OVER_LIMIT", True)]
    assert (len(result.admitted), len(result.registered)) == (1, 1)
    assert [row.name for row in read_class(station, played).registered] == ["高桂英"]
    with pytest.raises(Refused, match="超过本班上限 55 岁。确实要录取的，请写明原因"), station.db.work() as session:
        service.admit(session, result.registered[0], DAY)
    with station.db.work() as session:
        assert service.admit(session, result.registered[0], DAY, override_reason="本人坚持，村里证明身体好") == 3
    row = read_class(station, played).trainees[2]
    assert (row.state, row.override_reason) == ("admitted", "本人坚持，村里证明身体好")


def test_category_and_employment_are_frozen_at_enrolment(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        people.save_person(session, {"categories": ("E01",)}, person_id=played.person_ids[0])
    row = read_class(station, played).trainees[0]
    assert (row.category_snapshot, row.categories) == ("D01", ("E01",))


def test_somebody_enrolled_by_mistake_is_taken_out_and_the_numbers_close_up(station: StationInUse) -> None:
    played = open_class(station, 4)
    with station.db.work() as session:
        service.withdraw(session, played.enrolment_ids[1], "登记错人")
    assert [(row.trainee_no, row.person_id) for row in read_class(station, played).trainees] == [
        (1, played.person_ids[0]),
        (2, played.person_ids[2]),
        (3, played.person_ids[3]),
    ]


def test_numbers_are_fixed_once_the_class_runs(station: StationInUse) -> None:
    played = open_class(station, 3)
    with station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")
        service.withdraw(session, played.enrolment_ids[1], "登记错人")
        with pytest.raises(Refused, match="已有考勤"):
            service.withdraw(session, played.enrolment_ids[0], "登记错人")
    assert [row.trainee_no for row in read_class(station, played).trainees] == [1, 3]


def test_half_days_before_a_late_admission_count_as_held_but_need_no_mark(station: StationInUse) -> None:
    played = open_class(station, 1, days=3)
    with station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")
        late = add_people(session, 1, first=20)
        result = service.enrol(session, played.class_id, late, dt.date(2023, 2, 16), "到站")
        service.mark_many(session, [service.MarkEntry(key, result.admitted[0], "P") for key in played.session_ids[2:]])
    row = read_class(station, played).trainees[1]
    assert (row.hours_present, row.hours_due, row.rate_text) == (160, 240, "66.7%")
    assert [cell.expected for cell in row.marks] == [False, False, True, True, True, True]
    assert row.standing.word == "已不能结业"


def test_a_class_typed_in_afterwards_has_no_late_admissions(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        keys = add_people(session, 1, first=20)
        service.enrol(session, played.class_id, keys, service.default_enrolment_day(session, played.class_id), "名册")
    assert all(cell.expected for cell in read_class(station, played).trainees[1].marks)


def test_after_dropping_out_nobody_waits_for_marks(station: StationInUse) -> None:
    played = open_class(station, 2)
    type_marks(station, played, ["PPPPPP", "PPNNNN"])
    with station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[1], dt.date(2023, 2, 16), "02")
        with pytest.raises(Refused, match="已经退出"):
            service.mark(session, played.session_ids[3], played.enrolment_ids[1], "P")
        detail = service.complete_class(session, played.class_id, on=dt.date(2023, 2, 17))
    assert [(row.graduated, row.failure_cause) for row in detail.trainees] == [(True, ""), (False, "dropped")]


def test_dropping_out_needs_a_known_reason(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused), station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[0], DAY, "")
    assert read_class(station, played).trainees[0].state == "admitted"


def _person(session: object, name: str, birth: dt.date, sequence: int) -> str:
    values = person_values(name=name, birth_date=birth, id_number=number(f"{birth:%Y%m%d}", sequence))
    return people.save_person(session, values)  # type: ignore[arg-type]
