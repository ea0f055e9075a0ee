"""Households: registering and changing them by hand, and what the program keeps in them from their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.dates import age_on
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD
from station_app.features.people.model import Household, Person
from station_app.features.people.service.voiding import refuse_if_used
from station_app.storage import records

_HEAD = "02"
_ABLE = ("1", "2", "3")
_LABOUR_AGE = 16


@dataclass(frozen=True)
class HouseholdRow:
    """One line of the household list."""

    id: str
    household_no: str
    head_name: str
    village: str
    group_name: str
    address: str
    known_members: int
    """Live people of the station in this household."""

    @property
    def title(self) -> str:
        """How a household is called: its head, else its number."""
        return self.head_name or self.household_no


def save_household(
    session: Session,
    values: Mapping[str, Any],
    *,
    household_id: str | None = None,
    version: int | None = None,
    require: bool = True,
) -> str:
    """Create or change a household; its number is village + 4 running digits, never reused (domain.md §1.3)."""
    complete = dict(values)
    complete.pop("household_no", None)
    if household_id is None:
        complete = {f.name: f.default for f in HOUSEHOLD if f.name != "household_no"} | complete
    problems = HOUSEHOLD.check(complete, require=require)
    if problems:
        raise Refused(problems)
    if household_id is None:
        complete["household_no"] = next_household_no(session, complete.get("village_code") or "")
    saved = records.save(session, Household, complete, record_id=household_id, version=version, require=False)
    keep_household(session, saved.id)
    return str(saved.id)


def next_household_no(session: Session, village_code: str) -> str:
    """The next number of a village, counting void households too, so that none is ever reused."""
    prefix = village_code.ljust(12, "0")
    last = session.scalar(select(func.max(Household.household_no)).where(Household.household_no.like(f"{prefix}%")))
    return f"{prefix}{int(last[12:]) + 1 if last else 1:04d}"


@dataclass(frozen=True)
class Figures:
    """What the live members of a household amount to."""

    members: int
    labour: int
    """Members of 16 and over with labour ability 1–3 (domain.md §1.3)."""
    head_name: str


def household_figures(session: Session, household_id: str) -> Figures:
    """The figures of a household as its members are now."""
    query = select(Person.name, Person.relation_to_head, Person.labour_ability, Person.birth_date).where(
        Person.household_id == household_id, Person.voided_at.is_(None)
    )
    members = session.execute(query).all()
    today = clock.today()
    able = [born for _name, _relation, ability, born in members if ability in _ABLE]
    labour = sum(1 for born in able if born is None or age_on(born, today) >= _LABOUR_AGE)
    head = next((name for name, relation, _ability, _born in members if relation == _HEAD), "")
    return Figures(len(members), labour, head or "")


def keep_household(session: Session, household_id: str, before: Figures | None = None) -> None:
    """Head's name, people, labour and income per head follow the members, unless somebody typed other figures.

    `before` are the figures before the members changed: a stored figure that agreed with them was not typed.
    """
    found = session.get(Household, household_id)
    if found is None or found.voided_at is not None:
        return
    now = household_figures(session, household_id)
    found.head_name = now.head_name or found.head_name
    if now.members and found.member_count in (None, before.members if before else None):
        found.member_count = now.members
    if now.members and found.labour_count in (None, before.labour if before else None):
        found.labour_count = now.labour
    found.income_per_head = _per_head(found.annual_income, found.member_count)
    session.flush()


def get_household(session: Session, household_id: str) -> dict[str, Any]:
    """All plain values of a household, for the form."""
    return records.values_of(records.get(session, Household, household_id))


def list_households(session: Session) -> list[HouseholdRow]:
    """All households by number, with how many of their people the station knows."""
    members = (
        select(Person.household_id, func.count().label("n"))
        .where(Person.voided_at.is_(None), Person.household_id.is_not(None))
        .group_by(Person.household_id)
        .subquery()
    )
    columns = [getattr(Household, name) for name in _ROW_COLUMNS]
    query = (
        select(*columns, func.coalesce(members.c.n, 0))
        .outerjoin(members, members.c.household_id == Household.id)
        .where(Household.voided_at.is_(None))
        .order_by(Household.household_no, Household.id)
    )
    return [_household_row(found) for found in session.execute(query)]


def void_household(session: Session, household_id: str, reason: str) -> None:
    """Take a household out of use; Refused while people still belong to it."""
    found = records.get(session, Household, household_id)
    refuse_if_used(session, Household, household_id, _("{head}户").format(head=found.head_name or found.household_no))
    records.void(session, Household, household_id, reason)


_ROW_COLUMNS = ("id", "household_no", "head_name", "village", "group_name", "address")


def _household_row(found: Sequence[Any]) -> HouseholdRow:
    texts = {name: value or "" for name, value in zip(_ROW_COLUMNS, found, strict=False)}
    return HouseholdRow(**texts, known_members=found[len(_ROW_COLUMNS)])


def _per_head(income: int | None, members: int | None) -> int | None:
    """Income in 分 by head, half a 分 rounded up."""
    return (2 * income + members) // (2 * members) if income is not None and members else None
