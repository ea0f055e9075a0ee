"""A stick with packages was lost: what was on it, who was in it, so that people can be told (F46, PIPL 57).

Nobody can read a package without the county's keys; the record says so too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.county.service import registry
from station_app.county.service.receiving import TYPES
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import changed
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange import package

_person = STATION_TABLES["person"].c


@dataclass(frozen=True)
class InPackage:
    """Somebody whose record was in a lost package."""

    id: str
    name: str
    id_number: str
    phone: str


@dataclass(frozen=True)
class LostStickRow:
    """One loss."""

    id: str
    station_name: str
    lost_on: str
    packages: tuple[int, ...]
    """Numbers."""
    people: int
    note: str
    by: str
    at: dt.datetime


def record_loss(
    county: OpenCounty, station: str, numbers: Collection[int], lost_on: dt.date, note: str
) -> list[InPackage]:
    """Note a loss and list who was in the packages. Refused for a station or number that the county does not have."""
    with county.db.read() as session:
        station_id, rows = _meant(session, station, numbers)
        people = _people(session, county, rows)
    with county.db.work() as session:
        stamped: Any = session
        row = {
            "id": new_id(),
            "station_id": station_id,
            "lost_on": lost_on.isoformat(),
            "packages": json.dumps([each.hash for each in rows]),
            "people": len(people),
            "note": note[:400],
            "by": stamped.actor,
            "at": clock.now(),
        }
        session.execute(own.lost_stick.insert().values(row))
        detail = {"packages": sorted(numbers), "people": len(people)}
        trail.note(session, "lost_stick", "station", station_id, detail)
        changed(session, "county_lost_stick")
    return people


def list_losses(session: Session) -> list[LostStickRow]:
    """Every loss that was noted, the newest first."""
    numbers: dict[str, int] = {row[0]: row[1] for row in session.execute(select(own.package.c.hash, own.package.c.seq))}
    query = (
        select(own.lost_stick, own.station.c.name)
        .join(own.station, own.station.c.id == own.lost_stick.c.station_id)
        .order_by(own.lost_stick.c.at.desc())
    )
    return [
        LostStickRow(
            row.id,
            row.name,
            row.lost_on,
            tuple(sorted(numbers[digest] for digest in json.loads(row.packages) if digest in numbers)),
            row.people,
            row.note,
            row.by,
            row.at,
        )
        for row in session.execute(query)
    ]


def _meant(session: Session, station: str, numbers: Collection[int]) -> tuple[str, list[Any]]:
    place = own.station.c
    found = session.execute(select(place.id).where((place.name == station) | (place.id == station))).scalar()
    if found is None:
        raise Refused(_("没有叫 {name} 的站，没有登记。").format(name=station))
    query = select(own.package).where(own.package.c.station_id == found, own.package.c.seq.in_(sorted(numbers)))
    rows = list(session.execute(query))
    missing = sorted(set(numbers) - {row.seq for row in rows})
    if missing:
        raise Refused(
            _("县里没有收到过第 {numbers} 号包，列不出里面有谁：请让站里再发一次，收下后再登记。").format(
                numbers="、".join(map(str, missing))
            )
        )
    return str(found), rows


def _people(session: Session, county: OpenCounty, rows: list[Any]) -> list[InPackage]:
    """By the lines of the packages themselves: records of people, and whatever names a person."""
    trusted = registry.trust_list(session, county)
    keys: set[str] = set()
    for row in rows:
        place = county.folder.attachments / f"{row.file_hash}.swx"
        if not place.exists():  # destroyed after an erasure: what it held is in the tables
            continue
        opened = package.open_package(place, [county.keys.reader], trusted.public_keys, types=TYPES)
        for line in opened.lines:
            if line.get("e") == "person":
                keys.add(line["id"])
            elif isinstance(line.get("r"), dict) and line["r"].get("person_id"):
                keys.add(line["r"]["person_id"])
    found: list[InPackage] = []
    ordered = sorted(keys)
    for at in range(0, len(ordered), 500):
        query = select(_person.id, _person.name, _person.id_number, _person.phone)
        people = session.execute(query.where(_person.id.in_(ordered[at : at + 500])).order_by(_person.id))
        found += [InPackage(each.id, each.name or "", each.id_number or "", each.phone or "") for each in people]
    return found
