"""Who may be registered twice: while somebody types, and in the whole station (F54, F55)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from station_app.core import id_number, names
from station_app.features.people.model import Merge, Person
from station_app.features.people.rules.same_person import SAME_ID, Likeness, likeness
from station_app.storage import records

_SHOWN = 5
_COLUMNS = ("id", "name", "name_pinyin", "sex", "birth_date", "id_number", "phone", "village", "person_state")
DISTINCT, MERGED, UNDONE = "distinct", "merged", "undone"
"""Outcomes of a pair."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the one that is being typed."""

    id: str
    name: str
    sex: str
    birth_date: dt.date | None
    id_number: str
    phone: str
    village: str
    likeness: Likeness
    person_state: str = "normal"


@dataclass(frozen=True)
class Pair:
    """Two registered people who may be one."""

    first: Candidate
    second: Candidate

    @property
    def likeness(self) -> Likeness:
        """Why they may be one."""
        return self.second.likeness


def possible_duplicates(
    session: Session, values: Mapping[str, Any], person_id: str | None = None, *, but: Sequence[str] = ()
) -> list[Candidate]:
    """People like the one whose values are being typed, the surest first; by index, so that it can be asked per key.

    Same ID number (also as its 15 digits), same pinyin and birth date, same name and phone. Left out: the person
    herself, the keys `but`, and those that were said to be somebody else.
    """
    number, name = values.get("id_number") or "", values.get("name") or ""
    conditions = []
    if number:
        conditions.append(Person.id_number.in_(twins(number)))
    pinyin = names.pinyin(name)[0][:200] if name else ""
    if pinyin and (values.get("birth_date") or values.get("phone")):
        conditions.append(Person.name_pinyin == pinyin)
    if not conditions:
        return []
    query = select(*(getattr(Person, column) for column in _COLUMNS)).where(
        Person.voided_at.is_(None), or_(*conditions)
    )
    typed = dict(values) | {"name_pinyin": pinyin}
    left_out = {person_id, *but} | (_said_distinct(session, person_id) if person_id else set())
    rows = [row for row in session.execute(query).mappings() if row["id"] not in left_out]
    found = [_candidate(row, why) for row in rows if (why := likeness(typed, row)) is not None]
    return sorted(found, key=lambda one: (one.likeness.rank, one.name, one.id))[:_SHOWN]


def find_duplicates(session: Session) -> list[Pair]:
    """All pairs of the station that may be one person, the surest first, without those said to be two."""
    rows = session.execute(
        select(*(getattr(Person, column) for column in _COLUMNS)).where(Person.voided_at.is_(None))
    ).mappings()
    alike: dict[str, list[Mapping[Any, Any]]] = {}
    for row in rows:
        if row["name_pinyin"]:
            alike.setdefault(row["name_pinyin"], []).append(row)
    apart = {
        frozenset(pair)
        for pair in session.execute(
            select(Merge.kept_id, Merge.gone_id).where(Merge.outcome == DISTINCT, Merge.voided_at.is_(None))
        )
    }
    pairs: dict[frozenset[str], Pair] = {}
    for group in alike.values():
        for first, second in combinations(group, 2):
            key = frozenset((first["id"], second["id"]))
            why = likeness(first, second) if key not in apart and key not in pairs else None
            if why is not None:
                pairs[key] = Pair(_candidate(first, why), _candidate(second, why))
    return sorted(pairs.values(), key=lambda pair: (pair.likeness.rank, pair.first.name, pair.first.id))


def mark_distinct(session: Session, first_id: str, second_id: str) -> None:
    """These two are not the same person: never ask again."""
    first, second = records.get(session, Person, first_id), records.get(session, Person, second_id)
    values = {
        "entity": "person",
        "kept_id": first.id,
        "gone_id": second.id,
        "outcome": DISTINCT,
        "title": f"{first.name} / {second.name}",
    }
    records.save(session, Merge, values)


def twins(number: str) -> tuple[str, ...]:
    """A typed number, and for an old one its 18 digits, the only form that is stored."""
    if len(number) == 15 and number.isdigit() and id_number.birth_date(number) is not None:
        return (number, id_number.from_15(number))
    return (number,)


def _said_distinct(session: Session, person_id: str) -> set[str]:
    query = select(Merge.kept_id, Merge.gone_id).where(
        Merge.outcome == DISTINCT,
        Merge.voided_at.is_(None),
        or_(Merge.kept_id == person_id, Merge.gone_id == person_id),
    )
    return {str(key) for pair in session.execute(query) for key in pair}


def _candidate(row: Mapping[Any, Any], why: Likeness) -> Candidate:
    return Candidate(
        id=str(row["id"]),
        name=row["name"] or "",
        sex=row["sex"] or "",
        birth_date=row["birth_date"],
        id_number=row["id_number"] or "",
        phone=row["phone"] or "",
        village=row["village"] or "",
        likeness=why,
        person_state=row["person_state"] or "normal",
    )


__all__ = [
    "DISTINCT",
    "MERGED",
    "SAME_ID",
    "UNDONE",
    "Candidate",
    "Pair",
    "find_duplicates",
    "mark_distinct",
    "possible_duplicates",
    "twins",
]
