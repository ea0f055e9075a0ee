"""What an import would do to the station's people, before anything is written (domain.md §11 rule 16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.features.people.fields import PERSON
from station_app.features.people.model import ImportBatch, Person
from station_app.features.people.rules.roster.differing import matters
from station_app.features.people.rules.roster.storing import LeftOut, as_person
from station_app.features.people.rules.roster.verdicts import Judgement, RowKey, RowVerdict
from station_app.features.people.service.bulk import chunks

_NEVER_COMPARED = ("id_number", "note")
_NOBODY = ("Z00",)


@dataclass(frozen=True)
class Difference:
    """A field that the station has filled otherwise; it stays so unless the clerk takes the file's value."""

    row: RowKey
    person_id: str
    name: str
    field: str
    label: str
    kept: str
    """As the station has it, in words."""
    found: str
    """As the file has it, in words."""
    matters: bool = True
    """The file says something else, not only the same in other words."""


@dataclass(frozen=True)
class PlannedRow:
    """One accepted row and the person it belongs to."""

    verdict: RowVerdict
    values: dict[str, Any]
    """Fields of table person; empty ones are missing."""
    person_id: str = ""
    """Set when the station knows this ID number."""
    gaps: Mapping[str, Any] = field(default_factory=dict)
    """Fields of a known person that the file fills."""
    differing: Mapping[str, Any] = field(default_factory=dict)
    """Fields of a known person that the file has otherwise."""
    household_id: str | None = None
    """Where a known person lives already."""
    left_out: tuple[LeftOut, ...] = ()
    """Values that no field can hold; the screen shows them."""


@dataclass(frozen=True)
class EarlierImport:
    """The same file was imported before (F84)."""

    batch_id: str
    at: dt.datetime
    accepted_count: int


@dataclass(frozen=True)
class ImportPlan:
    """What would be written."""

    rows: tuple[PlannedRow, ...] = field(repr=False)
    differences: tuple[Difference, ...]
    earlier: EarlierImport | None

    @property
    def new_people(self) -> int:
        """People the station does not know yet."""
        return sum(1 for row in self.rows if not row.person_id)

    @property
    def completed_people(self) -> int:
        """Known people with gaps that the file fills."""
        return sum(1 for row in self.rows if row.person_id and row.gaps)

    @property
    def unchanged_people(self) -> int:
        """Known people to whom the file adds nothing."""
        return sum(1 for row in self.rows if row.person_id and not row.gaps)


def plan_import(session: Session, judgement: Judgement) -> ImportPlan:
    """Match accepted rows with the station's people by ID number; fill gaps, list differences, overwrite nothing."""
    accepted = judgement.accepted
    known = _known_people(session, [row.values["id_number"] for row in accepted])
    rows = []
    differences: list[Difference] = []
    for row in accepted:
        values, left_out = as_person(row.values)
        person = known.get(values["id_number"])
        if person is None:
            rows.append(PlannedRow(row, values, left_out=tuple(left_out)))
            continue
        gaps, differing = _compare(person, values)
        rows.append(PlannedRow(row, values, person["id"], gaps, differing, person["household_id"], tuple(left_out)))
        for name, value in differing.items():
            kind = PERSON[name].kind
            words = kind.format(person[name]), kind.format(value)
            weighs = matters(name, person[name], value)
            differences.append(
                Difference(row.key, person["id"], person["name"], name, PERSON[name].label, *words, weighs)
            )
    return ImportPlan(tuple(rows), tuple(differences), earlier_import(session, judgement.file_hash))


def earlier_import(session: Session, file_hash: str) -> EarlierImport | None:
    """The last import of the same bytes that was not taken back."""
    query = (
        select(ImportBatch.id, ImportBatch.created_at, ImportBatch.accepted_count)
        .where(ImportBatch.file_hash == file_hash, ImportBatch.voided_at.is_(None), ImportBatch.undone.is_(None))
        .order_by(ImportBatch.created_at.desc())
    )
    found = session.execute(query).first()
    return EarlierImport(*found) if found else None


def _known_people(session: Session, id_numbers: list[str]) -> dict[str, dict[str, Any]]:
    """Live people by ID number, with everything an import may fill."""
    columns = [Person.id, Person.note, *(getattr(Person, described.name) for described in PERSON)]
    found = {}
    for chunk in chunks(id_numbers):
        query = select(*columns).where(Person.id_number.in_(chunk), Person.voided_at.is_(None))
        for row in session.execute(query).mappings():
            found[row["id_number"]] = dict(row)
    return found


def _compare(person: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Gaps of a known person that the row fills, and fields it has otherwise."""
    gaps: dict[str, Any] = {}
    differing: dict[str, Any] = {}
    for name, value in values.items():
        kept = person[name]
        if kept == value or (name == "categories" and value == _NOBODY):
            continue
        if kept in (None, "", ()) or (name == "categories" and kept == _NOBODY) or _is_unknown(name, kept):
            gaps[name] = value
        elif name == "categories":
            if set(value) - set(kept):
                differing[name] = (*kept, *(code for code in value if code not in kept))
        elif name not in _NEVER_COMPARED:
            differing[name] = value
    return gaps, differing


def _is_unknown(name: str, kept: Any) -> bool:
    """未了解 and 未评估 are gaps, not answers."""
    return name in ("employment_status", "labour_ability", "communication_ability", "work_willingness") and kept == "9"
