"""What is missing, grouped: which required fields are empty in how many records (the 待补 list)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol


class WithGaps(Protocol):
    """A line of a list that knows what is missing in it."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """Labels of required fields that are still empty."""


def groups(rows: Iterable[WithGaps]) -> list[tuple[str, int]]:
    """(label of what is missing, in how many records), the most frequent first."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.gaps)
    return counts.most_common()


def count(rows: Iterable[WithGaps]) -> int:
    """In how many records anything is missing."""
    return sum(1 for row in rows if row.gaps)
