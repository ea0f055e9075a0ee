"""Dated rules: what is in force on which day, where it comes from, and what nobody may change."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from station_app.core import resources
from station_app.core.checks import Refused
from station_app.features.station import service
from station_app.features.station.rules.rule_values import RuleValue
from station_app.features.station.service import rules
from tests.conftest import StationInUse

TODAY = dt.date(2026, 11, 23)


def test_a_new_value_counts_from_its_day_on_and_the_old_one_before(station: StationInUse) -> None:
    with station.db.work() as session:
        rules.set_rule(
            session, "training_age_max_female", valid_from=dt.date(2027, 1, 1), value="58", source="县民发〔2026〕12号"
        )
        rules.set_rule(session, "pass_mark", valid_from=dt.date(2026, 3, 1), value="65分", source="县人社通知")
    with station.db.read() as session:
        assert service.rule_number(session, "training_age_max_female", dt.date(2026, 12, 31)) == 55
        assert service.rule_number(session, "training_age_max_female", dt.date(2027, 1, 1)) == 58
        listed = {row.id: row for row in rules.list_rules(session, TODAY)}
        history = rules.rule_history(session, "training_age_max_female", TODAY)
    ages, mark = listed["training_age_max_female"], listed["pass_mark"]
    assert (ages.value, ages.since, ages.upcoming) == ("55 周岁", None, "2027-01-01 起 58 周岁")
    assert (mark.value, mark.since, mark.source) == ("65 分", dt.date(2026, 3, 1), "县人社通知")
    assert [(entry.value, entry.in_force) for entry in history] == [("58 周岁", False), ("55 周岁", True)]
    assert history[0].written.endswith("王敏")
    assert history[1].source == "程序自带（R-03）"


def test_a_value_written_again_for_the_same_day_replaces_it_but_the_first_stays_in_the_history(
    station: StationInUse,
) -> None:
    for value in ("70", "75"):
        with station.db.work() as session:
            rules.set_rule(session, "pass_mark", valid_from=dt.date(2026, 3, 1), value=value, source="更正")
    with station.db.read() as session:
        assert service.rule_number(session, "pass_mark", TODAY) == 75
        assert [entry.value for entry in rules.rule_history(session, "pass_mark", TODAY)] == ["75 分", "70 分", "60 分"]


@pytest.mark.parametrize("key", ["age_min", "id_age_max", "masked_numbers"])
def test_a_fixed_rule_says_why_and_stays(station: StationInUse, key: str) -> None:
    with station.db.work() as session, pytest.raises(Refused, match="不能改"):
        rules.set_rule(session, key, valid_from=TODAY, value="15", source="自己定的")
    with station.db.read() as session:
        row = next(row for row in rules.list_rules(session, TODAY) if row.id == key)
    assert row.fixed


def test_date_value_and_source_are_asked_for_beside_their_fields(station: StationInUse) -> None:
    with station.db.work() as session, pytest.raises(Refused) as refused:
        rules.set_rule(session, "attendance_threshold", valid_from=None, value="101%", source=" ")
    assert {problem.field: problem.text for problem in refused.value.problems} == {
        "value": "应在 1 到 100 之间。",
        "valid_from": "请填写从哪一天起用。",
        "source": "请写明依据，如文件名和文号。",
    }


def test_a_list_of_days_is_read_as_people_type_it() -> None:
    days = RuleValue("numbers", 1, 1000, "天")
    assert days.parse("３０、90，180 天") == "30,90,180"
    assert days.show("30,90,180") == "30、90、180 天"
    for wrong in ("90 30", "30 30", "", "0", "三十"):
        with pytest.raises(ValueError, match=r"。"):
            days.parse(wrong)


def test_every_shipped_rule_says_what_it_means_and_its_value_is_of_its_kind(station: StationInUse) -> None:
    with station.db.read() as session:
        rows = rules.list_rules(session, TODAY)
    assert all(row.basis and row.group and row.rule for row in rows), [row.id for row in rows if not row.basis]
    with resources.path("rules.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            kind = RuleValue(line["kind"], int(line["low"] or 0), int(line["high"] or 0), line["unit"])
            assert kind.parse(line["value"]) == line["value"], line["key"]
