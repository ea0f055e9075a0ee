"""Where the people of a roster may be enrolled; the feature that enrols fills this in, people know nothing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EnrolTarget:
    """A class that the people of a roster can be enrolled in; ages are full years, inclusive, on its first day."""

    id: str
    label: str
    reference_date: dt.date
    age_min: int
    age_max_male: int
    age_max_female: int
    page: str
    """Id of the page that shows it, under its key."""
    warning: str = ""
    """What enrolling today costs, as a sentence to be confirmed; '' for nothing (a class that already runs)."""


@dataclass(frozen=True)
class Enrolling:
    """What the import screen needs of the feature that enrols."""

    targets: Callable[[Any], Sequence[EnrolTarget]]
    """session → the classes that still take people."""
    enrol: Callable[[Any, str, Sequence[str]], Sequence[str]]
    """(session, target id, person keys in the order of the file) → sentences about what happened."""
    let_go: Callable[[Any, Mapping[str, Sequence[str]]], None]
    """(session, table → keys): an import is taken back, and with it the enrolments it made, or Refused."""
