"""The county's figures: the queries of a station's own report over all stations, people that are one counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.county.service import alarms
from station_app.county.service.same_people import canonical
from station_app.county.store import county_file
from station_app.county.store import own_tables as own
from station_app.features.reports import service as reports
from station_app.features.reports.documents import Heading, report_pdf, report_workbook, summary_pdf
from station_app.features.reports.rules.columns import CATEGORY, STATION, TOTAL
from station_app.features.reports.rules.counting import Figures, figures
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.indicators import MEASURES
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service import CountedRow, Report, Scope

BREAKDOWNS = (CATEGORY, STATION, "village", "sex", "age")
"""A village's columns make sense for one station; for all of them villages of one name would fall together."""
_DIGEST = "E_DIGEST"


@dataclass(frozen=True)
class StationCheck:
    """Whether what a station reported for a month is what the county counts of its records."""

    id: str
    name: str
    figures: Figures
    """Measure → 合计 as the county counts them now."""
    closed_on: str
    """Day on which the station closed the month; '' while it has not (or its package has not come)."""
    closed_by: str
    different: tuple[str, ...]
    """Measures whose closed figure is another than what the records say now: entered later."""
    doubted: bool
    """The digest of its last package differed: its records are not the same at both sides."""

    @property
    def is_same(self) -> bool:
        """Closed, and the station's figures are the county's."""
        return bool(self.closed_on) and not self.different and not self.doubted


def scope_of(session: Session, station: str = "") -> Scope:
    """One station as it counts itself, or all of them with people that are one counted once."""
    return Scope(frozenset((station,))) if station else Scope(None, canonical(session))


def station_names(session: Session) -> dict[str, str]:
    """Key → name of every station, by division and name."""
    query = select(own.station.c.id, own.station.c.name).order_by(own.station.c.division, own.station.c.name)
    return {str(key): str(name) for key, name in session.execute(query)}


def report(session: Session, period: Period, *, station: str = "", breakdown: str = CATEGORY) -> Report:
    """The figures of the county, or of one station, counted anew from the records that arrived."""
    names = station_names(session)
    return reports.live_report(session, period, scope_of(session, station), breakdown=breakdown, station_names=names)


def rows(
    session: Session,
    key: str,
    period: Period,
    column: str = TOTAL,
    *,
    station: str = "",
    breakdown: str = CATEGORY,
) -> list[CountedRow]:
    """The records behind one number."""
    return reports.listing(session, key, period, column, scope_of(session, station), breakdown=breakdown)


def heading_of(session: Session, station: str = "") -> Heading:
    """Who stands on the paper: the county, or one station that reports to it."""
    county = county_file.told(session, "name")
    return Heading(station_names(session).get(station, ""), county) if station else Heading(county)


def pdf(session: Session, period: Period, *, station: str = "", summary: bool = False) -> bytes:
    """The form of the period for the county or a station, or the one page for people to read."""
    draw = summary_pdf if summary else report_pdf
    return draw(session, period, scope=scope_of(session, station), heading=heading_of(session, station))


def workbook(session: Session, period: Period, *, station: str = "", breakdown: str = CATEGORY) -> bytes:
    """The same figures as .xlsx in the columns of the form."""
    found = report(session, period, station=station, breakdown=breakdown)
    return report_workbook(found, heading_of(session, station))


def check_stations(session: Session, month: Period) -> list[StationCheck]:
    """Every station's month: counted from its records, against what it closed and reported."""
    counted = _by_station(reports.selections_of(session, month))
    closed = {each.station_id: each for each in reports.closed_months(session) if each.month == month.key}
    doubted = {alarm.station_id for alarm in alarms.open_alarms(session) if alarm.code == _DIGEST}
    found = []
    for key, name in station_names(session).items():
        own_figures = figures(counted.get(key, {}), lambda _fact: (), ())
        told = closed.get(key)
        different = tuple(
            each.key
            for each in MEASURES
            if told is not None and not each.as_of_today and told.figure(each.key) != own_figures[each.key][TOTAL]
        )
        day, who = (told.closed_on.isoformat(), told.closed_by) if told is not None else ("", "")
        found.append(StationCheck(key, name, own_figures, day, who, different, key in doubted))
    return found


def _by_station(selections: Mapping[str, Sequence[Fact]]) -> dict[str, dict[str, list[Fact]]]:
    """Station → list → its own records; counted apart as the station counts itself."""
    found: dict[str, dict[str, list[Fact]]] = {}
    for name, facts in selections.items():
        for fact in facts:
            found.setdefault(fact.station, {}).setdefault(name, []).append(fact)
    return found
