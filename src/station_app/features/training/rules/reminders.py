"""What the rules would like a class to be: told quietly with the rule and where it comes from, never refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from station_app.core.texts import _

NO_LEVEL = frozenset(("P", "Z", "X", "0"))
"""Levels that no number of hours is laid down for (R-27)."""
BEGINNER = "5"
_TRADE_HOURS = {
    "4-03-02-02": "class_hours_pastry",
    "4-03-02-04": "class_hours_pastry",
    "L-06": "class_hours_pastry",
    "4-10-01-06": "class_hours_household",
    "4-10-01-06-1": "class_hours_household",
    "4-10-01-06-2": "class_hours_household",
    "4-10-01-06-3": "class_hours_household",
    "L-09": "class_hours_before_post",
}
"""Trade → the dated rule with the hours that are usual for it (R-27)."""


def trade_rule(trade: str) -> str:
    """The key of the rule with the usual hours of a trade; '' for a trade that no standard names."""
    return _TRADE_HOURS.get(trade, "")


@dataclass(frozen=True)
class Reminder:
    """One thing that differs from a rule."""

    rule: str
    """R-25."""
    text: str
    """What differs, one sentence."""
    source: str
    """Where the rule comes from and where it can be changed."""


@dataclass(frozen=True)
class Wishes:
    """The station's rules of the class's first day, as numbers."""

    size_min: int
    size_max: int
    application_days: int
    practice_share: int
    threshold: int
    pass_mark: int
    hours_beginner: int
    hours_other: int
    hours_trade: int = 0
    """Usual hours of the class's trade; 0: no standard names it."""


@dataclass(frozen=True)
class ClassFacts:
    """What is compared with them. Hours in tenths."""

    size: int
    applied_on: dt.date | None
    start_date: dt.date
    skill_level: str
    trade_label: str
    total_hours: int
    theory_hours: int
    practice_hours: int
    threshold: int
    has_exam: bool
    pass_mark: int
    exam_counts: bool
    """A half-day of examination counts as attendance."""
    uncounted: int
    """Half-days other than the examination that count for nothing."""
    township_code: str


def reminders(facts: ClassFacts, wishes: Wishes) -> list[Reminder]:
    """R-21 … R-27 in their order; empty when everything is as usual."""
    told = [*_graduation(facts, wishes), *_numbers(facts), *_opening(facts, wishes), *_hours(facts, wishes)]
    return sorted(told, key=lambda one: one.rule)


def _graduation(facts: ClassFacts, wishes: Wishes) -> list[Reminder]:
    told = []
    own = _("站里的规则，设置 → 规则里可改")
    if facts.threshold < wishes.threshold:
        text = _("本班出勤率要求 {own}%，低于站里的 {usual}%。").format(own=facts.threshold, usual=wishes.threshold)
        told.append(Reminder("R-21", text, own))
    if facts.exam_counts:
        text = _("考核的半天计入了出勤，缺考的人出勤率会下降。")
        told.append(Reminder("R-22", text, _("全县同一算法：考核一般不计出勤，可在课程表里改")))
    if facts.uncounted:
        text = _("有 {n} 个上课的半天不计出勤。").format(n=facts.uncounted)
        told.append(Reminder("R-22", text, _("全县同一算法：上了的课都计出勤，可在课程表里改")))
    if facts.has_exam and facts.pass_mark < wishes.pass_mark:
        text = _("本班合格线 {own} 分，低于通常的 {usual} 分。").format(own=facts.pass_mark, usual=wishes.pass_mark)
        told.append(Reminder("R-23", text, _("考核通例 60 分，设置 → 规则里可改")))
    return told


def _numbers(facts: ClassFacts) -> list[Reminder]:
    if len(facts.township_code) >= 9 and not facts.township_code.endswith("000"):
        return []
    text = _("社工站的区划代码不到乡镇一级，证书编号的前 9 位会以 000 结尾。")
    return [Reminder("R-24", text, _("编号由乡镇 9 位、年、班、学号组成，设置 → 社工站里补全区划"))]


def _opening(facts: ClassFacts, wishes: Wishes) -> list[Reminder]:
    told = []
    if not wishes.size_min <= facts.size <= wishes.size_max:
        text = _("人数 {n}，一般应为 {low} 至 {high} 人。")
        text = text.format(n=facts.size, low=wishes.size_min, high=wishes.size_max)
        told.append(Reminder("R-25", text, _("通行做法，设置 → 规则里可改")))
    days = wishes.application_days
    if facts.applied_on is not None and (facts.start_date - facts.applied_on).days < days:
        text = _("开班申请应提前 {days} 天提交。").format(days=days)
        told.append(Reminder("R-26", text, _("开班申请办法（审核表、课程表、名单、师资提前报），设置 → 规则里可改")))
    return told


def _hours(facts: ClassFacts, wishes: Wishes) -> list[Reminder]:
    if not facts.total_hours:
        return []
    told = []
    source = _("职业培训补贴标准，设置 → 规则里可改")
    if (
        facts.theory_hours + facts.practice_hours
        and facts.practice_hours * 100 < wishes.practice_share * facts.total_hours
    ):
        text = _("实操课时不到总课时的 {share}%。").format(share=wishes.practice_share)
        told.append(Reminder("R-27", text, source))
    if facts.skill_level not in NO_LEVEL:
        least = wishes.hours_beginner if facts.skill_level == BEGINNER else wishes.hours_other
        if facts.total_hours < least * 10:
            text = _("按等级培训至少 {least} 课时，现在排了 {now} 课时。")
            text = text.format(least=least, now=f"{facts.total_hours / 10:g}")
            told.append(Reminder("R-27", text, source))
            return told  # one sentence about too few hours is enough
    if facts.total_hours < wishes.hours_trade * 10:
        text = _("{trade}班参考 {usual} 课时，现在排了 {now} 课时；少于它也可以开班。")
        text = text.format(trade=facts.trade_label, usual=wishes.hours_trade, now=f"{facts.total_hours / 10:g}")
        told.append(Reminder("R-27", text, _("青海省培训补贴标准，县里另有标准的在设置 → 规则里改")))
    return told
