"""Opening the encrypted file with plain sqlcipher3: the pragmas of reliability.md §4, no SQLAlchemy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from station_app.core.errors import Trouble
from station_app.core.texts import _

APPLICATION_ID = 0x53575331  # "SWS1"
COUNTY_APPLICATION_ID = 0x53574331  # "SWC1"
BUSY_SECONDS = 5.0
OLDEST_ENGINE = (3, 51, 3)
"""Up to SQLite 3.51.2 a write-ahead log could damage the file; older ones miss functions that we use."""

_AFTER_KEY = (
    "foreign_keys=ON",
    "journal_mode=TRUNCATE",  # DELETE loses the last save in a power cut (docs/decisions/001)
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    f"busy_timeout={int(BUSY_SECONDS * 1000)}",
    "recursive_triggers=ON",  # otherwise INSERT OR REPLACE removes a row without any trigger seeing it
    "cache_size=-16384",
)


def open_file(
    path: Path,
    data_key: bytes,
    *,
    read_only: bool = False,
    create: bool = False,
    any_thread: bool = False,
) -> Any:
    """A sqlcipher3 connection in autocommit mode; `data_key` is the raw 32-byte key.

    `read_only` is for places that cannot be written: it cannot undo what a power cut left half done (see writable).
    `any_thread` is for a pool that hands a connection to one thread at a time. The key is not tried here: the first
    statement that reads does that.
    """
    if dbapi2.sqlite_version_info < OLDEST_ENGINE:
        raise RuntimeError(f"the bundled SQLite {dbapi2.sqlite_version} is older than {OLDEST_ENGINE}")
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=not any_thread,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # else 180 error lines for a damaged file
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"").fetchall()
        for pragma in _AFTER_KEY:
            if not (read_only and pragma.startswith("journal_mode")):
                connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def writable(path: Path) -> bool:
    """Whether the database file and the folder that its journal needs can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def require_file(path: Path) -> None:
    """Trouble E_DB_MISSING when there is no database file where there should be one."""
    if not path.is_file():
        raise Trouble(
            "E_DB_MISSING",
            _("找不到数据文件 {name}。").format(name=path),
            _("它可能被移走、改名或被清理软件删除。"),
            _("请把它放回原处，或从最近的安全副本恢复。"),
        )
