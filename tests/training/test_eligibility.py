"""Who may be taken in, item by item; waiting list, coming back, order of the sheet; a pasted column."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.people.service import people
from station_app.features.training import service
from station_app.features.training.service.lookup import lines_of, look_up
from tests.conftest import StationInUse
from tests.people.invented_people import number, person_values
from tests.training.played_classes import (
    ELSEWHERE,
    END,
    add_people,
    class_values,
    close_class,
    open_class,
    read_class,
    trainee_name,
)

DAY = dt.date(2023, 2, 7)


def _verdicts(station: StationInUse, enrolment_id: str) -> list[tuple[str, str]]:
    with station.db.read() as session:
        return [(item.label, item.verdict) for item in service.eligibility_of(session, enrolment_id)]


def test_every_condition_is_told_with_its_verdict(station: StationInUse) -> None:
    played = open_class(station, 1)
    assert _verdicts(station, played.enrolment_ids[0]) == [
        ("法定年龄", "pass"),
        ("本班年龄", "pass"),
        ("面向对象", "pass"),
        ("重复培训", "pass"),
    ]


def test_somebody_of_another_category_needs_a_reason_and_one_without_any_does_not(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        other = add_people(session, 1, first=10, categories=("E01",), primary_category="E01")
        unknown = add_people(session, 1, first=11, categories=("Z00",), primary_category="Z00")
        result = service.enrol(session, played.class_id, [*other, *unknown], DAY, "到站")
    assert (len(result.admitted), len(result.registered)) == (1, 1)
    assert dict(_verdicts(station, result.registered[0]))["面向对象"] == "fail"
    assert dict(_verdicts(station, result.admitted[0]))["面向对象"] == "warn"
    with station.db.work() as session:
        service.withdraw(session, result.registered[0], "重录")
        again = service.enrol(session, played.class_id, other, DAY, "到站", override_reason="随军家属，县里同意")
        assert len(again.admitted) == 1
    assert read_class(station, played).trainees[-1].override_reason == "随军家属，县里同意"


def test_no_reason_overrides_the_legal_age(station: StationInUse) -> None:
    played = open_class(station, 1)
    birth = dt.date(2008, 1, 1)
    with station.db.work() as session:
        child = people.save_person(
            session, person_values(name="高小寒", birth_date=birth, id_number=number("20080101", 4))
        )
    with pytest.raises(Refused, match="未满 16 岁"), station.db.work() as session:
        service.enrol(session, played.class_id, [child], DAY, "到站", override_reason="家长同意")


def test_the_same_trade_within_a_year_is_told_but_taken(station: StationInUse) -> None:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "AAAAAA"])
    with station.db.work() as session:
        next_term = service.save_class(
            session, class_values(start_date=dt.date(2023, 9, 4), end_date=dt.date(2023, 9, 6), **ELSEWHERE)
        )
        result = service.enrol(session, next_term, played.person_ids, dt.date(2023, 8, 20), "到站")
    assert len(result.admitted) == 2
    assert [problem.code for problem in result.warnings] == ["SAME_TRADE_AGAIN"]
    assert "2023-001 班刚学完同一工种，不到 12 个月" in result.warnings[0].text
    assert [dict(_verdicts(station, key))["重复培训"] for key in result.admitted] == ["warn", "pass"]


def test_the_third_class_of_a_year_is_told(station: StationInUse) -> None:
    with station.db.work() as session:
        person = add_people(session, 1)
        told = []
        for month in (3, 5, 7):
            first = dt.date(2023, month, 6)
            key = service.save_class(session, class_values(trade="4-10-01-06", start_date=first, end_date=first))
            told.append([w.code for w in service.enrol(session, key, person, first, "到站").warnings])
    assert told == [[], [], ["MANY_CLASSES"]]


def test_the_waiting_list_moves_up_in_its_order_with_a_note(station: StationInUse) -> None:
    played = open_class(station, 6, planned_count=3)
    with station.db.work() as session:
        assert service.move_up(session, played.class_id, DAY) == []
        service.drop_out(session, played.enrolment_ids[1], DAY, "05")
        service.save_class(session, {"planned_count": 4}, class_id=played.class_id)
        assert service.get_class(session, played.class_id).free_places == 2
        assert service.move_up(session, played.class_id, DAY) == list(played.enrolment_ids[3:5])
    detail = read_class(station, played)
    assert [(row.trainee_no, row.name) for row in detail.trainees] == [
        (n + 1, trainee_name(n)) for n in (0, 1, 2, 3, 4)
    ]
    assert [row.name for row in detail.waiting] == [trainee_name(5)]


def test_somebody_who_left_comes_back_with_her_number_and_what_she_missed_counts(station: StationInUse) -> None:
    played = open_class(station, 2)
    with station.db.work() as session:
        service.mark_many(session, [service.MarkEntry(key, played.enrolment_ids[0], "P") for key in played.session_ids])
        service.mark_many(
            session, [service.MarkEntry(key, played.enrolment_ids[1], "P") for key in played.session_ids[:2]]
        )
        service.drop_out(session, played.enrolment_ids[1], dt.date(2023, 2, 16), "03")
        assert service.admit(session, played.enrolment_ids[1], END) == 2
        service.mark_many(
            session, [service.MarkEntry(key, played.enrolment_ids[1], "P") for key in played.session_ids[4:]]
        )
    row = read_class(station, played).trainees[1]
    assert (row.state, row.dropped_on, row.dropout_reason) == ("studying", None, "")
    assert (row.hours_present, row.hours_due, row.rate_text) == (160, 240, "66.7%")
    assert [cell.expected for cell in row.marks] == [False, False, False, False, True, True]


def test_somebody_who_comes_back_to_a_full_class_waits(station: StationInUse) -> None:
    played = open_class(station, 3, planned_count=2)
    with station.db.work() as session:
        service.drop_out(session, played.enrolment_ids[0], DAY, "05")
        service.move_up(session, played.class_id, DAY)
        assert service.admit(session, played.enrolment_ids[0], DAY) is None
    assert [row.name for row in read_class(station, played).waiting] == [trainee_name(0)]


def test_the_order_of_the_sheet_is_free_until_the_class_runs(station: StationInUse) -> None:
    played = open_class(station, 3)
    turned = list(played.enrolment_ids[::-1])
    with station.db.work() as session:
        service.reorder(session, played.class_id, turned)
    assert [row.id for row in read_class(station, played).trainees] == turned
    with station.db.work() as session:
        service.mark(session, played.session_ids[0], turned[0], "P")
        with pytest.raises(Refused, match="已经开班"):
            service.reorder(session, played.class_id, turned[::-1])


def test_a_pasted_column_is_reported_line_by_line(station: StationInUse) -> None:
    played = open_class(station, 1, planned_count=2)
    with station.db.work() as session:
        add_people(session, 3, first=1)
        for sequence in (900, 902):
            twin = person_values(name="李同名", id_number=number(sequence=sequence), phone=f"15400000{sequence}")
            people.save_person(session, twin)
        old = person_values(name="高桂英", birth_date=dt.date(1960, 1, 1), id_number=number("19600101", 6))
        people.save_person(session, old)
        text = "\n".join(
            [
                number(sequence=2),
                f"{trainee_name(1)}\t{number(sequence=4)}",
                trainee_name(2),
                "李同名",
                "高桂英",
                "查无此人",
                trainee_name(2),
            ]
        )
        reports = look_up(session, played.class_id, lines_of(text))
    assert [(one.name, one.state) for one in reports] == [
        (trainee_name(0), "inside"),
        (trainee_name(1), "ready"),
        (trainee_name(2), "waiting"),
        ("李同名", "ambiguous"),
        ("高桂英", "unfit"),
        ("查无此人", "unknown"),
        (trainee_name(2), "repeated"),
    ]
    assert all(number(sequence=4) not in one.typed for one in reports)


def test_one_taking_in_is_undone_as_a_whole(station: StationInUse) -> None:
    played = open_class(station, 1, planned_count=3)
    with station.db.work() as session:
        result = service.enrol(session, played.class_id, add_people(session, 4, first=1), DAY, "批量加入")
        assert (len(result.admitted), len(result.waitlisted)) == (2, 2)
        service.take_back(session, result.made)
    detail = read_class(station, played)
    assert ([row.name for row in detail.trainees], detail.waiting) == ([trainee_name(0)], ())
