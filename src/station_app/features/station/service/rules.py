"""Rules with numbers: shipped defaults and the station's own dated values, each with its source (domain.md §8)."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock, resources
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.core.users import STATION_HEAD, require_role
from station_app.features.station.model import Setting
from station_app.features.station.rules.rule_values import RuleValue
from station_app.storage import records


@dataclass(frozen=True)
class _Described:
    """A rule as the program ships it; resources/rules.csv may date further values of the same key."""

    key: str
    label: str
    rule: str
    group: str
    basis: str
    fixed: str
    value: RuleValue
    dated: tuple[tuple[str, str, str], ...]
    """(from, value, rule) of every shipped value, oldest first."""


@dataclass(frozen=True)
class RuleRow:
    """A rule as the settings list it."""

    id: str
    """Its key, such as pass_mark."""
    group: str
    label: str
    value: str
    """In force today, with its unit."""
    since: dt.date | None
    """None: it has always been so."""
    rule: str
    """R-23."""
    basis: str
    """What the rule says, in words."""
    source: str
    """Where the station has its own value from; '' for a shipped one."""
    fixed: str
    """Why nobody may change it; '' when it may be changed."""
    hint: str
    """What may be typed: 1–100 %."""
    upcoming: str
    """The next value that is already written down: 2027-01-01 起 62 周岁."""


@dataclass(frozen=True)
class RuleEntry:
    """One line of a rule's history."""

    id: str
    valid_from: dt.date | None
    value: str
    source: str
    written: str
    """When and by whom; '' for what the program ships."""
    in_force: bool


_ALWAYS = "2000-01-01"


@lru_cache(maxsize=1)
def _described() -> dict[str, _Described]:
    with resources.path("rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_key: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    return {
        key: _Described(
            key,
            first["label"],
            first["source"],
            first["group"] or _("其他"),
            first["basis"] or "",
            first["fixed"] or "",
            _kind_of(first),
            tuple(sorted((row["valid_from"], row["value"], row["source"]) for row in dated)),
        )
        for key, dated in by_key.items()
        for first in dated[:1]
    }


def _kind_of(row: dict[str, str]) -> RuleValue:
    """A line that only names key, date, value, label and rule is a whole number, or a list of them."""
    kind = row["kind"] or ("numbers" if "," in row["value"] else "integer")
    return RuleValue(kind, int(row["low"] or 0), int(row["high"] or 100_000), row["unit"] or "")


def rule_value(session: Session, key: str, on: dt.date, *, station_id: str = "") -> str:
    """The value of a rule on a day: the station's own dated setting, else the shipped default; KeyError if unknown.

    `station_id` says whose setting, where several stations' records lie in one database.
    """
    rule = _described()[key]
    own = None if rule.fixed else _own_on(session, key, on, station_id)
    if own is not None:
        return str(own.value)
    shipped = [value for since, value, _rule in rule.dated if since <= on.isoformat()]
    if not shipped:
        raise KeyError(key)
    return shipped[-1]


def rule_number(session: Session, key: str, on: dt.date, *, station_id: str = "") -> int:
    """A whole-number rule on a day."""
    return int(rule_value(session, key, on, station_id=station_id))


def rule_numbers(session: Session, key: str, on: dt.date) -> tuple[int, ...]:
    """A rule that is a list of whole numbers, such as the days of follow-ups."""
    return tuple(int(word) for word in rule_value(session, key, on).split(","))


def list_rules(session: Session, today: dt.date | None = None) -> list[RuleRow]:
    """Every rule with its value today, in the order of resources/rules.csv."""
    day = today or clock.today()
    return [_row(session, rule, day) for rule in _described().values()]


def rule_history(session: Session, key: str, today: dt.date | None = None) -> list[RuleEntry]:
    """Every value that a rule ever had or will have, newest first."""
    day, rule = today or clock.today(), _described()[key]
    current = None if rule.fixed else _own_on(session, key, day)
    own = [
        RuleEntry(
            entry.id,
            entry.valid_from,
            rule.value.show(entry.value),
            entry.source or "",
            f"{entry.created_at.astimezone():%Y-%m-%d} {entry.created_by}",
            current is not None and entry.id == current.id,
        )
        for entry in _own(session, key)
    ]
    shipped = [
        RuleEntry(
            f"{key} {since}",
            None if since == _ALWAYS else dt.date.fromisoformat(since),
            rule.value.show(value),
            _("程序自带（{rule}）").format(rule=source),
            "",
            current is None and since == max((s for s, *_rest in rule.dated if s <= day.isoformat()), default=""),
        )
        for since, value, source in reversed(rule.dated)
    ]
    return [*own, *shipped]


def set_rule(session: Session, key: str, *, valid_from: dt.date | None, value: str, source: str) -> str:
    """Write down a new value from a day on, with its source; what was in force before that day stays.

    Written again for the same day, the later line counts. Refused: a fixed rule, an empty date or source, a value
    of the wrong kind.
    """
    require_role(session, STATION_HEAD)
    rule = _described()[key]
    if rule.fixed:
        raise Refused(_("“{label}”不能改：{why}").format(label=rule.label, why=rule.fixed))
    problems = []
    stored = ""
    try:
        stored = rule.value.parse(value)
    except ValueError as refusal:
        problems.append(Problem("value", str(refusal)))
    if valid_from is None:
        problems.append(Problem("valid_from", _("请填写从哪一天起用。"), "REQUIRED"))
    if not source.strip():
        problems.append(Problem("source", _("请写明依据，如文件名和文号。"), "REQUIRED"))
    if problems:
        raise Refused(problems)
    typed = {"key": key, "valid_from": valid_from, "value": stored, "source": source.strip()}
    return str(records.save(session, Setting, typed).id)


def own_values(session: Session) -> list[tuple[str, dt.date, str]]:
    """(key, from, value) of every number that the station set; without sources, which are anybody's words."""
    return [
        (key, entry.valid_from, entry.value)
        for key, rule in _described().items()
        if rule.value.kind not in ("text", "number_pattern")
        for entry in _own(session, key)
    ]


def _own(session: Session, key: str) -> list[Setting]:
    query = select(Setting).where(Setting.key == key, Setting.voided_at.is_(None))
    return list(session.scalars(query.order_by(Setting.valid_from.desc(), Setting.id.desc())))


def _own_on(session: Session, key: str, on: dt.date, station_id: str = "") -> Setting | None:
    own = (each for each in _own(session, key) if not station_id or each.station_id == station_id)
    return next((entry for entry in own if entry.valid_from <= on), None)


def _row(session: Session, rule: _Described, day: dt.date) -> RuleRow:
    own = [] if rule.fixed else _own(session, rule.key)
    current = next((entry for entry in own if entry.valid_from <= day), None)
    following = next((entry for entry in reversed(own) if entry.valid_from > day), None)
    shipped = [(since, value) for since, value, _rule in rule.dated if since <= day.isoformat()][-1]
    since = None if shipped[0] == _ALWAYS else dt.date.fromisoformat(shipped[0])
    kind = rule.value
    return RuleRow(
        id=rule.key,
        group=rule.group,
        label=rule.label,
        value=kind.show(current.value if current else shipped[1]),
        since=current.valid_from if current else since,
        rule=rule.rule,
        basis=rule.basis,
        source=(current.source or "") if current else "",
        fixed=rule.fixed,
        hint="" if kind.kind in ("text", "number_pattern") else f"{kind.low}–{kind.high} {kind.unit}".strip(),
        upcoming=_("{day} 起 {value}").format(day=following.valid_from, value=kind.show(following.value))
        if following
        else "",
    )
