"""One counted record: what a figure is made of, and a line of the list behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Fact(NamedTuple):
    """One record that counts; a tuple, because a county has hundreds of thousands of them."""

    key: str
    """The record's own key."""
    station: str
    person: str = ""
    """Who it is about: people that are one at the county have one key; '' for a record of nobody."""
    person_id: str = ""
    """The person's own record, for opening it."""
    name: str = ""
    village: str = ""
    sex: str = ""
    birth: dt.date | None = None
    day: dt.date | None = None
    """When it counts: the class's end, the certificate's day, the due date."""
    value: int = 1
    whole: int = 1
    title: str = ""
    """Of the class, slip or half-day it comes from."""
    detail: str = ""
    """One more word: number, state, hours."""
    class_id: str = ""
    """The class to open, '' without one."""


Selections = Mapping[str, Sequence[Fact]]
"""Name of a list (trained, graduated …) → its records."""
