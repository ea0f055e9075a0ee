"""F08 满意度调查表 and its summary F08b."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.features.training.documents.people_lines import head, label
from station_app.features.training.documents.values import ClassSheet

if TYPE_CHECKING:
    from station_app.features.training.service.survey import SurveySummary as Slips

ITEMS = ("培训内容", "授课教师", "实操条件", "时间安排", "组织服务", "总体评价")
"""Printed words, in the order of the paper."""


@dataclass(frozen=True)
class SurveySummary:
    """Counts of the anonymous slips, as printed."""

    returned: int
    counts: Mapping[str, Mapping[int, int]]
    """Item as printed → satisfaction 5 … 1 → slips."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """Item → rate as printed (R-28)."""
    handed_out: int | None = None
    surveyed_on: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    """most_useful, wanted_trades, plans, remarks → words."""


def summary_of(slips: Slips) -> SurveySummary | None:
    """What was typed from the slips, as printed; None while there is none."""
    if not slips.slips:
        return None
    items = dict(zip(ITEMS, slips.items, strict=True))
    plans = Counter(label("plan_after", slip.plan_after) for slip in slips.slips if slip.plan_after)
    answers = {
        "most_useful": "；".join(dict.fromkeys(slip.best_part for slip in slips.slips if slip.best_part)),
        "wanted_trades": "；".join(dict.fromkeys(slip.wish_trades for slip in slips.slips if slip.wish_trades)),
        "plans": "、".join(f"{words} {count}" for words, count in plans.most_common()),
        "remarks": "；".join(dict.fromkeys(slip.suggestion for slip in slips.slips if slip.suggestion)),
    }
    return SurveySummary(
        returned=len(slips.slips),
        counts={name: dict(zip((5, 4, 3, 2, 1), item.counts, strict=True)) for name, item in items.items()},
        rates={name: item.rate for name, item in items.items()},
        answers=answers,
    )


def survey(form: TableForm, sheet: ClassSheet, fill: Fill) -> FilledForm:
    """The slip for the class: only its head is filled, nobody's name ever stands on it."""
    return FilledForm(form, head(sheet), fill=fill)


def survey_summary(form: TableForm, sheet: ClassSheet, summary: SurveySummary | None, fill: Fill) -> FilledForm:
    """Blank while nothing was counted."""
    if summary is None or fill is Fill.BLANK:
        return FilledForm(form, head(sheet), fill=fill)
    rows = [
        {"item": item, "rate": summary.rates.get(item, "")}
        | {f"score_{score}": str(count) for score, count in summary.counts.get(item, {}).items()}
        for item in ITEMS
    ]
    values = head(sheet) | {
        "surveyed_on": summary.surveyed_on,
        "handed_out": str(summary.handed_out) if summary.handed_out is not None else "",
        "returned": str(summary.returned),
        **summary.answers,
    }
    return FilledForm(form, values, rows, fill)
