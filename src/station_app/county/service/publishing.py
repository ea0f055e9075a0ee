"""Dated rules, codes and holidays that the county gives to all its stations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.county.service import outbox
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.database import changed
from station_app.county.store.plain import Value, kept
from station_app.exchange import incoming, lines

RECORDS = ("setting", "code_entry", "holiday")


def publish(session: Session, record: str, content: Mapping[str, Value], key: str = "") -> str:
    """Give a rule, code or holiday to every station; with `key` in place of what it said before. Returns its key.

    `content` holds columns in the form of packages. Refused for other records, columns or values.
    """
    if record not in RECORDS:
        raise Refused(_("只能发布规则、代码和节假日，没有发布。"))
    table, fresh = kept()[record], key or new_id()
    unknown = [name for name in content if name not in table.kinds]
    if unknown:
        raise Refused(_("没有 {names} 这些栏目，没有发布。").format(names="、".join(unknown)))
    try:
        for name, value in content.items():
            incoming.stored_value(table, name, value, typed=False)
    except ValueError as fault:
        raise Refused(_("有一个栏目不能存这个值，没有发布。")) from fault
    stamped: Any = session
    place = (own.published.c.record == record) & (own.published.c.id == fresh)
    session.execute(delete(own.published).where(place))
    row = {"record": record, "id": fresh, "content": json.dumps(dict(content), ensure_ascii=False)}
    session.execute(own.published.insert().values(**row, by=stamped.actor, at=clock.now()))
    for station in session.scalars(select(own.station.c.id)).all():
        _tell(session, station, record, fresh, content)
    trail.note(session, "publish", record, fresh)
    changed(session, "county_published")
    return fresh


def tell_all(session: Session, station: str) -> None:
    """Tell a station that was just taken in what was published before."""
    for row in session.execute(select(own.published).order_by(own.published.c.at)):
        _tell(session, station, row.record, row.id, json.loads(row.content))


def _tell(session: Session, station: str, record: str, key: str, content: Mapping[str, Value]) -> None:
    said = {"id": key, "station_id": station} | {name: value for name, value in content.items() if value is not None}
    outbox.tell(session, station, f"publish:{record}:{key}", lines.publish(record, key, said))
