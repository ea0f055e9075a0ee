"""安全副本 of a county: the encrypted file, keys and kept packages together; on a server all rows of its schema.

The rows of a server are written in plain form into an encrypted file of their own (county.db inside the copy), so that
a copy is read by the same program wherever the county lived, and nothing of it is readable without the keys.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import URL

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.store import county_file, county_keys, engines
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import CountyDatabase
from station_app.county.store.folder import CountyFolder
from station_app.county.store.tables import metadata
from station_app.storage import backup, keys
from station_app.storage.safe_file import make_folder

_AT_ONCE = 2_000


def make_copy(county: OpenCounty, target: Path) -> Path:
    """A new folder inside `target`, proven before it is called good. Trouble E_COPY_FAILED and what the disk says."""
    if not county.db.is_served:
        return backup.make_copy(county.db, county.folder, target).path
    staged = CountyFolder(county.folder.root / "backup.part")
    shutil.rmtree(staged.root, ignore_errors=True)
    make_folder(staged.root)
    try:
        for place in keys.places(county.folder):
            shutil.copyfile(place, staged.root / place.name)
        shutil.copytree(county.folder.attachments, staged.attachments)
        county_file.create_file(staged, county.db.data_key, {})
        mirror = CountyDatabase(staged, county.db.data_key, actor=county.db.user)
        try:
            _copy_rows(county.db, mirror)
            made = backup.make_copy(mirror, staged, target, reason="migration")  # no row of its own in the copied trail
        finally:
            mirror.close()
    finally:
        shutil.rmtree(staged.root, ignore_errors=True)
    county.db.note("backup", detail={"copy": made.path.name, "reason": "button"})
    return made.path


def restore(folder: CountyFolder, source: Path, server: URL | None) -> Path | None:
    """Put a copy in place; the caller holds the lock. Returns where the earlier data lie now.

    On a server the copy goes into the county's schema, the present one stays under another name. A new epoch of the
    county begins at the next opening (F61).
    """
    if folder.key_file.exists() and bool(county_keys.known(folder)["schema"]) != (server is not None):
        raise Refused(_("这个县的数据在数据库服务器上时要加 --database，不在时不要加。没有恢复。"))
    if server is None:
        return backup.restore(source, folder)
    had_key = folder.key_file.exists()
    aside = backup.restore(source, folder)
    content = county_keys.known(folder)
    data_key = _data_key(folder)
    schema = content["schema"] or engines.schema_of(content["division"])
    _fill_server(folder, data_key, server, schema, had_key=had_key)
    return aside


def _data_key(folder: CountyFolder) -> bytes:
    from station_app.core.command_line import ask_password  # noqa: PLC0415 - only where a password is needed

    return keys.unlock(folder, ask_password() if keys.has_password(folder) else None)


def _fill_server(folder: CountyFolder, data_key: bytes, server: URL, schema: str, *, had_key: bool) -> None:
    mirror = CountyDatabase(folder, data_key)
    target = CountyDatabase(folder, data_key, actor="restore", server=(server, schema))
    try:
        with target.work(by_program=True) as session:
            if had_key:
                _put_aside(session, schema)
            session.execute(text(f"CREATE SCHEMA {schema}"))
            metadata.create_all(session.connection())
            _insert_rows(mirror, session)
    finally:
        mirror.close()
        target.close()
    folder.database.unlink(missing_ok=True)


def _put_aside(session: Any, schema: str) -> None:
    known = select(text("count(*)")).select_from(text("pg_namespace"))
    number = 1
    while session.execute(known.where(text(f"nspname = '{schema}_before_{number}'"))).scalar():
        number += 1
    if session.execute(known.where(text(f"nspname = '{schema}'"))).scalar():
        session.execute(text(f"ALTER SCHEMA {schema} RENAME TO {schema}_before_{number}"))


def _copy_rows(source: CountyDatabase, target: CountyDatabase) -> None:
    with target.work(by_program=True) as session:
        session.execute(text("DELETE FROM about"))
        _insert_rows(source, session)


def _insert_rows(source: CountyDatabase, session: Any) -> None:
    """Every row of every table, as one consistent state."""
    with source.read() as reading:
        for table in metadata.sorted_tables:
            options = {"yield_per": _AT_ONCE}
            for rows in reading.execute(select(table), execution_options=options).mappings().partitions(_AT_ONCE):
                session.execute(table.insert(), [dict(row) for row in rows])
    if session.connection().dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            (column,) = table.primary_key.columns if len(table.primary_key.columns) == 1 else (None,)
            if column is not None and column.autoincrement is not False and column.type.python_type is int:
                sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
                highest = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"  # noqa: S608
                session.execute(text(f"SELECT setval({sequence}, {highest}, false) WHERE {sequence} IS NOT NULL"))
