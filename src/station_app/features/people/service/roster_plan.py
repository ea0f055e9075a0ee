"""What an import would do to the station's people, before anything is written (domain.md §11 rule 16)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from station_app.core import id_number
from station_app.features.people.fields import PERSON
from station_app.features.people.model import ImportBatch, Person
from station_app.features.people.rules.roster.differing import matters
from station_app.features.people.rules.roster.storing import LeftOut, as_person
from station_app.features.people.rules.roster.verdicts import FROM_ADDRESS, Judgement, RowKey, RowVerdict
from station_app.features.people.service.bulk import chunks
from station_app.features.people.service.people import NO_DOCUMENT

_NEVER_COMPARED = ("note",)
_OLD_LENGTH, _DAY_LENGTH = 15, 10
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
    def recognised(self) -> list[PlannedRow]:
        """People the station knew without a number, found by name and birth date."""
        return [row for row in self.rows if "id_number" in row.gaps]

    @property
    def unchanged_people(self) -> int:
        """Known people to whom the file adds nothing."""
        return sum(1 for row in self.rows if row.person_id and not row.gaps)


def plan_import(session: Session, judgement: Judgement) -> ImportPlan:
    """Match accepted rows with the station's people; fill gaps, list differences, overwrite nothing.

    By ID number, by the 15-digit form of it, and by name and birth date where the station has no number.
    """
    accepted = judgement.accepted
    known = _known_people(session, [row.values["id_number"] for row in accepted])
    unnumbered = _unnumbered_people(session, accepted)
    rows = []
    differences: list[Difference] = []
    for row in accepted:
        values, left_out = as_person(row.values)
        person = known.get(values["id_number"]) or unnumbered.get((values["name"], values["birth_date"]))
        if person is None:
            rows.append(PlannedRow(row, values, left_out=tuple(left_out)))
            continue
        if person["village"] and any(found.code == FROM_ADDRESS for found in row.warnings):
            values = values | {"village": person["village"]}  # read out of an address it contradicts nobody
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
    """Live people by ID number (18 digits also for who has the old form), with everything an import may fill."""
    found = {}
    for chunk in chunks(id_numbers):
        query = select(*_columns()).where(Person.id_number.in_(chunk), Person.voided_at.is_(None))
        for row in session.execute(query).mappings():
            found[row["id_number"]] = dict(row)
    old = func.length(Person.id_number) == _OLD_LENGTH
    wanted = set(id_numbers)
    for row in session.execute(select(*_columns()).where(old, Person.voided_at.is_(None))).mappings():
        twin = id_number.from_15(row["id_number"]) if row["id_number"].isdigit() else ""
        if twin in wanted:
            found.setdefault(twin, dict(row))
    return found


def _unnumbered_people(session: Session, accepted: Sequence[RowVerdict]) -> dict[tuple[str, dt.date], dict[str, Any]]:
    """People without a number, by name and birth date; only where both the station and the file have just one."""
    without = or_(Person.id_number.is_(None), Person.id_number == "")
    query = select(*_columns()).where(without, Person.voided_at.is_(None), Person.birth_date.is_not(None))
    found: dict[tuple[str, dt.date], list[dict[str, Any]]] = {}
    for row in session.execute(query).mappings():
        found.setdefault((row["name"], row["birth_date"]), []).append(dict(row))
    if not found:
        return {}
    in_file = Counter((row.values["name"], row.values["birth_date"]) for row in accepted)
    return {
        key: people[0] for key, people in found.items() if len(people) == 1 and in_file[key[0], key[1].isoformat()] == 1
    }


def suggested_numbers(session: Session, judgement: Judgement) -> dict[RowKey, str]:
    """For rows whose only fault is a missing number: the number of the one person of that name and birth date."""
    wanted = {
        row.key: (row.values["name"], row.values["birth_date"])
        for row in judgement.rows
        if [reason.code for reason in row.reasons] == ["ID_MISSING"]
        and row.values.get("name")
        and len(row.values.get("birth_date") or "") == _DAY_LENGTH
    }
    found: dict[tuple[str, str], list[str]] = {}
    for chunk in chunks(sorted({name for name, _birth in wanted.values()})):
        query = select(Person.name, Person.birth_date, Person.id_number).where(
            Person.name.in_(chunk), Person.id_number.is_not(None), Person.voided_at.is_(None)
        )
        for name, birth, number in session.execute(query):
            if birth is not None:
                found.setdefault((name, birth.isoformat()), []).append(number)
    return {key: found[who][0] for key, who in wanted.items() if len(found.get(who, ())) == 1}


def _columns() -> list[Any]:
    return [Person.id, Person.note, *(getattr(Person, described.name) for described in PERSON)]


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
    if "id_number" in gaps and person["id_document_type"] == NO_DOCUMENT:
        gaps["id_document_type"] = "1"
    return gaps, differing


def _is_unknown(name: str, kept: Any) -> bool:
    """未了解 and 未评估 are gaps, not answers."""
    return name in ("employment_status", "labour_ability", "communication_ability", "work_willingness") and kept == "9"
