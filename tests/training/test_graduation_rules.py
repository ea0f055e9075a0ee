"""Scores and graduation by R-21 and R-23; numbers by R-24; timetables by R-20."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.flow import Flow
from station_app.features.station.rules import number_pattern
from station_app.features.training.rules import graduation, numbers, timetable
from station_app.features.training.rules.states import CERTIFICATE_FLOW, CLASS_FLOW, ENROLMENT_FLOW


def test_the_final_score_is_two_fifths_theory_and_three_fifths_practice() -> None:
    assert graduation.final_score(705, 830, 40) == 78_00
    assert graduation.final_score(599, 601, 40) == 60_02
    assert graduation.final_score(None, 601, 40) is None


@pytest.mark.parametrize(("final", "status"), [(6000, "1"), (5999, "2"), (None, "9")])
def test_the_pass_mark_itself_passes(final: int | None, status: str) -> None:
    assert graduation.exam_status(final, 60) == status


def test_a_pass_on_resit_is_told_apart() -> None:
    assert graduation.exam_status(6100, 60, resit=True) == "3"
    assert graduation.exam_status(5100, 60, resit=True) == "2"


@pytest.mark.parametrize(
    ("attended", "has_exam", "exam", "graduates", "cause"),
    [
        (True, False, "9", True, ""),
        (True, True, "1", True, ""),
        (True, True, "3", True, ""),
        (True, True, "2", False, "exam"),
        (True, True, "4", False, "exam_absent"),
        (True, True, "9", False, "exam_missing"),
        (False, False, "9", False, "attendance"),
        (False, True, "1", False, "attendance"),
    ],
)
def test_graduation_needs_attendance_and_a_passed_exam_where_there_is_one(
    attended: bool, has_exam: bool, exam: str, graduates: bool, cause: str
) -> None:
    found = graduation.outcome(attended=attended, has_exam=has_exam, exam=exam)
    assert (found.graduated, found.cause) == (graduates, cause)
    assert not graduation.outcome(attended=True, has_exam=False, exam="9", dropped=True).graduated


def test_certificate_numbers_are_printed_with_dashes() -> None:
    made = number_pattern.fill(
        number_pattern.USUAL, township="411328300", short_name="城郊社工", class_no="2023-003", trainee_no=12
    )
    assert made == "411328300-2023-003-012"
    assert numbers.statement_no(made) == "411328300-2023-003-012-C"
    assert numbers.reissue_no(numbers.statement_no(made)) == "411328300-2023-003-012-C-B1"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{年份}-{班次}", "{学号}"),
        ("{年份}-{学号}", "{班次}"),
        ("{年份}-{班次}-{学号}-{学号}", "{学号}"),
        ("{年份}{班次}{学号}{姓名}", "没有“{姓名}”"),
        ("{乡镇代码}-{简称}-{年份}-{班次}-{学号}", "最多 24 个"),
        ("{年份}*{班次}*{学号}", "只能用"),
        ("", "{年份}"),
    ],
)
def test_a_pattern_whose_numbers_could_repeat_or_not_fit_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        number_pattern.parse(typed)


def test_a_pattern_may_use_the_station_s_short_name_and_brackets() -> None:
    pattern = number_pattern.parse(" 城社培〔{年份}〕 {班次}{学号}号 ")
    made = number_pattern.fill(pattern, township="419901300", short_name="城郊", class_no="2023-003", trainee_no=7)
    assert made == "城社培〔2023〕003007号"


def test_a_reissue_keeps_the_number_and_counts_on() -> None:
    assert numbers.reissue_no("411328300-2023-003-012") == "411328300-2023-003-012-B1"
    assert numbers.reissue_no("411328300-2023-003-012-B1") == "411328300-2023-003-012-B2"


def test_class_numbers_on_paper_have_six_corner_brackets() -> None:
    assert numbers.printed_class_no("城郊社工", numbers.class_no(2023, 3)) == "城郊社工培字〔2023〕003号"


def test_a_timetable_runs_over_consecutive_days_in_the_order_of_the_day() -> None:
    made = timetable.plan(
        dt.date(2023, 2, 15),
        3,
        ("PM", "AM"),
        ("理论：食品卫生", "实操：油条", "包子"),
        hours_each=40,
        minutes_per_hour=45,
    )
    assert [(half.session_date.day, half.half_day) for half in made] == [
        (15, "AM"), (15, "PM"), (16, "AM"), (16, "PM"), (17, "AM"), (17, "PM"),
    ]  # fmt: skip
    assert [(half.kind, half.topic) for half in made[:4]] == [
        ("theory", "食品卫生"), ("practice", "油条"), ("practice", "包子"), ("practice", "包子"),
    ]  # fmt: skip
    assert (made[0].time_from, made[0].time_to) == (dt.time(8, 30), dt.time(11, 30))
    assert sum(half.hours for half in made) == 240


def test_half_days_are_labelled_short_in_tables_and_long_in_sentences() -> None:
    day = dt.date(2023, 2, 15)
    assert timetable.short_label(day, "AM") == "2/15 上"
    assert timetable.long_label(day, "PM") == "2月15日下午"
    assert timetable.weekday(day) == "星期三"


@pytest.mark.parametrize("flow", [CLASS_FLOW, ENROLMENT_FLOW, CERTIFICATE_FLOW])
def test_every_state_of_a_flow_is_in_its_code_table_and_can_be_reached(flow: Flow) -> None:
    states = {code for code, _label in codes.table(flow.table)}
    reached = {flow.start} | {step.target for step in flow.steps}
    assert {step.source for step in flow.steps} <= reached
    assert reached == states


def test_a_class_is_not_closed_before_it_was_held() -> None:
    with pytest.raises(Refused):
        CLASS_FLOW.step("enrolling", "completed")
