"""Is the database file the one that this program closed last? Any other one is checked whole before work (F16).

A file dragged here by hand, exchanged, or left by a program that was killed is not as it was left. The mark lies beside
the file: size, time and the head of the audit trail, which no two states of a station share.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

from sqlcipher3 import dbapi2

from station_app.core.paths import StationFolder
from station_app.storage import audit
from station_app.storage.connect import open_file
from station_app.storage.safe_file import write_safely


def remember(folder: StationFolder, data_key: bytes) -> None:
    """The file is closed: from now on it should stay as it is."""
    write_safely(folder.left_mark, json.dumps(_look(folder, data_key)).encode())


def is_as_left(folder: StationFolder, data_key: bytes) -> bool:
    """Whether nobody wrote or exchanged the file since `remember`; False too when the mark is gone or unreadable."""
    try:
        return bool(json.loads(folder.left_mark.read_bytes()) == _look(folder, data_key))
    except (OSError, ValueError, dbapi2.Error):
        return False


def _look(folder: StationFolder, data_key: bytes) -> dict[str, Any]:
    with closing(open_file(folder.database, data_key, read_only=True)) as connection:
        number, head = audit.head(connection)
    there = folder.database.stat()
    return {"size": there.st_size, "time": there.st_mtime_ns, "number": number, "head": head}
