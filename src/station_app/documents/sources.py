"""What fills a form: features list their sources, preview and command line print any of them the same way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from station_app.documents.grid import Fill, FilledForm, TableForm


@dataclass(frozen=True)
class Asked:
    """Which record a form is printed for, and how."""

    record_id: str
    fill: Fill = Fill.FILLED
    whole: bool = True
    """Whole ID numbers and phones; else masked (R-50)."""
    day: dt.date | None = None
    """Only this day, where a form has one sheet a day."""
    keys: frozenset[str] = frozenset()
    """Only these records, where a form has one page each; empty = all."""

    def in_way(self, fill: Fill, *, whole: bool) -> Asked:
        """The same record printed in another way."""
        return replace(self, fill=fill, whole=whole)


@dataclass(frozen=True)
class FormSource:
    """One form that a feature can fill."""

    form_id: str
    about: str
    """Name of the record that fills it (training_class)."""
    draw: Callable[[Any, Asked], bytes]
    """(session, asked) → PDF; Refused when something it needs is missing or a character cannot be printed."""
    has_numbers: bool = False
    """It shows ID numbers or phones, so a preview begins masked (R-50, R-51)."""
    ways: tuple[Fill, ...] = field(default=(Fill.FILLED, Fill.PADDED, Fill.BLANK))


def blank_pdf(form: TableForm) -> bytes:
    """A form with nothing filled in: of features that do not exist yet, and for the drawer."""
    from station_app.documents.table import draw_form  # noqa: PLC0415 - reportlab, not before the first print

    return draw_form(FilledForm(form, fill=Fill.BLANK))
