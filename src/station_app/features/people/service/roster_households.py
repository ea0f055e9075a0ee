"""Households of an import: those the station has are found again, new ones get numbers (domain.md §1.3)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock, resources
from station_app.core.dates import age_on
from station_app.core.ids import new_id
from station_app.features.people.model import Household, Person
from station_app.features.people.rules.roster.households import Family, families
from station_app.features.people.rules.roster.storing import as_household
from station_app.features.people.rules.roster.verdicts import Judgement, RowKey
from station_app.features.people.service.roster_plan import PlannedRow
from station_app.features.station.model import Station

_HEAD = "02"
_ABLE = ("1", "2", "3")
_COMMITTEE = re.compile(r"(?:村民委员会|社区居民委员会|居民委员会|社区居委会|村委会|居委会|社区|村)$")


@dataclass
class Homes:
    """Where the people of an import live."""

    household_of: dict[RowKey, str] = field(default_factory=dict)
    created: list[dict[str, Any]] = field(default_factory=list)
    """New households as rows of their table, without stamps."""
    first_row: dict[str, RowKey] = field(default_factory=dict)
    """Which row a new household came in by."""


def find_homes(session: Session, judgement: Judgement, rows: Sequence[PlannedRow]) -> Homes:
    """A household for every family of the file: the station's own where one fits, else a new one."""
    homes = Homes()
    found = families(judgement.rows)
    if not found:
        return homes
    planned = {row.verdict.key: row for row in rows}
    known = _known_households(session)
    heads_query = select(Person.household_id, Person.id_number).where(
        Person.relation_to_head == _HEAD, Person.voided_at.is_(None), Person.household_id.is_not(None)
    )
    heads: dict[str, str] = {home: number or "" for home, number in session.execute(heads_query)}
    numbers = _Numbers(session)
    for family in found:
        fitting = [
            key
            for key in known.get((family.village, family.head_name), ())
            if not family.head_id or heads.get(key, family.head_id) == family.head_id
        ]
        household_id = fitting[0] if fitting else new_id()
        if not fitting:
            homes.created.append(_new_household(household_id, family, planned, numbers))
            homes.first_row[household_id] = family.members[0].key
            known.setdefault((family.village, family.head_name), []).append(household_id)
            heads[household_id] = family.head_id
        for member in family.members:
            homes.household_of[member.key] = household_id
    return homes


def _known_households(session: Session) -> dict[tuple[str, str], list[str]]:
    query = select(Household.village, Household.head_name, Household.id).where(Household.voided_at.is_(None))
    known: dict[tuple[str, str], list[str]] = {}
    for village, head_name, key in session.execute(query.order_by(Household.household_no)):
        known.setdefault((village or "", head_name or ""), []).append(key)
    return known


def _new_household(key: str, family: Family, planned: Mapping[RowKey, PlannedRow], numbers: _Numbers) -> dict[str, Any]:
    """The household's row; people and labour as the accepted members are, unless the file says otherwise."""
    told: dict[str, Any] = {}
    for member in family.members:
        told = as_household(member.values) | told
    people = [planned[member.key].values for member in family.members]
    today = clock.today()
    able = [p for p in people if p.get("labour_ability") in _ABLE and age_on(p["birth_date"], today) >= 16]
    village_code = numbers.village_code(family.village)
    row = {
        "id": key,
        "household_no": numbers.next_no(village_code),
        "head_name": family.head_name[:50],
        "village_code": village_code,
        "village": family.village[:40],
        "member_count": told.get("member_count", len(people)),
        "labour_count": told.get("labour_count", len(able)),
        "categories": (),
        "hardship_causes": (),
    }
    for name in (
        "group_name",
        "address",
        "assistance_cert_no",
        "covered_count",
        "monthly_benefit",
        "annual_income",
        "contact_cadre",
    ):
        row[name] = told.get(name)
    income, members = row["annual_income"], row["member_count"]
    row["income_per_head"] = (2 * income + members) // (2 * members) if income is not None and members else None
    return row


class _Numbers:
    """Village codes and running household numbers; a number is never used twice, not even that of a void one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._station = (session.scalar(select(Station.division_code)) or "")[:12]
        self._last: dict[str, int] = {}
        query = select(Household.village, Household.village_code).where(
            Household.voided_at.is_(None), Household.village_code.is_not(None)
        )
        self._codes = {village: code for village, code in session.execute(query.distinct()) if village}
        self._codes = _shipped_villages(self._station) | self._codes

    def village_code(self, village: str) -> str:
        """12 digits: the village where its code is known, else the station's own division filled with 0."""
        bare = _COMMITTEE.sub("", village)
        return self._codes.get(village) or self._codes.get(bare) or self._station.ljust(12, "0")

    def next_no(self, village_code: str) -> str:
        """Village and four running digits."""
        if village_code not in self._last:
            query = select(func.max(Household.household_no)).where(Household.household_no.like(f"{village_code}%"))
            last = self._session.scalar(query)
            self._last[village_code] = int(last[12:]) if last else 0
        self._last[village_code] += 1
        return f"{village_code}{self._last[village_code]:04d}"


def _shipped_villages(division_code: str) -> dict[str, str]:
    """Villages of the station's township that the program ships (only the test county so far): bare name → code."""
    found = {}
    with resources.path("codes_extra", "test_region.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "village" and row["parent_code"] == division_code[:9]:
                found[_COMMITTEE.sub("", row["name_zh"])] = row["code"]
    return found
