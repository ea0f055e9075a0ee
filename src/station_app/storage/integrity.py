"""Is everything still as it was written? Pages, structure, references, trail, attachments, key file (F07, F16, F86)."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import audit, faults, keys, schema
from station_app.storage.attachments import AttachmentStore
from station_app.storage.connect import APPLICATION_ID, COUNTY_APPLICATION_ID, open_file, require_file, writable


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be."""

    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


def check(folder: StationFolder, data_key: bytes) -> list[Finding]:
    """Everything in a station folder; an empty list is good news. Changes nothing but mends the key file's copy."""
    findings: list[Finding] = []
    try:
        keys.has_password(folder)
    except Trouble as trouble:
        findings.append(Finding(trouble.code, str(trouble)))
    damage = database_findings(folder.database, data_key)
    findings += damage or trail_findings(folder.database, data_key)
    store = AttachmentStore(folder.attachments, data_key)
    there = store.names()
    for name in there:
        if not store.is_whole(name):
            findings.append(Finding("E_ATTACHMENT_DAMAGED", _("附件 {name}… 已损坏。").format(name=name[:8])))
    if not findings:
        lost = _named_attachments(folder.database, data_key) - set(there)
        findings += [Finding("E_ATTACHMENT_MISSING", _("附件 {name}… 丢失。").format(name=n[:8])) for n in sorted(lost)]
    return findings


def _named_attachments(database: Path, data_key: bytes) -> set[str]:
    """Contents that live records name."""
    with contextlib.closing(open_file(database, data_key, read_only=not writable(database))) as connection:
        known = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'attachment'"
        ).fetchone()
        query = "SELECT DISTINCT content_hash FROM attachment WHERE voided_at IS NULL"
        return {row[0] for row in connection.execute(query)} if known else set()


def database_findings(database: Path, data_key: bytes) -> list[Finding]:
    """Every page's checksum, the structure and the references of one database file."""
    try:
        require_file(database)
        with (
            faults.explained(database),
            contextlib.closing(open_file(database, data_key, read_only=not writable(database))) as connection,
        ):
            return _read_all(connection, database)
    except Trouble as trouble:
        return [Finding(trouble.code, str(trouble))]


def trail_findings(database: Path, data_key: bytes) -> list[Finding]:
    """Whether the audit trail and the change log are as they were written (F86)."""
    with contextlib.closing(open_file(database, data_key, read_only=not writable(database))) as connection:
        fault = audit.verify(connection).fault
    return [Finding("E_AUDIT_TRAIL", fault)] if fault else []


def _read_all(connection: dbapi2.Connection, database: Path) -> list[Finding]:
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if pages:
        told = Finding("E_DB_DAMAGED", str(faults.damaged(database)))
        return [told, *(Finding("E_DB_PAGE", str(row[0])) for row in pages[:5])]
    if connection.execute("PRAGMA application_id").fetchone()[0] not in (APPLICATION_ID, COUNTY_APPLICATION_ID):
        return [Finding("E_DB_DAMAGED", _("数据文件不是本程序的文件，或只写了一半。"))]
    schema.refuse_newer(connection)
    structure = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    references = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [Finding("E_DB_STRUCTURE", str(said)) for said in structure] + [
        Finding("E_DB_REFERENCE", _("{table} 的第 {row} 行指向不存在的 {parent}。").format(table=t, row=r, parent=p))
        for t, r, p, _number in references[:5]
    ]
