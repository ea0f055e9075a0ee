"""Satisfaction slips and the telephone spot check of a class (§3.7, R-29, M19)."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import Any

import pytest

from station_app.core.checks import Refused
from station_app.features.training.rules.drawing import draw, sample_size
from station_app.features.training.service import phone_checks, survey
from tests.conftest import StationInUse
from tests.training.played_classes import END, Played, close_class, open_class

NAMES = ("rate_content", "rate_trainer", "rate_practice", "rate_schedule", "rate_service", "rate_overall")


def slip(ratings: str, **words: str) -> dict[str, Any]:
    """Six digits, 0 for an item left blank."""
    return {name: rating if rating != "0" else None for name, rating in zip(NAMES, ratings, strict=True)} | words


def closed(station: StationInUse, trainees: int = 1) -> Played:
    played = open_class(station, trainees)
    close_class(station, played, ["PPPPPP"] * trainees)
    return played


def test_the_rate_is_fives_and_fours_among_the_answers_to_the_last_item(station: StationInUse) -> None:
    played = closed(station)
    with station.db.work() as session:
        for ratings in ("555555", "445544", "333333", "555550"):
            survey.add_slip(session, played.class_id, slip(ratings))
    with station.db.read() as session:
        found = survey.survey_of(session, played.class_id)
    assert [one.number for one in found.slips] == [1, 2, 3, 4]
    assert found.items[0].counts == (2, 1, 1, 0, 0)
    assert (found.overall.valid, found.overall.satisfied, found.overall.rate) == (3, 2, "66.7%")
    assert found.items[0].rate == "75.0%"


def test_a_slip_taken_out_counts_no_more(station: StationInUse) -> None:
    played = closed(station)
    with station.db.work() as session:
        survey.add_slip(session, played.class_id, slip("555555"))
        wrong = survey.add_slip(session, played.class_id, slip("111111"))
        survey.void_slip(session, wrong, "录错撤销")
        assert survey.survey_of(session, played.class_id).overall.rate == "100.0%"


def test_an_empty_slip_and_a_class_that_has_not_begun_are_refused(station: StationInUse) -> None:
    played = open_class(station, 1)
    with station.db.work() as session, pytest.raises(Refused, match="还没有开班"):
        survey.add_slip(session, played.class_id, slip("555555"))
    close_class(station, played, ["PPPPPP"])
    with station.db.work() as session, pytest.raises(Refused, match="一项都没有勾"):
        survey.add_slip(session, played.class_id, slip("000000", suggestion="多办"))
    with station.db.read() as session:
        assert survey.survey_of(session, played.class_id).overall.rate == ""


@pytest.mark.parametrize(("trainees", "count"), [(2, 2), (3, 3), (30, 3), (31, 4), (42, 5), (50, 5)])
def test_ten_per_cent_are_drawn_and_at_least_three(trainees: int, count: int) -> None:
    assert sample_size(trainees, 10, 3) == count


def test_the_draw_follows_the_written_algorithm_on_any_machine() -> None:
    seed = "2023-003/2023-03-01"
    by_hand = sorted(range(1, 43), key=lambda n: sha256(f"{seed}/{n:03d}".encode()).hexdigest())[:5]
    assert draw(range(42, 0, -1), seed, 5) == by_hand == [15, 30, 39, 21, 24]
    assert draw(range(1, 43), "2023-003/2023-03-02", 5) != by_hand


def test_the_same_seed_draws_the_same_trainees_and_nobody_draws_twice(station: StationInUse) -> None:
    played = closed(station, 8)
    with station.db.work() as session:
        first = phone_checks.draw_sample(session, played.class_id, "2023-001/2023-02-18")
        with pytest.raises(Refused, match="已经抽过"):
            phone_checks.draw_sample(session, played.class_id, "再来")
        phone_checks.void_draw(session, played.class_id, "种子写错")
        again = phone_checks.draw_sample(session, played.class_id, "2023-001/2023-02-18")
    assert len(first) == 3
    assert [row.trainee_no for row in again] == [row.trainee_no for row in first]
    assert {row.seed for row in again} == {"2023-001/2023-02-18"}


def test_a_running_class_is_not_checked_and_fewer_than_the_rule_are_refused(station: StationInUse) -> None:
    played = open_class(station, 8)
    with station.db.work() as session, pytest.raises(Refused, match="结业以后"):
        phone_checks.draw_sample(session, played.class_id, "甲")
    close_class(station, played, ["PPPPPP"] * 8)
    with station.db.work() as session, pytest.raises(Refused, match="应抽 3 到 8 人"):
        phone_checks.draw_sample(session, played.class_id, "甲", count=2)


def test_what_a_call_came_to_is_kept_and_added_up(station: StationInUse) -> None:
    played = closed(station, 8)
    day = END + dt.timedelta(days=10)
    with station.db.work() as session:
        rows = phone_checks.draw_sample(session, played.class_id, "甲")
        with pytest.raises(Refused) as refusal:
            phone_checks.write_answer(session, rows[0].id, {"asked_on": day, "answered": True, "asked_by": "王敏"})
        assert {problem.field for problem in refusal.value.problems} == {"attended", "free_of_charge", "satisfied"}
        said = {"asked_on": day, "answered": True, "asked_by": "王敏", "attended": True, "free_of_charge": True}
        phone_checks.write_answer(session, rows[0].id, said | {"satisfied": False, "remarks": "时间太短"})
        phone_checks.write_answer(session, rows[1].id, {"asked_on": day, "answered": False, "asked_by": "王敏"})
        done = phone_checks.summary_of(phone_checks.list_checks(session, played.class_id))
        assert (done.drawn, done.asked, done.answered, done.attended, done.free_of_charge, done.satisfied) == (
            *(3, 2, 1),
            *(1, 1, 0),
        )
        with pytest.raises(Refused, match="不能重抽"):
            phone_checks.void_draw(session, played.class_id, "不满意")
