"""Taking a merge back at any later time: what it moved goes back, what somebody changed since stays and is named."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import Household, Merge, Person
from station_app.features.people.service.duplicates import MERGED, UNDONE
from station_app.features.people.service.households import household_figures, keep_household
from station_app.features.people.service.people import index_person
from station_app.storage import records
from station_app.storage.base import Base, Synced
from station_app.storage.stamps import StampedSession

_FIGURES = ("member_count", "labour_count", "head_name", "income_per_head", "member_count_reason")
"""What the program keeps of a household by itself: counted again where somebody changed it meanwhile."""


@dataclass(frozen=True)
class MergeRow:
    """One merge as the list of past merges shows it."""

    id: str
    entity: str
    title: str
    kept_id: str
    gone_id: str
    at: dt.datetime
    by: str


def list_merges(session: Session) -> list[MergeRow]:
    """Merges that are in force, the newest first."""
    query = select(Merge).where(Merge.voided_at.is_(None), Merge.outcome == MERGED).order_by(Merge.created_at.desc())
    return [
        MergeRow(m.id, m.entity, m.title or "", m.kept_id, m.gone_id, m.created_at, m.created_by)
        for m in session.scalars(query)
    ]


def undo_merge(session: Session, merge_id: str) -> list[str]:
    """Both records are as before the merge; returns sentences about what was changed since and therefore stays.

    Refused: taken back already (UNDONE), the kept one was merged on since (LATER), another person has the gone
    one's number meanwhile (DUPLICATE), what was before was erased on request (ERASED).
    """
    merge = records.get(session, Merge, merge_id)
    if merge.outcome != MERGED:
        raise Refused([Problem("", _("这次合并已经撤销过了。"), "UNDONE")])
    model: type[Synced] = Person if merge.entity == "person" else Household
    kept, gone = session.get_one(model, merge.kept_id), session.get_one(model, merge.gone_id)
    if kept.merged_into or gone.merged_into != merge.kept_id:
        raise Refused([Problem("", _("之后又合并过，请先撤销后来的那次合并。"), "LATER")])
    if not merge.moved:
        raise Refused([Problem("", _("合并前的资料已按本人要求清除，不能再撤销。"), "ERASED")])
    lines = json.loads(merge.moved)
    _refuse_taken_number(session, lines, merge)
    figures = {home: household_figures(session, home) for home in _homes(lines)}
    stayed = _give_back(session, lines)
    merge.outcome = UNDONE
    session.flush()
    session.expire_all()
    for person in (kept, gone):
        if isinstance(person, Person):
            index_person(session, person)
    for home in {key for record, key, field in stayed if record == "household" and field in _FIGURES}:
        keep_household(session, home, figures[home])
    return [_sentence(session, *one) for one in stayed if one[0] != "household" or one[2] not in _FIGURES]


def _homes(lines: Sequence[Any]) -> set[str]:
    """Households whose figures the merge changed."""
    return {record_id for record, record_id, field, _old, _new in lines if record == "household" and field in _FIGURES}


def _refuse_taken_number(session: Session, lines: Sequence[Any], merge: Any) -> None:
    """Another live person may have the gone one's ID number by now."""
    if merge.entity != "person":
        return
    gone = session.get_one(Person, merge.gone_id)
    if not gone.id_number:
        return
    given = [line for line in lines if line[1] == merge.kept_id and line[2] == "id_number"]
    query = select(Person).where(Person.id_number == gone.id_number, Person.voided_at.is_(None))
    for other in session.scalars(query):
        if other.id != merge.kept_id or not given:
            sentence = _("“{name}”现在用着同一个身份证号，先改正那一个，再撤销合并。").format(name=other.name)
            raise Refused([Problem("", sentence, "DUPLICATE")])


def _give_back(session: Session, lines: Sequence[Any]) -> list[tuple[str, str, str]]:
    """Earlier values, the last change first; a field that has another value than the merge left is not touched."""
    actor = session.actor if isinstance(session, StampedSession) else ""
    moment = clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
    earlier: dict[tuple[str, str, str], Any] = {}
    latest: dict[tuple[str, str, str], Any] = {}
    for record, record_id, field, old, new in lines:
        earlier.setdefault((record, record_id, field), json.loads(old))
        latest[record, record_id, field] = json.loads(new)
    rows: dict[tuple[str, str], list[str]] = {}
    for record, record_id, field, _old, _new in reversed(lines):
        rows.setdefault((record, record_id), [])
        if field not in rows[record, record_id]:
            rows[record, record_id].append(field)
    session.flush()
    stayed = []
    for (record, record_id), fields in rows.items():
        columns = ", ".join(f'"{field}"' for field in fields)
        found = session.execute(
            text(f'SELECT {columns} FROM "{record}" WHERE id = :id'),  # noqa: S608 - names from the change log
            {"id": record_id},
        ).one()
        back = {}
        for field, value in zip(fields, found, strict=True):
            key = (record, record_id, field)
            if value == latest[key]:
                back[field] = earlier[key]
            elif value != earlier[key]:
                stayed.append(key)
        if back:
            sets = ", ".join(f'"{field}" = :{field}' for field in back)
            back |= {"_at": moment, "_by": actor, "_id": record_id}
            stamps = "version = version + 1, updated_at = :_at, updated_by = :_by"
            session.execute(text(f'UPDATE "{record}" SET {sets}, {stamps} WHERE id = :_id'), back)  # noqa: S608
    session.expire_all()
    return stayed


def _sentence(session: Session, record: str, record_id: str, field: str) -> str:
    model: Any = next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == record)
    described = model.describes
    label = described[field].label if field in described else field
    found = session.get_one(model, record_id)
    title = getattr(found, "name", None) or getattr(found, "head_name", None) or ""
    return _("{record}“{title}”的“{label}”合并后又改过，保留现在的值。").format(
        record=described.label, title=title, label=label
    )


__all__ = ["MergeRow", "list_merges", "undo_merge"]
