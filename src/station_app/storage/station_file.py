"""Making and opening the file of one station: the schema brought up to date, nothing ever opened half."""

from __future__ import annotations

import json
from typing import Any

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.core.users import User
from station_app.storage import audit, clock_watch, erase_ledger, faults, migrate, reserve, restoring, schema
from station_app.storage.connect import APPLICATION_ID, open_file, require_file, writable
from station_app.storage.database import Database
from station_app.storage.safe_file import make_folder, move_over, sync_folder


def create_station(folder: StationFolder, data_key: bytes) -> None:
    """Make the empty encrypted database of a new station. Refused when there already is one."""
    if folder.database.exists():
        raise Refused(_("这个文件夹里已经有一个站的数据，没有改动它。"))
    part = folder.database.with_name(folder.database.name + ".part")
    with faults.explained(folder.database, files=True):
        make_folder(folder.root)
        part.unlink(missing_ok=True)
        open_file(part, data_key, create=True).close()
        db = Database(part, data_key)
        try:
            migrate.upgrade(db.writer)
        finally:
            db.close()
        move_over(part, folder.database)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)  # empty: TRUNCATE keeps the file
    reserve.hold(folder.root)


def open_station(folder: StationFolder, data_key: bytes, *, actor: User | str) -> Database:
    """The database of a station, migrated if need be (a verified copy is made before).

    Trouble E_DB_MISSING, E_DB_DAMAGED, E_NEWER_FILE, E_BUSY, E_DISK_FULL. A file that cannot be written is opened
    for reading (`Database.read_only`). Whoever was erased and came back with a restored file is erased again before
    anybody sees it (Trouble E_ERASE_LEDGER).
    """
    restoring.finish(folder)
    require_file(folder.database)
    read_only = not writable(folder.database)
    with faults.explained(folder.database):
        connection = open_file(folder.database, data_key, read_only=read_only)
        try:
            number, station_id = _look(connection)
        finally:
            connection.close()
    if number < len(schema.REVISIONS):
        if read_only:
            raise faults.read_only(folder.database)
        _bring_up_to_date(folder, data_key)
    if not read_only:
        reserve.hold(folder.root)
    db = Database(folder.database, data_key, actor=actor, station_id=station_id, read_only=read_only)
    try:
        _after_restore(db, folder)
        erase_ledger.catch_up(db, folder)
        _look_at_clock(db)
    except BaseException:
        db.close()
        raise
    return db


def _look_at_clock(db: Database) -> None:
    """Before anybody works: a clock that is behind the last commit is in the trail at once (F53)."""
    with db.read() as session:
        is_wrong = clock_watch.ClockWatch().look(audit.execute_of(session)) is not None
    if is_wrong and not db.read_only:
        with db.work(by_program=True):
            """Every work() looks at the clock."""


def _after_restore(db: Database, folder: StationFolder) -> None:
    """A restored file starts a new epoch (reliability.md §3.5) and says in its trail what was put in place."""
    if db.read_only or not folder.restored_mark.is_file():
        return
    told = json.loads(folder.restored_mark.read_bytes())
    with db.work(by_program=True) as session:
        schema.new_epoch(session.connection().exec_driver_sql)
        audit.note(session, "restore", detail=told)
    folder.restored_mark.unlink()
    sync_folder(folder.root)


def _look(connection: Any) -> tuple[int, str]:
    """Schema number and station of an open file; Trouble when it is not ours or newer."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise Trouble(
            "E_DB_DAMAGED",
            _("数据文件不是本程序的文件，或只写了一半。"),
            _("程序没有改动它。"),
            _("请从最近的安全副本恢复。"),
        )
    schema.refuse_newer(connection)
    row = connection.execute("SELECT id FROM station WHERE voided_at IS NULL ORDER BY id LIMIT 1").fetchone()
    return schema.number_of(connection), row[0] if row else ""


def _bring_up_to_date(folder: StationFolder, data_key: bytes) -> None:
    from station_app.storage import backup  # noqa: PLC0415 - only before a migration

    db = Database(folder.database, data_key)
    try:
        backup.make_copy(db, folder, folder.copies, reason="migration")
        with faults.explained(folder.database):
            migrate.upgrade(db.writer)
    finally:
        db.close()
