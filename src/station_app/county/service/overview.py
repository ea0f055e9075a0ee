"""The county's dashboard: every station, when it was last heard of, what is missing, what somebody must look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.county.service import chains, registry
from station_app.county.store import own_tables as own
from station_app.exchange.sequence import Status

OVERDUE_DAYS = 35
"""A month and the first days of the next: stations report on the 5th."""


@dataclass(frozen=True)
class StationRow:
    """One station as the county sees it."""

    id: str
    name: str
    division: str
    enrolled_at: dt.datetime
    last_at: dt.datetime | None
    """When its newest package was taken in, by the county's clock; None for none yet."""
    last_seq: int
    days: int | None
    """Since then, or since it was taken in."""
    held: int
    """Packages that wait for one before them."""
    missing: tuple[int, ...]
    """Numbers that are missing before held packages, at most 20 are named."""
    forks: int
    """Packages beside the chain that somebody must decide about."""
    conflicts: int
    alarms: int
    to_tell: int
    """Lines that it has not taken in yet."""
    devices: int
    """In use."""
    app: str

    @property
    def overdue(self) -> bool:
        """Not heard of for longer than a month and some days."""
        return self.days is not None and self.days > OVERDUE_DAYS


@dataclass(frozen=True)
class PackageRow:
    """One package as it arrived."""

    hash: str
    station_id: str
    station_name: str
    epoch: str
    seq: int
    type: str
    status: str
    code: str
    marked: str
    arrived_at: dt.datetime
    lines: int
    created: int
    changed: int
    unchanged: int
    conflict: int
    rejected: int


def list_stations(session: Session) -> list[StationRow]:
    """Every station that was taken in, by division and name."""
    last = _last(session)
    held = _counts(session, select(own.package.c.station_id, func.count()).where(own.package.c.status == Status.HELD))
    forks = _counts(session, select(own.package.c.station_id, func.count()).where(own.package.c.status == Status.FORK))
    conflicts = _counts(session, select(own.conflict.c.station_id, func.count()).where(own.conflict.c.state == "open"))
    alarms = _counts(session, select(own.alarm.c.station_id, func.count()).where(own.alarm.c.settled_at.is_(None)))
    to_tell = _counts(session, select(own.outgoing.c.station_id, func.count()))
    devices = _counts(
        session, select(own.device.c.station_id, func.count()).where(own.device.c.state == registry.ACTIVE)
    )
    now = clock.now()
    rows = session.execute(
        select(own.station).order_by(own.station.c.division, own.station.c.name, own.station.c.id)
    ).all()
    found = []
    for row in rows:
        at, seq = last.get(row.id, (None, 0))
        found.append(
            StationRow(
                id=row.id,
                name=row.name,
                division=row.division,
                enrolled_at=row.enrolled_at,
                last_at=at,
                last_seq=seq,
                days=max(0, (now - (at or row.enrolled_at)).days),
                held=held.get(row.id, 0),
                missing=_missing(session, row.id) if row.id in held else (),
                forks=forks.get(row.id, 0),
                conflicts=conflicts.get(row.id, 0),
                alarms=alarms.get(row.id, 0),
                to_tell=to_tell.get(row.id, 0),
                devices=devices.get(row.id, 0),
                app=row.app,
            )
        )
    return found


def list_packages(session: Session, station: str = "", *, limit: int = 500) -> list[PackageRow]:
    """Packages as they arrived, the newest first; of one station when it is named."""
    query = (
        select(own.package, own.station.c.name)
        .join(own.station, own.station.c.id == own.package.c.station_id)
        .order_by(own.package.c.arrived_at.desc(), own.package.c.seq.desc())
        .limit(limit)
    )
    if station:
        query = query.where(own.package.c.station_id == station)
    return [
        PackageRow(
            row.hash,
            row.station_id,
            row.name,
            row.epoch,
            row.seq,
            row.type,
            row.status,
            row.code,
            row.marked,
            row.arrived_at,
            row.lines,
            row.created,
            row.changed,
            row.unchanged,
            row.conflict,
            row.rejected,
        )
        for row in session.execute(query)
    ]


def _last(session: Session) -> dict[str, tuple[dt.datetime, int]]:
    found: dict[str, tuple[dt.datetime, int]] = {}
    query = (
        select(own.package.c.station_id, own.package.c.applied_at, own.package.c.seq)
        .where(own.package.c.status == Status.APPLIED)
        .order_by(own.package.c.applied_at, own.package.c.seq)
    )
    for station, at, seq in session.execute(query):
        found[station] = (at, seq)
    return found


def _missing(session: Session, station: str) -> tuple[int, ...]:
    numbers = (number for gap in chains.gaps_of(session, station) for number in range(gap.first, gap.last + 1))
    return tuple(islice(numbers, 20))


def _counts(session: Session, query: Select[Any]) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in session.execute(query.group_by(query.selected_columns[0]))}
