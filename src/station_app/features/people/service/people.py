"""Registering, changing and finding people and households by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from station_app.core import clock, id_number, names
from station_app.core.checks import Problem, Refused
from station_app.core.dates import age_on
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD, PERSON
from station_app.features.people.model import Household, Person, PersonCategory
from station_app.features.people.rules.categories import primary_category
from station_app.storage import records, search


@dataclass(frozen=True)
class PersonRow:
    """One line of the people list."""

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

    @property
    def age(self) -> int | None:
        """Full years today."""
        return age_on(self.birth_date, clock.today()) if self.birth_date else None


def save_person(
    session: Session, values: Mapping[str, Any], *, person_id: str | None = None, version: int | None = None
) -> str:
    """Create or change one person typed by hand; returns the key.

    Sex and birth date are taken from the ID number where empty. Raises Refused: empty required fields, an ID that
    another person has, sex or birth date that contradict the ID (GB 11643), dibao-like categories without household.
    """
    complete = _filled_from_id(dict(values))
    problems = PERSON.check(complete) + _contradictions(session, complete, person_id)
    if problems:
        raise Refused(problems)
    complete |= derived(complete)
    before = set(records.get(session, Person, person_id).categories) if person_id else set()
    person = records.save(session, Person, complete, record_id=person_id, version=version)
    if "categories" in complete:
        _date_categories(session, person.id, before, complete["categories"])
    index_person(session, person)
    return str(person.id)


def derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the program keeps beside typed values: pinyin key for Chinese order, primary category for counting."""
    kept: dict[str, Any] = {}
    if "name" in values:
        kept["name_pinyin"] = names.pinyin(values["name"] or "")[0][:200]
    if "categories" in values:
        kept["primary_category"] = primary_category(values["categories"] or ())
    return kept


def index_person(session: Session, person: Person) -> None:
    """Make a person findable by name, pinyin, initials, ID and phone."""
    syllables, initials = names.pinyin(person.name or "")
    words = [person.name, syllables.replace(" ", ""), initials, person.id_number, person.phone, person.contact_phone]
    subtitle = " ".join(part for part in (person.village, PERSON["categories"].kind.format(person.categories)) if part)
    search.put(session, "person", person.id, person.name or "", subtitle, [word for word in words if word])


def get_person(session: Session, person_id: str) -> dict[str, Any]:
    """All plain values of a person, for the form."""
    return records.values_of(records.get(session, Person, person_id))


def list_people(
    session: Session, *, text: str = "", only_gaps: bool = False, limit: int | None = None
) -> list[PersonRow]:
    """People in Chinese order of their names; `text` matches name, pinyin, ID or phone."""
    columns = [getattr(Person, name) for name in _ROW_COLUMNS]
    query = select(*columns).where(Person.voided_at.is_(None)).order_by(Person.name_pinyin, Person.id).limit(limit)
    if text:
        found = [hit.record_id for hit in search.find(session, text, limit=500) if hit.kind == "person"]
        query = query.where(Person.id.in_(found))
    rows = [_person_row(dict(zip(_ROW_COLUMNS, values, strict=True))) for values in session.execute(query)]
    return [row for row in rows if row.gaps] if only_gaps else rows


def count_people(session: Session) -> int:
    """How many people the station knows."""
    return session.scalar(select(func.count()).select_from(Person).where(Person.voided_at.is_(None))) or 0


_GAP_COLUMNS = tuple(field.name for field in PERSON if field.required and not field.computed)
_ROW_COLUMNS = tuple(
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
            *_GAP_COLUMNS,
        )
    )
)


def _person_row(values: dict[str, Any]) -> PersonRow:
    gaps = tuple(PERSON[name].label for name in _GAP_COLUMNS if values[name] in (None, "", ()))
    shown = {name: values[name] for name in PersonRow.__dataclass_fields__ if name != "gaps"}
    texts = {name: value or "" for name, value in shown.items() if name not in ("birth_date", "categories")}
    return PersonRow(**(shown | texts), gaps=gaps)


