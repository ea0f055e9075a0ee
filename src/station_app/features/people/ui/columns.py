"""The columns of the people list: what is shown at first, and what may be shown and filtered by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from station_app.core.fields import Field
from station_app.core.kinds import Codes, Integer
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.rules.outside import OWN_FIELDS, Outside
from station_app.features.people.rules.rows import PersonRow
from station_app.ui.columns import Column, column

KINDS = {field.name: field.kind for field in PERSON}
GAP_MARK = _("待补")


def gap_text(gaps: Sequence[str]) -> str:
    """待补 3."""
    return f"{GAP_MARK} {len(gaps)}" if gaps else ""


def _bare(label: str) -> str:
    return re.sub(r"\([^()]*\)", "", label)


def _short(name: str) -> Callable[[Any], str]:
    """Codes without what stands in brackets; the tooltip has it all."""
    show = KINDS[name].format
    return lambda value: _bare(show(value))


def _by_name(row: PersonRow) -> tuple[str, str]:
    return row.name_pinyin, row.id


_SHOWN: tuple[Column, ...] = (
    column(PERSON["name"], width=124, order=_by_name),
    column(PERSON["sex"], width=44, label=_("性别")),
    Column("age", _("年龄"), lambda row: row.age, str, "right", 44, kind=Integer(0, 150)),
    column(PERSON["village"], width=80, label=_("村")),
    column(PERSON["categories"], width=140, label=_("类别"), show=_short("categories"), stretch=True),
    column(PERSON["phone"], width=108, show=KINDS["phone"].mask),
    column(PERSON["work_willingness"], width=96, label=_("意愿")),
)
_BEHIND: tuple[Column, ...] = (
    column(PERSON["responsible"], width=72, label=_("负责人")),
    Column("gaps", GAP_MARK, lambda row: row.gaps, gap_text, "left", 64, order=lambda row: len(row.gaps)),
)
_OFFERED: tuple[Column, ...] = (
    column(PERSON["labour_ability"], width=100, show=_short("labour_ability"), is_offered=True),
    column(PERSON["employment_status"], width=100, is_offered=True),
    column(PERSON["education"], width=88, is_offered=True),
    column(PERSON["consent_date"], width=100, is_offered=True),
)


def list_columns(outsides: Sequence[Outside] = ()) -> tuple[Column, ...]:
    """All columns, those that other features contribute among them; a test holds the first paint equal to them."""
    shown = [_outside(field) for source in outsides for field in source.fields if field.name in source.shown]
    offered = [_outside(field, is_offered=True) for field in OWN_FIELDS]
    offered += [
        _outside(field, is_offered=True)
        for source in outsides
        for field in source.fields
        if field.name not in source.shown
    ]
    return (*_SHOWN, *shown, *_BEHIND, *_OFFERED, *offered)


def _outside(field: Field, *, is_offered: bool = False) -> Column:
    name = field.name
    wide = isinstance(field.kind, Codes)
    return column(field, width=140 if wide else 72, get=lambda row: row.outside.get(name), is_offered=is_offered)
