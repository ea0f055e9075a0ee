"""What somebody at the county must look at, until it is settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.ids import new_id
from station_app.county.store import own_tables as own
from station_app.county.store.database import changed
from station_app.exchange.faults import PackageFault


@dataclass(frozen=True)
class AlarmRow:
    """One thing to look at."""

    id: str
    station_id: str
    station_name: str
    code: str
    package: str
    detail: str
    at: dt.datetime

    @property
    def sentence(self) -> str:
        """What happened, what it means, what to do."""
        from station_app.core.texts import _  # noqa: PLC0415 - one sentence that packages do not know

        if self.code == "E_AUDIT_TRAIL":
            return _("这个站的操作记录和上次上报时的不一样，可能被人改过。数据还在。请向站里了解。")
        return str(PackageFault(self.code))


def raise_alarm(session: Session, station: str, code: str, *, package: str = "", detail: str = "") -> None:
    """Note one; the same about the same is noted once."""
    alarm = own.alarm.c
    same = (alarm.station_id == station) & (alarm.code == code) & alarm.settled_at.is_(None)
    if code == "E_FORK":
        same &= alarm.package == package
    if session.execute(select(alarm.id).where(same)).first() is None:
        row = {"id": new_id(), "station_id": station, "code": code, "package": package, "detail": detail[:400]}
        session.execute(own.alarm.insert().values(**row, at=clock.now()))
        changed(session, "county_alarm")


def settle_alarms(session: Session, station: str, code: str, *, package: str = "") -> None:
    """They need no looking at any more."""
    alarm = own.alarm.c
    mine = (alarm.station_id == station) & (alarm.code == code) & alarm.settled_at.is_(None)
    if package:
        mine &= alarm.package == package
    session.execute(update(own.alarm).where(mine).values(settled_at=clock.now()))
    changed(session, "county_alarm")


def open_alarms(session: Session) -> list[AlarmRow]:
    """What is to be looked at, the oldest first."""
    query = (
        select(own.alarm, own.station.c.name)
        .join(own.station, own.station.c.id == own.alarm.c.station_id)
        .where(own.alarm.c.settled_at.is_(None))
        .order_by(own.alarm.c.at)
    )
    return [
        AlarmRow(row.id, row.station_id, row.name, row.code, row.package, row.detail, row.at)
        for row in session.execute(query)
    ]
