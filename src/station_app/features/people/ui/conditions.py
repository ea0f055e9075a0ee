"""What one may filter people by, found by typing: a value of any column, an age 16-45, a date to begin from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from station_app.core.dates import half_width, parse_date
from station_app.core.texts import _
from station_app.features.people.rules.rows import PersonRow
from station_app.ui.choices import fits
from station_app.ui.columns import Column
from station_app.ui.filters import NO_GAPS, ONLY_GAPS, ColumnFilter, sift, tally, words_of

_NOT_BY_VALUE = ("name", "age", "phone", "gaps")
_DATES = ("consent_date", "trained_on")
_RANGE = re.compile(r"(\d{1,3})(?:岁)?(?:[-–—~到至](\d{1,3}))?岁?")
_MOST = 40
_UNFIT = 9
_MEANS_TOO = {"work_willingness": ("2", "1")}
"""Column → a value and those that whoever asks for it means as well: 有意愿 are also those who strongly wish to."""


@dataclass(frozen=True)
class Condition:
    """One thing to filter by, as the line offers it."""

    column: str
    wanted: ColumnFilter
    label: str
    """类别：留守妇女."""
    count: int = 0
    """How many of all people it fits; 0 where that is not counted."""
    found_by: str = ""
    """The value's words that it is found by, where the label tells more."""


def conditions_of(columns: Sequence[Column], rows: Sequence[PersonRow]) -> list[Condition]:
    """Every value that occurs, column by column, the most frequent first; and filled or not for dates."""
    found = []
    for one in columns:
        if one.name in _DATES:
            missing = sum(1 for row in rows if one.get(row) is None)
            for gaps, word, count in (
                (ONLY_GAPS, _("没有"), missing),
                (NO_GAPS, _("有"), len(rows) - missing),
            ):
                if count:
                    label = _("{column}：{value}").format(column=one.label, value=word)
                    found.append(Condition(one.name, ColumnFilter(gaps=gaps), label, count))
        elif one.name not in _NOT_BY_VALUE:
            values = sorted(tally(rows, one), key=lambda each: (each[0] == "", -each[2]))
            meant = _MEANS_TOO.get(one.name, ())
            if together := sum(count for value, _words, count in values if value in meant):
                told = [words_of(one, value) for value in meant]
                label = _("{column}：{value}").format(column=one.label, value="、".join(told))
                found.append(Condition(one.name, ColumnFilter(values=meant), label, together, found_by=told[0]))
            for value, words, count in values:
                label = _("{column}：{value}").format(column=one.label, value=words)
                found.append(Condition(one.name, ColumnFilter(values=(value,)), label, count))
    return found


def matching(typed: str, known: Sequence[Condition]) -> list[Condition]:
    """What fits the typed text, best first: by value, then by the column's name; ages and dates as typed."""
    text = half_width(typed).strip()
    if not text:
        return list(known[:_MOST])
    made = [*_ages(text), *_dates(text)]
    ranked = []
    for place, one in enumerate(known):
        column, _colon, value = one.label.partition("：")
        rank = min(fits(text, "", one.found_by or value), fits(text, "", column) + 3)
        if rank < _UNFIT:
            ranked.append((rank, place, one))
    return [*made, *(one for _rank, _place, one in sorted(ranked, key=lambda each: each[:2]))][:_MOST]


def added(filters: Mapping[str, ColumnFilter], one: Condition) -> dict[str, ColumnFilter]:
    """The filters with one condition more: a second value of a column means either of them."""
    before = filters.get(one.column, ColumnFilter())
    if one.wanted.values and before.values:
        both = ColumnFilter(values=tuple(dict.fromkeys((*before.values, *one.wanted.values))))
        return {**filters, one.column: both}
    return {**filters, one.column: one.wanted}


def kept(filters: Mapping[str, ColumnFilter]) -> dict[str, dict[str, Any]]:
    """Filters as they are saved."""
    return {name: one.to_json() for name, one in filters.items() if one}


def read_kept(conditions: Mapping[str, Mapping[str, Any]]) -> dict[str, ColumnFilter]:
    """Saved conditions as filters again."""
    return {name: ColumnFilter.from_json(one) for name, one in conditions.items()}


def count(columns: Sequence[Column], rows: Sequence[PersonRow], filters: Mapping[str, ColumnFilter]) -> int:
    """How many people filters let through; columns that are gone let everybody through."""
    left = list(rows)
    for one in columns:
        if one.name in filters:
            left = sift(left, one, filters[one.name])
    return len(left)


def _ages(text: str) -> list[Condition]:
    match = _RANGE.fullmatch("".join(text.split()))
    if match is None or int(match[1]) > 130:
        return []
    low, high = match[1], match[2]
    if high:
        words = _("年龄：{low}–{high} 岁").format(low=low, high=high)
        return [Condition("age", ColumnFilter(low=low, high=high), words)]
    return [
        Condition("age", ColumnFilter(low=low), _("年龄：{n} 岁起").format(n=low)),
        Condition("age", ColumnFilter(high=low), _("年龄：{n} 岁止").format(n=low)),
    ]


def _dates(text: str) -> list[Condition]:
    day = parse_date(text)
    if day is None:
        return []
    since, until = _("最近参训：{day} 起"), _("最近参训：{day} 止")
    return [
        Condition("trained_on", ColumnFilter(low=str(day)), since.format(day=day)),
        Condition("trained_on", ColumnFilter(high=str(day)), until.format(day=day)),
    ]
