"""How many records are 待补, asked by SQL alone: the number beside 人员 before its list was ever read."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import ColumnElement, Date, String, and_, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from station_app.features.people.model import Household, Person
from station_app.features.people.rules.rows import REQUIRED_NAMES
from station_app.features.people.service.households import HEAD, LIVING_HERE


def count_gaps(session: Session) -> int:
    """People who live here and households that lack something required, as the lists mark them (rules.rows)."""
    codes = type_coerce(Person.categories, String())
    asked = (
        and_(or_(*(codes.like(like) for like in ("A%", "B%", "%,A%", "%,B%"))), _empty(Person.household_id)),
        and_(~_empty(Person.household_id), _empty(Person.relation_to_head)),
        and_(
            or_(*(codes.like(like) for like in ("C01", "C01,%", "%,C01", "%,C01,%"))),
            or_(_empty(Person.disability_category), _empty(Person.disability_grade)),
        ),
    )
    lacking = or_(*(_empty(getattr(Person, name)) for name in REQUIRED_NAMES), *asked)
    people = select(func.count()).select_from(Person).where(*LIVING_HERE, lacking)
    head = aliased(Person)
    has_head = exists().where(
        head.household_id == Household.id,
        head.relation_to_head == HEAD,
        head.voided_at.is_(None),
        head.person_state == "normal",
    )
    homeless = or_(_empty(Household.village), _empty(Household.address), ~has_head)
    homes = select(func.count()).select_from(Household).where(Household.voided_at.is_(None), homeless)
    return (session.scalar(people) or 0) + (session.scalar(homes) or 0)


def _empty(column: Any) -> ColumnElement[bool]:
    if isinstance(column.type, Date):
        return cast(ColumnElement[bool], column.is_(None))
    return or_(column.is_(None), type_coerce(column, String()) == "")
