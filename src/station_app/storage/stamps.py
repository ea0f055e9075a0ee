"""Who changed a record and when: written into every row that goes through a session of Database.work()."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState, Session

from station_app.core import clock
from station_app.core.ids import new_id
from station_app.core.users import User
from station_app.storage.base import Synced


class StampedSession(Session):
    """A session that stamps new and changed Synced records, also those of bulk insert() and update()."""

    def __init__(self, bind: Engine, *, user: User, station_id: str) -> None:
        super().__init__(bind, expire_on_commit=False, info={"user": user})
        self.actor = user.id
        self.station_id = station_id
        """Empty until the station's own row is written."""
        self.changed: set[str] = set()
        """Tables without a change log that the session wrote."""

    def new_stamps(self) -> dict[str, Any]:
        """The columns of a new record that are not described; for bulk insert() and raw statements."""
        moment = clock.now()
        return {
            "station_id": self.station_id,
            "created_at": moment,
            "created_by": self.actor,
            "updated_at": moment,
            "updated_by": self.actor,
            "version": 1,
        }


@event.listens_for(StampedSession, "before_flush")
def _stamp(session: StampedSession, *_rest: Any) -> None:
    moment, new = clock.now(), session.new  # a set built anew at every look
    for record in [*new, *session.dirty, *session.deleted]:
        if not isinstance(record, Synced):
            session.changed.add(record.__tablename__)
        elif record in new:
            record.id = record.id or new_id()
            if not session.station_id and record.__tablename__ == "station":
                session.station_id = record.id
            record.station_id = record.station_id or session.station_id or record.id
            record.created_at, record.created_by = moment, session.actor
            record.updated_at, record.updated_by = moment, session.actor
        elif session.is_modified(record):
            record.version += 1
            record.updated_at, record.updated_by = moment, session.actor


@event.listens_for(StampedSession, "do_orm_execute")
def _stamp_bulk(state: ORMExecuteState) -> None:
    """Bulk statements fire no flush; a bulk update() without stamps would be refused by the triggers."""
    session = state.session
    mapper = state.bind_mapper
    if not isinstance(session, StampedSession) or mapper is None or not issubclass(mapper.class_, Synced):
        return
    if state.is_insert and isinstance(state.parameters, list):
        stamps = session.new_stamps()
        state.parameters = [stamps | row for row in state.parameters]
    elif state.is_update and not isinstance(state.parameters, list):
        stamped: Any = state.statement
        model: Any = mapper.class_
        state.statement = stamped.values(version=model.version + 1, updated_at=clock.now(), updated_by=session.actor)
