"""What the county proposes to a station, and what the station's people decided of it (F58)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.county.service import outbox, registry
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.database import changed
from station_app.county.store.plain import STAMPS, Value, kept, moment_of
from station_app.county.store.staging import Stage
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange import incoming, lines
from station_app.exchange.lines import base_of_value
from station_app.exchange.shapes import is_public
from station_app.proof.issuers import OWN

PROPOSED, ACCEPTED, REFUSED = "proposed", "accepted", "refused"


@dataclass(frozen=True)
class CorrectionRow:
    """One proposal."""

    id: str
    station_id: str
    station_name: str
    record: str
    record_id: str
    column: str
    value: Value
    why: str
    proposed_by: str
    at: dt.datetime
    state: str


def propose(session: Session, record: str, record_id: str, column: str, *, value: Value, why: str) -> str:
    """Propose another value for one column of a station's record; returns the proposal's key.

    Refused for a record or column that is not there, a value that the column may not hold, or no reason.
    """
    table = kept().get(record)
    if table is None or column not in table.kinds or column in STAMPS or column in ("id", "station_id"):
        raise Refused(_("没有 {record}.{column} 这个栏目，没有提出更正。").format(record=record, column=column))
    if not why.strip():
        raise Refused(_("请写明更正的理由，没有提出更正。"))
    try:
        incoming.stored_value(table, column, value, typed=False)
    except ValueError as fault:
        raise Refused(_("这个栏目不能存这个值，没有提出更正。")) from fault
    row = stored(session, record, record_id)
    if row is None:
        raise Refused(_("没有这条记录，没有提出更正。"))
    station, base = str(row["station_id"]), row.get(column)
    return send(session, station, record, record_id, column, value=value, base=base, why=why)


def send(
    session: Session, station: str, record: str, record_id: str, column: str, *, value: Value, base: Value, why: str
) -> str:
    """Put a proposal on the station's list; `base` is what the station has now."""
    stamped: Any = session
    key, moment = new_id(), clock.now()
    row = {
        "id": key,
        "station_id": station,
        "record": record,
        "record_id": record_id,
        "field": column,
        "value": json.dumps(value, ensure_ascii=False),
        "base": base_of_value(base),
        "why": why.strip()[:200],
        "proposed_by": stamped.actor,
        "at": moment,
        "state": PROPOSED,
    }
    session.execute(own.correction.insert().values(row))
    line = lines.correct(
        key=key,
        record=record,
        record_id=record_id,
        column=column,
        value=value,
        base=str(row["base"]),
        why=str(row["why"]),
        by=stamped.actor,
        at=moment.astimezone(dt.UTC).isoformat(timespec="microseconds"),
    )
    outbox.tell(session, station, f"correct:{record}:{record_id}:{column}", line)
    trail.note(session, "propose", record, record_id, {"column": column})
    changed(session, "county_correction")
    return key


def stored(session: Session, record: str, record_id: str) -> dict[str, Value] | None:
    """A record as packages have it, None when it is not there."""
    stage = Stage(session.connection(), kept()[record])
    try:
        found = stage.stored([record_id]).get(record_id) if len(record_id) == 32 and record_id.isalnum() else None
    finally:
        stage.close()
    return None if found is None else dict(zip(kept()[record].columns, found, strict=False))


def decided(session: Session, station: str, decisions: Iterable[Mapping[str, Any]]) -> None:
    """What the station's people said; conflicts that a proposal came from keep both values and who chose."""
    for line in decisions:
        mine = (own.correction.c.id == line["id"]) & (own.correction.c.station_id == station)
        done = {
            "state": ACCEPTED if line["taken"] else REFUSED,
            "decided_by": line["by"],
            "decided_at": moment_of(line["at"]),
            "answer": line["why"],
        }
        session.execute(update(own.correction).where(mine).values(done))
        changed(session, "county_correction")


def list_corrections(session: Session) -> list[CorrectionRow]:
    """All proposals, the newest first."""
    query = (
        select(own.correction, own.station.c.name)
        .join(own.station, own.station.c.id == own.correction.c.station_id)
        .order_by(own.correction.c.at.desc())
    )
    return [
        CorrectionRow(
            row.id,
            row.station_id,
            row.name,
            row.record,
            row.record_id,
            row.field,
            json.loads(row.value),
            row.why,
            row.proposed_by,
            row.at,
            row.state,
        )
        for row in session.execute(query)
    ]


def follow_issuers(session: Session, station: str) -> None:
    """Keys that a station signs certificates with, as its own records have them now."""
    issuer = STATION_TABLES["issuer"].c
    query = select(issuer.public_key, issuer.name).where(
        issuer.station_id == station, issuer.source == OWN, issuer.voided_at.is_(None)
    )
    found = [
        registry.add_issuer(session, station, public, name or "")
        for public, name in session.execute(query)
        if is_public(public)
    ]
    if any(found):
        registry.next_version(session)
