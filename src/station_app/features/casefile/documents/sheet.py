"""What a person sheet says, before it is drawn: rows of label and value, the time line, consent and footer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from station_app.core.dates import long_date, parse_date
from station_app.core.texts import _
from station_app.features.casefile.rules import CaseFile, Fact, Group, Member, groups
from station_app.features.people.fields import HOUSEHOLD, PERSON

TITLE = _("人员情况表")
_LONG = frozenset((PERSON["address"].label, HOUSEHOLD["address"].label, PERSON["categories"].label))
"""Labels whose values take a whole line."""
_BLANK_HOUSEHOLD = (
    HOUSEHOLD["head_name"].label,
    PERSON["relation_to_head"].label,
    *(HOUSEHOLD[name].label for name in ("household_no", "village", "group_name", "member_count", "address")),
)
BLANK_ENTRIES = 8
_DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")

Pair = tuple[str, str]
"""Label and value."""


@dataclass(frozen=True)
class Sheet:
    """What one sheet is made from."""

    file: CaseFile | None = None
    """None prints the form empty."""
    station: str = ""
    full: bool = False
    """Numbers in full, after the warning of R-51; else masked (R-50)."""
    printed_by: str = ""
    printed_at: dt.datetime | None = None
    """Aware."""


def sections(sheet: Sheet) -> list[tuple[str, list[tuple[Pair, ...]]]]:
    """Headings with their rows; a row holds two pairs, or one over the whole width."""
    if sheet.file is None:
        home = Group(_("家庭"), tuple(Fact(label, "") for label in _BLANK_HOUSEHOLD))
        own = groups({})
        shown = [*own[:2], home, *own[2:]]
    else:
        shown = [group for group in sheet.file.groups if any(fact.text for fact in group.facts)]
    return [(group.heading, _rows(sheet, group)) for group in shown]


def _rows(sheet: Sheet, group: Group) -> list[tuple[Pair, ...]]:
    rows: list[tuple[Pair, ...]] = []
    waiting: list[Pair] = []
    for fact in group.facts:
        if sheet.file is not None and not fact.text:
            continue  # what is not known takes no room; 待补 names what is required
        pair = (fact.label, on_paper(fact.text if sheet.full else fact.on_screen))
        if fact.label in _LONG:
            rows += [tuple(waiting)] if waiting else []
            rows, waiting = [*rows, (pair,)], []
        else:
            waiting.append(pair)
        if len(waiting) == 2:
            rows, waiting = [*rows, tuple(waiting)], []
    rows += [(waiting[0], ("", ""))] if waiting else []
    return [(row[0], ("", "")) if len(row) == 1 and row[0][0] not in _LONG else row for row in rows]


def members(sheet: Sheet) -> str:
    """The others of the household in one line."""
    if sheet.file is None:
        return ""
    return "、".join(_member(one) for one in sheet.file.members)


def _member(one: Member) -> str:
    age = _("{n} 岁").format(n=one.age) if one.age else ""
    about = "，".join(part for part in (one.relation, age) if part)
    return f"{one.name}（{about}）" if about else one.name


def missing(sheet: Sheet) -> str:
    """Required fields that are still empty, so that they can be asked for with the sheet in hand."""
    return _("待补：{labels}").format(labels="、".join(sheet.file.gaps)) if sheet.file and sheet.file.gaps else ""


def time_line(sheet: Sheet) -> list[tuple[str, str, str]]:
    """Day, word and sentence of every entry, newest first; empty lines on a blank sheet."""
    if sheet.file is None:
        return [("", "", "")] * BLANK_ENTRIES
    return [
        (on_paper(str(entry.on)), entry.what, on_paper("，".join(part for part in (entry.title, entry.detail) if part)))
        for entry in sheet.file.entries
    ]


def on_paper(text: str) -> str:
    """Days as paper has them: 2023年2月15日 (domain.md §13)."""
    return _DAY.sub(_as_day, text)


def _as_day(found: re.Match[str]) -> str:
    day = parse_date(found[0])  # what somebody typed need not be a day
    return long_date(day) if day is not None else found[0]


def whose(sheet: Sheet) -> str:
    """Name of the person for every page, so that a loose one finds its way back."""
    return sheet.file.name if sheet.file is not None else ""


def consent(sheet: Sheet) -> str:
    """The line that says on which paper this rests."""
    if sheet.file is None:
        return _("本人同意社工站采集和使用以上信息。　本人（监护人）签字：　　　　　　日期：　　　年　　月　　日")
    if sheet.file.consent_on is None:
        return _("采集同意：还没有登记同意书，请补签后存档。")
    return _("采集同意：本人（或监护人）已于{day}签同意书，纸质件存站。").format(day=long_date(sheet.file.consent_on))


def footer(sheet: Sheet) -> str:
    """Who printed it and when."""
    if sheet.printed_at is None:
        return ""
    moment = sheet.printed_at.astimezone()
    when = f"{long_date(moment.date())} {moment:%H:%M}"
    return _("打印人：{who}　　打印时间：{when}").format(who=sheet.printed_by or "　　　", when=when)


def texts(sheet: Sheet) -> Iterator[str]:
    """Everything that will be shown, for the check before the first line is drawn."""
    yield from (TITLE, sheet.station, consent(sheet), footer(sheet), members(sheet), missing(sheet))
    for heading, rows in sections(sheet):
        yield heading
        for row in rows:
            for pair in row:
                yield from pair
    for line in time_line(sheet):
        yield from line