def people_by_id_numbers(session: Session, id_numbers: Sequence[str]) -> dict[str, str]:
    """ID number → person key, for people the station already knows."""
    found: dict[str, str] = {}
    for start in range(0, len(id_numbers), 500):
        chunk = id_numbers[start : start + 500]
        query = select(Person.id_number, Person.id).where(Person.id_number.in_(chunk), Person.voided_at.is_(None))
        found |= dict(session.execute(query))
    return found


def save_household(
    session: Session, values: Mapping[str, Any], *, household_id: str | None = None, version: int | None = None
) -> str:
    """Create or change a household; its number is village + 4 running digits, never reused (domain.md §1.3)."""
    complete = dict(values)
    problems = HOUSEHOLD.check({n: v for n, v in complete.items() if n != "household_no"})
    if problems:
        raise Refused(problems)
    if household_id is None:
        complete["household_no"] = next_household_no(session, complete["village_code"])
    income, members = complete.get("annual_income"), complete.get("member_count")
    if income is not None and members:
        complete["income_per_head"] = (2 * income + members) // (2 * members)
    return str(records.save(session, Household, complete, record_id=household_id, version=version).id)


def next_household_no(session: Session, village_code: str) -> str:
    """The next number of a village, counting void households too, so that none is ever reused."""
    prefix = village_code.ljust(12, "0")
    last = session.scalar(select(func.max(Household.household_no)).where(Household.household_no.like(f"{prefix}%")))
    return f"{prefix}{int(last[12:]) + 1 if last else 1:04d}"


def list_households(session: Session) -> list[dict[str, Any]]:
    """Plain values of all households, by number."""
    return [records.values_of(h) for h in records.live(session, Household, order_by=[Household.household_no])]


def members_of(session: Session, household_id: str) -> list[PersonRow]:
    """The people of a household, head first."""
    columns = [getattr(Person, name) for name in _ROW_COLUMNS]
    query = (
        select(*columns)
        .where(Person.household_id == household_id, Person.voided_at.is_(None))
        .order_by(Person.relation_to_head != "02", Person.birth_date)
    )
    return [_person_row(dict(zip(_ROW_COLUMNS, values, strict=True))) for values in session.execute(query)]


def _filled_from_id(values: dict[str, Any]) -> dict[str, Any]:
    number = values.get("id_number") or ""
    if number and not id_number.fault(number, clock.today()):
        reading = id_number.read(number)
        values["sex"] = values.get("sex") or reading.sex
        values["birth_date"] = values.get("birth_date") or reading.birth_date
    return values


def _contradictions(session: Session, values: Mapping[str, Any], person_id: str | None) -> list[Problem]:
    problems = []
    number = values.get("id_number") or ""
    if number and not id_number.fault(number, clock.today()):
        reading = id_number.read(number)
        if values.get("sex") in ("1", "2") and values["sex"] != reading.sex:
            problems.append(Problem("sex", _("与身份证号不符，请核对。"), "SEX_ID_MISMATCH"))
        if values.get("birth_date") and values["birth_date"] != reading.birth_date:
            problems.append(Problem("birth_date", _("与身份证号不符，请核对。"), "BIRTH_ID_MISMATCH"))
    if number:
        query = select(Person.id, Person.name).where(Person.id_number == number, Person.voided_at.is_(None))
        for other, name in session.execute(query):
            if other != person_id:
                problems.append(
                    Problem("id_number", _("这个号码已经登记在“{name}”名下。").format(name=name), "DUPLICATE")
                )
    return problems


def _date_categories(session: Session, person_id: str, before: set[str], after: Sequence[str]) -> None:
    """Open a dated category for each new one, close those that are gone."""
    today = clock.today()
    for category in after:
        if category not in before:
            values = {"person_id": person_id, "category": category, "valid_from": today, "source": _("入户")}
            records.save(session, PersonCategory, values)
    open_ones = or_(PersonCategory.valid_to.is_(None), PersonCategory.valid_to >= today)
    for dated in records.live(session, PersonCategory, PersonCategory.person_id == person_id, open_ones):
        if dated.category not in after:
            dated.valid_to = max(today, dated.valid_from)
