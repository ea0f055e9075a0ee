"""Registering, changing and finding people by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock, id_number, names
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.people.model import Person, PersonCategory, PersonSkill
from station_app.features.people.rules.categories import primary_category
from station_app.features.people.rules.doubts import needs_guardian
from station_app.features.people.rules.rows import ROW_COLUMNS, PersonRow, conditional_gaps, person_row
from station_app.features.people.service.categories import date_categories
from station_app.features.people.service.finding import merged_words, person_entry
from station_app.features.people.service.households import (
    LIVING_HERE,
    household_figures,
    keep_household,
    second_head,
)
from station_app.features.people.service.voiding import refuse_if_used, uses
from station_app.features.station.service.attachments import attach_to
from station_app.storage import records, search

NORMAL = "normal"
"""person_state of somebody who lives here: neither moved away, dead nor merged into another record."""
NO_DOCUMENT = "8"
"""id_document_type of somebody who has no number yet (domain.md §1.4)."""
STATES = (NORMAL, "moved", "dead")
"""What a clerk may set; "merged" comes from a merge alone."""
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
        date_categories(session, person.id, typed["categories"] or ())
    if typed.get("photo"):
        attach_to(session, typed["photo"], person.id)
    index_person(session, person)
    for key, figures in before_in.items():
        keep_household(session, key, figures)
    return str(person.id)


def set_person_state(session: Session, person_id: str, state: str, on: dt.date | None, reason: str) -> list[str]:
    """Somebody moved away ("moved"), died ("dead") or is back ("normal"); returns what is still open in her name.

    Her household counts its members again; a head who left leaves it without one (待补). Refused: no day or no
    reason (REQUIRED), a day to come.
    """
    if state not in STATES:
        raise ValueError(state)
    person = records.get(session, Person, person_id)
    given = {"state_on": on, "state_reason": reason.strip()} if state != NORMAL else {}
    problems = [
        Problem(name, _("请填写“{label}”。").format(label=PERSON[name].label), "REQUIRED")
        for name, value in given.items()
        if not value
    ]
    if not problems and state == NORMAL and person.household_id:
        back = second_head(session, person.household_id, person.relation_to_head or "", person_id)
        problems += [back] if back else []
    if problems:
        raise Refused(problems)
    figures = household_figures(session, person.household_id) if person.household_id else None
    values = {"person_state": state, "state_on": None, "state_reason": None} | given
    records.save(session, Person, values, record_id=person_id, require=False)
    if person.household_id:
        keep_household(session, person.household_id, figures)
    index_person(session, person)
    return uses(session, Person, person_id, but=("person_category", "person_skill"))


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
    entry = person_entry(person.id, records.values_of(person), tuple(person.categories or ()))
    more = merged_words(session, person.id)
    search.put_many(session, [replace(entry, words=entry.words + more) if more else entry])


def get_person(session: Session, person_id: str) -> dict[str, Any]:
    """All plain values of a person, for the form."""
    return records.values_of(records.get(session, Person, person_id))


def void_person(session: Session, person_id: str, reason: str) -> None:
    """Take a person out of use; Refused while live records (an enrolment, say) still name her."""
    person = records.get(session, Person, person_id)
    refuse_if_used(session, Person, person_id, person.name or "", but=("person_category", "person_skill"))
    household_id = person.household_id
    figures = household_figures(session, household_id) if household_id else None
    records.void(session, Person, person_id, reason)
    for model in (PersonCategory, PersonSkill):
        for hers in records.live(session, model, model.person_id == person_id):
            records.void(session, model, hers.id, reason)
    search.remove(session, "person", person_id)
    if household_id:
        keep_household(session, household_id, figures)


def list_people(
    session: Session,
    *,
    text: str = "",
    only_gaps: bool = False,
    limit: int | None = None,
    states: Sequence[str] = (NORMAL,),
) -> list[PersonRow]:
    """People in Chinese order of their names; `text` matches name, pinyin, initials, ID, phone or village.

    Those who moved away or died are only listed when `states` names them.
    """
    query = _rows().where(Person.voided_at.is_(None), Person.person_state.in_(states))
    query = query.order_by(Person.name_pinyin, Person.id)
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
        .where(Person.household_id == household_id, *LIVING_HERE)
        .order_by(func.coalesce(Person.relation_to_head, "") != _HEAD, Person.birth_date, Person.id)
    )
    return [person_row(values) for values in session.execute(query)]


def count_people(session: Session) -> int:
    """How many people live in the station's care."""
    return session.scalar(select(func.count()).select_from(Person).where(*LIVING_HERE)) or 0


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
    found += [_required(name) for name in conditional_gaps(whole)] if require else []
    if needs_guardian(whole) and not whole.get("consent_guardian") and require:
        sentence = _("采集时未满 14 周岁，须由监护人同意：请填写监护人姓名。")
        found.append(Problem("consent_guardian", sentence, "REQUIRED"))
    return found


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
    if household_id and values.get("person_state") == NORMAL:
        problem = second_head(session, household_id, values.get("relation_to_head") or "", person_id)
        problems += [problem] if problem else []
    return problems
