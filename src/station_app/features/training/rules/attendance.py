"""Attendance by class hours, not by points (R-22), and where a trainee stands against the threshold (R-21)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from station_app.core.texts import _

PRESENT_MARKS = frozenset("PTE")
"""Present, late, left early: the hours of the half-day count in full."""
UNMARKED = "N"

ELIGIBLE, SHORT, LOST, UNKNOWN = "eligible", "short", "lost", "unknown"


@dataclass(frozen=True)
class Slot:
    """One half-day as it counts for one trainee."""

    hours: int
    """Tenths of a class hour."""
    mark: str = UNMARKED
    counts: bool = True
    """False for an exam session that is not flagged: it takes no part in the rate."""
    before_admission: bool = False
    """Held before a late admission: due without a mark, never open."""


@dataclass(frozen=True)
class Counting:
    """How a class counts hours: two dated settings of the station, as of its first day (R-22)."""

    leave: bool = False
    """Leave counts like presence."""
    before_admission: bool = True
    """What was held before a late admission is due."""


USUAL = Counting()


@dataclass(frozen=True)
class Tally:
    """The hours of one trainee, in tenths."""

    present: int
    due: int
    """Hours of held half-days: those that carry a mark of this trainee, and those before a late admission."""
    open: tuple[int, ...]
    """Hours of the half-days that are still unmarked, longest first."""
    missed: int
    """Half-days with leave or absence."""

    @property
    def rate(self) -> Fraction | None:
        """R-22, exactly; None while nothing is due."""
        return Fraction(self.present, self.due) if self.due else None

    @property
    def best(self) -> Fraction | None:
        """The highest rate still reachable: nothing of what is open is missed; None for a class without hours."""
        still = sum(self.open)
        return Fraction(self.present + still, self.due + still) if self.due + still else None


@dataclass(frozen=True)
class Standing:
    """What the grid says beside a trainee."""

    code: str
    """eligible, short, lost or unknown."""
    may_miss: int
    """Open half-days that can be missed whatever their length, without losing graduation."""
    open_count: int
    slack: int = 0
    """The most hours of open half-days that can be missed without losing graduation, in tenths."""

    @property
    def word(self) -> str:
        """One word for the column."""
        return {
            ELIGIBLE: _("可结业"),
            SHORT: _("不足"),
            LOST: _("已不能结业"),
            UNKNOWN: _("未开课"),
        }[self.code]

    @property
    def hint(self) -> str:
        """How many half-days may still be missed; empty when nothing is open or nothing helps any more."""
        if not self.open_count or self.code == LOST:
            return ""
        if self.may_miss:
            return _("还能缺 {n} 个半天").format(n=self.may_miss)
        return _("剩下的半天都要到") if self.code == SHORT else _("不能再缺")


@dataclass(frozen=True)
class Half:
    """What of a half-day matters for attendance; hours in tenths."""

    id: str
    day: dt.date
    hours: int
    counts: bool = True


def is_expected(day: dt.date, admitted_on: dt.date | None, dropped_on: dt.date | None) -> bool:
    """Whether somebody's mark is waited for on a day: not before a late admission, not after dropping out."""
    return (admitted_on is None or day >= admitted_on) and (dropped_on is None or day < dropped_on)


def slots_of(
    halves: Iterable[Half], marks: Mapping[str, str], admitted_on: dt.date | None, dropped_on: dt.date | None
) -> list[Slot]:
    """The half-days of a class as they count for one trainee (R-22); `marks` by half-day, unmarked ones missing."""
    slots = []
    for half in halves:
        mark = marks.get(half.id, UNMARKED)
        late = admitted_on is not None and half.day < admitted_on
        gone = mark == UNMARKED and not late and not is_expected(half.day, admitted_on, dropped_on)
        slots.append(Slot(half.hours, mark, half.counts and not gone, late))
    return slots


