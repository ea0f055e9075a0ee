"""Saving and finding described records: the same checked way for every plain record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.storage.base import Synced

M = TypeVar("M", bound=Synced)


def save(
    session: Session,
    model: type[M],
    values: Mapping[str, Any],
    *,
    record_id: str | None = None,
    version: int | None = None,
    require: bool = True,
) -> M:
    """Create (record_id None) or change a record from plain values by field name.

    `version` is the one the form was opened with: when somebody changed the record since, Refused with code
    STALE and nothing is written. Unknown names are a bug (KeyError). Raises Refused with a problem per field.
    """
    unknown = [name for name in values if name not in model.describes and name not in ("note", "id")]
    if unknown:
        raise KeyError(f"{model.__tablename__}: {unknown}")
    found = get(session, model, record_id) if record_id else None
    if found is not None and version is not None and found.version != version:
        raise Refused([Problem("", _("这条记录刚被别人改过，您的修改还没有保存。请核对两边的内容后再保存。"), "STALE")])
    complete = dict(values) if found is not None else {f.name: f.default for f in model.describes} | dict(values)
    problems = model.describes.check(complete, require=require)
    if problems:
        raise Refused(problems)
    if found is None:
        found = model(**complete)
        session.add(found)
    else:
        for name, value in complete.items():
            if getattr(found, name) != value:
                setattr(found, name, value)
    session.flush()
    return found


def get(session: Session, model: type[M], record_id: str) -> M:
    """A live record by key; Refused when it is void or unknown."""
    found = session.get(model, record_id)
    if found is None or found.voided_at is not None:
        raise Refused(_("这条“{label}”已经不在了，请刷新后再试。").format(label=model.describes.label))
    return found


def void(session: Session, model: type[M], record_id: str, reason: str) -> None:
    """Take a record out of use, with a reason; nothing is ever deleted."""
    if not reason.strip():
        raise Refused([Problem("void_reason", _("请写明作废原因。"), "REQUIRED")])
    found = get(session, model, record_id)
    found.voided_at, found.void_reason = clock.now(), reason.strip()
    session.flush()


def live(session: Session, model: type[M], *conditions: Any, order_by: Iterable[Any] = ()) -> list[M]:
    """Live records that meet the conditions."""
    query = select(model).where(model.voided_at.is_(None), *conditions).order_by(*order_by)
    return list(session.scalars(query))


def values_of(record: Synced) -> dict[str, Any]:
    """Plain values of a record by field name, with id, version and note, for forms and rows."""
    plain = {field.name: getattr(record, field.name) for field in record.describes}
    return plain | {"id": record.id, "version": record.version, "note": record.note}
