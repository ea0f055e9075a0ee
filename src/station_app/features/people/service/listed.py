"""Everybody for the people list, with what filters ask for: her skills, her household's categories, other features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.features.people.model import Household, Person, PersonSkill
from station_app.features.people.rules.outside import OWN_FIELDS, Facts, Outside
from station_app.features.people.rules.rows import ROW_COLUMNS, PersonRow, person_row
from station_app.features.people.service.households import LIVING_HERE


def _own_facts(session: Session) -> Facts:
    """Person key → skills and the categories of her household, from the feature's own other tables."""
    named = select(Household.id, Household.categories).where(Household.voided_at.is_(None), Household.categories != ())
    homes: dict[str, tuple[str, ...]] = dict(session.execute(named).all())
    found: dict[str, dict[str, Any]] = {}
    if homes:
        living = select(Person.id, Person.household_id).where(*LIVING_HERE, Person.household_id.is_not(None))
        for key, home in session.execute(living):
            if home in homes:
                found[key] = {"home_categories": homes[home]}
    skills = select(PersonSkill.person_id, PersonSkill.trade).where(
        PersonSkill.voided_at.is_(None), PersonSkill.withdrawn_on.is_(None)
    )
    for key, trade in session.execute(skills.order_by(PersonSkill.gained_on)):
        hers = found.setdefault(key, {})
        hers["skills"] = tuple(dict.fromkeys((*hers.get("skills", ()), trade)))
    return found


OWN_FACTS = Outside(
    OWN_FIELDS,
    _own_facts,
    {"skills": (), "home_categories": ()},
    frozenset(("person_skill", "household")),
)


def listed_people(session: Session, outsides: Sequence[Outside] = ()) -> list[PersonRow]:
    """Everybody who lives here in Chinese order, with the facts of OWN_FACTS and `outsides`."""
    sources = (OWN_FACTS, *outsides)
    known = [(source.read(session), source.empty) for source in sources]
    nothing: Mapping[str, Any] = {name: value for source in sources for name, value in source.empty.items()}
    query = select(*(getattr(Person, name) for name in ROW_COLUMNS)).where(*LIVING_HERE)
    rows = []
    for values in session.execute(query.order_by(Person.name_pinyin, Person.id)):
        hers = [facts[values[0]] for facts, _empty in known if values[0] in facts]
        outside = {**nothing, **{name: value for one in hers for name, value in one.items()}} if hers else nothing
        rows.append(person_row(values, outside))
    return rows
