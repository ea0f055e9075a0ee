"""Hours, not points (R-20 … R-22), and the walk-through §12 A computed by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.features.training.rules.attendance import LOST, Slot, rate_text, reaches, standing, tally


def _slots(marks: str, hours: list[int] | None = None) -> list[Slot]:
    return [Slot(tenths, mark) for mark, tenths in zip(marks, hours or [40] * len(marks), strict=True)]


@pytest.mark.parametrize(
    ("marks", "hours", "text", "passes"),
    [
        ("PPPPPP", None, "100%", True),
        ("PPPPPA", None, "83.3%", True),
        ("PPPPAA", None, "66.7%", False),
        ("PPPPA", None, "80%", True),
        ("APPPPP", [20, 40, 40, 40, 40, 40], "90.9%", True),
        ("PAPPPP", [20, 40, 40, 40, 40, 40], "81.8%", True),
        ("PAAPPP", [20, 40, 40, 40, 40, 40], "63.6%", False),
    ],
)
def test_the_walk_through_comes_out_as_computed_by_hand(
    marks: str, hours: list[int] | None, text: str, passes: bool
) -> None:
    counted = tally(_slots(marks, hours))
    assert rate_text(counted.rate) == text
    assert reaches(counted.present, counted.due, 80) is passes


def test_late_and_leaving_early_count_in_full_leave_and_absence_not_at_all() -> None:
    counted = tally(_slots("PTELA"))
    assert (counted.present, counted.due, counted.missed) == (120, 200, 2)


def test_an_unmarked_half_day_is_neither_present_nor_missed() -> None:
    counted = tally(_slots("PPN"))
    assert (counted.present, counted.due, counted.missed, counted.open) == (80, 80, 0, (40,))


def test_half_days_before_a_late_admission_are_due_without_a_mark() -> None:
    counted = tally([Slot(40, "N", before_admission=True), *_slots("PPPP")])
    assert counted.rate == Fraction(4, 5)
    assert counted.open == ()


def test_an_exam_session_counts_only_if_flagged() -> None:
    assert tally([*_slots("PPPP"), Slot(40, "A", counts=False)]).rate == 1
    assert tally([*_slots("PPPP"), Slot(40, "A", counts=True)]).rate == Fraction(4, 5)


@pytest.mark.parametrize(
    ("marks", "word", "hint"),
    [
        ("NNNNNN", "未开课", "还能缺 1 个半天"),
        ("PPPPPN", "可结业", "还能缺 1 个半天"),
        ("PPPPAN", "可结业", "不能再缺"),
        ("PPANNN", "不足", "剩下的半天都要到"),
        ("PPAANN", "已不能结业", ""),
        ("PPPPPA", "可结业", ""),
        ("PPPPAA", "已不能结业", ""),
    ],
)
def test_the_grid_says_who_can_graduate_and_how_many_half_days_may_be_missed(marks: str, word: str, hint: str) -> None:
    found = standing(tally(_slots(marks)), 80)
    assert (found.word, found.hint) == (word, hint)


def test_what_may_be_missed_is_safe_whichever_half_day_it_is() -> None:
    # 22 hours, threshold 80 %: missing a long half-day leaves 81.8 %, missing long and short 72.7 %.
    assert standing(tally(_slots("NNNNNN", [20, 40, 40, 40, 40, 40])), 80).may_miss == 1


def test_the_threshold_is_judged_exactly_not_by_the_rounded_rate() -> None:
    assert rate_text(Fraction(7996, 10000)) == "80%"
    assert not reaches(7996, 10000, 80)


def test_a_class_without_half_days_graduates_nobody() -> None:
    counted = tally([])
    assert counted.rate is None
    assert rate_text(counted.rate) == ""
    assert not reaches(counted.present, counted.due, 0)


@given(
    st.lists(st.tuples(st.sampled_from("PTELAN"), st.sampled_from((20, 35, 40))), min_size=1, max_size=7),
    st.integers(0, 100),
)
def test_the_standing_agrees_with_trying_every_way_the_rest_can_go(
    halves: list[tuple[str, int]], threshold: int
) -> None:
    found = standing(tally([Slot(hours, mark) for mark, hours in halves]), threshold)
    still_open = [place for place, (mark, _hours) in enumerate(halves) if mark == "N"]
    graduates: dict[int, list[bool]] = {}
    for rest in product("PA", repeat=len(still_open)):
        marks = dict(zip(still_open, rest, strict=True))
        full = tally([Slot(hours, marks.get(place, mark)) for place, (mark, hours) in enumerate(halves)])
        graduates.setdefault(rest.count("A"), []).append(reaches(full.present, full.due, threshold))
    assert (found.code == LOST) is not any(any(ways) for ways in graduates.values())
    if found.code != LOST:
        safe = [missed for missed, ways in sorted(graduates.items()) if all(ways)]
        assert found.may_miss == max(safe)
        assert safe == list(range(found.may_miss + 1))
