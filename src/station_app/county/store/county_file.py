"""Making and opening a county: keys first, then all tables at once; a file of a newer program is refused.

Release 1 makes its tables from the metadata and writes `schema` into `about`. A later release brings older ones up
with Alembic scripts of its own (docs/decisions/008); until there is one, every other number is refused.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.engine import URL

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.ids import new_id
from station_app.core.texts import _
from station_app.core.users import User
from station_app.county.store import county_keys, engines, own_tables, trail
from station_app.county.store.county_keys import CountyKeys
from station_app.county.store.database import CountyDatabase
from station_app.county.store.folder import CountyFolder
from station_app.county.store.tables import about, audit_entry, metadata
from station_app.storage import changes, faults, keys, reserve, restoring, schema
from station_app.storage.connect import COUNTY_APPLICATION_ID, open_file, require_file, writable
from station_app.storage.safe_file import make_folder, move_over, sync_folder

SCHEMA = 1
"""Number of the county's tables; grows with every release that changes them."""


@dataclass(frozen=True)
class OpenCounty:
    """A county that is open: what commands and screens work with."""

    db: CountyDatabase
    folder: CountyFolder
    keys: CountyKeys


@dataclass(frozen=True)
class NewCounty:
    """What `init` made."""

    data_key: bytes
    recovery_key: str
    """To be printed once."""


def create(
    folder: CountyFolder, *, name: str, division: str, password: str | None, server: URL | None = None
) -> NewCounty:
    """A new county in a folder, its tables in an encrypted file there or in a schema of a server.

    Refused when there is one already. Keys come first: a cut leaves no tables without keys.
    """
    if folder.key_file.exists() or folder.database.exists():
        raise Refused(_("{path} 里已经有一个县的数据，没有改动它。请换一个目录。").format(path=folder.root))
    own_schema = engines.schema_of(division)
    if server is not None:
        _require_free(server, own_schema)
    made = keys.create_keys(folder, password)
    county_keys.make(
        folder,
        made.data_key,
        made.recovery_key,
        county_id=new_id(),
        division=division,
        schema=own_schema if server is not None else "",
    )
    make_folder(folder.attachments)
    make_folder(folder.sent)
    told = {"name": name, "division": division}
    if server is None:
        create_file(folder, made.data_key, told)
    else:
        db = CountyDatabase(folder, made.data_key, server=(server, own_schema))
        try:
            with db.work(by_program=True) as session:
                session.execute(text(f"CREATE SCHEMA {own_schema}"))
                _fill(session.connection(), told)
        finally:
            db.close()
    return NewCounty(made.data_key, made.recovery_key)


def create_file(folder: CountyFolder, data_key: bytes, told: dict[str, str]) -> None:
    """The encrypted file of a county with all its tables; it gets its name when everything is in it."""
    part = folder.database.with_name(folder.database.name + ".part")
    with faults.explained(folder.database, files=True):
        part.unlink(missing_ok=True)
        open_file(part, data_key, create=True).close()
        db = CountyDatabase(_Part(folder.root), data_key)
        try:
            with db.work(by_program=True) as session:
                connection = session.connection()
                _fill(connection, told)
                columns = [column.name for column in audit_entry.columns]
                for statement in changes.append_only("audit_entry", columns):
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(f"PRAGMA application_id={COUNTY_APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
        finally:
            db.close()
        move_over(part, folder.database)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
    reserve.hold(folder.root)


class _Part(CountyFolder):
    """The folder while its database is not whole yet."""

    @property
    def database(self) -> Any:
        """Gets its name when everything is in it."""
        return self.root / "county.db.part"


def _fill(connection: Connection, told: dict[str, str]) -> None:
    metadata.create_all(connection)
    rows = told | {"schema": str(SCHEMA), "program": schema.program_version(), "epoch": os.urandom(16).hex()}
    connection.execute(about.insert(), [{"name": name, "value": value} for name, value in rows.items()])


def _require_free(server: URL, own_schema: str) -> None:
    engine = engines.server_engine(server, own_schema)
    try:
        with engines.explained(), engine.connect() as connection:
            if inspect(connection).has_schema(own_schema):
                raise Refused(_("数据库里已经有 {name}，没有改动它。").format(name=own_schema))
    finally:
        engine.dispose()


def open_county(folder: CountyFolder, data_key: bytes, *, actor: User | str, server: URL | None = None) -> OpenCounty:
    """The county behind an opened key file. Trouble E_DB_MISSING, E_DB_DAMAGED, E_NEWER_FILE, E_SERVER.

    After a restore a new epoch begins: stations learn from the next receipt what is to be sent again (F61).
    """
    restoring.finish(folder)
    own_keys = county_keys.load(folder, data_key)
    if bool(own_keys.schema) != (server is not None):
        raise Refused(
            _("这个县的数据在数据库服务器上，请加 --database 地址。")
            if own_keys.schema
            else _("这个县的数据在 {path} 里，请去掉 --database。").format(path=folder.database)
        )
    if server is None:
        require_file(folder.database)
    read_only = server is None and not writable(folder.database)
    place = None if server is None else (server, own_keys.schema)
    db = CountyDatabase(folder, data_key, actor=actor, server=place, read_only=read_only)
    try:
        _require_known(db)
        _after_restore(db)
        if not read_only:
            for place_in_folder in (folder.attachments, folder.sent):
                make_folder(place_in_folder)
            if server is None:
                reserve.hold(folder.root)
    except BaseException:
        db.close()
        raise
    return OpenCounty(db, folder, own_keys)


def told(session: Any, name: str) -> str:
    """What the county knows of itself by name: name, division, epoch, schema, program; '' for nothing."""
    return str(session.execute(select(about.c.value).where(about.c.name == name)).scalar() or "")


def _require_known(db: CountyDatabase) -> None:
    with db.read() as session:
        if not inspect(session.connection()).has_table("about"):
            raise Trouble(
                "E_DB_MISSING",
                _("数据库里没有这个县的表。"),
                _("没有改动任何东西。"),
                _("请检查数据库地址，或从备份恢复。"),
            )
        number, program = int(told(session, "schema") or 0), told(session, "program")
    if number != SCHEMA:
        raise Trouble(
            "E_NEWER_FILE",
            _("这份县级数据由程序 {theirs}（数据版本 {new}）保存，本程序 {ours} 只认数据版本 {own}。").format(
                theirs=program or "?", new=number, ours=schema.program_version(), own=SCHEMA
            ),
            _("数据没有打开，也没有变化。"),
            _("请安装新版程序后再打开。"),
        )


def _after_restore(db: CountyDatabase) -> None:
    mark = db.folder.restored_mark
    if db.read_only or not mark.is_file():
        return
    with db.work(by_program=True) as session:
        new_epoch(session)
        trail.note(session, "restore", detail=mark.read_text("utf-8"))
    mark.unlink()
    sync_folder(db.folder.root)


def new_epoch(session: Any) -> None:
    """The county's chains begin anew; whatever was not acknowledged is told again."""
    before = told(session, "epoch")
    session.execute(about.update().where(about.c.name == "epoch").values(value=os.urandom(16).hex()))
    session.execute(about.delete().where(about.c.name == "epoch_parent"))
    session.execute(about.insert().values(name="epoch_parent", value=before))
    session.execute(own_tables.returned.delete())
    session.execute(own_tables.outgoing.update().values(sent_seq=None))
    session.execute(own_tables.station.update().values(trust_sent=0))
