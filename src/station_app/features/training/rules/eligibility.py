"""Whether somebody may be taken into a class: what is forbidden, what is only told (R-02, R-03, domain.md §3.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core.checks import Problem
from station_app.core.dates import age_on
from station_app.core.texts import _


@dataclass(frozen=True)
class Limits:
    """Whom a class is for; ages inclusive, full years on the first day."""

    start_date: dt.date
    age_min: int
    age_max_male: int
    age_max_female: int
    target_categories: Sequence[str]


def forbidden(name: str, birth_date: dt.date | None, limits: Limits, legal_age: int) -> Problem | None:
    """R-02: nobody under 16 on the first day, whatever the class says; an unknown age cannot be admitted."""
    if birth_date is None:
        text = _("{name}没有出生日期，无法核对年龄，请先在人员中补填。").format(name=name)
        return Problem("person_id", text, "BIRTH_DATE_MISSING")
    age = age_on(birth_date, limits.start_date)
    if age < legal_age:
        text = _("{name}开班时 {age} 岁，未满 {limit} 岁，不能参加培训。").format(name=name, age=age, limit=legal_age)
        return Problem("person_id", text, "AGE_UNDER_16")
    return None


def warnings(name: str, sex: str, birth_date: dt.date, categories: Sequence[str], limits: Limits) -> list[Problem]:
    """What the clerk is told about an admitted person: age limits of the class (R-03), categories it is for."""
    told = []
    age = age_on(birth_date, limits.start_date)
    highest = limits.age_max_male if sex == "1" else limits.age_max_female
    if age > highest:
        text = _("{name}开班时 {age} 岁，超过本班上限 {limit} 岁。").format(name=name, age=age, limit=highest)
        told.append(Problem("person_id", text, "AGE_OVER_LIMIT"))
    elif age < limits.age_min:
        text = _("{name}开班时 {age} 岁，低于本班下限 {limit} 岁。").format(name=name, age=age, limit=limits.age_min)
        told.append(Problem("person_id", text, "AGE_UNDER_CLASS"))
    if limits.target_categories and not set(limits.target_categories) & set(categories):
        text = _("{name}不在本班面向的对象范围内。").format(name=name)
        told.append(Problem("person_id", text, "CATEGORY_OUT_OF_SCOPE"))
    return told
