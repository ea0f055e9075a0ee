"""Paper forms as data: title, label and value cells, columns in mm, lines to sign: resources/templates/forms.json.

A new form is a new description there and a function that fills it (domain/forms.md has the common layout).
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from station_app.core import codes, resources

Align = Literal["left", "centre", "right"]
_SLOT = re.compile(r"\{([\w.]+)[^}]*\}")
BY_HAND = "　　　"
"""What an empty slot leaves for the pen."""
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 170.0, 260.0
"""mm between the margins of A4."""


class Fill(enum.Enum):
    """The three ways every form prints: people add others by hand, so blank rows matter."""

    BLANK = "blank"
    FILLED = "filled"
    PADDED = "padded"
    """Filled, then blank rows to the end of the last page."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    label: str
    """May hold {slots}."""
    width: float
    """mm"""
    name: str = ""
    """Under which a row has its text."""
    align: Align | None = None
    """None = as the county's forms have it: one line in the middle, several from the left."""


@dataclass(frozen=True)
class GridCell:
    """A label and the box beside it; widths in mm, a label of no width is left out."""

    label: str
    label_width: float
    name: str
    """Slot whose text stands in the box."""
    width: float
    blank: str = ""
    """Stands there while there is no value: boxes to tick, dates to write."""
    below: str = ""
    """Fixed words below the value: a promise."""
    sign: str = ""
    """At the foot of the box, to sign and seal."""
    columns: tuple[Column, ...] = ()
    """A table inside the box."""
    rows: int = 0
    """Rows of that table on a blank form."""
    photo: bool = False
    span: int = 1
    """Rows of the grid that the box is high."""


@dataclass(frozen=True)
class GridRow:
    """Boxes side by side; mm, a row grows with its text."""

    height: float
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Below:
    """Words below the table's end, with empty lines to write on."""

    text: str
    lines: int = 0


@dataclass(frozen=True)
class TableForm:
    """A form: a grid of labelled boxes, a table, or both; texts may hold {slots}."""

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
    """Lines to sign, in one row below the table of every page (of the last page where there is no table)."""
    printed_notes: tuple[str, ...] = ()
    leaves_station: bool = False
    """Then the form's id and the print date stand small at the lower right."""
    grid: tuple[GridRow, ...] = ()
    below: tuple[Below, ...] = ()
    fixed_rows: tuple[Mapping[str, str], ...] = ()
    """Rows that stand there in every way of printing, when no others are given."""
    body: float = 10.5
    """Points."""

    @property
    def usable(self) -> float:
        """mm that the columns share."""
        return LANDSCAPE_WIDTH if self.landscape else PORTRAIT_WIDTH


@dataclass(frozen=True)
class FilledForm:
    """A description with what is to be printed: one numbered run of pages."""

    form: TableForm
    values: Mapping[str, str] = field(default_factory=dict)
    """Slot → text; a missing slot stays blank for the pen."""
    rows: Sequence[Mapping[str, str]] = ()
    """Column name → text; what a row does not have stays blank."""
    fill: Fill = Fill.FILLED
    closing: str = ""
    """A last row across the whole table: totals."""
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    """Rows of the tables inside boxes, by the box's name."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG or PNG by the box's name."""
    barcode: str = ""
    """Read by a scanner at the foot of every page."""
    shaded: frozenset[str] = frozenset()
    """Columns with a grey ground: days off."""


@cache
def _descriptions() -> dict[str, dict[str, Any]]:
    text = resources.path("templates", "forms.json").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in json.loads(text)}


def form_ids() -> tuple[str, ...]:
    """Every described form in the county's order: F01 … F25."""
    return tuple(_descriptions())


@cache
def table_form(form_id: str) -> TableForm:
    """A described form (F02, F04 …) as it is shipped; KeyError when there is none."""
    entry = _descriptions()[form_id]
    return TableForm(
        form_id=form_id,
        title=entry["title"],
        landscape=entry["orientation"] == "横向",
        subtitle=entry["subtitle"],
        header=tuple(entry["header"]),
        columns=_columns(entry["columns"]),
        rows_per_page=entry["rows_per_page"] or 0,
        row_height=entry["row_height_mm"],
        sign=tuple(entry["sign"]),
        printed_notes=tuple(entry.get("printed_notes", ())),
        leaves_station=entry.get("leaves_station", False),
        grid=tuple(
            GridRow(row["height_mm"], tuple(_grid_cell(each) for each in row["cells"])) for row in entry["grids"]
        ),
        below=tuple(Below(each["text"], each.get("lines", 0)) for each in entry.get("below", ())),
        fixed_rows=tuple(entry.get("fixed_rows", ())),
        body=entry.get("body_pt", 10.5),
    )


codes.when_changed(table_form.cache_clear)


def _columns(entries: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(each["label"], each["width_mm"], each["name"], each.get("align")) for each in entries)


def _grid_cell(entry: Mapping[str, Any]) -> GridCell:
    blank = entry.get("blank", "")
    if "options" in entry:
        blank = " ".join(f"□{label}" for _code, label in codes.table(entry["options"]))
    return GridCell(
        label=entry["label"],
        label_width=entry["label_mm"],
        name=entry["name"],
        width=entry["mm"],
        blank=blank,
        below=entry.get("below", ""),
        sign=entry.get("sign", ""),
        columns=_columns(entry.get("columns", ())),
        rows=entry.get("rows", 0),
        photo=entry.get("photo", False),
        span=entry.get("span", 1),
    )


def filled_in(template: str, values: Mapping[str, str]) -> str:
    """A text with its {slots} replaced; "{session_date 年月日 星期}" is session_date. An empty one is room to write."""
    return _SLOT.sub(lambda slot: values.get(slot[1], "") or BY_HAND, template)
