"""Opening the encrypted file with plain sqlcipher3: the pragmas of reliability.md §4, no SQLAlchemy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

APPLICATION_ID = 0x53575331  # "SWS1"


def open_file(path: Path, data_key: bytes, *, read_only: bool = False) -> Any:
    """A sqlcipher3 connection in autocommit mode; `data_key` is the raw 32-byte key."""
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=5.0)
    connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
    for pragma in (
        "cipher_log_level=NONE",
        "foreign_keys=ON",
        "journal_mode=TRUNCATE",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "trusted_schema=OFF",
        "busy_timeout=5000",
        "recursive_triggers=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection
