"""What is promised of stations, sticks and counties holds in every order of things; wrong rules are found out."""

from __future__ import annotations

import pytest

from tests.exchange import model
from tests.exchange.mutants import MUTANTS, mutant

SEQUENCES, STEPS = 600, 60
"""`make faults` plays 20,000 (python -m tests.exchange.model 20000 60)."""
MOST_SEQUENCES = 3000
"""Until a mutant must have been noticed; most are within ten."""


def test_nothing_is_lost_or_applied_twice_and_no_fork_passes_or_is_imagined() -> None:
    broken, happened = model.run(SEQUENCES, STEPS)
    assert broken == []
    assert all(count > SEQUENCES // 10 for count in happened.values()), happened  # all of it was really played


@pytest.mark.parametrize("name", MUTANTS)
def test_the_model_notices_a_rule_that_is_wrong(name: str) -> None:
    rules = mutant(name)
    found = next((seed for seed in range(MOST_SEQUENCES) if is_broken(seed, rules)), None)
    assert found is not None


def is_broken(seed: int, rules: object) -> bool:
    try:
        model.play(seed, STEPS, rules)  # type: ignore[arg-type]
    except model.Violation:
        return True
    return False
