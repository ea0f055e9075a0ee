"""Who was erased, kept beside the file as well, so that a restored or swapped file is blanked again before use (F29).

The ledger is signed with the data key (HMAC-SHA-256) and holds keys, dates and basis, no content. File and ledger
each complete the other.
"""

from __future__ import annotations

import hmac
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage.connect import open_file
from station_app.storage.safe_file import write_safely

if TYPE_CHECKING:
    from station_app.storage.database import Database

_PURPOSE = b"station-app erase ledger v1"


def read(folder: StationFolder, data_key: bytes) -> dict[str, str]:
    """Person key → plan as JSON. Trouble E_ERASE_LEDGER when the ledger is not as this program wrote it."""
    try:
        text = folder.erase_ledger.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        content = json.loads(text)
        plans = {str(key): str(plan) for key, plan in content["plans"].items()}
        if hmac.compare_digest(_mac(plans, data_key), str(content["mac"])):
            return plans
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise Trouble(
        "E_ERASE_LEDGER",
        _("删除登记 {name} 已损坏或不属于这个站。").format(name=folder.erase_ledger),
        _("不能确定以前按要求删除的个人信息是否又回来了，所以没有打开数据；数据没有变化。"),
        _("请从安全副本里找回 {name}；找不回时请把它移走，再核对删除登记。").format(name=folder.erase_ledger.name),
    )


def write(folder: StationFolder, data_key: bytes, plans: dict[str, str]) -> None:
    """Replace the ledger safely."""
    content = {"plans": plans, "mac": _mac(plans, data_key)}
    write_safely(folder.erase_ledger, json.dumps(content, ensure_ascii=False, indent=1).encode())


def is_behind(connection: Any, folder: StationFolder, data_key: bytes) -> bool:
    """Whether an open file still has somebody who was erased; `connection` is a plain sqlcipher3 connection."""
    plans = read(folder, data_key)
    return bool(plans) and not plans.keys() <= _in_file(connection.execute).keys()


def still_has(database: Path, data_key: bytes, person_id: str) -> bool:
    """Whether a database file has a person with her name; a file of another key has nobody of ours."""
    from station_app.storage.erasing import GONE  # noqa: PLC0415 - SQLAlchemy

    if not database.is_file():
        return False
    try:
        with closing(open_file(database, data_key, read_only=True)) as connection:
            row = connection.execute("SELECT name FROM person WHERE id = ?", (person_id,)).fetchone()
    except dbapi2.Error:
        return False
    return row is not None and row[0] != GONE


def catch_up(db: Database, folder: StationFolder) -> None:
    """Erase again whom the file brought back, and let the ledger know whom only the file knows."""
    from station_app.storage import audit, erasing  # noqa: PLC0415 - SQLAlchemy
    from station_app.storage.attachments import AttachmentStore  # noqa: PLC0415

    plans = read(folder, db.data_key)
    with db.read() as session:
        known = _in_file(audit.execute_of(session))
    missing = [plan for key, plan in plans.items() if key not in known]
    if missing:
        with db.work(by_program=True) as session:
            files = [
                file
                for plan in missing
                for file in erasing.carry_out(session, erasing.Plan.from_json(plan), again=True).files
            ]
        for file in files:
            AttachmentStore(folder.attachments, db.data_key).remove(file)
    if known.keys() - plans.keys() and not db.read_only:
        write(folder, db.data_key, known | plans)


def _in_file(execute: Any) -> dict[str, str]:
    return {row[0]: row[1] for row in execute("SELECT person_id, plan FROM erasure").fetchall()}


def _mac(plans: dict[str, str], data_key: bytes) -> str:
    key = hmac.digest(data_key, _PURPOSE, "sha256")
    body = json.dumps(plans, ensure_ascii=False, sort_keys=True)
    return hmac.digest(key, body.encode(), "sha256").hex()
