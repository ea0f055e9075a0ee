"""Nothing is taken out of use while other live records still stand on it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.storage.base import Base, Synced


def refuse_if_used(
    session: Session, model: type[Synced], record_id: str, title: str, *, but: Collection[str] = ()
) -> None:
    """Refused (code IN_USE) naming the kinds of live records that refer to this one, except those of tables `but`."""
    users = uses(session, model, record_id, but=but)
    if users:
        sentence = _("“{title}”名下还有{users}，不能作废。请先处理这些记录。").format(
            title=title, users="、".join(users)
        )
        raise Refused([Problem("", sentence, "IN_USE")])


def uses(session: Session, model: type[Synced], record_id: str, *, but: Collection[str] = ()) -> list[str]:
    """Which kinds of live records refer to this one, each with its number: 2 条“学员”."""
    users = []
    for mapper in Base.registry.mappers:
        other = mapper.class_
        if not issubclass(other, Synced) or other.__tablename__ in but:
            continue
        for column in other.__table__.columns:
            if any(key.column.table is model.__table__ for key in column.foreign_keys):
                query = select(func.count()).select_from(other).where(column == record_id, other.voided_at.is_(None))
                count = session.scalar(query) or 0
                if count:
                    users.append(_("{n} 条“{label}”").format(n=count, label=other.describes.label))
    return users
