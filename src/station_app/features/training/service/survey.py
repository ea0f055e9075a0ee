"""Anonymous slips of satisfaction typed from paper, and their summary with the rate (domain.md §3.7, M19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.training.fields import RATED
from station_app.features.training.model import SatisfactionSurvey, TrainingClass
from station_app.features.training.rules.states import BEFORE_START
from station_app.storage import records

LEVELS = ("5", "4", "3", "2", "1")
CONTENT = frozenset(("5", "4"))
"""Codes of satisfaction_level that count as satisfied."""


@dataclass(frozen=True)
class SlipRow:
    """One slip; an item left blank is ''."""

    id: str
    number: int
    """In the order typed, from 1."""
    ratings: tuple[str, ...]
    """In the order of RATED."""
    best_part: str
    wish_trades: str
    plan_after: str
    suggestion: str


@dataclass(frozen=True)
class ItemSummary:
    """How one item was answered."""

    name: str
    counts: tuple[int, ...]
    """Answers 5, 4, 3, 2, 1."""

    @property
    def valid(self) -> int:
        """Answers without the blanks."""
        return sum(self.counts)

    @property
    def satisfied(self) -> int:
        """Answers 5 and 4."""
        return self.counts[0] + self.counts[1]

    @property
    def rate(self) -> str:
        """92.9%, '' without an answer."""
        return f"{self.satisfied / self.valid:.1%}" if self.valid else ""


@dataclass(frozen=True)
class SurveySummary:
    """All slips of a class; `overall` is the class's satisfaction rate (M19)."""

    slips: tuple[SlipRow, ...]
    items: tuple[ItemSummary, ...]

    @property
    def overall(self) -> ItemSummary:
        """The last item: 总体评价."""
        return self.items[-1]


def add_slip(session: Session, class_id: str, values: Mapping[str, Any]) -> str:
    """Keep one slip; returns its key. Refused: every item blank, or a class that has not begun."""
    found = records.get(session, TrainingClass, class_id)
    if found.state in BEFORE_START or found.state == "cancelled":
        raise Refused(_("这个班还没有开班，不能录入满意度调查。"))
    if not any(values.get(name) for name in RATED):
        raise Refused(_("这张表一项都没有勾，没有保存；空白的表不用录。"))
    return str(records.save(session, SatisfactionSurvey, {**values, "training_class_id": class_id}).id)


def void_slip(session: Session, slip_id: str, reason: str) -> None:
    """Take a slip out that was typed wrongly or twice."""
    records.void(session, SatisfactionSurvey, slip_id, reason)


def survey_of(session: Session, class_id: str) -> SurveySummary:
    """The slips of a class in the order typed, and what they say; blanks count nowhere."""
    mine = SatisfactionSurvey.training_class_id == class_id
    found = records.live(session, SatisfactionSurvey, mine, order_by=[SatisfactionSurvey.id])
    slips = tuple(_slip(one, number) for number, one in enumerate(found, start=1))
    items = tuple(
        ItemSummary(name, tuple(sum(slip.ratings[place] == level for slip in slips) for level in LEVELS))
        for place, name in enumerate(RATED)
    )
    return SurveySummary(slips, items)


def _slip(found: SatisfactionSurvey, number: int) -> SlipRow:
    ratings = tuple(getattr(found, name) or "" for name in RATED)
    words = (found.best_part, found.wish_trades, found.plan_after, found.suggestion)
    return SlipRow(str(found.id), number, ratings, *(word or "" for word in words))
