"""A closed month stays as it was reported; what comes later is 上期补报 (domain.md §10)."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.users import READ_ONLY, User
from station_app.features.reports import service
from station_app.features.reports.rules.periods import month, month_of, quarter
from station_app.features.training import service as training
from tests.conftest import StationInUse
from tests.reports.counted_classes import FEBRUARY, hold, shown
from tests.training.played_classes import (
    ELSEWHERE,
    Played,
    add_people,
    class_values,
    close_class,
    open_class,
    trainee_name,
)

MARCH = month(2023, 3)


def close(station: StationInUse, period: object = FEBRUARY) -> None:
    with station.db.work() as session:
        service.close_month(session, period, "王敏")  # type: ignore[arg-type]


def played_and_closed(station: StationInUse) -> Played:
    played = open_class(station, 2)
    close_class(station, played, ["PPPPPP", "PPPPPP"])
    close(station)
    return played


def class_found_later(station: StationInUse) -> None:
    """The sheets of a second class of February turn up after the month was closed."""
    with station.db.work() as session:
        start, end = dt.date(2023, 2, 20), dt.date(2023, 2, 21)
        class_id = training.save_class(session, class_values(name="二班", start_date=start, end_date=end, **ELSEWHERE))
        halves = training.plan_timetable(session, class_id, start, 2)
        training.advance(session, class_id, "enrolling", on=start)
        people = add_people(session, 3, first=10)
        admitted = training.enrol(session, class_id, people, start, "村里推荐").admitted
        training.mark_many(session, [training.MarkEntry(half, who, "P") for who in admitted for half in halves])
        training.complete_class(session, class_id, on=end)


def test_a_closed_month_keeps_its_figures_and_says_that_something_changed_since(station: StationInUse) -> None:
    played_and_closed(station)
    assert shown(station)["M12.people"] == "2"
    class_found_later(station)
    with station.db.read() as session:
        report = service.get_report(session, FEBRUARY)
    assert (report.line("M12.people").text("total"), report.line("M15.people").text("total")) == ("2", "2")
    assert report.closed_by == "王敏"
    assert "M12.people" in report.changed_since
    assert shown(station, quarter(2023, 1))["M12.people"] == "5"  # the quarter is counted anew


def test_what_came_later_is_reported_in_the_next_month_once_and_marked_in_the_list(station: StationInUse) -> None:
    played_and_closed(station)
    class_found_later(station)
    with station.db.read() as session:
        march = service.get_report(session, MARCH)
        behind = service.listing_of_month(session, "M12.people", FEBRUARY)
    assert (march.line("M12.people").text("total"), march.line("M12.people").late_text) == ("0", "+3")
    assert (march.line("M12.people").text("total", year=True), march.line("M13.hours").late_text) == ("5", "+16")
    assert march.line("M14.rate").late_text == ""  # a rate has no remainder
    late = [row.name for row in behind if row.is_late]
    assert (late, len(behind)) == ([trainee_name(index) for index in (10, 11, 12)], 5)
    close(station, MARCH)
    with station.db.read() as session:
        again = service.get_report(session, MARCH)
        april = service.get_report(session, month(2023, 4))
    assert (again.line("M12.people").late_text, april.line("M12.people").late_text) == ("+3", "")


def test_opening_a_month_again_needs_a_reason_and_leaves_a_trace(station: StationInUse) -> None:
    played_and_closed(station)
    class_found_later(station)
    with station.db.work() as session, pytest.raises(Refused, match="重新打开的原因"):
        service.open_month(session, FEBRUARY, "  ")
    with station.db.work() as session:
        service.open_month(session, FEBRUARY, "县里要求补进二班")
    assert shown(station)["M12.people"] == "5"
    close(station)
    with station.db.read() as session:
        steps = service.month_history(session, FEBRUARY)
        march = service.get_report(session, MARCH)
    assert [(step.what, step.reason) for step in steps] == [
        ("closed", ""),
        ("opened", "县里要求补进二班"),
        ("closed", ""),
    ]
    assert march.line("M12.people").late_text == ""


def test_a_month_is_closed_once_after_it_is_over_by_somebody_who_may_write(station: StationInUse) -> None:
    close(station)
    to_come = month_of(clock.today()).step(1)
    for period, words in ((FEBRUARY, "已经关账"), (to_come, "还没有过完"), (quarter(2023, 1), "只有整月")):
        with station.db.work() as session, pytest.raises(Refused, match=words):
            service.close_month(session, period, "王敏")
    with station.db.work() as session, pytest.raises(Refused, match="请写关账人"):
        service.close_month(session, MARCH, " ")
    station.db.user = User("r", "查看的人", READ_ONLY)
    with pytest.raises(Refused), station.db.work() as session:
        service.close_month(session, MARCH, "王敏")


def test_figures_that_contradict_each_other_cannot_be_closed(station: StationInUse) -> None:
    played = open_class(station, 1)
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session:  # a mark that was taken back behind the program's back
        for mark in session.connection().exec_driver_sql("SELECT id FROM session_attendance").scalars().all():
            session.connection().exec_driver_sql(
                "UPDATE session_attendance SET mark='A', version=version+1, updated_at=? WHERE id=?",
                ("2023-03-01T00:00:00.000000+00:00", mark),
            )
    with station.db.work() as session, pytest.raises(Refused, match="结业人数 1 多于培训人数 0"):
        service.close_month(session, FEBRUARY, "王敏")


def test_a_closed_month_is_frozen_in_every_breakdown(station: StationInUse) -> None:
    played = played_and_closed(station)
    hold(station, played.person_ids[0], "A01")
    class_found_later(station)
    for breakdown, column in (("village", "东河村"), ("sex", "2"), ("age", "40-49"), ("category", "d01")):
        assert shown(station, column=column, breakdown=breakdown)["M12.people"] == "2"
