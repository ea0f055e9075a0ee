"""Drawing trainees for the telephone spot check, the same ones on any machine (R-29)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

LONGEST_SEED = 60


def sample_size(trainees: int, share: int, least: int) -> int:
    """How many to call: `share` per cent rounded up, at least `least`, at most everybody: 42, 10 %, 3 → 5."""
    return min(trainees, max(least, -(-trainees * share // 100)))


def draw(trainee_nos: Iterable[int], seed: str, count: int) -> list[int]:
    """The trainee numbers drawn, in the order drawn.

    Each number is ranked by SHA-256 of "seed/number" (UTF-8, number with three digits), written as hexadecimal; the
    `count` smallest are drawn. Nothing but seed and trainee numbers goes in, so anybody can repeat it.
    """
    ranked = sorted(set(trainee_nos), key=lambda number: sha256(f"{seed}/{number:03d}".encode()).hexdigest())
    return ranked[:count]
