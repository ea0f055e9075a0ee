"""The county's database as windows and commands use it: the interface of a station's, on a file or on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL, Engine
from sqlalchemy.orm import Session

from station_app.core.users import User
from station_app.county.store import engines, trail
from station_app.county.store.folder import CountyFolder
from station_app.storage.audit import Detail
from station_app.storage.database import Database
from station_app.storage.stamps import StampedSession


class CountyDatabase(Database):
    """One county. `work()` is one transaction for one action, `read()` one consistent state; listeners hear of changes.

    The tables are those of county.store.tables (records of all stations) and own_tables; a query written for a
    station's models works here too.
    """

    def __init__(
        self,
        folder: CountyFolder,
        data_key: bytes,
        *,
        actor: User | str = "",
        server: tuple[URL, str] | None = None,
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.server = server
        """Address and schema of the PostgreSQL that keeps the tables; None for the encrypted file of the folder."""
        super().__init__(folder.database, data_key, actor=actor, read_only=read_only)

    @property
    def is_served(self) -> bool:
        """A server keeps the tables."""
        return self.server is not None

    def _engine(self) -> Engine:
        return super()._engine() if self.server is None else engines.server_engine(*self.server)

    def _begun(self, session: StampedSession) -> int:
        """A county orders nothing by its clock, and its records have no change log of its own."""
        if self.is_served:
            engines.take_turn(session.connection(execution_options={"isolation_level": "READ COMMITTED"}))
        return 0

    def _sealed(self, session: StampedSession, last: int) -> set[str]:  # noqa: ARG002 - the interface
        return set()

    def note(self, action: str, entity: str = "", record_id: str = "", detail: Detail = "") -> None:
        """A row of the audit trail for something that changes no records: an export, a print, a copy."""
        if not self.read_only:
            with self.work(by_program=True) as session:
                trail.note(session, action, entity, record_id, detail)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        if self.is_served:
            with engines.explained():
                yield
        else:
            with super()._explained():
                yield


def changed(session: Session, *tables: str) -> None:
    """Say inside work() which tables were written, for whoever listens."""
    stamped: StampedSession = session  # type: ignore[assignment]  # every work() gives one
    stamped.changed.update(tables)
