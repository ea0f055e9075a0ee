"""Invented people: region 4199xx was never assigned, prefix 154 has no operator, so nobody is meant (codes.md §1)."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from station_app.core import resources
from station_app.core.id_number import check_character

SEED = 20230215
TODAY = dt.date(2023, 2, 8)
"""The day on which the demo's people are registered."""


def _names() -> dict[str, list[str]]:
    with resources.path("demo", "names.csv").open(encoding="utf-8", newline="") as file:
        return {row["part"]: row["words"].split() for row in csv.DictReader(file)}


@dataclass
class Member:
    """One invented person of a household."""

    name: str
    sex: str
    birth: dt.date
    relation: str
    id_number: str
    phone: str
    education: str
    categories: tuple[str, ...]
    labour_ability: str
    work_willingness: str
    marital_status: str


@dataclass
class Family:
    """One invented household."""

    village_code: str
    village: str
    group: str
    members: list[Member] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Village and villagers' group."""
        return f"{self.village}{self.group}"


class Maker:
    """Draws people from one seeded source, so that every demo is the same."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented people, not secrets
        self._used: set[str] = set()
        self._taken: set[str] = set()
        self._parts = _names()

    def families(self, count: int) -> Iterator[Family]:
        """Households spread over the villages of the synthetic township."""
        villages = _villages()
        for number in range(count):
            code, name = villages[number % len(villages)]
            yield self._family(Family(code, name, f"{self._random.randint(1, 6)}组"), number)

    def _family(self, family: Family, number: int) -> Family:
        poor = self._random.random() < 0.45
        base = (self._random.choice(["A01", "A01", "A03", "B01", "B12"]),) if poor else ()
        head_birth = self._day(1948, 1985)
        man_at_head = self._random.random() < 0.7
        family.members.append(self._member("1" if man_at_head else "2", head_birth, "02", base))
        if self._random.random() < 0.8:
            spouse_birth = self._day(max(1948, head_birth.year - 4), min(1992, head_birth.year + 6))
            spouse = self._member("2" if man_at_head else "1", spouse_birth, "10", base)
            if spouse.sex == "2" and spouse_birth.year >= 1968 and self._random.random() < 0.75:
                spouse.categories = (*base, "D01")
            family.members.append(spouse)
        if number < len(self._parts["uncommon"]):
            family.members[-1].name, family.members[-1].marital_status = self._parts["uncommon"][number], "20"
        for child in range(self._random.choice([0, 0, 1, 1, 2])):
            birth = self._day(max(head_birth.year + 22, 1985), max(head_birth.year + 24, 2016))
            sex = self._random.choice("12")
            family.members.append(self._member(sex, birth, {"1": "20", "2": "30"}[sex], base, child=True))
            family.members[-1].phone = "" if birth.year > 2007 or child else family.members[-1].phone
        if self._random.random() < 0.12 and head_birth.year >= 1960:
            family.members.append(self._member("2", self._day(1938, 1946), "52", base))
        surname = family.members[0].name[0]
        for member in family.members[2:]:
            if member.relation in ("20", "30"):
                member.name = surname + member.name[1:]
        return family

    def _member(self, sex: str, birth: dt.date, relation: str, base: tuple[str, ...], child: bool = False) -> Member:
        age = TODAY.year - birth.year
        categories = base
        if age > 17 and self._random.random() < 0.08:
            categories = (*base, "C01")
        ability = "5" if age < 16 or age > 74 else "3" if "C01" in categories or age > 62 else "2"
        willing = "" if age < 16 else self._random.choice("122234" if age < 60 else "345")
        marital = "10" if age < 24 or (child and age < 28) else self._random.choice(["20", "20", "20", "30"])
        education = "80" if age < 14 or age > 58 else self._random.choice(["70", "70", "60", "81", "40", "30"])
        return Member(
            self._name(sex, age),
            sex,
            birth,
            relation,
            self.id_number(birth, sex),
            self.phone(),
            education,
            categories or ("Z00",),
            ability,
            willing,
            marital,
        )

    def _name(self, sex: str, age: int) -> str:
        given = self._parts["children" if age < 14 else "women" if sex == "2" else "men"]
        while True:
            name = self._random.choice(self._parts["surnames"]) + self._random.choice(given)
            if name not in self._taken or len(self._taken) > 900:
                self._taken.add(name)
                return name

    def _day(self, first_year: int, last_year: int) -> dt.date:
        first = dt.date(first_year, 1, 1).toordinal()
        last = min(dt.date(max(first_year, last_year), 12, 28), dt.date(2020, 12, 28)).toordinal()
        return dt.date.fromordinal(self._random.randint(first, last))

    def id_number(self, birth: dt.date, sex: str) -> str:
        """A valid number of region 419901 or 419929 that no earlier person of this demo has."""
        while True:
            region = "419929" if birth.year < 1970 and self._random.random() < 0.3 else "419901"
            sequence = self._random.randrange(0, 498) * 2 + (1 if sex == "1" else 2)
            first_17 = f"{region}{birth:%Y%m%d}{sequence:03d}"
            number = first_17 + check_character(first_17)
            if number not in self._used:
                self._used.add(number)
                return number

    def phone(self) -> str:
        """A mobile number with a prefix that no operator has."""
        return f"154{self._random.randrange(10**8):08d}"


def _villages() -> list[tuple[str, str]]:
    with resources.path("codes_extra", "test_region.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["code"], row["name_zh"].removesuffix("委会").removesuffix("居"))
            for row in csv.DictReader(file)
            if row["level"] == "village"
        ]
