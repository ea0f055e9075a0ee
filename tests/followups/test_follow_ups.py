"""Follow-ups: when they are due, what is written down, who cannot be reached (R-40, R-42, walk-through F)."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.ids import new_id
from station_app.features.followups import rules, service
from station_app.features.people.service import people
from tests.conftest import StationInUse
from tests.people.invented_people import person_values

START = dt.date(2023, 3, 1)


def opened(station: StationInUse, kind: str = "P") -> tuple[str, str, list[str]]:
    """A person with the follow-ups of one origin: person, origin, follow-ups."""
    origin = new_id()
    with station.db.work() as session:
        person = people.save_person(session, person_values())
        return (
            person,
            origin,
            service.schedule(session, kind, person, ("placement", origin), start=START, worker="王敏"),
        )


def row(station: StationInUse, number: int = 0) -> service.FollowUpRow:
    with station.db.read() as session:
        return service.list_follow_ups(session)[number]


def test_a_placement_is_followed_up_after_7_30_90_and_180_days(station: StationInUse) -> None:
    _person, origin, _made = opened(station)
    with station.db.read() as session:
        found = service.list_follow_ups(session, origin_id=origin)
    assert [f"{each.due_date:%m-%d}" for each in found] == ["03-08", "03-31", "05-30", "08-28"]


def test_after_a_class_it_is_30_90_and_180_days(station: StationInUse) -> None:
    opened(station, "T")
    with station.db.read() as session:
        found = service.list_follow_ups(session, open_only=True)
    assert [f"{each.due_date:%m-%d}" for each in found] == ["03-31", "05-30", "08-28"]


def test_scheduling_the_same_origin_again_adds_nothing(station: StationInUse) -> None:
    person, origin, made = opened(station)
    with station.db.work() as session:
        assert service.schedule(session, "P", person, ("placement", origin), start=START, worker="王敏") == []
    with station.db.read() as session:
        assert [each.id for each in service.list_follow_ups(session)] == made


def test_a_visit_on_the_last_day_of_the_window_is_in_time_and_the_day_after_late() -> None:
    due = dt.date(2023, 3, 31)
    assert rules.is_in_time(due, 7, dt.date(2023, 4, 7))
    assert not rules.is_in_time(due, 7, dt.date(2023, 4, 8))


@pytest.mark.parametrize(
    ("today", "state"),
    [("2023-02-28", "scheduled"), ("2023-03-01", "due"), ("2023-03-15", "due"), ("2023-03-16", "overdue")],
)
def test_it_is_due_when_its_window_opens_and_overdue_when_it_is_over(
    station: StationInUse, monkeypatch: pytest.MonkeyPatch, today: str, state: str
) -> None:
    opened(station)
    monkeypatch.setattr(clock, "today", lambda: dt.date.fromisoformat(today))
    assert row(station).state == state


def test_a_visit_without_day_way_or_result_is_refused_at_each_of_them(station: StationInUse) -> None:
    _person, _origin, made = opened(station)
    with station.db.work() as session, pytest.raises(Refused) as refusal:
        service.write_done(session, made[0], {"problems": "想换个近的活"})
    assert {problem.field for problem in refusal.value.problems} == {"done_on", "method", "result"}


def test_a_visit_that_was_made_is_done_and_keeps_what_was_found(station: StationInUse) -> None:
    _person, _origin, made = opened(station)
    seen = {"done_on": dt.date(2023, 3, 9), "method": "2", "result": "1", "income_now": 260000, "worker": "李静"}
    with station.db.work() as session:
        service.write_done(session, made[0], seen, version=row(station).version)
    assert (row(station).state, row(station).result, row(station).worker) == ("done", "1", "李静")
    with station.db.read() as session:
        assert service.get_follow_up(session, made[0])["income_now"] == 260000


def test_three_attempts_on_different_days_make_somebody_unreachable(station: StationInUse) -> None:
    _person, _origin, made = opened(station)
    for day in (8, 9, 10):
        with station.db.work() as session:
            state = service.write_attempt(session, made[0], dt.date(2023, 3, day))
    assert state == "unreachable"
    assert (row(station).attempts, row(station).result) == (3, "7")


def test_a_second_attempt_on_the_same_day_does_not_count(station: StationInUse) -> None:
    _person, _origin, made = opened(station)
    with station.db.work() as session:
        service.write_attempt(session, made[0], dt.date(2023, 3, 8))
    with station.db.work() as session, pytest.raises(Refused, match="同一天"):
        service.write_attempt(session, made[0], dt.date(2023, 3, 8))
    assert row(station).attempts == 1


def test_an_origin_that_ended_cancels_what_is_open_and_keeps_what_was_done(station: StationInUse) -> None:
    _person, origin, made = opened(station)
    done = {"done_on": dt.date(2023, 3, 9), "method": "1", "result": "4"}
    with station.db.work() as session:
        service.write_done(session, made[0], done)
        assert service.cancel_of_origin(session, origin, "已离岗") == 3
    with station.db.read() as session:
        assert [each.state for each in service.list_follow_ups(session)] == ["done", *["cancelled"] * 3]
    with station.db.work() as session, pytest.raises(Refused, match="已经取消"):
        service.write_done(session, made[1], done)


def test_somebody_who_moved_away_or_died_is_not_visited_any_more(station: StationInUse) -> None:
    _person, origin, made = opened(station)
    gone = {"done_on": dt.date(2023, 3, 9), "method": "2", "result": "8"}
    with station.db.work() as session:
        service.write_done(session, made[0], gone)
    with station.db.read() as session:
        states = [each.state for each in service.list_follow_ups(session, origin_id=origin)]
        rate = service.done_rate(session, dt.date(2023, 3, 1), dt.date(2023, 8, 31))
    assert states == ["done", *["cancelled"] * 3]
    assert (rate.due, rate.in_time, rate.rate) == (1, 1, "100.0%")


def test_the_home_page_gets_what_is_due_and_overdue_the_longest_waiting_first(
    station: StationInUse, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(station)
    monkeypatch.setattr(clock, "today", lambda: dt.date(2023, 3, 27))
    with station.db.read() as session:
        found = service.due_today(session)
        assert [(f"{each.due_date:%m-%d}", each.state) for each in found] == [("03-08", "overdue"), ("03-31", "due")]
        assert service.count_due(session) == 2


def test_the_rate_counts_what_was_made_before_its_window_was_over(station: StationInUse) -> None:
    _person, _origin, made = opened(station)
    with station.db.work() as session:
        service.write_done(session, made[0], {"done_on": dt.date(2023, 3, 15), "method": "2", "result": "1"})
        service.write_done(session, made[1], {"done_on": dt.date(2023, 4, 8), "method": "2", "result": "1"})
    with station.db.read() as session:
        rate = service.done_rate(session, dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    assert (rate.due, rate.in_time) == (2, 1)
