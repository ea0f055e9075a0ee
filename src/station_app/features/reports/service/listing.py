"""The list behind a number: who or what was counted, in the order of the records (domain.md §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.reports.rules.columns import CATEGORY, TOTAL
from station_app.features.reports.rules.facts import Fact
from station_app.features.reports.rules.indicators import Measure, Way, measure
from station_app.features.reports.rules.periods import Period
from station_app.features.reports.service.report import Counted, count
from station_app.features.reports.service.scope import WHOLE_FILE, Scope


@dataclass(frozen=True)
class CountedRow:
    """One record that counts in a number."""

    id: str
    station_id: str
    person_id: str
    class_id: str
    name: str
    village: str
    sex: str
    birth_date: dt.date | None
    day: dt.date | None
    title: str
    detail: str
    counts: str
    """What it adds: 1 人, 再次出现 (the person counts already), 4 课时, 是/否 of a rate."""
    is_late: bool = False
    """Entered after the month was closed: not in its figures."""


def listing(
    session: Session,
    key: str,
    period: Period,
    column: str = TOTAL,
    scope: Scope = WHOLE_FILE,
    *,
    breakdown: str = CATEGORY,
) -> list[CountedRow]:
    """The records behind one number: a measure's key, a period, a column of a breakdown. Refused: no such measure."""
    try:
        wanted = measure(key)
    except KeyError:
        raise Refused([Problem("measure", _("没有“{key}”这个指标。").format(key=key), "MEASURE")]) from None
    return rows_of(count(session, period, scope), wanted, column, breakdown)


def rows_of(counted: Counted, wanted: Measure, column: str = TOTAL, breakdown: str = CATEGORY) -> list[CountedRow]:
    """The same from lists that were read already."""
    spread = counted.spread(breakdown)
    name = wanted.among or wanted.of
    facts = [fact for fact in counted.selections[name] if column == TOTAL or column in spread(fact)]
    among = {fact.person for fact in counted.selections[wanted.of]} if wanted.among else frozenset()
    seen: set[str] = set()
    rows = []
    for fact in facts:
        rows.append(_row(fact, _counts(wanted, fact, seen, among)))
        seen.add(fact.person)
    return rows


def _counts(wanted: Measure, fact: Fact, seen: set[str], among: Set[str]) -> str:
    again = fact.person in seen
    if wanted.way is Way.PEOPLE:
        return _("同一人，不再计") if again else _("计入")
    if wanted.way is Way.SHARE_OF_PEOPLE:
        return _("同一人，不再计") if again else _("是") if fact.person in among else _("否")
    if wanted.way is Way.SHARE:
        if wanted.of == "attendance":
            return ""
        return _("是") if fact.value else _("否")
    return "" if wanted.way is Way.SUM else _("计入")


def _row(fact: Fact, counts: str) -> CountedRow:
    return CountedRow(
        fact.key,
        fact.station,
        fact.person_id,
        fact.class_id,
        fact.name,
        fact.village,
        fact.sex,
        fact.birth,
        fact.day,
        fact.title,
        fact.detail,
        counts,
    )
