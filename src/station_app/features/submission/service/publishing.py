"""What the county publishes for its stations: dated rules, codes, holidays, void certificates, people that are one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.features.people.model import Person
from station_app.features.station.model import CodeEntry, Holiday, Setting
from station_app.features.submission.model import SameTold
from station_app.features.submission.service.corrections import python_value
from station_app.features.training.service.proofs import take_revocation
from station_app.storage import records
from station_app.storage.base import KEY_LENGTH, Synced

_PUBLISHED: dict[str, type[Synced]] = {"setting": Setting, "code_entry": CodeEntry, "holiday": Holiday}


def take_published(session: Session, line: Mapping[str, Any]) -> bool:
    """A rule, code or holiday as the county has it now; False when it is here already or cannot be kept."""
    record = line["e"]
    model = _PUBLISHED[record]
    fields = [field.name for field in model.describes if field.name in line["r"]]
    try:
        values = {name: python_value(record, name, line["r"][name]) for name in fields}
        key = _own_key(session, line["id"])
        found = session.get(model, key)
        if found is not None and all(getattr(found, name) == value for name, value in values.items()):
            return False
        if found is None:
            records.save(session, model, values | {"id": key})
        else:
            records.save(session, model, values, record_id=key)
    except Refused:
        return False
    return True


def _own_key(session: Session, published: str) -> str:
    """The station's own copy of a record that the county gave to all of them; the same one every time."""
    stamped: Any = session
    return sha256(f"{published} {stamped.station_id}".encode()).hexdigest()[:KEY_LENGTH]


def take_revoked(session: Session, line: Mapping[str, Any]) -> bool:
    """A certificate that must not be believed any more; False when that is known."""
    return take_revocation(session, line["kid"], line["number"], line["reason"] or "")


def take_same(session: Session, line: Mapping[str, Any]) -> str:
    """What the county decided of two people; the name of ours when it is news, else ''. Nothing is merged by it."""
    found = session.get(SameTold, (line["a"], line["b"]))
    if found is not None and (found.state, found.at) == (line["state"], line["at"]):
        return ""
    if found is None:
        found = SameTold(a=line["a"], b=line["b"])
        session.add(found)
    found.b_station, found.state, found.at = line["b_station"], line["state"], line["at"]
    session.flush()
    person = session.get(Person, line["a"]) or session.get(Person, line["b"])
    return str(person.name or "") if person is not None else ""


def same_people_of(session: Session, person_id: str) -> list[tuple[dt.datetime, str, str]]:
    """What the county decided of one person: when, `same` or `apart`, and the other station."""
    query = select(SameTold).where((SameTold.a == person_id) | (SameTold.b == person_id)).order_by(SameTold.at)
    return [(dt.datetime.fromisoformat(row.at), str(row.state), str(row.b_station)) for row in session.scalars(query)]
