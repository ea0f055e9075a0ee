"""Classes whose figures are known by hand, for the tests of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from station_app.features.people.service import categories
from station_app.features.reports import service
from station_app.features.reports.rules.periods import Period, month
from tests.conftest import StationInUse
from tests.training.played_classes import Played, close_class, open_class

FEBRUARY = month(2023, 2)
LONG_AGO = dt.date(2022, 1, 1)


def hold(
    station: StationInUse, person_id: str, *held: str, since: dt.date = LONG_AGO, until: dt.date | None = None
) -> None:
    """Somebody has had these categories since a day, and no others."""
    with station.db.work() as session:
        for row in categories.list_categories(session, person_id):
            categories.void_category(session, row.id, "测试换类别")
        for category in held:
            values = {"category": category, "valid_from": since, "valid_to": until, "source": "入户"}
            categories.save_category(session, person_id, values)


def class_of_42(station: StationInUse) -> Played:
    """Walk-through A: 6 half-days of 4 课时; 30 always there, 8 missing one, 3 missing two, one never seen."""
    played = open_class(station, 42)
    close_class(station, played, ["PPPPPP"] * 30 + ["PPPPPA"] * 8 + ["PPPPAA"] * 3 + ["AAAAAA"])
    return played


def shown(
    station: StationInUse, period: Period = FEBRUARY, *, column: str = "total", breakdown: str = "category"
) -> Mapping[str, str]:
    """Measure → 本期 as the page shows it."""
    with station.db.read() as session:
        report = service.get_report(session, period, breakdown=breakdown)
    return {line.measure.key: line.text(column) for line in report.lines}


def names_behind(station: StationInUse, key: str, period: Period = FEBRUARY, column: str = "total") -> Sequence[str]:
    """Who is behind a number."""
    with station.db.read() as session:
        return [row.name for row in service.listing(session, key, period, column)]
