"""What stations are still to be told, line by line, until they say that they took it in."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.county.store import own_tables as own
from station_app.county.store.database import changed

_LONGEST = 160


def tell(session: Session, station: str, subject: str, *lines: bytes) -> None:
    """Put lines on the list of a station in the place of what it was to be told about the same subject."""
    outgoing, name = own.outgoing, _name(subject)
    session.execute(delete(outgoing).where(outgoing.c.station_id == station, outgoing.c.subject == name))
    rows = [{"station_id": station, "subject": name, "line": line.decode().rstrip("\n")} for line in lines]
    if rows:
        session.execute(outgoing.insert(), rows)
        changed(session, "county_outgoing")


def tell_again(session: Session, station: str, subject: str, *lines: bytes) -> None:
    """The same, unless the station waits for exactly this already."""
    waiting = select(own.outgoing.c.line).where(
        own.outgoing.c.station_id == station, own.outgoing.c.subject == _name(subject)
    )
    if [row[0] for row in session.execute(waiting)] != [line.decode().rstrip("\n") for line in lines]:
        tell(session, station, subject, *lines)


def forget(session: Session, station: str, subject: str) -> None:
    """A subject of which nothing is to be told any more."""
    tell(session, station, subject)


def others(session: Session, station: str) -> Iterable[str]:
    """Every enrolled station but one."""
    return list(session.scalars(select(own.station.c.id).where(own.station.c.id != station)))


def _name(subject: str) -> str:
    """A subject as it is kept: long ones by their hash."""
    return subject if len(subject) <= _LONGEST else sha256(subject.encode()).hexdigest()
