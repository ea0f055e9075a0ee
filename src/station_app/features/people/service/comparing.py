"""Two records side by side before they are merged: what differs, in words, and what would move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.dates import age_on
from station_app.core.fields import Field
from station_app.core.kinds import Name, Reference
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD, PERSON
from station_app.features.people.model import Household, Person
from station_app.features.people.service.households import HouseholdRow, list_households
from station_app.features.people.service.merging import differing, differing_households, head_of
from station_app.features.people.service.voiding import uses
from station_app.storage import records


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    id: str
    title: str
    facts: str
    moving: tuple[str, ...]
    """What refers to it, by kind: 2 条“学员”."""
    head: str = ""
    """A household's head, '' for none."""


@dataclass(frozen=True)
class Difference:
    """One field that is not the same; texts are masked (R-50), '' = empty."""

    name: str
    label: str
    texts: tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """Everything that the clerk decides by."""

    entity: str
    sides: tuple[Side, Side]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class HouseholdPair:
    """Two households that may be one."""

    first: HouseholdRow
    second: HouseholdRow


def compare_people(session: Session, first_id: str, second_id: str) -> Comparison:
    """Two live people; Refused when one of them is gone."""
    pairs = differing(session, first_id, second_id)
    sides = tuple(_person_side(session, key) for key in (first_id, second_id))
    return Comparison("person", (sides[0], sides[1]), _words(session, PERSON, pairs))


def compare_households(session: Session, first_id: str, second_id: str) -> Comparison:
    """Two live households; Refused when one of them is gone."""
    pairs = differing_households(session, first_id, second_id)
    sides = tuple(_household_side(session, key) for key in (first_id, second_id))
    return Comparison("household", (sides[0], sides[1]), _words(session, HOUSEHOLD, pairs))


def find_household_duplicates(session: Session) -> list[HouseholdPair]:
    """Households of one village with the same head's name or the same address."""
    alike: dict[tuple[str, str, str], list[HouseholdRow]] = {}
    for row in list_households(session):
        if row.head_name:
            alike.setdefault(("head", row.village, row.head_name), []).append(row)
        elif row.address:
            alike.setdefault(("address", row.village, row.address), []).append(row)
    return [HouseholdPair(*pair) for group in alike.values() for pair in combinations(group, 2)]


def _words(session: Session, record: Any, pairs: Mapping[str, tuple[Any, Any]]) -> tuple[Difference, ...]:
    return tuple(
        Difference(name, record[name].label, (_word(session, record[name], one), _word(session, record[name], other)))
        for name, (one, other) in pairs.items()
    )


def _word(session: Session, field: Field, value: Any) -> str:
    if not value:
        return ""
    if isinstance(field.kind, Reference):
        if field.kind.record != "household":
            return _("有")
        home = session.get(Household, value)
        return household_title(home) if home is not None else ""
    return field.kind.format(value) if isinstance(field.kind, Name) else field.kind.mask(value)


def household_title(home: Any) -> str:
    """How a household is called in one line."""
    return "  ".join(
        part for part in (_("{head}户").format(head=home.head_name or home.household_no), home.village) if part
    )


def _person_side(session: Session, key: str) -> Side:
    person = records.get(session, Person, key)
    born = person.birth_date
    facts: Sequence[str] = (
        PERSON["sex"].kind.format(person.sex),
        _("{n} 岁").format(n=age_on(born, clock.today())) if born else "",
        person.village or "",
        _("{day} 登记").format(day=person.created_at.astimezone().date().isoformat()),
    )
    return Side(key, person.name or "", "・".join(f for f in facts if f), tuple(uses(session, Person, key)))


def _household_side(session: Session, key: str) -> Side:
    home = records.get(session, Household, key)
    head = head_of(session, key)
    facts = "・".join(part for part in (home.household_no, home.village, home.address) if part)
    title = _("{head}户").format(head=home.head_name or home.household_no)
    return Side(key, title, facts, tuple(uses(session, Household, key)), head.name if head is not None else "")
