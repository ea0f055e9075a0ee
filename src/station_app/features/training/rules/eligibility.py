"""Whether somebody may be taken into a class, item by item, in words (R-02, R-03, domain.md §3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from station_app.core import codes
from station_app.core.checks import Problem
from station_app.core.dates import age_on
from station_app.core.texts import _

PASS, WARN, FAIL, FORBIDDEN = "pass", "warn", "fail", "forbidden"
"""Fits; told but taken; taken only with a reason; never taken (R-02)."""
NO_CATEGORY = "Z00"
"""What a roster without a column of categories gives everybody: nothing is known, so nothing is held against her."""
CLASSES_A_YEAR = 3
"""So many classes within one year are told (domain.md §3.4)."""
_BEFORE = 366
"""Days: the same trade completed so shortly before is told."""


@dataclass(frozen=True)
class Limits:
    """Whom a class is for; ages inclusive, full years on the first day."""

    start_date: dt.date
    age_min: int
    age_max_male: int
    age_max_female: int
    target_categories: Sequence[str]
    trade: str = ""


@dataclass(frozen=True)
class EarlierClass:
    """Another class that somebody is or was in."""

    class_no: str
    trade: str
    start_date: dt.date
    end_date: dt.date
    graduated: bool


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody who is to be taken in."""

    name: str
    sex: str
    birth_date: dt.date | None
    categories: Sequence[str]
    earlier: Sequence[EarlierClass] = ()


@dataclass(frozen=True)
class Item:
    """One condition and how somebody meets it."""

    label: str
    verdict: str
    """pass, warn, fail or forbidden."""
    text: str
    """One sentence without the name."""
    code: str = ""


def judge(candidate: Candidate, limits: Limits, legal_age: int) -> tuple[Item, ...]:
    """Every condition in its order: legal age, age of the class, category, repeated training."""
    if candidate.birth_date is None:
        text = _("没有出生日期，无法核对年龄，请先在人员中补填。")
        return (Item(_("法定年龄"), FORBIDDEN, text, "BIRTH_DATE_MISSING"), _category(candidate, limits))
    age = age_on(candidate.birth_date, limits.start_date)
    if age < legal_age:
        text = _("开班时 {age} 岁，未满 {limit} 岁，不能参加培训。").format(age=age, limit=legal_age)
        return (Item(_("法定年龄"), FORBIDDEN, text, "AGE_UNDER_16"), _category(candidate, limits))
    legal = Item(_("法定年龄"), PASS, _("开班时 {age} 岁，已满 {limit} 岁。").format(age=age, limit=legal_age))
    return (legal, _age(candidate, limits, age), _category(candidate, limits), _repeat(candidate, limits))


def forbidding(items: Sequence[Item]) -> Item | None:
    """What no reason overrides (R-02); None for everybody else."""
    return next((item for item in items if item.verdict == FORBIDDEN), None)


def failing(items: Sequence[Item]) -> tuple[Item, ...]:
    """What needs a reason before somebody is taken in."""
    return tuple(item for item in items if item.verdict == FAIL)


def problems(name: str, items: Sequence[Item], *verdicts: str) -> list[Problem]:
    """Items of some verdicts as sentences that name the person."""
    return [Problem("person_id", name + item.text, item.code) for item in items if item.verdict in verdicts]


def _age(candidate: Candidate, limits: Limits, age: int) -> Item:
    highest = limits.age_max_male if candidate.sex == "1" else limits.age_max_female
    if age > highest:
        text = _("开班时 {age} 岁，超过本班上限 {limit} 岁。").format(age=age, limit=highest)
        return Item(_("本班年龄"), FAIL, text, "AGE_OVER_LIMIT")
    if age < limits.age_min:
        text = _("开班时 {age} 岁，低于本班下限 {limit} 岁。").format(age=age, limit=limits.age_min)
        return Item(_("本班年龄"), FAIL, text, "AGE_UNDER_CLASS")
    return Item(
        _("本班年龄"),
        PASS,
        _("{age} 岁，在 {low} 至 {high} 岁之内。").format(age=age, low=limits.age_min, high=highest),
    )


def _category(candidate: Candidate, limits: Limits) -> Item:
    table = codes.table("assistance_category")
    own = "、".join(table.label(code) for code in candidate.categories) or _("没有登记类别")
    if not limits.target_categories:
        return Item(_("面向对象"), PASS, _("本班不限类别（本人：{own}）。").format(own=own))
    if set(limits.target_categories) & set(candidate.categories):
        return Item(_("面向对象"), PASS, _("本人是{own}。").format(own=own))
    if set(candidate.categories) <= {NO_CATEGORY}:
        return Item(_("面向对象"), WARN, _("没有登记类别，请核对是不是本班面向的对象。"), "CATEGORY_UNKNOWN")
    text = _("不在本班面向的对象范围内（本人：{own}）。").format(own=own)
    return Item(_("面向对象"), FAIL, text, "CATEGORY_OUT_OF_SCOPE")


def _repeat(candidate: Candidate, limits: Limits) -> Item:
    year_before = limits.start_date - dt.timedelta(days=_BEFORE)
    same = [
        one
        for one in candidate.earlier
        if one.graduated and one.trade == limits.trade and year_before <= one.end_date <= limits.start_date
    ]
    if same:
        text = _("{no} 班刚学完同一工种，不到 12 个月。").format(no=same[-1].class_no)
        return Item(_("重复培训"), WARN, text, "SAME_TRADE_AGAIN")
    this_year = [one for one in candidate.earlier if one.start_date.year == limits.start_date.year]
    if len(this_year) + 1 >= CLASSES_A_YEAR:
        text = _("今年已经参加 {n} 个班，加上这个是第 {next} 个。").format(n=len(this_year), next=len(this_year) + 1)
        return Item(_("重复培训"), WARN, text, "MANY_CLASSES")
    return Item(_("重复培训"), PASS, _("12 个月内没有学完过同一工种。"))
