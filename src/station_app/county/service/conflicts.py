"""The conflict desk: both values, who wrote them, when, from which package; a person decides, both stay in history."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.service import corrections
from station_app.county.service.naming import names_of
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.database import changed
from station_app.county.store.plain import Value, kept
from station_app.county.store.staging import Stage

OURS, THEIRS = "ours", "theirs"
OPEN, AGREED, DECIDED = "open", "agreed", "decided"


@dataclass(frozen=True)
class ConflictRow:
    """One field with two values."""

    id: str
    station_id: str
    station_name: str
    record: str
    record_id: str
    named: str
    """Whose record it is: its name, or the name of the person it belongs to; '' for one without."""
    column: str
    ours: Value
    ours_by: str
    ours_at: dt.datetime | None
    theirs: Value
    theirs_by: str
    theirs_at: dt.datetime | None
    state: str
    choice: str
    why: str
    found_at: dt.datetime


def list_conflicts(session: Session, state: str = OPEN) -> list[ConflictRow]:
    """Conflicts in a state, the oldest first."""
    query = (
        select(own.conflict, own.station.c.name)
        .join(own.station, own.station.c.id == own.conflict.c.station_id)
        .where(own.conflict.c.state == state)
        .order_by(own.conflict.c.found_at, own.conflict.c.id)
    )
    rows = session.execute(query).all()
    names = names_of(session, [(row.record, row.record_id) for row in rows])
    return [_row(row, names.get(row.record_id, "")) for row in rows]


def decide(session: Session, conflict_id: str, choice: str, why: str) -> None:
    """Choose one of the two values, with a reason.

    The station's own value goes into the county's record; the county's value is proposed to the station, which
    decides about its own record. Refused for a conflict that is not open, or without a reason.
    """
    if not why.strip():
        raise Refused(_("请写明这样定的理由，没有改动。"))
    found = session.execute(select(own.conflict).where(own.conflict.c.id == conflict_id)).first()
    if found is None or found.state != OPEN:
        raise Refused(_("没有这个待定的冲突，没有改动。"))
    stamped: Any = session
    ours, theirs = _value(found.ours), _value(found.theirs)
    if choice == THEIRS:
        _put(session, found, theirs)
    else:
        place = found.record, found.record_id, found.field
        corrections.send(session, found.station_id, *place, value=ours, base=theirs, why=why.strip())
    done = {
        "state": DECIDED,
        "choice": choice,
        "kept": choice,
        "why": why.strip()[:200],
        "decided_by": stamped.actor,
        "decided_at": clock.now(),
    }
    session.execute(update(own.conflict).where(own.conflict.c.id == conflict_id).values(done))
    trail.note(session, "decide", found.record, found.record_id, {"column": found.field, "choice": choice})
    changed(session, "county_conflict", found.record)


def _put(session: Session, found: Any, value: Value) -> None:
    """The station's value into the county's record, the old one into history."""
    table = kept()[found.record]
    stage = Stage(session.connection(), table)
    row = stage.stored([found.record_id])[found.record_id]
    place = table.columns.index(found.field)
    change = {
        "record": found.record,
        "record_id": found.record_id,
        "field": found.field,
        "old": json.dumps(row[place], ensure_ascii=False),
        "new": json.dumps(value, ensure_ascii=False),
        "version": row[table.columns.index("version")],
        "actor": found.theirs_by,
        "at": found.theirs_at or clock.now(),
        "package": found.theirs_package,
    }
    row[place] = value
    stage.add([tuple(row)])
    stage.merge(found.theirs_package)
    stage.close()
    session.execute(own.field_change.insert().values(change))


def _value(text: str | None) -> Value:
    value: Value = json.loads(text) if text else None
    return value


def _row(row: Any, named: str) -> ConflictRow:
    return ConflictRow(
        row.id,
        row.station_id,
        row.name,
        row.record,
        row.record_id,
        named,
        row.field,
        _value(row.ours),
        row.ours_by,
        row.ours_at,
        _value(row.theirs),
        row.theirs_by,
        row.theirs_at,
        row.state,
        row.choice,
        row.why,
        row.found_at,
    )
