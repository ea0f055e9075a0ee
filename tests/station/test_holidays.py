"""Working days with days off and days made up for."""

from __future__ import annotations

import datetime as dt

import pytest

from station_app.core.checks import Refused
from station_app.features.station.service import holidays
from tests.conftest import StationInUse


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_day_off_on_a_weekday_and_a_saturday_made_up_for(station: StationInUse) -> None:
    with station.db.read() as session:
        found = {
            text: holidays.is_working_day(session, day(text))
            for text in ("2026-09-25", "2026-10-08", "2026-10-10", "2026-10-11", "2023-01-28", "2023-01-23")
        }
    assert found == {
        "2026-09-25": False,  # 中秋, a Friday
        "2026-10-08": True,
        "2026-10-10": True,  # a Saturday made up for
        "2026-10-11": False,
        "2023-01-28": True,  # 春节调休
        "2023-01-23": False,
    }


def test_three_working_days_after_the_30th_of_september_are_the_10th_of_october(station: StationInUse) -> None:
    with station.db.read() as session:
        assert holidays.working_days_after(session, day("2026-09-30"), 3) == day("2026-10-10")
        assert holidays.working_days_after(session, day("2026-09-30"), 0) == day("2026-09-30")


def test_a_day_of_the_stations_own_overrules_the_table_until_it_is_retired(station: StationInUse) -> None:
    fair = day("2026-03-03")
    with station.db.work() as session:
        made = holidays.save_holiday(session, {"day": fair, "kind": "off", "name": "古会"})
    with station.db.work() as session:
        assert not holidays.is_working_day(session, fair)
        with pytest.raises(Refused, match="已经写过了"):
            holidays.save_holiday(session, {"day": fair, "kind": "work", "name": "照常上班"})
    with station.db.work() as session:
        assert [row.name for row in holidays.list_holidays(session, 2026) if row.is_own] == ["古会"]
        holidays.void_holiday(session, made, "今年不办了")
    with station.db.read() as session:
        assert holidays.is_working_day(session, fair)


def test_a_year_without_a_table_says_so_until_its_notice_is_typed_in(station: StationInUse) -> None:
    with station.db.work() as session:
        assert holidays.holiday_note(session, day("2026-12-30")) == ""
        assert holidays.holiday_note(session, day("2026-12-30"), day("2027-01-04")).startswith(
            "2027 年的放假安排还没有"
        )
        assert holidays.is_working_day(session, day("2027-01-04"))
        for number in range(1, 8):
            holidays.save_holiday(session, {"day": dt.date(2027, 10, number), "kind": "off", "name": "国庆节"})
        assert holidays.holiday_note(session, day("2027-01-04")) == ""
        assert holidays.list_years(session)[:2] == [2027, 2026]
    with station.db.read() as session:
        assert holidays.list_years(session)[-1] == 2004
