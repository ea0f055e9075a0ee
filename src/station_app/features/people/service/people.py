"""Registering, changing and finding people by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from station_app.core import clock, id_number, names
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.model import Person, PersonCategory
from station_app.features.people.rules.categories import primary_category
from station_app.features.people.rules.rows import ROW_COLUMNS, PersonRow, conditional_gaps, person_row
from station_app.features.people.service.finding import person_entry
from station_app.features.people.service.households import household_figures, keep_household
from station_app.features.people.service.voiding import refuse_if_used
from station_app.storage import records, search

NO_DOCUMENT = "8"
"""id_document_type of somebody who has no number yet (domain.md §1.4)."""
_HEAD = "02"


def save_person(
    session: Session,
    values: Mapping[str, Any],
    *,
    person_id: str | None = None,
    version: int | None = None,
    require: bool = True,
) -> str:
    """Create or change one person typed by hand; returns the key.

    Sex and birth date are taken from the ID number where empty. `require=False` leaves required fields open as 待补;
    a name is always needed. Raises Refused: empty required fields (code REQUIRED), an ID that another person has
    (DUPLICATE), sex or birth date that contradict the ID (GB 11643), a second head of a household, STALE.
    """
    found = records.get(session, Person, person_id) if person_id else None
    kept = records.values_of(found) if found else {field.name: field.default for field in PERSON}
    before = kept["categories"] or ()
    typed = _filled_from_id(kept, dict(values))
    whole = kept | typed
    problems = _problems(typed if found else whole, whole, require=require)
    problems += _contradictions(session, whole, person_id)
    if problems:
        raise Refused(problems)
    typed |= derived(typed)
    homes = {kept["household_id"], whole["household_id"]} - {None, ""}
    before_in = {key: household_figures(session, key) for key in homes}
    person = records.save(session, Person, typed, record_id=person_id, version=version, require=False)
    if "categories" in typed:
        _date_categories(session, person.id, set(before), typed["categories"] or ())
    index_person(session, person)
    for key, figures in before_in.items():
        keep_household(session, key, figures)
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
    search.put_many(session, [person_entry(person.id, records.values_of(person), tuple(person.categories or ()))])


def get_person(session: Session, person_id: str) -> dict[str, Any]:
    """All plain values of a person, for the form."""
    return records.values_of(records.get(session, Person, person_id))


def void_person(session: Session, person_id: str, reason: str) -> None:
    """Take a person out of use; Refused while live records (an enrolment, say) still name her."""
    person = records.get(session, Person, person_id)
    refuse_if_used(session, Person, person_id, person.name or "", but=("person_category",))
    household_id = person.household_id
    figures = household_figures(session, household_id) if household_id else None
    records.void(session, Person, person_id, reason)
    for dated in records.live(session, PersonCategory, PersonCategory.person_id == person_id):
        records.void(session, PersonCategory, dated.id, reason)
    search.remove(session, "person", person_id)
    if household_id:
        keep_household(session, household_id, figures)


def list_people(
    session: Session, *, text: str = "", only_gaps: bool = False, limit: int | None = None
) -> list[PersonRow]:
    """People in Chinese order of their names; `text` matches name, pinyin, initials, ID, phone or village."""
    query = _rows().where(Person.voided_at.is_(None)).order_by(Person.name_pinyin, Person.id)
    if not text and not only_gaps:
        query = query.limit(limit)
    rows = [person_row(values) for values in session.execute(query)]
    words = text.lower().split()
    found = [row for row in rows if _has(row, words) and (row.gaps or not only_gaps)] if words or only_gaps else rows
    return found[:limit]


def members_of(session: Session, household_id: str) -> list[PersonRow]:
    """The people of a household, head first, then the oldest."""
    query = (
        _rows()
        .where(Person.household_id == household_id, Person.voided_at.is_(None))
        .order_by(func.coalesce(Person.relation_to_head, "") != _HEAD, Person.birth_date, Person.id)
    )
    return [person_row(values) for values in session.execute(query)]


def count_people(session: Session) -> int:
    """How many people the station knows."""
    return session.scalar(select(func.count()).select_from(Person).where(Person.voided_at.is_(None))) or 0


def people_by_id_numbers(session: Session, id_numbers: Sequence[str]) -> dict[str, str]:
    """ID number → person key, for people the station already knows."""
    found: dict[str, str] = {}
    for start in range(0, len(id_numbers), 500):
        chunk = id_numbers[start : start + 500]
        query = select(Person.id_number, Person.id).where(Person.id_number.in_(chunk), Person.voided_at.is_(None))
        found |= {str(number): str(key) for number, key in session.execute(query)}
    return found


def _rows() -> Any:
    return select(*(getattr(Person, name) for name in ROW_COLUMNS))


def _has(row: PersonRow, words: list[str]) -> bool:
    hay = row.hay if words else ""
    return all(word in hay for word in words)


def _filled_from_id(kept: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Sex and birth date from a good ID number where they are empty."""
    number = values.get("id_number", kept["id_number"]) or ""
    if number and not id_number.fault(number, clock.today()):
        reading = id_number.read(number)
        values["sex"] = values.get("sex", kept["sex"]) or reading.sex
        values["birth_date"] = values.get("birth_date", kept["birth_date"]) or reading.birth_date
    return values


def _problems(checked: Mapping[str, Any], whole: Mapping[str, Any], *, require: bool) -> list[Problem]:
    """Problems of single fields, then what a category or a household asks for."""
    found = PERSON.check(checked, require=require)
    if whole.get("id_document_type") == NO_DOCUMENT:
        found = [problem for problem in found if (problem.field, problem.code) != ("id_number", "REQUIRED")]
    if not whole.get("name") and not any(problem.field == "name" for problem in found):
        found.insert(0, _required("name"))
    return found + ([_required(name) for name in conditional_gaps(whole)] if require else [])


def _required(name: str) -> Problem:
    return Problem(name, _("请填写“{label}”。").format(label=PERSON[name].label), "REQUIRED")


def _contradictions(session: Session, values: Mapping[str, Any], person_id: str | None) -> list[Problem]:
    """Sex and birth date against the ID number, an ID number that is taken, a second head of the household."""
    problems = []
    number = values.get("id_number") or ""
    if number and not id_number.fault(number, clock.today()):
        reading = id_number.read(number)
        if values.get("sex") in ("1", "2") and values["sex"] != reading.sex:
            problems.append(Problem("sex", _("与身份证号不符，请核对。"), "SEX_ID_MISMATCH"))
        if values.get("birth_date") and values["birth_date"] != reading.birth_date:
            problems.append(Problem("birth_date", _("与身份证号不符，请核对。"), "BIRTH_ID_MISMATCH"))
    live = Person.voided_at.is_(None)
    if number:
        for other, name in session.execute(select(Person.id, Person.name).where(Person.id_number == number, live)):
            if other != person_id:
                sentence = _("这个号码已经登记在“{name}”名下。").format(name=name)
                problems.append(Problem("id_number", sentence, "DUPLICATE"))
    household_id = values.get("household_id")
    if household_id and values.get("relation_to_head") == _HEAD:
        heads = select(Person.id, Person.name).where(
            Person.household_id == household_id, Person.relation_to_head == _HEAD, live
        )
        for other, name in session.execute(heads):
            if other != person_id:
                sentence = _("这个家庭的户主已经是“{name}”，一户只能有一位户主。").format(name=name)
                problems.append(Problem("relation_to_head", sentence, "SECOND_HEAD"))
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
