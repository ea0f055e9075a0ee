"""A timetable from a start date: holidays, make-up days, hours; trainers and venues that are taken; half-days moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from station_app.core.checks import Refused
from station_app.features.station.service import holidays, rules
from station_app.features.training import service
from station_app.features.training.service import PlanOptions
from station_app.features.training.ui.class_form import lay_out, plan_of
from tests.conftest import StationInUse
from tests.training.played_classes import (
    ELSEWHERE,
    START,
    add_trainer,
    class_values,
    open_class,
    read_class,
    type_marks,
)


def _days(station: StationInUse, start: dt.date, days: int | None, **options: object) -> list[str]:
    """The days of a class planned so, each once, as 9/28."""
    with station.db.work() as session:
        key = service.save_class(session, class_values(start_date=start, end_date=start))
        service.plan_timetable(session, key, start, days, options=PlanOptions(**options))  # type: ignore[arg-type]
        found = service.get_class(session, key)
    return list(dict.fromkeys(f"{half.session_date.month}/{half.session_date.day}" for half in found.sessions))


def test_the_national_holiday_is_left_out_and_the_days_made_up_for_it_are_taught(station: StationInUse) -> None:
    # 2023: off 9/29-10/6, made up on Saturday 10/7 and Sunday 10/8
    assert _days(station, dt.date(2023, 9, 27), 5) == ["9/27", "9/28", "10/7", "10/8", "10/9"]


def test_weekends_are_taught_only_when_asked_for_and_never_on_a_holiday(station: StationInUse) -> None:
    assert _days(station, dt.date(2023, 2, 17), 3) == ["2/17", "2/20", "2/21"]
    assert _days(station, dt.date(2023, 3, 17), 3, weekends=True) == ["3/17", "3/18", "3/19"]
    assert _days(station, dt.date(2023, 4, 28), 3, weekends=True) == ["4/28", "5/4", "5/5"]


def test_certain_weekdays_alone_can_be_chosen(station: StationInUse) -> None:
    assert _days(station, dt.date(2023, 2, 15), 4, weekdays=("1", "3")) == ["2/15", "2/20", "2/22", "2/27"]


@pytest.mark.parametrize(
    ("start", "days", "how"),
    [
        (dt.date(2023, 9, 27), 5, {}),
        (dt.date(2023, 3, 17), 4, {"weekends": True}),
        (dt.date(2023, 2, 15), 6, {"weekdays": ("1", "3")}),
        (dt.date(2023, 2, 13), 12, {"weekdays": ("1", "2", "3", "4", "5", "6")}),
        (START, None, {"hours_wanted": 220}),
    ],
    ids=["days made up for a holiday", "weekends", "two weekdays", "Monday to Saturday", "a shorter last half-day"],
)
def test_the_next_term_is_held_on_such_days_as_the_last_one(
    station: StationInUse, start: dt.date, days: int | None, how: dict[str, Any]
) -> None:
    with station.db.work() as session:
        first = service.save_class(session, class_values(start_date=start, end_date=start))
        service.plan_timetable(session, first, start, days, options=PlanOptions(**how))
        plan = plan_of(session, service.get_class(session, first))
        usual = {"weekends": False, "weekdays": (), "hours_wanted": None}
        assert {name: plan[name] for name in usual} == usual | how
        again = service.save_class(session, class_values(start_date=start, end_date=start, **ELSEWHERE))
        lay_out(session, again, start, plan)
        laid_out = [
            [(half.session_date, half.half_day, half.hours) for half in service.get_class(session, key).sessions]
            for key in (first, again)
        ]
    assert laid_out[0] == laid_out[1]


def test_a_day_off_that_the_station_wrote_down_itself_is_left_out(station: StationInUse) -> None:
    with station.db.work() as session:
        holidays.save_holiday(session, {"day": dt.date(2023, 2, 16), "kind": "off", "name": "古会"})
    assert _days(station, START, 3) == ["2/15", "2/17", "2/20"]


def test_a_start_on_a_day_off_moves_to_the_next_class_day(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values(start_date=dt.date(2023, 2, 18), end_date=dt.date(2023, 2, 18)))
        service.plan_timetable(session, key, dt.date(2023, 2, 18), 1)
        row = service.class_row(session, key)
    assert (row.start_date, row.end_date) == (dt.date(2023, 2, 20), dt.date(2023, 2, 20))


def test_total_hours_are_filled_with_half_days_and_the_last_one_is_shorter(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values())
        begins = {"AM": dt.time(8, 0), "PM": dt.time(15, 0)}
        service.plan_timetable(session, key, START, None, options=PlanOptions(hours_wanted=220, begins=begins))
        found = service.get_class(session, key)
    assert [half.hours for half in found.sessions] == [40, 40, 40, 40, 40, 20]
    assert found.sessions[0].time_from == dt.time(8, 0)
    assert (found.sessions[5].time_from, found.sessions[5].time_to) == (dt.time(15, 0), dt.time(16, 30))
    assert found.row.total_hours == 220


def test_a_trainer_cannot_teach_two_classes_at_the_same_half_day(station: StationInUse) -> None:
    with station.db.work() as session:
        cook = add_trainer(session)
        first = service.save_class(session, class_values(trainer_ids=(cook,)))
        service.plan_timetable(session, first, START, 3)
        second = service.save_class(
            session, class_values(name="2023年第二期面点班", trainer_ids=(cook,), venue="东河村委会")
        )
        wanted = "2月15日上午张建国在 2023-001《2023年第一期留守妇女面点技术培训班》上课，不能同时教两个班"
        with pytest.raises(Refused, match=wanted):
            service.plan_timetable(session, second, START, 1)
    with station.db.work() as session:
        evening = service.save_class(
            session, class_values(name="2023年第二期面点班", trainer_ids=(cook,), venue="东河村委会")
        )
        assert service.plan_timetable(session, evening, START, 1, halves=("EV",))


def test_a_room_does_not_hold_two_classes_and_a_class_cannot_move_into_a_taken_one(station: StationInUse) -> None:
    open_class(station, 1)
    with station.db.work() as session:
        other = service.save_class(session, class_values(**ELSEWHERE))
        halves = service.plan_timetable(session, other, START, 1)
        with pytest.raises(Refused, match="2月15日上午城郊乡文化站已经有 2023-001"):
            service.save_class(session, {"venue": "城郊乡文化站"}, class_id=other)
    with station.db.work() as session, pytest.raises(Refused, match="城郊乡文化站已经有"):
        service.save_session(session, other, {"venue": "城郊乡文化站"}, session_id=halves[0])


def test_a_cancelled_class_takes_neither_trainer_nor_room(station: StationInUse) -> None:
    with station.db.work() as session:
        first = service.save_class(session, class_values())
        service.plan_timetable(session, first, START, 1)
        service.advance(session, first, "cancelled", note="教师生病")
        again = service.save_class(session, class_values())
        assert service.plan_timetable(session, again, START, 1)


def test_a_half_day_taught_by_somebody_else_is_no_clash(station: StationInUse) -> None:
    with station.db.work() as session:
        cook, helper = add_trainer(session), add_trainer(session, "刘桂香", phone="15400009002")
        first = service.save_class(session, class_values(trainer_ids=(cook,)))
        halves = service.plan_timetable(session, first, START, 1, halves=("AM",))
        service.save_session(session, first, {"trainer_name": "刘桂香"}, session_id=halves[0])
        row = service.get_class(session, first).sessions[0]
        assert (row.trainer_id, row.trainer_name) == (helper, "刘桂香")
        second = service.save_class(session, class_values(trainer_ids=(cook,), venue="东河村委会"))
        assert service.plan_timetable(session, second, START, 1, halves=("AM",))


def test_two_half_days_swap_what_is_taught_but_not_when(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session:
        topics = ("理论：食品卫生", "油条", "包子")
        halves = service.plan_timetable(session, played.class_id, START, 2, topics=topics)
        service.swap_sessions(session, halves[0], halves[1])
    found = read_class(station, played).sessions
    assert [(half.short_label, half.topic, half.kind) for half in found[:2]] == [
        ("2/15 上", "油条", "practice"),
        ("2/15 下", "食品卫生", "theory"),
    ]
    assert found[0].time_from == dt.time(8, 30)


def test_a_half_day_with_marks_is_not_swapped(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["PNNNNN"])
    with pytest.raises(Refused, match="2月15日上午已登记考勤"), station.db.work() as session:
        service.swap_sessions(session, played.session_ids[0], played.session_ids[1])


@pytest.mark.parametrize(
    ("trade", "usual"), [("4-03-02-02", 100), ("4-10-01-06-2", 200), ("L-09", 100), ("6-31-01-03", 0)]
)
def test_the_usual_hours_of_a_trade_are_one_calm_line_and_no_hindrance(
    station: StationInUse, trade: str, usual: int
) -> None:
    with station.db.work() as session:
        key = service.save_class(session, class_values(trade=trade))
        service.plan_timetable(session, key, START, 3)
        assert service.usual_hours(session, trade, START) == usual
        told = [one for one in service.get_class(session, key).reminders if one.rule == "R-27"]
        assert service.advance(session, key, "enrolling").row.state == "enrolling"
    assert len(told) == (1 if usual else 0)
    if usual:
        assert f"参考 {usual} 课时，现在排了 24 课时；少于它也可以开班" in told[0].text
        assert "青海省" in told[0].source


def test_the_usual_hours_follow_the_countys_own_dated_rule(station: StationInUse) -> None:
    with station.db.work() as session:
        rules.set_rule(session, "class_hours_pastry", valid_from=START, value="24", source="县民政局通知")
        keys = [service.save_class(session, class_values(**ELSEWHERE)), service.save_class(session, class_values())]
        assert service.usual_hours(session, "L-06", START) == 24
        assert service.usual_hours(session, "L-06", START - dt.timedelta(days=1)) == 100
        service.plan_timetable(session, keys[0], START, 3)
        assert [one for one in service.get_class(session, keys[0]).reminders if one.rule == "R-27"] == []


def test_reminders_name_their_rule_and_where_it_comes_from(station: StationInUse) -> None:
    with station.db.work() as session:
        key = service.save_class(
            session,
            class_values(
                planned_count=10,
                applied_on=dt.date(2023, 2, 9),
                attendance_threshold=70,
                has_exam=True,
                pass_mark=50,
                skill_level="5",
            ),
        )
        halves = service.plan_timetable(session, key, START, 1, topics=("理论：食品卫生", "考核：面点"))
        service.save_session(session, key, {"counts": True}, session_id=halves[1])
        told = service.get_class(session, key).reminders
    assert [one.rule for one in told] == ["R-21", "R-22", "R-23", "R-25", "R-26", "R-27", "R-27"]
    assert "按等级培训至少 40 课时，现在排了 8 课时" in told[-1].text
    assert all(one.source for one in told)
