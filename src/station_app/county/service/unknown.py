"""Records of a newer program: kept as they came, so that nothing is lost until this program is newer too (§3.8)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.county.store.own_tables import unknown
from station_app.exchange.shapes import is_key, is_name


def keep_unknown(session: Session, station: str, line: Mapping[str, Any]) -> bool:
    """Keep one line whose record or kind has no table here; later changes of one column are put into the record.

    False for a record of another station, and for one whose name or key is none: nothing is kept.
    """
    record, key = str(line.get("e", line["op"])), str(line.get("id", ""))
    if "id" not in line:
        return True
    if not is_name(record) or not is_key(key):
        return False
    place = (unknown.c.record == record) & (unknown.c.id == key)
    owner = session.execute(select(unknown.c.station_id).where(place)).scalar()
    if owner not in (None, station):
        return False
    content: dict[str, Any] = dict(line)
    if line["op"] == "set":
        found = session.execute(select(unknown.c.content).where(place)).scalar()
        content = json.loads(found) if found else {"op": "whole", "e": record, "id": key, "r": {}}
        content.setdefault("r", {})[line["f"]] = line["v"]
    session.execute(delete(unknown).where(place))
    text = json.dumps(content, ensure_ascii=False)
    session.execute(unknown.insert().values(record=record, id=key, station_id=station, content=text))
    return True
