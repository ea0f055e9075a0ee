"""What the home page is made of, and its words for the day; plain tuples, because the first paint needs them too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from station_app.core.texts import _

SHOWN = 5
"""Lines of a card; the rest is counted in one line more, unless it is a single one."""
_WEEKDAYS = "一二三四五六日"
_NOON, _EVENING = 12, 18


class Line(NamedTuple):
    """One thing to do and where it is done."""

    words: str
    detail: str = ""
    page: str = ""
    """Page of the window; '' when there is nothing to open."""
    record: str = ""
    """What that page's `open_record` needs."""
    tone: str = ""
    """Of the detail: warn, bad, accent, soft."""


class Card(NamedTuple):
    """One kind of work."""

    key: str
    title: str
    icon: str
    lines: tuple[Line, ...] = ()
    number: int = 0
    """How many there are; 0 shows no number."""
    empty: str = ""
    """What is said instead of lines."""


class Columns(NamedTuple):
    """The two columns of cards."""

    left: tuple[Card, ...] = ()
    right: tuple[Card, ...] = ()


def card(key: str, title: str, icon: str, lines: Sequence[Line], rest: Line, *, number: int = 0) -> Card:
    """A card of at most SHOWN lines; `rest` opens the whole list when there are more (its words need {n})."""
    kept = tuple(lines if len(lines) == SHOWN + 1 else lines[:SHOWN])
    more = len(lines) - len(kept)
    if more:
        kept += (rest._replace(words=rest.words.format(n=more)),)
    return Card(key, title, icon, kept, number or len(lines))


def shared_out(columns: Columns, more: Sequence[Card]) -> Columns:
    """Further cards, each at the end of the shorter column; those that are there already stay where they are."""
    left, right = list(columns.left), list(columns.right)
    for each in more:
        (right if _height(right) < _height(left) else left).append(each)
    return Columns(tuple(left), tuple(right))


def _height(cards: Sequence[Card]) -> int:
    """In lines: a card's head and edges are as high as two."""
    return sum(max(len(each.lines), 1) + 2 for each in cards)


def day_line(day: dt.date, kind: str, name: str) -> str:
    """2026年11月23日 星期一; a holiday or a day that is made up for is named.

    `kind` is off, work or '' (nothing unusual), `name` that of the holiday.
    """
    words = _("{y}年{m}月{d}日 星期{w}").format(y=day.year, m=day.month, d=day.day, w=_WEEKDAYS[day.weekday()])
    if kind == "off":
        return f"{words} ・ {name or _('放假')}"
    if kind == "work":
        return f"{words} ・ {_('{name}调休，今天上班').format(name=name)}"
    return words


def greeting(hour: int, station: str) -> str:
    """The page's title: the station by its name, by the hour of the office's clock."""
    words = _("上午好") if hour < _NOON else _("下午好") if hour < _EVENING else _("晚上好")
    return f"{words}，{station}" if station else words


def quiet_card() -> Card:
    """Nothing waits."""
    return Card("quiet", _("没有要办的事"), "circle-check", empty=_("考勤、回访和证书都办好了。"))


def first_steps() -> Card:
    """What to do first in a station that has nobody yet."""
    lines = (
        Line(_("导入村里交来的花名册"), _("最快"), "people", "import", "accent"),
        Line(_("一个一个登记人员"), "", "people", "new"),
        Line(_("开一期培训班"), "", "training", "new"),
        Line(_("看看站名、密码和安全副本"), "", "settings", "station"),
    )
    return Card("first_steps", _("从这里开始"), "info", lines)
