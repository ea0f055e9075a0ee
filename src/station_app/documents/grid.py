"""Paper forms as data: title, columns in mm, lines to sign, all read from resources/templates/forms.json.

A new table form is a new description there and a function that fills it (domain/forms.md has the common layout).
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from station_app.core import resources

Align = Literal["left", "centre", "right"]
_SLOT = re.compile(r"\{([\w.]+)[^}]*\}")
_BY_HAND = "　　　"


class Fill(enum.Enum):
    """The three ways every form prints: people add others by hand, so blank rows matter."""

    BLANK = "blank"
    FILLED = "filled"
    PADDED = "padded"
    """Filled, then blank rows to the end of the last page."""


@dataclass(frozen=True)
class Column:
    """One column of a table form."""

    label: str
    width: float
    """mm"""
    source: str = ""
    """What stands in it, in the words of the domain; only for people who read the description."""
    align: Align | None = None
    """None = as the county's forms have it: one line in the middle, several from the left."""


@dataclass(frozen=True)
class TableForm:
    """A form whose body is one table; texts may hold {slots}."""

    form_id: str
    title: str
    landscape: bool
    subtitle: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows_per_page: int
    row_height: float
    """mm; rows grow with wrapped text."""
    sign: tuple[str, ...]
    """Lines to sign, in one row below the table of every page."""
    printed_notes: tuple[str, ...] = ()
    leaves_station: bool = False
    """Then the form's id and the print date stand small at the lower right."""


@dataclass(frozen=True)
class FilledForm:
    """A description with what is to be printed: one numbered run of pages."""

    form: TableForm
    values: Mapping[str, str] = field(default_factory=dict)
    """Slot → text; a missing slot stays blank for the pen."""
    rows: Sequence[Sequence[str]] = ()
    fill: Fill = Fill.FILLED
    closing: str = ""
    """A last row across the whole table: totals."""


@cache
def _descriptions() -> dict[str, dict[str, Any]]:
    text = resources.path("templates", "forms.json").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in json.loads(text)}


@cache
def table_form(form_id: str) -> TableForm:
    """The described table form (F02, F04 …); KeyError when there is none."""
    entry = _descriptions()[form_id]
    return TableForm(
        form_id=form_id,
        title=entry["title"],
        landscape=entry["orientation"] == "横向",
        subtitle=entry["subtitle"],
        header=tuple(entry["header"]),
        columns=tuple(Column(each["label"], each["width_mm"], each["source"]) for each in entry["columns"]),
        rows_per_page=entry["rows_per_page"],
        row_height=entry["row_height_mm"],
        sign=tuple(entry["sign"]),
        printed_notes=tuple(entry.get("printed_notes", ())),
        leaves_station=entry.get("leaves_station", False),
    )


def filled_in(template: str, values: Mapping[str, str]) -> str:
    """A text with its {slots} replaced; "{session_date 年月日 星期}" is session_date. An empty one is room to write."""
    return _SLOT.sub(lambda slot: values.get(slot[1], "") or _BY_HAND, template)
