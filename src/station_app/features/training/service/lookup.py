"""A pasted column of ID numbers or names, line by line: who that is and whether she may be taken into a class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, id_number, names
from station_app.core.dates import half_width
from station_app.core.texts import _
from station_app.features.people.model import Person
from station_app.features.people.service.people import people_by_id_numbers
from station_app.features.training.model import Enrolment, TrainingClass
from station_app.features.training.rules import eligibility
from station_app.features.training.rules.eligibility import Item
from station_app.features.training.service.eligibility import judge_people
from station_app.features.training.service.enrolments import count_on_roll
from station_app.features.training.service.late import late_admission
from station_app.storage import records

READY, WAITING, UNFIT = "ready", "waiting", "unfit"
FORBIDDEN, INSIDE, UNKNOWN, AMBIGUOUS, REPEATED = "forbidden", "inside", "unknown", "ambiguous", "repeated"
TAKEN = frozenset((READY, WAITING, UNFIT))
"""States of a line whose person is taken in; an unfit one needs a reason first."""
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx×*](?!\d)|(?<!\d)\d{15}(?!\d)")
_BREAK = re.compile(r"[\t,，;；、]+")
_CHUNK = 500
_TAIL = 4
_MOST = 500
"""Lines that are looked up at once; more is a roster file."""


@dataclass(frozen=True)
class LineReport:
    """One line and what becomes of it."""

    id: str
    """Number of the line."""
    typed: str
    """The line as it is shown: a number masked."""
    person_id: str
    name: str
    state: str
    text: str
    """Why, in one sentence."""


def lines_of(text: str) -> list[str]:
    """The lines of pasted text that hold something; a line of several numbers or names counts as several."""
    found: list[str] = []
    for line in half_width(text).splitlines():
        numbers = _NUMBER.findall(line)
        if len(numbers) > 1:
            found += numbers
        elif numbers:
            found.append(line.strip())
        else:
            found += [word.strip() for word in _BREAK.split(line) if word.strip()]
    return found[:_MOST]


def look_up(session: Session, class_id: str, lines: Sequence[str]) -> list[LineReport]:
    """Who each line means and what would become of her in the class; nothing is written."""
    found = records.get(session, TrainingClass, class_id)
    numbers = [id_number.clean(match[0]) if (match := _NUMBER.search(line)) else "" for line in lines]
    by_number = people_by_id_numbers(session, [number for number in numbers if number])
    called = [names.clean(line)[0] for line, number in zip(lines, numbers, strict=True) if not number]
    by_name = _by_name(session, called)
    keys = {*by_number.values(), *(key for found_keys in by_name.values() for key in found_keys)}
    people = _people(session, keys)
    inside = set(
        session.scalars(
            select(Enrolment.person_id).where(Enrolment.training_class_id == class_id, Enrolment.voided_at.is_(None))
        )
    )
    judged = judge_people(session, found, list(people.values()))
    free = max(found.planned_count - count_on_roll(session, class_id), 0)
    late = late_admission(session, class_id)
    reports: list[LineReport] = []
    seen: set[str] = set()
    for place, (line, number) in enumerate(zip(lines, numbers, strict=True), start=1):
        shown = number[:6] + "…" + number[-4:] if number else line
        fitting = [by_number[number]] if number in by_number else by_name.get(names.clean(line)[0], [])
        if len(fitting) != 1:
            state, text = _not_one(number, fitting)
            reports.append(LineReport(str(place), shown, "", "" if number else line, state, text))
            continue
        key = fitting[0]
        state, text = _judged(key, inside, seen, judged, free)
        free -= state == READY
        if state == READY and late is not None:
            text = _("插班：{told}").format(told=late.text) + text
        seen.add(key)
        reports.append(LineReport(str(place), shown, key, str(people[key].name), state, text))
    return reports


def _not_one(number: str, fitting: Sequence[str]) -> tuple[str, str]:
    if fitting:
        return AMBIGUOUS, _("有 {n} 个同名的人，请改粘身份证号。").format(n=len(fitting))
    fault = id_number.fault(number, clock.today()) if number else ""
    if fault:
        return UNKNOWN, _("身份证号不对，请核对。")
    return UNKNOWN, _("站里没有登记，请先在“人员”里登记，或导入花名册。")


def _judged(
    key: str, inside: set[str], seen: set[str], judged: Mapping[str, tuple[Item, ...]], free: int
) -> tuple[str, str]:
    if key in inside:
        return INSIDE, _("已经在班里。")
    if key in seen:
        return REPEATED, _("和上面的重复。")
    items = judged[key]
    never = eligibility.forbidding(items)
    if never is not None:
        return FORBIDDEN, never.text
    failing = eligibility.failing(items)
    if failing:
        return UNFIT, "".join(item.text for item in failing)
    told = "".join(item.text for item in items if item.verdict == eligibility.WARN)
    if free <= 0:
        return WAITING, _("班已满，列入候补。") + told
    return READY, told


def _by_name(session: Session, called: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    wanted = list(dict.fromkeys(called))
    for start in range(0, len(wanted), _CHUNK):
        query = select(Person.name, Person.id).where(
            Person.name.in_(wanted[start : start + _CHUNK]), Person.voided_at.is_(None)
        )
        for name, key in session.execute(query):
            found.setdefault(str(name), []).append(str(key))
    return found


def id_tails(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """Person → the last four of her ID number: what tells two of one name, village and year apart, and no more."""
    return {key: (one.id_number or "")[-_TAIL:] for key, one in _people(session, set(keys)).items()}


def _people(session: Session, keys: set[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    listed = sorted(keys)
    for start in range(0, len(listed), _CHUNK):
        found |= {
            str(one.id): one for one in records.live(session, Person, Person.id.in_(listed[start : start + _CHUNK]))
        }
    return found
