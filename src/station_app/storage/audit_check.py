"""Is the audit trail as it was written? Finds rows and change-log lines that were changed, removed or put in (F86)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from station_app.core.texts import _
from station_app.storage import audit

SEALING = ("change", "void")
"""Actions whose rows seal lines of the change log."""


@dataclass(frozen=True)
class Verdict:
    """What a look through the whole trail found."""

    rows: int
    head: str
    """Hash of the newest row."""
    fault: str = ""
    """The first thing that is not as it was written, as a sentence; empty when all is well."""
    number: int = 0
    """The row from which on the trail cannot be trusted; 0 when all is well."""

    @property
    def whole(self) -> bool:
        """Nothing was changed, removed or put in."""
        return not self.fault


def verify(session: Any) -> Verdict:
    """Read the whole trail and the change log; `session` is a session or a plain sqlcipher3 connection."""
    rows = audit.execute_of(session)(f"SELECT {audit.COLUMNS} FROM audit_entry ORDER BY number").fetchall()  # noqa: S608
    head = rows[-1][-1] if rows else audit.BEGINNING
    number, fault = next(_faults(session, rows), (0, ""))
    return Verdict(len(rows), head, fault, number)


def _faults(session: Any, rows: list[Any]) -> Iterator[tuple[int, str]]:
    """Number of the row and what is wrong with it, from the oldest on."""
    seals, blanked = _erasures(rows)
    previous, sealed = audit.BEGINNING, 0
    for place, row in enumerate(rows, start=1):
        when = str(row[1])[:10]
        if row[0] != place:
            yield place, _("操作记录第 {n} 条不见了，{when} 起的记录不能作准。").format(n=place, when=when)
        if row[7] != previous:
            yield place, _("操作记录第 {n} 条和前一条接不上，{when} 起的记录不能作准。").format(n=place, when=when)
        emptied = blanked.get(str(place)) if row[6] == "" else None  # an erasure leaves nothing of a detail
        if audit.row_hash(row[:8]) != (emptied or row[8]):
            yield place, _("操作记录第 {n} 条被改过，{when} 起的记录不能作准。").format(n=place, when=when)
        previous = row[8]
        if row[3] in SEALING:
            said = json.loads(row[6])
            digest = audit.digest_of_lines(session, sealed + 1, said["to"])
            if digest != seals.get(str(place), said["digest"]):
                yield place, _("改动日志在 {when} 被改过（操作记录第 {n} 条对不上）。").format(n=place, when=when)
            sealed = said["to"]
    execute = audit.execute_of(session)
    lost = _highest(execute, "SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'") - len(rows)
    if lost:
        yield len(rows) + 1, _("操作记录最后的 {n} 条不见了。").format(n=lost)
    outside = _highest(execute, "SELECT max(counter) FROM change") - sealed
    if outside:
        yield len(rows) + 1, _("有 {n} 行改动日志没有操作记录，不是本程序保存的。").format(n=outside)


def _erasures(rows: list[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """What the rows of erased persons say of earlier rows: new seals, and hashes of rows whose detail was blanked."""
    seals: dict[str, str] = {}
    blanked: dict[str, str] = {}
    for row in rows:
        if row[3] == "erase" and row[6].startswith("{"):
            said = json.loads(row[6])
            seals |= said.get("seals", {})
            blanked |= said.get("blanked", {})
    return seals, blanked


def _highest(execute: Any, query: str) -> int:
    row = execute(query).fetchone()
    return int(row[0] or 0) if row else 0
