"""Columns of the people list; the first window shows them too, so nothing here may need SQLAlchemy."""

from __future__ import annotations

from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.ui.columns import Column, column

PEOPLE: tuple[Column, ...] = (
    column(PERSON["name"], order=lambda row: (row.name_pinyin, row.name)),
    column(PERSON["sex"], width=56),
    Column("age", _("年龄"), lambda row: row.age, str, "right", 56),
    column(PERSON["id_number"]),
    column(PERSON["phone"]),
    column(PERSON["village"], width=140),
    column(PERSON["categories"], width=180),
    Column("gaps", _("待补"), lambda row: row.gaps, "、".join, "left", 160, stretch=True),
)