def tally(slots: Iterable[Slot], how: Counting = USUAL) -> Tally:
    """Add up one trainee's half-days; P, T, E count with their hours, A with none, L as the station has it (R-22)."""
    came = PRESENT_MARKS | {"L"} if how.leave else PRESENT_MARKS
    present = due = missed = 0
    still_open = []
    for slot in slots:
        if not slot.counts:
            continue
        if slot.mark == UNMARKED and not slot.before_admission:
            still_open.append(slot.hours)
            continue
        if slot.mark == UNMARKED and not how.before_admission:
            continue
        due += slot.hours
        if slot.mark in came:
            present += slot.hours
        else:
            missed += 1
    return Tally(present, due, tuple(sorted(still_open, reverse=True)), missed)


def reaches(present: int, due: int, threshold: int) -> bool:
    """Whether hours reach the threshold in per cent, inclusive: 4 of 5 half-days pass 80 (R-21)."""
    return due > 0 and present * 100 >= threshold * due


def standing(hours: Tally, threshold: int) -> Standing:
    """Where a trainee stands: by the rate so far, and by what the open half-days can still change."""
    still = sum(hours.open)
    whole = hours.due + still
    if not whole:
        return Standing(UNKNOWN, 0, 0)
    if not reaches(hours.present + still, whole, threshold):
        return Standing(LOST, 0, len(hours.open))
    slack = _most_within(hours.open, may_be_missed(whole, threshold) - missed_hours(hours))
    may_miss, left = 0, still
    for longest in hours.open:
        left -= longest
        if not reaches(hours.present + left, whole, threshold):
            break
        may_miss += 1
    so_far = ELIGIBLE if reaches(hours.present, hours.due, threshold) else SHORT
    return Standing(so_far if hours.due else UNKNOWN, may_miss, len(hours.open), slack)


def may_be_missed(whole: int, threshold: int) -> int:
    """Hours of a class of `whole` hours that can be missed without losing graduation (R-21); both in tenths."""
    return whole * (100 - threshold) // 100


def missed_hours(hours: Tally) -> int:
    """Tenths of class hours that were due and not attended."""
    return hours.due - hours.present


def _most_within(halves: Iterable[int], limit: int) -> int:
    """The largest sum of some half-days that does not pass a limit; bit n stands for the sum n."""
    sums = 1
    for hours in halves:
        sums |= sums << hours
    return (sums & ((1 << (limit + 1)) - 1)).bit_length() - 1


def slack_text(slack: int) -> str:
    """最多再缺4课时."""
    return _("最多再缺{n}课时").format(n=_hours_text(slack))


def reason(hours: Tally, threshold: int) -> str:
    """Why somebody can no longer graduate, or how much she may still miss; '' once nothing is open and all is well."""
    where = standing(hours, threshold)
    whole = hours.due + sum(hours.open)
    if where.code == LOST:
        return _("缺了 {missed} 课时；全班 {whole} 课时，出勤率要到 {share}%，最多只能缺 {most} 课时").format(
            missed=_hours_text(missed_hours(hours)),
            whole=_hours_text(whole),
            share=threshold,
            most=_hours_text(may_be_missed(whole, threshold)),
        )
    return slack_text(where.slack) if where.open_count else ""


def late_admission(hours: Tally, gone: int, threshold: int) -> str:
    """What a late admission costs, told before it is confirmed; `gone` half-days were held before (R-21, R-22)."""
    told = _("已经上过 {n} 个半天（{hours} 课时），不能补。以后全到，出勤率最高 {best}，结业要 {share}%").format(
        n=gone, hours=_hours_text(missed_hours(hours)), best=rate_text(hours.best), share=threshold
    )
    if standing(hours, threshold).code == LOST:
        return told + _("：达不到，只能旁听，发参训证明。")
    slack = may_be_missed(hours.due + sum(hours.open), threshold) - missed_hours(hours)
    return told + _("：还能达到，{slack}。").format(slack=slack_text(_most_within(hours.open, slack)))


def _hours_text(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def rate_tenths(rate: Fraction | None) -> int | None:
    """The rate in tenths of a per cent, half up, for showing and storing: 5/6 is 833. Never used to judge."""
    return None if rate is None else int(rate * 1000 + Fraction(1, 2))


def rate_text(rate: Fraction | None) -> str:
    """83.3%, 80%, 100%; empty while nothing is due."""
    return tenths_text(rate_tenths(rate))


def tenths_text(tenths: int | None) -> str:
    """The same for a stored rate in tenths of a per cent."""
    if tenths is None:
        return ""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"
