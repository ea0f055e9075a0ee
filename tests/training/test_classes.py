"""Planning classes and their timetables on a real encrypted station."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.training import service
from station_app.storage import search
from tests.conftest import StationInUse
from tests.training.played_classes import END, START, class_values, open_class, read_class, type_marks


def _codes(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in refused.value.problems}


def test_class_numbers_run_per_year_of_the_start(station: StationInUse) -> None:
    days = [dt.date(2023, 2, 15), dt.date(2023, 5, 8), dt.date(2024, 1, 3), dt.date(2023, 9, 1)]
    with station.db.work() as session:
        keys = [service.save_class(session, class_values(start_date=day, end_date=day)) for day in days]
        found = [service.class_row(session, key).class_no for key in keys]
    assert found == ["2023-001", "2023-002", "2024-001", "2023-003"]


def test_the_term_is_suggested_per_trade_and_year(station: StationInUse) -> None:
    with station.db.work() as session:
        keys = [
            service.save_class(session, class_values(trade=trade))
            for trade in ("4-03-02-02", "4-03-02-02", "4-10-01-06")
        ]
        assert [service.class_row(session, key).term_no for key in keys] == [1, 2, 1]
        assert service.new_class_values(session, start_date=START, trade="4-03-02-02")["term_no"] == 3


def test_a_new_class_starts_from_the_rules_of_its_day(station: StationInUse) -> None:
    with station.db.work() as session:
        row = service.class_row(session, service.save_class(session, class_values()))
    assert (row.attendance_threshold, row.pass_mark, row.age_min, row.age_max_male, row.age_max_female) == (
        80,
        60,
        16,
        60,
        55,
    )
    assert row.organiser == "城郊乡社会工作服务站"


def test_typed_limits_win_over_the_rules(station: StationInUse) -> None:
    with station.db.work() as session:
        row = service.class_row(session, service.save_class(session, class_values(attendance_threshold=90)))
    assert row.attendance_threshold == 90


def test_empty_and_contradicting_fields_are_refused_beside_the_field(station: StationInUse) -> None:
    with pytest.raises(Refused) as refused, station.db.work() as session:
        service.save_class(session, class_values(name="", end_date=dt.date(2023, 2, 1), age_max_female=15))
    assert ("name", "REQUIRED") in _codes(refused)
    assert ("end_date", "ORDER") in _codes(refused)
    assert "age_max_female" in {problem.field for problem in refused.value.problems}


def test_a_class_that_somebody_else_changed_is_not_overwritten(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values())
        opened_with = service.class_values(session, key)["version"]
        service.save_class(session, {"venue": "东河村委会"}, class_id=key)
        with pytest.raises(Refused) as refused:
            service.save_class(session, {"venue": "西河村委会"}, class_id=key, version=opened_with)
    assert ("", "STALE") in _codes(refused)


def test_a_class_is_found_by_number_name_and_initials(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values())
        assert service.find_class(session, " 2023-001 ") == key
        for text in ("2023-001", "面点", "lsfn"):
            assert key in {hit.record_id for hit in search.find(session, text)}
        with pytest.raises(Refused, match="2023-009"):
            service.find_class(session, "2023-009")


def test_a_timetable_gives_the_class_its_hours_and_dates(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values(start_date=dt.date(2023, 2, 1), end_date=dt.date(2023, 2, 1)))
        service.plan_timetable(session, key, START, 3, topics=("理论：食品卫生", "油条", "包子"))
        detail = service.get_class(session, key)
    assert [half.short_label for half in detail.sessions] == [
        "2/15 上",
        "2/15 下",
        "2/16 上",
        "2/16 下",
        "2/17 上",
        "2/17 下",
    ]
    row = detail.row
    assert (row.start_date, row.end_date, row.total_hours, row.theory_hours, row.practice_hours) == (
        START,
        END,
        240,
        40,
        200,
    )


def test_the_timetable_can_be_made_again_until_a_mark_is_typed(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        again = service.plan_timetable(session, played.class_id, START, 2)
        assert len(service.get_class(session, played.class_id).sessions) == 4
        service.mark(session, again[0], played.enrolment_ids[0], "P")
        with pytest.raises(Refused, match="已经登记过考勤"):
            service.plan_timetable(session, played.class_id, START, 3)


def test_three_half_days_of_four_hours_are_too_long_a_day(station: StationInUse) -> None:
    with pytest.raises(Refused, match="一天最多 8 课时"):
        open_class(station, 1, halves=("AM", "PM", "EV"))


def test_a_half_day_holds_no_more_hours_than_its_minutes(station: StationInUse) -> None:
    played = open_class(station, 1)
    values = {"time_from": dt.time(8, 30), "time_to": dt.time(10, 0), "hours": 25}
    with pytest.raises(Refused) as refused, station.db.work() as session:
        service.save_session(session, played.class_id, values, session_id=played.session_ids[0])
    assert ("hours", "R-20") in _codes(refused)
    with station.db.work() as session:
        service.save_session(session, played.class_id, values | {"hours": 20}, session_id=played.session_ids[0])
        assert service.class_row(session, played.class_id).total_hours == 220


def test_a_half_day_is_not_given_twice_nor_outside_the_class(station: StationInUse) -> None:
    played = open_class(station, 1)
    values = {
        "session_date": START,
        "half_day": "PM",
        "time_from": dt.time(14, 30),
        "time_to": dt.time(17, 30),
        "hours": 40,
        "topic": "包子",
        "kind": "practice",
    }
    with pytest.raises(Refused) as refused, station.db.work() as session:
        service.save_session(session, played.class_id, values)
    assert _codes(refused) == {("half_day", "TAKEN")}
    with pytest.raises(Refused) as refused, station.db.work() as session:
        service.save_session(session, played.class_id, values | {"session_date": dt.date(2023, 2, 20)})
    assert _codes(refused) == {("session_date", "OUTSIDE")}


def test_an_exam_half_day_does_not_count_unless_flagged(station: StationInUse) -> None:
    played = open_class(station, 1, days=1)
    exam = {
        "session_date": START,
        "half_day": "EV",
        "time_from": dt.time(19, 0),
        "time_to": dt.time(19, 45),
        "hours": 0,
        "topic": "结业考核",
        "kind": "exam",
    }
    with station.db.work() as session:
        service.save_session(session, played.class_id, exam)
    assert [half.counts for half in read_class(station, played).sessions] == [True, True, False]


def test_a_half_day_that_was_not_held_is_taken_off_with_a_reason(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        service.void_session(session, played.session_ids[5], "下大雪停课")
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")
        with pytest.raises(Refused, match="已登记考勤"):
            service.void_session(session, played.session_ids[0], "误排")
    assert read_class(station, played).row.total_hours == 200


def test_the_dates_of_a_class_cannot_leave_its_half_days_behind(station: StationInUse) -> None:
    played = open_class(station, 1)
    with pytest.raises(Refused, match="2月17日上午"), station.db.work() as session:
        service.save_class(session, {"end_date": dt.date(2023, 2, 16)}, class_id=played.class_id)


def test_a_closed_class_is_not_changed_any_more(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PPPPPP"])
    with station.db.work() as session:
        service.complete_class(session, played.class_id, on=END)
        with pytest.raises(Refused, match="已结业"):
            service.save_class(session, {"name": "另一个班"}, class_id=played.class_id)
        with pytest.raises(Refused, match="课程表"):
            service.plan_timetable(session, played.class_id, START, 1)


def test_a_small_class_applied_for_late_with_little_practice_is_told_not_refused(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values(planned_count=10, applied_on=dt.date(2023, 2, 9)))
        service.plan_timetable(session, key, START, 1, topics=("理论：食品卫生",))
        told = service.get_class(session, key).warnings
    assert any("20 至 50" in line for line in told)
    assert any("提前 7 天" in line for line in told)
    assert any("60%" in line for line in told)


def test_a_class_of_the_usual_size_applied_for_in_time_is_told_nothing(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values(applied_on=dt.date(2023, 2, 8), trade="4-03-02-01"))
        service.plan_timetable(session, key, START, 3, topics=("理论：食品卫生", "包子"))
        assert service.get_class(session, key).warnings == ()
