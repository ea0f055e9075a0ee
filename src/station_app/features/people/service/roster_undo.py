"""Taking an import back: exactly the state before, unless somebody has worked with a record since (F83)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD, PERSON, PERSON_CATEGORY
from station_app.features.people.model import Household, ImportBatch, ImportOrigin, Person, PersonCategory
from station_app.features.people.service.bulk import chunks
from station_app.features.people.service.people import index_person
from station_app.storage import audit, records, search
from station_app.storage.base import Base, Synced

BeforeUndo = Callable[[Session, Mapping[str, Sequence[str]]], None]
"""Called first with table → keys of what other features made in the import, to take it back, or refuse."""

_MODELS: dict[str, type[Synced]] = {"household": Household, "person": Person, "person_category": PersonCategory}
_RECORDS = {"household": HOUSEHOLD, "person": PERSON, "person_category": PERSON_CATEGORY}
_SHOWN = 5


def undo_import(session: Session, batch_id: str, *, before_undo: BeforeUndo | None = None) -> int:
    """Void what an import created and give changed fields their earlier values; returns how many people went.

    Refused with code CHANGED_SINCE naming the records that somebody changed or uses since, UNDONE when it was taken
    back already; nothing is undone then.
    """
    batch = records.get(session, ImportBatch, batch_id)
    if batch.undone:
        raise Refused([Problem("", _("这次导入已经撤销过了。"), "UNDONE")])
    query = select(ImportOrigin).where(ImportOrigin.batch_id == batch_id).order_by(ImportOrigin.id.desc())
    origins = list(session.scalars(query))
    created = {
        name: [origin.record_id for origin in origins if origin.entity == name and origin.action == "created"]
        for name in _MODELS
    }
    if before_undo is not None:
        others = {origin.entity for origin in origins} - set(_MODELS)
        before_undo(
            session, {name: [origin.record_id for origin in origins if origin.entity == name] for name in others}
        )
        session.flush()
    dated = _dated_of(session, created["person"], batch)
    created["person_category"] = [*created["person_category"], *dated]
    touched = _touched(session, created, origins) + _in_use(session, created)
    if touched:
        raise Refused([Problem("", _sentence(touched), "CHANGED_SINCE")])
    reason = _("撤销导入：{name}").format(name=batch.file_name)[:200]
    for name in ("person_category", "person", "household"):
        _void(session, _MODELS[name], created[name], reason)
    for key in created["person"]:
        search.remove(session, "person", key)
    _give_back(session, [origin for origin in origins if origin.action != "created"])
    batch.undone = clock.today().isoformat()
    session.flush()
    audit.note(session, "undo", "import_batch", batch_id, {"people": len(created["person"])})
    return len(created["person"])


def _dated_of(session: Session, people: Sequence[str], batch: ImportBatch) -> list[str]:
    """Category records that the import wrote for the people it created."""
    found: list[str] = []
    for chunk in chunks(people):
        query = select(PersonCategory.id).where(
            PersonCategory.person_id.in_(chunk), PersonCategory.created_at == batch.created_at
        )
        found += session.scalars(query)
    return found


def _touched(session: Session, created: dict[str, list[str]], origins: Sequence[ImportOrigin]) -> list[str]:
    """Titles of records that have another version than the import left them with.

    A later import that was taken back has raised the version twice and changed nothing.
    """
    left_with = {name: dict.fromkeys(keys, 1) for name, keys in created.items()}
    for origin in origins:
        if origin.action != "created":
            left_with[origin.entity].setdefault(origin.record_id, json.loads(origin.before)["version"])
    gone = {origin.record_id for origin in origins if origin.action == "voided"}
    last = max((origin.id for origin in origins), default=0)
    touched = []
    for name, versions in left_with.items():
        model = _MODELS[name]
        for chunk in chunks(list(versions)):
            taken_back = _taken_back(session, chunk, last)
            query = select(model.id, model.version, model.voided_at).where(model.id.in_(chunk))
            for key, version, voided_at in session.execute(query):
                if version != versions[key] + 2 * taken_back.get(key, 0) or (voided_at is None) == (key in gone):
                    touched.append(_title(session, name, key))
    return touched


def _taken_back(session: Session, keys: Sequence[str], after: int) -> dict[str, int]:
    """How many later imports, taken back since, had changed each record."""
    query = (
        select(ImportOrigin.record_id, func.count())
        .join(ImportBatch, ImportBatch.id == ImportOrigin.batch_id)
        .where(
            ImportOrigin.record_id.in_(keys),
            ImportOrigin.action != "created",
            ImportOrigin.id > after,
            ImportBatch.undone.is_not(None),
        )
        .group_by(ImportOrigin.record_id)
    )
    return {str(key): int(count) for key, count in session.execute(query)}


def _in_use(session: Session, created: dict[str, list[str]]) -> list[str]:
    """Titles of kinds of live records, not of this import, that refer to what it created."""
    ours = {key for keys in created.values() for key in keys}
    used = []
    for mapper in Base.registry.mappers:
        other = mapper.class_
        if not issubclass(other, Synced):
            continue
        for column in other.__table__.columns:
            targets = {key.column.table.name for key in column.foreign_keys} & {"person", "household"}
            for target in targets:
                count = 0
                for chunk in chunks(created[target]):
                    query = select(other.id).where(column.in_(chunk), other.voided_at.is_(None))
                    count += sum(1 for key in session.scalars(query) if key not in ours)
                if count:
                    used.append(_("{n} 条“{label}”").format(n=count, label=other.describes.label))
    return used


def _title(session: Session, name: str, key: str) -> str:
    found = session.get_one(_MODELS[name], key)
    if name == "person_category":
        found = session.get_one(Person, found.person_id)
    title = found.head_name if name == "household" else found.name
    return _("{label}“{title}”").format(label=_RECORDS[name].label, title=title or key)


def _sentence(touched: Sequence[str]) -> str:
    names = "、".join(list(dict.fromkeys(touched))[:_SHOWN])
    more = _("等 {n} 处").format(n=len(touched)) if len(touched) > _SHOWN else ""
    return _(
        "导入之后有人改过或用到了{names}{more}，撤销会丢掉这些工作，所以没有撤销，资料没有变动。"
        "请先处理这些记录，或逐人更正。"
    ).format(names=names, more=more)


def _void(session: Session, model: type[Synced], keys: Sequence[str], reason: str) -> None:
    moment = clock.now()
    for chunk in chunks(keys):
        session.execute(update(model).where(model.id.in_(chunk)).values(voided_at=moment, void_reason=reason))


def _give_back(session: Session, origins: Iterable[ImportOrigin]) -> None:
    """Earlier values of known records, newest change first."""
    for origin in origins:
        found = session.get_one(_MODELS[origin.entity], origin.record_id)
        if origin.action == "voided":
            found.voided_at = found.void_reason = None
        for name, value in json.loads(origin.before)["fields"].items():
            storage = "text" if name == "note" else _RECORDS[origin.entity][name].kind.storage
            setattr(found, name, _plain(storage, value))
        session.flush()
        if isinstance(found, Person):
            index_person(session, found)


def _plain(storage: str, value: Any) -> Any:
    """A stored value as Python has it: dates and lists of codes are text in the file."""
    if storage == "codes":
        return tuple(value.split(",")) if value else ()
    return dt.date.fromisoformat(value) if storage == "date" and value else value
