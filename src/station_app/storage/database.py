"""One unit of work a user action, on the encrypted file; listeners hear which record types changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from station_app.core import users
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.storage import audit, changes, clock_watch, faults
from station_app.storage.attachments import AttachmentStore
from station_app.storage.base import Base
from station_app.storage.connect import open_file
from station_app.storage.sealing import Sealing
from station_app.storage.stamps import StampedSession

__all__ = ["Database", "Listener", "Session"]  # screens name a session's type from here, not from SQLAlchemy

Listener = Callable[[frozenset[str]], None]


class Database:
    """The station's file, opened with its data key.

    A connection belongs to one thread from checkout to return; reads never take the write lock. Faults of disk,
    lock and file come out as Trouble (storage.faults).
    """

    def __init__(
        self,
        path: Path,
        data_key: bytes,
        *,
        actor: users.User | str = "",
        station_id: str = "",
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.user = actor if isinstance(actor, users.User) else users.implicit(actor)
        """Who is at the desk; another one may be set while it is open. A plain name has every right."""
        self.station_id = station_id
        self.read_only = read_only
        """The window shows a banner; work() is refused with E_READ_ONLY."""
        self.data_key = data_key
        self.sealing = Sealing(data_key)
        """Every session has it as info["sealing"], for what the file keeps wrapped once more."""
        self.attachments = AttachmentStore(StationFolder(path.parent).attachments, data_key)
        """Every session has it as info["attachments"]: records whose pictures lie beside the file."""
        self.clock = clock_watch.ClockWatch()
        self._listeners: list[Listener] = []
        self._here = threading.local()
        self.engine = self._engine()
        event.listen(self.engine, "checkout", _remember_thread)
        event.listen(self.engine, "before_cursor_execute", _same_thread)
        self.writer = self.engine.execution_options(station_writes=True)
        """The engine whose transactions take the write lock at once (F19)."""

    def _engine(self) -> Engine:
        """The engine for reading; the county's database has one of a server instead."""
        engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=lambda: open_file(self.path, self.data_key, read_only=self.read_only, any_thread=True),
            poolclass=QueuePool,
            pool_size=3,
            max_overflow=9,
            pool_use_lifo=True,
            hide_parameters=True,  # no value of a person may reach a log or a crash record (F22)
        )
        event.listen(engine, "begin", _begin)
        return engine

    @property
    def actor(self) -> str:
        """What stamps and the change log keep of who did it."""
        return self.user.id

    def create_all(self) -> None:
        """Create the tables of all imported models, without migrations; for tests of single tables."""
        open_file(self.path, self.data_key, create=True).close()
        with self.writer.begin() as connection:
            Base.metadata.create_all(connection)
            changes.install(connection.exec_driver_sql)

    @contextmanager
    def work(self, *, by_program: bool = False) -> Iterator[Session]:
        """One transaction for one user action: everything is kept or nothing; then listeners are told.

        Refused for a user who may only read, unless the program itself writes (audit trail, logins, upkeep).
        Trouble E_READ_ONLY, E_DISK_FULL, E_BUSY, E_DB_DAMAGED: nothing was kept.
        """
        if self.read_only:
            raise faults.read_only(self.path)
        if not by_program:
            users.require_writer(self.user)
        if getattr(self._here, "working", False) or getattr(self._here, "reading", 0):
            raise RuntimeError("work() inside work() or read() of the same thread would wait for itself")
        self._here.working = True
        try:
            with (
                self._explained(),
                StampedSession(self.writer, user=self.user, station_id=self.station_id) as session,
            ):
                session.info.update(sealing=self.sealing, attachments=self.attachments)
                with session.begin():
                    last = self._begun(session)
                    yield session
                    session.flush()
                    changed = self._sealed(session, last) | session.changed
                self.station_id = session.station_id
        finally:
            self._here.working = False
        if changed:
            for listener in list(self._listeners):
                listener(frozenset(changed))

    def _begun(self, session: StampedSession) -> int:
        """What a transaction begins with; the last line of the change log before it."""
        last = changes.last_counter(session)
        self._watch_clock(session)
        return last

    def _sealed(self, session: StampedSession, last: int) -> set[str]:
        """What a transaction ends with; the records that it changed."""
        return audit.note_changes(session, last)

    def _watch_clock(self, session: Session) -> None:
        """One row of the trail for a clock that went back or jumped; the window shows `clock.doubt`."""
        execute = audit.execute_of(session)
        found = self.clock.look(execute)
        clock_watch.keep(execute)
        if found:
            audit.note(session, "clock_jump", detail=found)

    def note(self, action: str, entity: str = "", record_id: str = "", detail: audit.Detail = "") -> None:
        """A row of the audit trail for something that is no work on records: an export, a print, a login.

        Also for a user who may only read; a file that cannot be written is left alone. `detail` holds no values of a
        person. Inside work() call audit.note instead.
        """
        if not self.read_only:
            with self.work(by_program=True) as session:
                audit.note(session, action, entity, record_id, detail)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading one consistent state; whatever is written in it is rolled back."""
        self._here.reading = getattr(self._here, "reading", 0) + 1
        try:
            with self._explained(), Session(self.engine, expire_on_commit=False) as session:
                session.info.update(user=self.user, sealing=self.sealing, attachments=self.attachments)
                yield session
                session.rollback()
        finally:
            self._here.reading -= 1

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with changed record names after each commit, in the thread of the work; returns a stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with faults.explained(self.path):
                yield
        except Trouble as trouble:
            if trouble.code != "E_BUSY":
                self.engine.dispose()  # a connection that met a broken disk keeps its error
            raise


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("station_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _remember_thread(_connection: Any, record: Any, _proxy: Any) -> None:
    record.info["thread"] = threading.get_ident()


def _same_thread(connection: Connection, *_rest: Any) -> None:
    if connection.info.get("thread") != threading.get_ident():
        raise RuntimeError("a session is used by another thread than the one that opened it")
