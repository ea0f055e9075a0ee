"""The worked example: every row judged exactly as its expected file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from station_app.features.people.rules.roster.report import as_report
from tests.people.roster.workbooks import judge_file

SAMPLES = Path(__file__).parent / "samples"
WORKBOOK = SAMPLES / "02_低收入人口就业意愿摸底台账.xlsx"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    text = WORKBOOK.with_name(WORKBOOK.stem + ".expected.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    judgement = judge_file(WORKBOOK, "household_ledger", age_max_male=69, age_max_female=69)
    return dict(json.loads(json.dumps(as_report(judgement))))


def test_the_report_says_what_was_asked(report: dict[str, Any], expected: dict[str, Any]) -> None:
    for key in ("workbook", "import_as", "reference_date", "age_limits", "counts"):
        assert report[key] == expected[key]


def test_every_row_of_the_visible_sheet_is_listed_once(report: dict[str, Any], expected: dict[str, Any]) -> None:
    assert [(row["sheet"], row["row"]) for row in report["rows"]] == [(r["sheet"], r["row"]) for r in expected["rows"]]


def test_every_row_is_judged_exactly(report: dict[str, Any], expected: dict[str, Any]) -> None:
    for found, wanted in zip(report["rows"], expected["rows"], strict=True):
        for key in ("disposition", "reasons", "warnings", "duplicate_of", "suggested_id"):
            assert found.get(key) == wanted.get(key), (wanted["row"], key)


def test_every_value_is_read_exactly(report: dict[str, Any], expected: dict[str, Any]) -> None:
    compared = 0
    for found, wanted in zip(report["rows"], expected["rows"], strict=True):
        for field, value in wanted.get("values", {}).items():
            assert found["values"][field] == value, (wanted["row"], field)
            compared += 1
    assert compared > 200
