"""Lines of the people list and what is still missing in them; needs no SQLAlchemy: the first window has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from station_app.core import clock, names
from station_app.core.dates import age_on
from station_app.features.people.fields import PERSON

LEFT_BEHIND_WOMAN = "D01"
_REQUIRED = tuple((field.name, field.label) for field in PERSON if field.required and not field.computed)
REQUIRED_NAMES = tuple(name for name, _label in _REQUIRED)
"""Fields without which a record of a person is 待补, whatever she is."""
_CONDITIONAL = ("household_id", "relation_to_head", "disability_category", "disability_grade")
_EMPTY = (None, "", ())
_UNKNOWN, _NO_AGE = -1001, -1000
_KEPT: dict[Any, Any] = {}
"""Words that thousands of lines share (codes, villages, workers): each stands in memory once."""

ROW_COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            "id",
            "name",
            "name_pinyin",
            "sex",
            "birth_date",
            "id_number",
            "phone",
            "village",
            "categories",
            "labour_ability",
            "work_willingness",
            "responsible",
            *(name for name, _label in _REQUIRED),
            *_CONDITIONAL,
        )
    )
)
"""The columns of table person that a line is made from, in this order."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the people list; with slots, because 15,000 of them stay in memory."""

    id: str
    name: str
    name_pinyin: str
    sex: str
    birth_date: dt.date | None
    id_number: str
    phone: str
    village: str
    categories: tuple[str, ...]
    labour_ability: str
    work_willingness: str
    gaps: tuple[str, ...]
    """Labels of required fields that are still empty (待补)."""
    education: str = ""
    employment_status: str = ""
    responsible: str = ""
    consent_date: dt.date | None = None
    household_id: str = ""
    relation_to_head: str = ""
    outside: Mapping[str, Any] = field(default_factory=dict)
    """What other features know of her, by the name of their column (rules.outside)."""

    _age: int = field(default=_UNKNOWN, init=False, repr=False, compare=False)
    _hay: str = field(default="", init=False, repr=False, compare=False)

    @property
    def age(self) -> int | None:
        """Full years on the day the line was first looked at; filters over 15,000 lines ask for it at every key."""
        if self._age == _UNKNOWN:
            years = age_on(self.birth_date, clock.today()) if self.birth_date else _NO_AGE
            object.__setattr__(self, "_age", years)
        return None if self._age == _NO_AGE else self._age

    @property
    def hay(self) -> str:
        """What the search box looks through: name, pinyin, initials, ID number, phone, village; made once."""
        if not self._hay:
            object.__setattr__(self, "_hay", self._words())
        return self._hay

    def _words(self) -> str:
        syllables = self.name_pinyin.split()
        initials = "".join(syllable[:1] for syllable in syllables)
        parts = (self.name, names.match_key(self.name), "".join(syllables), initials, self.id_number, self.phone)
        return "\n".join((*parts, self.village)).lower()


def person_row(values: Sequence[Any], outside: Mapping[str, Any] | None = None) -> PersonRow:
    """A line from the values of ROW_COLUMNS, as the mapped columns or as plain SQL give them."""
    found = dict(zip(ROW_COLUMNS, values, strict=True))
    born, categories, agreed = found["birth_date"], found["categories"], found["consent_date"]
    if isinstance(born, str):
        found["birth_date"] = born = dt.date.fromisoformat(born)
    if not isinstance(categories, tuple):
        found["categories"] = categories = tuple(categories.split(",")) if categories else ()
    return PersonRow(
        id=found["id"],
        name=found["name"] or "",
        name_pinyin=found["name_pinyin"] or "",
        sex=found["sex"] or "",
        birth_date=born,
        id_number=found["id_number"] or "",
        phone=found["phone"] or "",
        village=_kept(found["village"] or ""),
        categories=_kept(categories),
        labour_ability=_kept(found["labour_ability"] or ""),
        work_willingness=_kept(found["work_willingness"] or ""),
        gaps=_kept(tuple(PERSON[name].label for name in gap_names(found))),
        education=_kept(found["education"] or ""),
        employment_status=_kept(found["employment_status"] or ""),
        responsible=_kept(found["responsible"] or ""),
        consent_date=dt.date.fromisoformat(agreed) if isinstance(agreed, str) else agreed,
        household_id=found["household_id"] or "",
        relation_to_head=_kept(found["relation_to_head"] or ""),
        outside=outside or {},
    )


def _kept(value: Any) -> Any:
    return _KEPT.setdefault(value, value)


def gap_names(values: Mapping[str, Any]) -> list[str]:
    """Required fields that are empty, also those that a category or a household asks for (domain.md §1.4)."""
    return [name for name, _label in _REQUIRED if values.get(name) in _EMPTY] + conditional_gaps(values)


def conditional_gaps(values: Mapping[str, Any]) -> list[str]:
    """Household for A and B categories, relation in a household, kind and grade for certified disability (C01)."""
    categories = values.get("categories") or ()
    asked = [
        ("household_id", any(code[:1] in ("A", "B") for code in categories)),
        ("relation_to_head", bool(values.get("household_id"))),
        ("disability_category", "C01" in categories),
        ("disability_grade", "C01" in categories),
    ]
    return [name for name, needed in asked if needed and values.get(name) in _EMPTY]
