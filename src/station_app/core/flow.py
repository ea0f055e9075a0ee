"""State machines as data: from, to, who, what must be filled (domain.md §9)."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _


@dataclass(frozen=True)
class Step:
    """One allowed transition."""

    source: str
    target: str
    label: str
    """The button: 开班, 结业 …"""
    roles: tuple[str, ...] = ()
    """Who may do it; empty = any worker."""
    needs: tuple[str, ...] = ()
    """Fields that must be filled before."""


@dataclass(frozen=True)
class Flow:
    """The states of one record type; `table` is its code table (state_…)."""

    table: str
    start: str
    steps: tuple[Step, ...]

    def allowed(self, state: str) -> list[Step]:
        """Steps that lead on from a state."""
        return [step for step in self.steps if step.source == state]

    def step(self, source: str, target: str) -> Step:
        """The step between two states; Refused when there is none."""
        for step in self.steps:
            if (step.source, step.target) == (source, target):
                return step
        raise Refused([Problem("state", _("现在的状态不能这样改变。"), "STATE")])
