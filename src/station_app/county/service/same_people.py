"""One person at two stations: suggested by number or by name and birth date, joined by a person alone, with undo (F54).

Records stay where they are and as they are; a pair that is one counts once in the figures (`canonical`), and both
stations hear of it by their next receipt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from station_app.core import clock, id_number, names
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.service import outbox
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.database import changed
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange import lines
from station_app.features.people.rules.same_person import likeness

SUGGESTED, SAME, APART = "suggested", "same", "apart"
REASONS = {
    "SAME_ID": _("身份证号相同"),
    "TWIN_ID": _("15 位和 18 位身份证号是同一个"),
    "NAME_AND_BIRTH": _("姓名、出生日期相同"),
    "NAME_AND_PHONE": _("姓名、电话相同"),
    "BY_HAND": _("人工指定"),
}
"""Codes of people.rules.same_person in words."""
_AT_ONCE = 500
_MOST_ALIKE = 20
"""More people than that under one key are bad data, not one person."""
_person = STATION_TABLES["person"].c
_COMPARED = (_person.id, _person.station_id, _person.name, _person.name_pinyin, _person.id_number)
_FACTS = (*_COMPARED, _person.birth_date, _person.phone, _person.sex, _person.village)


@dataclass(frozen=True)
class PairRow:
    """Two people who may be, are, or are not one."""

    a: str
    b: str
    a_station: str
    b_station: str
    """Names of the stations."""
    a_name: str
    b_name: str
    a_number: str
    b_number: str
    a_birth: dt.date | None
    b_birth: dt.date | None
    reason: str
    """Code of people.rules.same_person."""
    state: str
    by: str
    at: dt.datetime


def look(session: Session, station: str, people: Collection[str]) -> None:
    """Compare new and changed people with those of all other stations; suggestions only."""
    keys = sorted(people)
    for at in range(0, len(keys), _AT_ONCE):
        _look(session, station, keys[at : at + _AT_ONCE])


def _look(session: Session, station: str, keys: Sequence[str]) -> None:
    own_people = {key: person for key, person in _people(session, keys).items() if person["station_id"] == station}
    session.execute(delete(own.match_key).where(own.match_key.c.person_id.in_(list(own_people))))
    rows = [_match_row(person) for person in own_people.values() if person["voided_at"] is None]
    if not rows:
        return
    session.execute(own.match_key.insert(), rows)
    match = own.match_key.c
    numbers = {row["number_key"] for row in rows} - {""}
    sounds = {row["name_key"] for row in rows} - {""}
    query = select(match.person_id, match.number_key, match.name_key).where(
        match.station_id != station, or_(match.number_key.in_(numbers), match.name_key.in_(sounds))
    )
    found = session.execute(query).all()
    if not found:
        return
    theirs = _people(session, sorted({row.person_id for row in found}))
    by_key: dict[str, list[str]] = {}
    for other in found:
        for key in {other.number_key, other.name_key} - {""}:
            by_key.setdefault(key, []).append(other.person_id)
    suggested: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        mine = own_people[row["person_id"]]
        alike = {key for name in ("number_key", "name_key") for key in by_key.get(row[name], ())[:_MOST_ALIKE]}
        for key in sorted(alike & theirs.keys()):
            reason = likeness(mine, theirs[key])
            if reason is not None:
                pair = _pair(mine, theirs[key], reason.code)
                suggested[pair["a"], pair["b"]] = pair
    _suggest(session, suggested)


def _people(session: Session, keys: Sequence[str]) -> dict[str, Any]:
    query = select(*_FACTS, _person.voided_at).where(_person.id.in_(keys))
    return {row["id"]: row for row in session.execute(query).mappings()}


def _match_row(person: Any) -> dict[str, Any]:
    number = (person["id_number"] or "").upper()
    if len(number) == 15 and number.isdigit():
        number = id_number.from_15(number)
    sound, birth = person["name_pinyin"] or names.match_key(person["name"] or ""), person["birth_date"]
    name_key = f"{sound[:200]} {birth}" if sound and birth else ""
    return {
        "person_id": person["id"],
        "station_id": person["station_id"],
        "number_key": number[:18],
        "name_key": name_key,
    }


def _pair(one: Any, other: Any, reason: str) -> dict[str, Any]:
    first, second = sorted((one, other), key=lambda person: str(person["id"]))
    row = {"a": first["id"], "b": second["id"], "a_station": first["station_id"], "b_station": second["station_id"]}
    return row | {"reason": reason, "state": SUGGESTED, "by": "", "at": clock.now()}


def _suggest(session: Session, pairs: Mapping[tuple[str, str], dict[str, Any]]) -> None:
    """Keep pairs that nobody was asked about before."""
    pair = own.same_person.c
    firsts = sorted({a for a, _b in pairs})
    known: set[tuple[str, str]] = set()
    for at in range(0, len(firsts), _AT_ONCE):
        query = select(pair.a, pair.b).where(pair.a.in_(firsts[at : at + _AT_ONCE]))
        known.update((a, b) for a, b in session.execute(query))
    fresh = [row for key, row in sorted(pairs.items()) if key not in known]
    if fresh:
        session.execute(own.same_person.insert(), fresh)
        changed(session, "county_same_person")


def decide(session: Session, a: str, b: str, state: str, reason: str = "") -> None:
    """Say that two people are one (SAME) or are not (APART); either may be said again later, which undoes the other.

    Refused for people who are not at two stations of the county.
    """
    first, second = sorted((a, b))
    found = _people(session, [first, second])
    if len(found) < 2 or found[first]["station_id"] == found[second]["station_id"]:
        raise Refused(_("要说明的是两个站各一个人；没有找到，没有改动。"))
    stamped: Any = session
    pair = own.same_person
    place = (pair.c.a == first) & (pair.c.b == second)
    done = {"state": state, "by": stamped.actor, "at": clock.now()}
    if session.execute(select(pair.c.state).where(place)).first() is None:
        stations = {"a_station": found[first]["station_id"], "b_station": found[second]["station_id"]}
        session.execute(pair.insert().values(a=first, b=second, reason="BY_HAND", **stations, **done))
    else:
        session.execute(update(pair).where(place).values(done))
    for mine, other in ((found[first], found[second]), (found[second], found[first])):
        name = session.execute(select(own.station.c.name).where(own.station.c.id == other["station_id"])).scalar()
        at = done["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
        line = lines.same(mine["id"], other["id"], str(name or ""), state, at)
        outbox.tell(session, mine["station_id"], f"same:{first}:{second}", line)
    detail = {"state": state} | ({"reason": reason} if reason else {})
    trail.note(session, "same_person", "person", first, detail)
    changed(session, "county_same_person")


def list_pairs(session: Session, *states: str) -> list[PairRow]:
    """Pairs in some states (suggested ones when none is named), the surest reason first."""
    pair = own.same_person.c
    one, other = STATION_TABLES["person"].alias("one"), STATION_TABLES["person"].alias("other")
    first, second = own.station.alias("first"), own.station.alias("second")
    query: Any = (
        select(
            own.same_person,
            first.c.name.label("a_place"),
            second.c.name.label("b_place"),
            *_told(one, "one"),
            *_told(other, "other"),
        )
        .join(one, one.c.id == pair.a)
        .join(other, other.c.id == pair.b)
        .join(first, first.c.id == pair.a_station)
        .join(second, second.c.id == pair.b_station)
        .where(pair.state.in_(states or (SUGGESTED,)))
        .order_by(pair.at, pair.a, pair.b)
    )
    rows = [_pair_row(row) for row in session.execute(query)]
    rank = {code: place for place, code in enumerate(("SAME_ID", "TWIN_ID", "NAME_AND_BIRTH", "NAME_AND_PHONE"))}
    return sorted(rows, key=lambda row: rank.get(row.reason, 9))


def _told(person: Any, prefix: str) -> list[Any]:
    return [person.c[name].label(f"{prefix}_{name}") for name in ("name", "id_number", "birth_date")]


def _pair_row(row: Any) -> PairRow:
    return PairRow(
        row.a,
        row.b,
        row.a_place,
        row.b_place,
        row.one_name or "",
        row.other_name or "",
        row.one_id_number or "",
        row.other_id_number or "",
        row.one_birth_date,
        row.other_birth_date,
        row.reason,
        row.state,
        row.by,
        row.at,
    )


def canonical(session: Session) -> dict[str, str]:
    """Person → the one who stands for her in counts; only people who are one with another are in it."""
    pair = own.same_person.c
    leader: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.get(key, key) != key:
            key = leader[key]
        return key

    for a, b in _joined(session, pair):
        first, second = sorted((find(a), find(b)))
        leader[first] = first
        leader[second] = first
    return {key: find(key) for key in leader}


def _joined(session: Session, pair: Any) -> Iterator[tuple[str, str]]:
    for a, b in session.execute(select(pair.a, pair.b).where(pair.state == SAME).order_by(pair.a, pair.b)):
        yield str(a), str(b)
