"""恢复演练: the newest safe copy is restored in a private folder, opened, checked and counted, monthly (F24)."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import backup, copies, faults, integrity, keys, restoring
from station_app.storage.connect import open_file

if TYPE_CHECKING:
    from station_app.storage.database import Database

ACTION = "restore_drill"
GOOD = "drilled"
EVERY_DAYS = 31


@dataclass(frozen=True)
class Drill:
    """What trying a copy found."""

    copy: str
    """Name of the copy's folder."""
    people: int
    fault: str
    """'' is good news, else a sentence."""


def drill(db: Database, folder: StationFolder, copy: copies.Copy | None = None) -> Drill | None:
    """Restore a copy (the newest, when none is named) into a folder that is thrown away; None when there is no copy.

    The result stands in the audit trail; the station's own data are not touched.
    """
    tried = copy or next(iter(copies.list_copies(folder.copies)[::-1]), None)
    if tried is None:
        return None
    sweep(folder)
    room = Path(tempfile.mkdtemp(prefix="drill-", suffix=".part", dir=folder.root))
    try:
        fault = _fault_of(tried, StationFolder(room), db.data_key)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    found = Drill(tried.path.name, tried.rows.get("person", 0), fault)
    db.note(ACTION, detail={"copy": found.copy, "what": "drill failed" if fault else GOOD, "people": found.people})
    return found


def sweep(folder: StationFolder) -> None:
    """Rooms that a killed program left behind go."""
    for left in folder.root.glob("drill-*.part"):
        shutil.rmtree(left, ignore_errors=True)


def is_due(execute: Callable[..., Any], today: dt.date) -> bool:
    """No drill succeeded within a month, whichever way the clock went since."""
    last = last_good(execute)
    return last is None or not 0 <= (today - last).days < EVERY_DAYS


def last_good(execute: Callable[..., Any]) -> dt.date | None:
    """The office day of the newest drill that succeeded, by the audit trail."""
    query = "SELECT at FROM audit_entry WHERE action = ? AND detail LIKE ? ORDER BY number DESC LIMIT 1"
    rows = list(execute(query, (ACTION, f'%"{GOOD}"%')))
    return dt.datetime.fromisoformat(str(rows[0][0])).astimezone().date() if rows else None


def overdue_since(execute: Callable[..., Any], today: dt.date) -> dt.date | None:
    """The day from which on a drill is missing, None while one succeeded within a month; a new station has a month."""
    last = last_good(execute)
    if last is None:
        begun = list(execute("SELECT at FROM audit_entry ORDER BY number LIMIT 1", ()))
        last = dt.datetime.fromisoformat(str(begun[0][0])).astimezone().date() if begun else today
    return last if (today - last).days >= EVERY_DAYS else None


def failed(found: Drill) -> Trouble:
    """A drill that did not succeed, said to who is at the desk."""
    return Trouble(
        "E_DRILL_FAILED",
        _("试恢复没有成功：安全副本 {name} 用不了（{fault}）").format(name=found.copy, fault=found.fault),
        _("现在的数据没有变化，也没有受影响。"),
        _("请到“设置 → 安全副本”现在另做一份，并另存一份到U盘；再有问题请检查硬盘。"),
    )


def _fault_of(copy: copies.Copy, room: StationFolder, data_key: bytes) -> str:
    try:
        with faults.explained(room.database, files=True):
            restoring.restore(copy.path, room)
        if not keys.is_key_of(room.key_file, data_key):
            return _("里面的密钥打不开本站的数据。")
        findings = integrity.check(room, data_key)
        if findings:
            return findings[0].text
        with closing(open_file(room.database, data_key, read_only=True)) as connection:
            if backup.row_counts(connection) != copy.rows:
                return _("打开后行数和清单不一样。")
    except Trouble as trouble:
        return trouble.what
    return ""
