"""What is checked before figures go to the county (domain.md §10): each with its sentence, kept or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from station_app.core.texts import _
from station_app.features.reports.rules.columns import TOTAL
from station_app.features.reports.rules.counting import Figures, figure_text
from station_app.features.reports.rules.indicators import MEASURES, Measure, Way, measure


@dataclass(frozen=True)
class Check:
    """One rule and whether the figures keep it."""

    code: str
    text: str
    kept: bool = True
    """False: the figures contradict each other and must not be sent."""
    page: str = ""
    record_id: str = ""
    """Where to put it right; '' without a place."""
    is_warning: bool = False
    """Told, but no reason to hold the report back."""


def graduates_within_trained(figures: Figures, columns: Iterable[str], labels: Mapping[str, str]) -> Check:
    """M15 ≤ M12, in 合计 and every column."""
    for column in (TOTAL, *columns):
        done, trained = figures["M15.people"].get(column), figures["M12.people"].get(column)
        if (done or 0) > (trained or 0):
            sentence = _("“{label}”栏结业人数 {done} 多于培训人数 {trained}，请核对这些学员的考勤。")
            text = sentence.format(label=labels.get(column, column), done=done, trained=trained)
            return Check("M15_M12", text, kept=False)
    return Check("M15_M12", _("结业人数不多于培训人数。"))


def villages_make_the_total(figures: Figures, villages: Iterable[str]) -> Check:
    """Σ by village = total, for everything that is counted (rates have no sum)."""
    keys = list(villages)
    for each in MEASURES:
        if not each.by_person or each.way in (Way.SHARE, Way.SHARE_OF_PEOPLE):
            continue
        total = figures[each.key].get(TOTAL) or 0
        parts = sum(figures[each.key].get(key) or 0 for key in keys)
        if parts != total:
            text = _("“{label}”各村之和 {parts} 与合计 {total} 不一致。")
            return Check("VILLAGES", text.format(label=each.label, parts=parts, total=total), kept=False)
    return Check("VILLAGES", _("各村之和与合计一致。"))


def columns_cover_the_total(figures: Figures, columns: Iterable[str]) -> Check:
    """Nobody is outside all columns, and no column has more than 合计."""
    keys = list(columns)
    for each in MEASURES:
        if not each.by_person or each.way not in (Way.PEOPLE, Way.RECORDS):
            continue
        total = figures[each.key].get(TOTAL) or 0
        parts = [figures[each.key].get(key) or 0 for key in keys]
        if sum(parts) < total or max(parts, default=0) > total:
            text = _("“{label}”分栏与合计 {total} 不相符。")
            return Check("COLUMNS", text.format(label=each.label, total=total), kept=False)
    return Check("COLUMNS", _("分栏与合计相符（有多种身份的人分别计入各栏）。"))


def year_follows(before: Figures, now: Figures, year: Figures) -> Check:
    """本年累计 = last + this for events; people are recounted: max(last, this) ≤ 累计 ≤ last + this."""
    for each in MEASURES:
        if each.at_end or each.way in (Way.SHARE, Way.SHARE_OF_PEOPLE):
            continue
        last, this, all_of_it = (_total(figures, each) for figures in (before, now, year))
        low = last + this if each.adds_up else max(last, this)
        if not low <= all_of_it <= last + this:
            text = _("“{label}”本年累计 {year} 与上期累计 {last}、本期 {this} 对不上。")
            numbers = {
                name: figure_text(each, value) for name, value in (("year", all_of_it), ("last", last), ("this", this))
            }
            return Check("YEAR", text.format(label=each.label, **numbers), kept=False)
    return Check("YEAR", _("本年累计已按人重新去重，与上期累计和本期相符。"))


def _total(figures: Figures, each: Measure) -> int:
    return int(figures[each.key].get(TOTAL) or 0)


def open_classes(ended_open: Iterable[tuple[str, str]]) -> list[Check]:
    """Classes that have ended and were not closed: their graduates are not counted yet. (key, name) each."""
    text = _("{name}已经到结束日期，还没有办理结业，结业人数里没有这个班。")
    return [
        Check("OPEN_CLASS", text.format(name=name), page="training", record_id=key, is_warning=True)
        for key, name in ended_open
    ]


def all_kept(checks: Iterable[Check]) -> bool:
    """No contradiction; warnings do not count."""
    return all(check.kept for check in checks)


def label_of(key: str) -> str:
    """What a measure is called."""
    return measure(key).label
