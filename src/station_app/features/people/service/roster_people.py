"""The people of an import: new ones by plain statements, known ones completed, each with the row it came from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, names
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.model import Household, ImportBatch, Person, PersonCategory
from station_app.features.people.rules.categories import primary_category
from station_app.features.people.rules.roster.verdicts import TRAINING_ENROLMENT, Judgement, RowKey
from station_app.features.people.service.bulk import chunks, insert_rows, stored
from station_app.features.people.service.categories import list_categories
from station_app.features.people.service.finding import person_entry
from station_app.features.people.service.people import index_person
from station_app.features.people.service.roster_households import Homes
from station_app.features.people.service.roster_plan import PlannedRow
from station_app.storage import search
from station_app.storage.records import live

CREATED, CHANGED, VOIDED = "created", "changed", "voided"
_DAY = dt.timedelta(days=1)
_STAMPS = ("station_id", "created_at", "created_by", "updated_at", "updated_by", "version")
_PERSON = ("id", *_STAMPS, *(described.name for described in PERSON), "note")
_DATED = ("id", *_STAMPS, "person_id", "category", "valid_from", "source")
_ORIGIN = ("batch_id", "sheet", "row_number", "entity", "record_id", "action", "before")
_DEFAULTS = {described.name: described.default for described in PERSON}
_KNOWN = frozenset(described.name for described in PERSON) | frozenset(
    {"serial", "age", "id_number_raw", "education_words", "note", "household_head"}
)


@dataclass
class Writing:
    """One import while it is written."""

    session: Session
    batch: ImportBatch
    judgement: Judgement
    homes: Homes
    origins: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stamps = {name: stored(getattr(self.batch, name)) for name in _STAMPS}
        self._stamped = tuple(self.stamps.values())
        self._from = min(self.judgement.options.reference_date, clock.today())
        self._day = self._from.isoformat()
        self._source = _("本人申报") if self.judgement.kind == TRAINING_ENROLMENT else _("县下发")

    def note_origin(self, row: RowKey, model: type[Any], key: str, action: str, told: Mapping[str, Any] | None) -> None:
        """Remember which row a record came from, and what undoing it needs."""
        before = json.dumps(told, ensure_ascii=False) if told else None
        self.origins.append((self.batch.id, row[0][:100], row[1], model.__tablename__, key, action, before))

    def keep_origins(self) -> None:
        """Write the origins collected so far."""
        insert_rows(self.session, "import_origin", _ORIGIN, self.origins)

    def write_households(self) -> None:
        """Insert the new households."""
        created = self.homes.created
        if created:
            columns = (*_STAMPS, *created[0])
            rows = ((*self.stamps.values(), *map(stored, household.values())) for household in created)
            insert_rows(self.session, "household", columns, rows)
        for household in created:
            self.note_origin(self.homes.first_row[household["id"]], Household, household["id"], CREATED, None)

    def write_new(self, rows: Sequence[PlannedRow]) -> dict[RowKey, str]:
        """Insert people the station does not know; returns their keys by row."""
        people, dated, entries = [], [], []
        keys: dict[RowKey, str] = {}
        blank = {name: stored(default) for name, default in _DEFAULTS.items()} | {"note": None} | self.stamps
        for row in rows:
            verdict, values = row.verdict, row.values
            key = keys[verdict.key] = new_id()
            person = blank | values
            person["id"] = key
            person["name_pinyin"] = names.pinyin(values["name"])[0][:200]
            person["birth_date"] = values["birth_date"].isoformat()
            if "consent_date" in values:
                person["consent_date"] = values["consent_date"].isoformat()
            person["categories"] = ",".join(values["categories"])
            person["primary_category"] = _primary(values["categories"])
            person["household_id"] = self.homes.household_of.get(verdict.key)
            if any(warning.code == "ETHNIC_UNKNOWN" for warning in verdict.warnings):
                person["ethnic_group"] = None
            people.append(_columns_of(person))
            dated += [self._dated(key, code) for code in values["categories"]]
            entries.append(person_entry(key, person, values["categories"]))
            later = _for_later(row)
            self.note_origin(verdict.key, Person, key, CREATED, {"row": later} if later else None)
        insert_rows(self.session, "person", _PERSON, people)
        insert_rows(self.session, "person_category", _DATED, dated)
        search.put_many(self.session, entries)
        return keys

    def complete_known(self, rows: Sequence[PlannedRow], take: Collection[tuple[RowKey, str]]) -> int:
        """Fill gaps of known people, and the differing fields that the clerk takes; returns how many changed."""
        people: dict[str, Person] = {}
        for chunk in chunks([row.person_id for row in rows]):
            people |= {person.id: person for person in self.session.scalars(select(Person).where(Person.id.in_(chunk)))}
        changed = 0
        for row in rows:
            person = people[row.person_id]
            news = dict(row.gaps) | {n: v for n, v in row.differing.items() if (row.verdict.key, n) in take}
            if person.household_id is None and row.verdict.key in self.homes.household_of:
                news["household_id"] = self.homes.household_of[row.verdict.key]
            if news:
                self._change(row, person, news)
                changed += 1
        return changed

    def _change(self, row: PlannedRow, person: Person, news: dict[str, Any]) -> None:
        if "categories" in news:
            news["primary_category"] = primary_category(news["categories"])
            self._date_categories(row, person, news["categories"])
        before = {name: stored(getattr(person, name)) for name in news}
        for name, value in news.items():
            setattr(person, name, value)
        self.session.flush()
        index_person(self.session, person)
        told = {"fields": before, "version": person.version, "row": _for_later(row)}
        self.note_origin(row.verdict.key, Person, person.id, CHANGED, told)

    def _date_categories(self, row: PlannedRow, person: Person, codes: Sequence[str]) -> None:
        """Open a dated record for every new category of a known person, close those that are gone (一般群众)."""
        held = {row.category for row in list_categories(self.session, person.id) if row.holds_on(clock.today())}
        fresh = [self._dated(person.id, code) for code in codes if code not in held]
        insert_rows(self.session, "person_category", _DATED, fresh)
        for values in fresh:
            self.note_origin(row.verdict.key, PersonCategory, values[0], CREATED, None)
        gone = PersonCategory.category.not_in(codes)
        for dated in live(self.session, PersonCategory, PersonCategory.person_id == person.id, gone):
            if dated.valid_to is not None and dated.valid_to < self._from:
                continue
            before = stored(dated.valid_to)
            if dated.valid_from < self._from:
                dated.valid_to = self._from - _DAY
            else:
                dated.voided_at, dated.void_reason = self.batch.created_at, _("导入的名单里没有这一类别")
            self.session.flush()
            told = {"fields": {"valid_to": before}, "version": dated.version}
            self.note_origin(
                row.verdict.key, PersonCategory, dated.id, CHANGED if not dated.voided_at else VOIDED, told
            )

    def _dated(self, person_id: str, code: str) -> tuple[Any, ...]:
        """A dated category: valid from the day the list speaks of."""
        return (new_id(), *self._stamped, person_id, code, self._day, self._source)


_columns_of = itemgetter(*_PERSON)


@lru_cache(maxsize=5000)
def _primary(categories: tuple[str, ...]) -> str:
    return primary_category(categories)


def _for_later(row: PlannedRow) -> dict[str, Any]:
    """What the row says that the person's record has no field for (post, dates, amounts), kept with its origin."""
    values = row.verdict.values
    return {name: value for name, value in values.items() if name not in _KNOWN and value is not None}
