"""The engine of a county that a PostgreSQL keeps: one schema a county, the search path set, times in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.texts import _

_DRIVER = "postgresql+psycopg"


def server_url(typed: str) -> URL:
    """The address of a server as typed; Refused for one that is none, or of another kind."""
    try:
        url = make_url(typed)
    except ArgumentError as fault:
        raise Refused(_("看不懂数据库地址。请写成 postgresql+psycopg://用户@主机/数据库。")) from fault
    if url.drivername != _DRIVER:
        raise Refused(_("只支持 {driver}://… 这样的数据库地址。").format(driver=_DRIVER))
    return url


def schema_of(division: str) -> str:
    """The schema of a county in the database: county_419901."""
    if not re.fullmatch(r"[0-9]{6,12}", division):
        raise Refused(_("区划代码应为 6 到 12 位数字，什么也没有建。"))
    return f"county_{division}"


def server_engine(url: URL, schema: str) -> Engine:
    """Readers see one consistent state each; writers of one county go one after the other."""
    try:
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            hide_parameters=True,
            pool_size=3,
            max_overflow=9,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as fault:
        raise Refused(_("这台电脑没有装 psycopg。请安装 station-app[postgresql] 后再用数据库服务器。")) from fault

    @event.listens_for(engine, "connect")
    def _place(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {schema}")
            cursor.execute("SET timezone TO 'UTC'")
        connection.commit()

    return engine


def take_turn(connection: Connection) -> None:
    """Wait until no other writer of this county is inside a transaction."""
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema()))"))


@contextmanager
def explained() -> Iterator[None]:
    """A server that is not there, refuses or has no room is Trouble E_SERVER; nothing was kept."""
    try:
        yield
    except DBAPIError as fault:
        kind = type(fault.orig).__name__
        if not (fault.connection_invalidated or _is_the_servers(fault.orig)):
            raise
        raise Trouble(
            "E_SERVER",
            _("数据库服务器没有完成这件事（{kind}）。").format(kind=kind),
            _("这一次什么也没有写入，原来的数据没有变化。"),
            _("请检查服务器是否在运行、网络和磁盘空间，然后再做一次。"),
        ) from fault


def _is_the_servers(fault: Any) -> bool:
    """By the class of the error code: connection, resources, operator, system; no code: never reached."""
    code = getattr(fault, "sqlstate", None)
    names = {base.__name__ for base in type(fault).__mro__}
    return "OperationalError" in names if code is None else code[:2] in ("08", "28", "3D", "53", "57", "58")
