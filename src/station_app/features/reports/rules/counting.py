"""From lists of records to figures: people are recounted, never added; rates are exact fractions (domain.md §10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from station_app.features.reports.rules.columns import TOTAL, Spread
from station_app.features.reports.rules.facts import Fact, Selections
from station_app.features.reports.rules.indicators import MEASURES, Measure, Way
from station_app.features.training.rules.attendance import rate_text

Figure = int | Fraction | None
"""None: nothing to divide by, or a column that this line does not have."""
Figures = Mapping[str, Mapping[str, Figure]]
"""Measure → column → figure."""


def spread_out(selections: Selections, spread: Spread) -> dict[str, dict[str, list[Fact]]]:
    """List → column → its records; 合计 has each record once."""
    found: dict[str, dict[str, list[Fact]]] = {}
    for name, facts in selections.items():
        columns: dict[str, list[Fact]] = {TOTAL: list(facts)}
        for fact in facts:
            for column in spread(fact):
                columns.setdefault(column, []).append(fact)
        found[name] = columns
    return found


def figures(
    selections: Selections, spread: Spread, columns: Iterable[str], *, of_nobody: bool = False
) -> dict[str, dict[str, Figure]]:
    """Every measure in 合计 and these columns; `of_nobody`: records of classes have these columns too (stations)."""
    parts = spread_out(selections, spread)
    wanted = (TOTAL, *columns)
    return {
        each.key: {
            column: figure(each, {name: part.get(column, ()) for name, part in parts.items()})
            for column in (wanted if each.by_person or of_nobody else (TOTAL,))
        }
        for each in MEASURES
    }


def figure(measure: Measure, selections: Selections) -> Figure:
    """One measure over the records of one column."""
    facts = selections.get(measure.of, ())
    if measure.way is Way.RECORDS:
        return len(facts)
    if measure.way is Way.SUM:
        return sum(fact.value for fact in facts)
    if measure.way is Way.PEOPLE:
        return people(facts)
    if measure.way is Way.SHARE:
        whole = sum(fact.whole for fact in facts)
        return Fraction(sum(fact.value for fact in facts), whole) if whole else None
    among = people(selections.get(measure.among, ()))
    return Fraction(people(facts), among) if among else None


def people(facts: Sequence[Fact]) -> int:
    """Distinct persons."""
    return len({fact.person for fact in facts})


def figure_text(measure: Measure, value: Figure) -> str:
    """40, 24.5, 83.3%; '' for no figure."""
    if value is None:
        return ""
    if isinstance(value, Fraction) and measure.way in (Way.SHARE, Way.SHARE_OF_PEOPLE):
        return rate_text(value)
    if measure.tenths:
        whole, rest = divmod(abs(int(value)), 10)
        sign = "-" if value < 0 else ""
        return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
    return str(value)


def stored(value: Figure) -> int | str | None:
    """As JSON keeps it: fractions as 5/6."""
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else value


def read_stored(value: int | str | None) -> Figure:
    """The figure again."""
    return Fraction(value) if isinstance(value, str) else value
