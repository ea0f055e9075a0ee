"""Which differences from the station's records a clerk is told of."""

from __future__ import annotations

from typing import Any

import pytest

from station_app.features.people.rules.roster.differing import matters


@pytest.mark.parametrize(
    ("field", "kept", "found"),
    [
        ("education", "71", "70"),
        ("education", "60", "61"),
        ("categories", ("A01",), ("A01", "D01")),
        ("address", "城郊乡李家村三组12号", "李家村 三组"),
        ("village", "李家村", "李家村委会"),
    ],
)
def test_the_same_more_or_less_exactly_is_no_difference(field: str, kept: Any, found: Any) -> None:
    assert not matters(field, kept, found)


@pytest.mark.parametrize(
    ("field", "kept", "found"),
    [
        ("education", "71", "60"),
        ("education", "71", "73"),
        ("categories", ("D01",), ("D01", "A01")),
        ("address", "城郊乡李家村三组12号", "赵家村"),
        ("phone", "15400000099", "15400001287"),
        ("name", "刘桂香", "刘桂"),
    ],
)
def test_something_else_is_a_difference(field: str, kept: Any, found: Any) -> None:
    assert matters(field, kept, found)
