"""The county's audit trail: the same rows and the same chain of hashes as a station's, on either database."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from station_app.core import clock
from station_app.core.texts import _
from station_app.county.store.tables import audit_entry
from station_app.storage import audit
from station_app.storage.audit import Detail
from station_app.storage.audit_check import Verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SEALED = ("number", "at", "actor", "action", "entity", "record_id", "detail", "previous")


def note(session: Session, action: str, entity: str = "", record_id: str = "", detail: Detail = "") -> None:
    """Add a row inside a transaction of CountyDatabase.work(); `detail` holds no values of a person."""
    stamped: Any = session
    number, previous = head(session)
    text = detail if isinstance(detail, str) else json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
    row = {
        "number": number + 1,
        "at": clock.now(),
        "actor": stamped.actor,
        "action": action,
        "entity": entity,
        "record_id": record_id,
        "detail": text,
        "previous": previous,
    }
    session.execute(insert(audit_entry).values(**row, hash=_hash(row)))
    stamped.changed.add("audit_entry")


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the newest row."""
    newest = select(audit_entry.c.number, audit_entry.c.hash).order_by(audit_entry.c.number.desc()).limit(1)
    row = session.execute(newest).first()
    return (int(row[0]), str(row[1])) if row else (0, audit.BEGINNING)


def verify(session: Session) -> Verdict:
    """Whether the trail is as it was written; reads all of it."""
    previous, place = audit.BEGINNING, 0
    for row in session.execute(select(audit_entry).order_by(audit_entry.c.number)).mappings():
        place += 1
        if row["number"] != place or row["previous"] != previous or _hash(row) != row["hash"]:
            when = row["at"].date().isoformat()
            fault = _("操作记录第 {n} 条被改过或接不上，{when} 起的记录不能作准。").format(n=place, when=when)
            return Verdict(place, previous, fault, place)
        previous = row["hash"]
    return Verdict(place, previous)


def _hash(row: Any) -> str:
    values = [row[name] for name in _SEALED]
    values[1] = row["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return audit.row_hash(values)
