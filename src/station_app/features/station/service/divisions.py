"""The station's own divisions: villages added, renamed and retired on top of the national list (codes.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.divisions import LEVELS, Division, Divisions, parent_of
from station_app.core.texts import _
from station_app.features.station.model import OwnDivision
from station_app.features.station.service import find_station
from station_app.storage import records


@dataclass(frozen=True)
class DivisionRow:
    """One village as the settings list it: from the national list, or the station's own."""

    code: str
    name: str
    level: str
    active: bool
    former_name: str
    own_id: str | None
    """Key of the station's own record, None for a line of the national list that nobody changed."""
    version: int | None


def own_divisions(session: Session) -> list[Division]:
    """What the station added, renamed and retired, for `Divisions(own)`."""
    return [Division(own.code, own.name, bool(own.active)) for own in records.live(session, OwnDivision)]


def divisions_of(session: Session) -> Divisions:
    """The national list with the station's own changes."""
    return Divisions(own_divisions(session))


def home_division(session: Session) -> str:
    """The station's own division code (9 digits of the township), '' before the station is set up."""
    station = find_station(session)
    return station.division_code if station else ""


def list_villages(session: Session, township_code: str = "") -> list[DivisionRow]:
    """Villages and groups of a township (the station's own unless named), retired ones too, in the order of codes."""
    station = find_station(session)
    township = (township_code or (station.division_code if station else ""))[:9]
    own = {division.code: division for division in records.live(session, OwnDivision)}
    listed = {village.code: village.name for village in Divisions().below(township)} if len(township) == 9 else {}
    codes = sorted({*listed, *(code for code in own if code.startswith(township) and len(code) > 9)})
    return [_row(code, listed.get(code, ""), own.get(code)) for code in codes]


def save_division(
    session: Session, values: Mapping[str, Any], *, own_id: str | None = None, version: int | None = None
) -> str:
    """Add a division or change an own one; a code of the national list gets the station's own name for it.

    Refused when the code is another own one's, or when its parent is nowhere known.
    """
    code = str(values.get("code") or "")
    taken = records.live(session, OwnDivision, OwnDivision.code == code)
    if taken and taken[0].id != own_id:
        raise Refused([Problem("code", _("代码 {code} 已经有了：{name}。").format(code=code, name=taken[0].name))])
    complete = dict(values) | {"level": LEVELS.get(len(code))}
    if own_id is None and not complete.get("former_name"):
        known = Divisions().find(code)
        if known is not None and known.name != complete.get("name"):
            complete["former_name"] = known.name
    if len(code) > 6 and divisions_of(session).find(parent_of(code)) is None:
        sentence = _("找不到它的上级 {code}，请核对代码的前几位。").format(code=parent_of(code))
        raise Refused([Problem("code", sentence)])
    return str(records.save(session, OwnDivision, complete, record_id=own_id, version=version).id)


def rename_division(session: Session, code: str, name: str) -> str:
    """Another name from now on; the former one is kept beside it and found by it."""
    own = _own(session, code)
    before = divisions_of(session).find(code)
    values = {"code": code, "name": name.strip(), "former_name": before.name if before else None}
    return save_division(session, values, own_id=own.id if own else None)


def retire_division(session: Session, code: str, *, active: bool = False) -> str:
    """No longer offered (merged away), or offered again; old records still say its name."""
    own = _own(session, code)
    before = divisions_of(session).find(code)
    if before is None:
        raise Refused(_("没有代码为 {code} 的区划。").format(code=code))
    return save_division(session, {"code": code, "name": before.name, "active": active}, own_id=own.id if own else None)


def next_village_code(session: Session, township_code: str, *, community: bool = False) -> str:
    """The first free code of a new village (200 on) or community (001 on) of a township; codes are never reused."""
    township = township_code[:9]
    used = {division.code for division in Divisions().below(township)}
    used |= set(session.scalars(select(OwnDivision.code)))  # void ones too
    start = 1 if community else 200
    return next(code for number in range(start, 1000) if (code := f"{township}{number:03d}") not in used)


def _own(session: Session, code: str) -> OwnDivision | None:
    return next(iter(records.live(session, OwnDivision, OwnDivision.code == code)), None)


def _row(code: str, listed_name: str, own: OwnDivision | None) -> DivisionRow:
    if own is None:
        return DivisionRow(code, listed_name, LEVELS[len(code)], True, "", None, None)
    return DivisionRow(code, own.name, own.level, bool(own.active), own.former_name or "", own.id, own.version)
