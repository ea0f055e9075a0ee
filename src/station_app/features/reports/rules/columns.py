"""The columns of a report: 合计 and a breakdown by category, village, sex, age band or station (domain.md §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from station_app.core import codes
from station_app.core.dates import age_on
from station_app.core.texts import _
from station_app.features.reports.rules.facts import Fact

TOTAL = "total"
OTHER = "other"
CATEGORY, VILLAGE, SEX, AGE, STATION = "category", "village", "sex", "age", "station"
"""Breakdowns."""


@dataclass(frozen=True)
class Column:
    """One column; `key` names it in frozen figures and forms."""

    key: str
    label: str


NAMED: tuple[tuple[Column, frozenset[str]], ...] = (
    (Column("a01", _("低保")), frozenset(("A01",))),
    (Column("a02", _("特困")), frozenset(("A02",))),
    (Column("a03", _("低边")), frozenset(("A03",))),
    (Column("a04", _("刚性支出")), frozenset(("A04",))),
    (Column("b01", _("脱贫户")), frozenset(("B01",))),
    (Column("b11", _("监测对象")), frozenset(("B11", "B12", "B13"))),
    (Column("c01", _("残疾人")), frozenset(("C01",))),
    (Column("d01", _("留守妇女")), frozenset(("D01",))),
)
"""Columns of the county's report and the codes of assistance_category that count in each."""
COUNTED_CATEGORIES = frozenset().union(*(held for _column, held in NAMED))
_BANDS = ((16, 29), (30, 39), (40, 49), (50, 59))
NOTE = _("同一人具有多种身份的，分别计入各栏，合计按一人统计。")

Spread = Callable[[Fact], Iterable[str]]
"""Which columns, besides 合计, a record counts in."""


def category_columns() -> tuple[Column, ...]:
    """低保 … 留守妇女, 其他."""
    return (*(column for column, _held in NAMED), Column(OTHER, _("其他")))


def categories_to_columns(categories: Collection[str]) -> tuple[str, ...]:
    """The columns of somebody's categories; 其他 when none of the named ones holds."""
    return tuple(column.key for column, held in NAMED if not held.isdisjoint(categories)) or (OTHER,)


def by_category(held: Mapping[str, Collection[str]]) -> Spread:
    """By the categories that hold on the period's last day; `held` by person."""
    made: dict[str, tuple[str, ...]] = {}

    def spread(fact: Fact) -> Iterable[str]:
        if not fact.person:
            return ()
        if fact.person not in made:
            made[fact.person] = categories_to_columns(held.get(fact.person, ()))
        return made[fact.person]

    return spread


def by_village(fact: Fact) -> Iterable[str]:
    """The village's own name; 其他 where it was left empty."""
    return (fact.village or OTHER,) if fact.person else ()


def by_sex(fact: Fact) -> Iterable[str]:
    """Code of sex."""
    return (fact.sex or OTHER,) if fact.person else ()


def by_age(day: dt.date) -> Spread:
    """Age bands by full years on a day: 16–29, 30–39, 40–49, 50–59, 60+."""

    def spread(fact: Fact) -> Iterable[str]:
        if not fact.person:
            return ()
        return (age_band(fact.birth, day),)

    return spread


def by_station(fact: Fact) -> Iterable[str]:
    """The station whose record it is."""
    return (fact.station,)


def age_band(birth: dt.date | None, day: dt.date) -> str:
    """16-29 … 60-, 其他 below 16 or unknown."""
    if birth is None:
        return OTHER
    age = age_on(birth, day)
    if age >= 60:
        return "60-"
    return next((f"{low}-{high}" for low, high in _BANDS if low <= age <= high), OTHER)


def plain_columns(breakdown: str, found: Collection[str]) -> tuple[Column, ...]:
    """The columns of sex and age as they always are, of villages as they were found; 其他 only where it is needed."""
    if breakdown == SEX:
        columns = [Column(code, label) for code, label in codes.table("sex") if code in ("1", "2")]
    elif breakdown == AGE:
        columns = [Column(f"{low}-{high}", f"{low}–{high}") for low, high in _BANDS] + [Column("60-", _("60 及以上"))]
    else:
        columns = [Column(name, name) for name in sorted(found) if name != OTHER]
    known = {column.key for column in columns}
    unknown = _("未填") if breakdown != AGE else _("其他")
    return (*columns, *((Column(OTHER, unknown),) if set(found) - known else ()))
