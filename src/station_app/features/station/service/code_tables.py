"""The station's own entries of local code tables: added, renamed, retired; merged into core.codes while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import codes
from station_app.core.checks import Problem, Refused
from station_app.core.fields import Record
from station_app.core.kinds import Code, Codes
from station_app.core.texts import _
from station_app.features.station.model import CodeEntry
from station_app.storage import records
from station_app.storage.base import Synced
from station_app.storage.database import Database

_PROGRAMS_OWN = frozenset(
    (
        *("half_day", "weekday", "attendance_mark", "session_kind", "exam_status", "failure_cause", "certificate_type"),
        *("holiday_kind", "duplex", "paper_source", "follow_up_kind", "user_role", "category_source", "skill_source"),
    )
)
"""Tables whose codes the program itself decides by, besides state_… and import_…."""


@dataclass(frozen=True)
class CodeTableRow:
    """A code table as the settings list it."""

    id: str
    """Its name in the program, such as training_trade."""
    label: str
    """Where it is first chosen from: 培训班・工种."""
    used_by: str
    """Everywhere it is chosen from."""
    count: int
    """Entries that may be chosen."""
    own: int
    """Entries that the station added or changed."""
    locked: str
    """Why nobody may change it; '' when entries may be added."""


@dataclass(frozen=True)
class CodeRow:
    """One entry of a table."""

    id: str
    """Its code."""
    name: str
    shipped_name: str
    """What the program calls it; '' for an entry of the station's own."""
    standard: str
    active: bool
    locked: str
    """Why it cannot be renamed; it may still be retired where its table is not locked."""

    @property
    def is_own(self) -> bool:
        """The station made it."""
        return not self.shipped_name


def follow(database: Database) -> None:
    """Merge the open station's entries into core.codes now, and again after every commit that changed them."""

    def load() -> None:
        with database.read() as session:
            codes.use_own(own_entries(session))

    database.listen(lambda changed: load() if CodeEntry.describes.name in changed else None)
    load()


def own_entries(session: Session) -> list[codes.OwnEntry]:
    """What the station has of its own, in the order it was made."""
    return [
        codes.OwnEntry(entry.table_name, entry.code, entry.name_zh, bool(entry.active))
        for entry in records.live(session, CodeEntry, order_by=[CodeEntry.id])
    ]


def list_tables(session: Session) -> list[CodeTableRow]:
    """The tables that records of this program choose from; those that can be changed first."""
    own: dict[str, int] = {}
    for entry in own_entries(session):
        own[entry.table] = own.get(entry.table, 0) + 1
    places: dict[str, list[tuple[str, str]]] = {}
    for table, record, field in _uses():
        places.setdefault(table, []).append((record, field))
    rows = [
        CodeTableRow(
            id=name,
            label="・".join(used[0]),
            used_by="、".join(dict.fromkeys(f"{record}・{field}" for record, field in used)),
            count=len(list(codes.table(name))),
            own=own.get(name, 0),
            locked=_locked(codes.table(name)),
        )
        for name, used in places.items()
    ]
    return sorted(rows, key=lambda row: bool(row.locked))


def list_entries(session: Session, table_name: str) -> list[CodeRow]:
    """The entries of a table in its own order, retired ones included."""
    table = codes.table(table_name)
    own = {entry.code: entry for entry in own_entries(session) if entry.table == table_name}
    shipped = table.shipped_names
    return [
        CodeRow(
            id=code,
            name=own[code].name if code in own else shipped[code],
            shipped_name=shipped.get(code, ""),
            standard=table.standards.get(code, ""),
            active=own[code].active if code in own else True,
            locked=_locked(table) or _official(table, code),
        )
        for code in dict.fromkeys([*shipped, *own])
    ]


def save_entry(session: Session, table_name: str, name: str, *, code: str = "", active: bool = True) -> str:
    """Add an entry (no code: the next free one is given), rename one, retire it or take it back; returns its code.

    Refused: tables and names that are not the station's to change, a name that already means another entry.
    """
    table = codes.table(table_name)
    why = _locked(table)
    if why:
        raise Refused(_("这张代码表不能改：{why}").format(why=why))
    word = name.strip()
    if not word:
        raise Refused([Problem("name_zh", _("请填写名称。"), "REQUIRED")])
    own = {entry.code: entry for entry in own_entries(session) if entry.table == table_name}
    official = _official(table, code)
    if official and word != table.shipped_names[code]:
        raise Refused([Problem("name_zh", official)])
    other = _meaning(table, own, word)
    if other not in (None, code):
        text = _("“{name}”已经有了（代码 {code}）。").format(name=word, code=other)
        raise Refused([Problem("name_zh", text)])
    code = code or _next_code(table, own)
    found = session.scalars(
        select(CodeEntry).where(
            CodeEntry.table_name == table_name, CodeEntry.code == code, CodeEntry.voided_at.is_(None)
        )
    ).first()
    values = {"table_name": table_name, "code": code, "name_zh": word, "active": active}
    records.save(session, CodeEntry, values, record_id=found.id if found else None)
    return code


def _uses() -> Iterator[tuple[str, str, str]]:
    """(table, record's label, field's label) of every described record that is stored."""
    for mapper in sorted(Synced.registry.mappers, key=lambda mapper: mapper.class_.__module__):
        record: Record | None = getattr(mapper.class_, "describes", None)
        for field in record or ():
            if record is not None and isinstance(field.kind, Code | Codes):
                yield field.kind.table, record.label, field.label


def _locked(table: codes.CodeTable) -> str:
    if table.is_national:
        return _("国家标准（{standard}），全国统一。").format(standard=next(iter(table.standards.values())))
    if table.name.startswith(("state_", "import_")) or table.name in _PROGRAMS_OWN:
        return _("程序按这些代码工作，改了会算错。")
    return ""


def _official(table: codes.CodeTable, code: str) -> str:
    standard = table.standards.get(code, "local")
    return "" if standard == "local" else _("名称出自{standard}，不能改；用不着可以停用。").format(standard=standard)


def _meaning(table: codes.CodeTable, own: dict[str, codes.OwnEntry], word: str) -> str | None:
    """The code that a name already stands for, of the file's own entries as of now."""
    plain = codes.plain_word(word)
    names = table.shipped_names | {entry.code: entry.name for entry in own.values()}
    return next((code for code, known in names.items() if codes.plain_word(known) == plain), None)


def _next_code(table: codes.CodeTable, own: dict[str, codes.OwnEntry]) -> str:
    """L01, L02 …: no table of the program has such codes."""
    taken = {*table.shipped_names, *own}
    return next(code for code in (f"L{number:02}" for number in range(1, 10_000)) if code not in taken)
