"""Somebody who joins a class that runs: the highest rate still reachable is said first (R-20 … R-22)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from station_app.core import clock
from station_app.features.people.service import people
from station_app.features.station.service import rules
from station_app.features.training import service
from station_app.features.training.rules.attendance import Counting, Slot, late_admission, tally
from station_app.features.training.service import late, roster_target
from station_app.features.training.service.lookup import look_up
from tests.conftest import StationInUse
from tests.training.played_classes import add_people, open_class, read_class, running_class, type_marks

BEFORE = dt.date(2023, 1, 1)


def set_rule(station: StationInUse, key: str, value: str) -> None:
    with station.db.work() as session:
        rules.set_rule(session, key, valid_from=BEFORE, value=value, source="县民政局〔2023〕5号")


def test_one_of_six_half_days_missed_still_reaches_80_two_do_not() -> None:
    for gone, best, told in ((1, "83.3%", "最多再缺0课时"), (2, "66.7%", "达不到，只能旁听，发参训证明")):
        hours = tally([*[Slot(40, before_admission=True)] * gone, *[Slot(40)] * (6 - gone)])
        said = late_admission(hours, gone, 80)
        assert f"出勤率最高 {best}，结业要 80%" in said
        assert told in said


def test_a_short_half_day_missed_costs_its_hours_not_a_point() -> None:
    hours = tally([Slot(20, before_admission=True), *[Slot(40)] * 5])
    assert hours.best == Fraction(20, 22)
    assert "已经上过 1 个半天（2 课时）" in late_admission(hours, 1, 80)


def test_whether_leave_counts_and_what_was_held_before_is_a_dated_setting() -> None:
    slots = [Slot(40, before_admission=True), Slot(40, "P"), Slot(40, "L"), Slot(40, "A")]
    assert tally(slots).rate == Fraction(1, 4)
    assert tally(slots, Counting(leave=True)).rate == Fraction(2, 4)
    assert tally(slots, Counting(before_admission=False)).rate == Fraction(1, 3)


def test_the_setting_of_the_first_day_counts_in_the_whole_class(station: StationInUse) -> None:
    played = open_class(station, 1)
    type_marks(station, played, ["LPPPPP"])
    assert read_class(station, played).trainees[0].rate_text == "83.3%"
    set_rule(station, "attendance_counts_leave", "1")
    assert read_class(station, played).trainees[0].rate_text == "100%"


def test_what_a_late_one_can_still_reach_is_told_by_every_way_in(station: StationInUse) -> None:
    played = running_class(station, gone=2, to_come=2)
    with station.db.work() as session:
        (key,) = add_people(session, 1, first=20)
        person = people.get_person(session, key)
    with station.db.read() as session:
        found = late.late_admission(session, played.class_id)
        assert found is not None
        assert (found.best, found.can_graduate) == ("50%", False)
        (report,) = look_up(session, played.class_id, [person["id_number"]])
        assert "插班：已经上过 2 个半天（8 课时），不能补。" in report.text
        (target,) = [one for one in roster_target.roster_targets(session) if one.id == played.class_id]
        assert "出勤率最高 50%，结业要 80%" in target.warning
    with station.db.work() as session:
        service.enrol(session, played.class_id, [key], clock.today(), "到站")
    row = read_class(station, played).trainees[-1]
    assert (row.rate_text, row.best_text, row.was_late) == ("0%", "50%", True)


def test_a_station_that_does_not_count_what_was_held_before_has_nothing_to_tell(station: StationInUse) -> None:
    set_rule(station, "attendance_before_admission", "0")
    played = running_class(station, gone=2, to_come=2)
    with station.db.work() as session:
        assert late.late_admission(session, played.class_id) is None
        service.enrol(session, played.class_id, add_people(session, 1, first=20), clock.today(), "到站")
    row = read_class(station, played).trainees[-1]
    assert (row.rate, row.best_text) == (None, "100%")


@pytest.mark.parametrize("leaves", [True, False])
def test_who_comes_back_keeps_what_she_attended(station: StationInUse, leaves: bool) -> None:
    played = running_class(station, gone=3, to_come=2, marks="PAP")
    if leaves:
        with station.db.work() as session:
            service.drop_out(session, played.enrolment_ids[0], clock.today(), "05")
    with station.db.read() as session:
        found = late.late_admission(session, played.class_id, enrolment_id=played.enrolment_ids[0])
    assert found is not None
    assert (found.best, found.can_graduate) == ("80%", True)
