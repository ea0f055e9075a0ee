"""One unit of work a user action, on the encrypted file; listeners hear which record types changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.pool import SingletonThreadPool
from sqlcipher3 import dbapi2

from station_app.core import clock
from station_app.storage.base import Base, Synced
from station_app.storage.connect import open_file

Listener = Callable[[frozenset[str]], None]


class Database:
    """The station's file, opened with its data key."""

    def __init__(self, path: Path, data_key: bytes, *, actor: str = "", station_id: str = "") -> None:
        self.path = path
        self.actor = actor
        self.station_id = station_id
        self._listeners: list[Listener] = []
        self.engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: open_file(path, data_key), poolclass=SingletonThreadPool
        )
        event.listen(self.engine, "begin", _begin_immediate)

    def create_all(self) -> None:
        """Create the tables of all imported models."""
        with self.engine.begin() as connection:
            Base.metadata.create_all(connection)

    @contextmanager
    def work(self) -> Iterator[Session]:
        """One transaction for one user action: everything is kept or nothing; then listeners are told."""
        changed: set[str] = set()
        with Session(self.engine, expire_on_commit=False) as session:
            event.listen(session, "before_flush", self._stamp(changed))
            with session.begin():
                yield session
        if changed:
            for listener in list(self._listeners):
                listener(frozenset(changed))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; whatever is written in it is rolled back."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.rollback()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with changed record names after each commit, in the thread of the work; returns a stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _stamp(self, changed: set[str]) -> Callable[..., None]:
        def stamp(session: Session, *_rest: Any) -> None:
            moment = clock.now()
            for record in [*session.new, *session.dirty, *session.deleted]:
                changed.add(record.__tablename__)
                if not isinstance(record, Synced):
                    continue
                if record in session.new:
                    record.created_at, record.created_by = moment, self.actor
                    record.station_id = record.station_id or self.station_id or record.id
                elif session.is_modified(record):
                    record.version += 1
                record.updated_at, record.updated_by = moment, self.actor

        return stamp


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
