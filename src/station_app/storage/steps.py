"""Named steps of work that may be cut off anywhere: tests kill the program at each of them (F02)."""

from __future__ import annotations

from collections.abc import Callable

on_step: Callable[[str], None] | None = None
"""Told the name of every step that was reached; only tests set it."""


def reached(name: str) -> None:
    """A step of a longer work is done, the next one not begun."""
    if on_step is not None:
        on_step(name)
