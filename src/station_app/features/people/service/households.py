"""Households: registering and changing them by hand, and what the program keeps in them from their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.dates import age_on
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD
from station_app.features.people.model import Household, Person
from station_app.features.people.service.voiding import refuse_if_used
from station_app.storage import records

HEAD = "02"
"""Code of relation_to_head: she is the head of her household."""
_ABLE = ("1", "2", "3")
_LABOUR_AGE = 16
LIVING_HERE = (Person.voided_at.is_(None), Person.person_state == "normal")
"""Who counts as a member: neither void, merged, moved away nor dead."""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One line of the household list."""

    id: str
    household_no: str
    head_name: str
    village: str
    group_name: str
    address: str
    known_members: int
    """People of the station who live in this household: neither void, moved away nor dead."""
    head_id: str = ""
    """The member who is its head; without one the household is 待补."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """Labels of what is still missing (待补): the head, village, address."""
        missing = (("head_name", self.head_id), ("village", self.village), ("address", self.address))
        return tuple(HOUSEHOLD[name].label for name, value in missing if not value)

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
    """Create or change a household; its number is village + 4 running digits, never reused (domain.md §1.3).

    Refused: more people covered than members (COVERED), assistance that ends before it begins (ORDER), another
    number of people than the members known without a reason (REQUIRED at member_count_reason), STALE.
    """
    complete = dict(values)
    complete.pop("household_no", None)
    if household_id is None:
        complete = {f.name: f.default for f in HOUSEHOLD if f.name != "household_no"} | complete
    found = records.get(session, Household, household_id) if household_id else None
    whole = (records.values_of(found) if found else {}) | complete
    figures = household_figures(session, household_id) if household_id else None
    problems = HOUSEHOLD.check(complete, require=require) or contradictions(whole)
    problems += _unexplained(whole, found, figures)
    if problems:
        raise Refused(problems)
    if figures and whole.get("member_count") == figures.members:
        complete["member_count_reason"] = None
    if household_id is None:
        complete["household_no"] = next_household_no(session, complete.get("village_code") or "")
    saved = records.save(session, Household, complete, record_id=household_id, version=version, require=False)
    keep_household(session, saved.id)
    return str(saved.id)


def contradictions(values: Mapping[str, Any]) -> list[Problem]:
    """What two fields of a household say against each other."""
    problems = []
    covered, members = values.get("covered_count"), values.get("member_count")
    if covered is not None and members is not None and covered > members:
        problems.append(
            Problem("covered_count", _("保障人数不能多于家庭人口（{n} 人）。").format(n=members), "COVERED")
        )
    start, end = values.get("categories_from"), values.get("categories_to")
    if start is not None and end is not None and end < start:
        problems.append(Problem("categories_to", _("不能早于救助开始日期。"), "ORDER"))
    return problems


def _unexplained(whole: Mapping[str, Any], found: Any, figures: Figures | None) -> list[Problem]:
    """Another number of people than the members known, typed without saying why."""
    count = whole.get("member_count")
    if found is None or figures is None or not figures.members or count in (None, figures.members, found.member_count):
        return []
    if whole.get("member_count_reason"):
        return []
    sentence = _("系统内有 {n} 人，填的是 {m} 人：请写明为什么不同。").format(n=figures.members, m=count)
    return [Problem("member_count_reason", sentence, "REQUIRED")]


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
        Person.household_id == household_id, *LIVING_HERE
    )
    members = session.execute(query).all()
    today = clock.today()
    able = [born for _name, _relation, ability, born in members if ability in _ABLE]
    labour = sum(1 for born in able if born is None or age_on(born, today) >= _LABOUR_AGE)
    head = next((name for name, relation, _ability, _born in members if relation == HEAD), "")
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
    if found.member_count == now.members:
        found.member_count_reason = None
    found.income_per_head = _per_head(found.annual_income, found.member_count)
    session.flush()


def get_household(session: Session, household_id: str) -> dict[str, Any]:
    """All plain values of a household, for the form."""
    return records.values_of(records.get(session, Household, household_id))


def list_households(session: Session) -> list[HouseholdRow]:
    """All households by number, with how many of their people the station knows."""
    members = (
        select(
            Person.household_id,
            func.count().label("n"),
            func.max(case((Person.relation_to_head == HEAD, Person.id), else_="")).label("head"),
        )
        .where(*LIVING_HERE, Person.household_id.is_not(None))
        .group_by(Person.household_id)
        .subquery()
    )
    columns = [getattr(Household, name) for name in _ROW_COLUMNS]
    query = (
        select(*columns, func.coalesce(members.c.n, 0), func.coalesce(members.c.head, ""))
        .outerjoin(members, members.c.household_id == Household.id)
        .where(Household.voided_at.is_(None))
        .order_by(Household.household_no, Household.id)
    )
    return [_household_row(found) for found in session.execute(query)]


def change_head(session: Session, household_id: str, person_id: str, old_head_relation: str = "") -> None:
    """Another member becomes the head; `old_head_relation` is what the former head now is to her.

    Refused: somebody who does not live in this household, a former head without a relation (REQUIRED).
    """
    records.get(session, Household, household_id)
    person = records.get(session, Person, person_id)
    if person.household_id != household_id or person.person_state != "normal":
        raise Refused(_("“{name}”不在这个家庭里，不能当户主。").format(name=person.name))
    figures = household_figures(session, household_id)
    of_home = (Person.household_id == household_id, Person.relation_to_head == HEAD, Person.person_state == "normal")
    for head in records.live(session, Person, *of_home):
        if head.id == person_id:
            return
        if not old_head_relation or old_head_relation == HEAD:
            sentence = _("请选择“{name}”与新户主的关系。").format(name=head.name)
            raise Refused([Problem("relation_to_head", sentence, "REQUIRED")])
        records.save(session, Person, {"relation_to_head": old_head_relation}, record_id=head.id, require=False)
    records.save(session, Person, {"relation_to_head": HEAD}, record_id=person_id, require=False)
    keep_household(session, household_id, figures)


def move_to_household(session: Session, person_id: str, household_id: str | None, relation: str = "") -> None:
    """A person lives in another household from now on (None: in none), both count their members again.

    Refused: no relation (REQUIRED), a second head (SECOND_HEAD).
    """
    person = records.get(session, Person, person_id)
    if household_id is not None:
        records.get(session, Household, household_id)
        if not relation:
            raise Refused([Problem("relation_to_head", _("请选择与户主的关系。"), "REQUIRED")])
        problem = second_head(session, household_id, relation, person_id)
        if problem is not None:
            raise Refused([problem])
    homes = {key: household_figures(session, key) for key in {person.household_id, household_id} - {None}}
    values = {"household_id": household_id, "relation_to_head": relation or None}
    records.save(session, Person, values, record_id=person_id, require=False)
    for key, figures in homes.items():
        keep_household(session, key, figures)


def second_head(session: Session, household_id: str, relation: str, person_id: str | None) -> Problem | None:
    """Why somebody cannot be the head: there is one already (domain.md §1.4)."""
    if relation != HEAD:
        return None
    heads = select(Person.id, Person.name).where(
        Person.household_id == household_id, Person.relation_to_head == HEAD, *LIVING_HERE
    )
    for other, name in session.execute(heads):
        if other != person_id:
            sentence = _("这个家庭的户主已经是“{name}”，一户只能有一位户主。").format(name=name)
            return Problem("relation_to_head", sentence, "SECOND_HEAD")
    return None


def void_household(session: Session, household_id: str, reason: str) -> None:
    """Take a household out of use; Refused while people still belong to it."""
    found = records.get(session, Household, household_id)
    refuse_if_used(session, Household, household_id, _("{head}户").format(head=found.head_name or found.household_no))
    records.void(session, Household, household_id, reason)


_ROW_COLUMNS = ("id", "household_no", "head_name", "village", "group_name", "address")


def _household_row(found: Sequence[Any]) -> HouseholdRow:
    texts = {name: value or "" for name, value in zip(_ROW_COLUMNS, found, strict=False)}
    known, head_id = found[len(_ROW_COLUMNS) :]
    return HouseholdRow(**texts, known_members=known, head_id=head_id)


def _per_head(income: int | None, members: int | None) -> int | None:
    """Income in 分 by head, half a 分 rounded up."""
    return (2 * income + members) // (2 * members) if income is not None and members else None
