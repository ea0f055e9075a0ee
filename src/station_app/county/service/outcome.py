"""What became of one package: counts for the receipt, records that were not taken as they were, where the time went."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Issue:
    """A record, or one column of it, that was not taken as it was; no value."""

    record: str
    record_id: str
    column: str
    code: str


@dataclass
class Outcome:
    """Filled while a package is taken in."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    conflict: int = 0
    rejected: int = 0
    issues: list[Issue] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    """Keys of records that are new or changed, of the records that somebody asked for."""
    differs: bool = False
    """The digests of both sides differ: the receipt says so and a snapshot is wanted."""
    lacks: bool = False
    """It speaks of records that never came: only a snapshot helps."""
    seconds: dict[str, float] = field(default_factory=dict)

    def issue(self, record: str, record_id: str, column: str, code: str) -> None:
        """Note one."""
        self.issues.append(Issue(record, record_id, column, code))

    def counts(self) -> dict[str, int]:
        """As a receipt has them."""
        return {name: getattr(self, name) for name in ("created", "changed", "unchanged", "conflict", "rejected")}

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Add the seconds of a block to one part of the work: decrypt, validate, stage, merge, digest."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - begun
