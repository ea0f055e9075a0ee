"""Erasing one person's values everywhere on her demand (PIPL 47): only the head of the station, with basis and reason.

What stays: that a record existed, its dates, codes and numbers for the figures, and of a certificate number, class,
trade, hours and dates, because the register of issued numbers must stay without gaps. Nothing of it tells who she was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import String, Table, select
from sqlalchemy.orm import Session

from station_app.core import clock, codes, kinds, users
from station_app.core.checks import Problem, Refused
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.people.model import Household, Merge, Person
from station_app.features.people.service.households import household_figures, keep_household
from station_app.storage import audit, copies, erase_ledger, erase_words, erasing, records
from station_app.storage.attachments import AttachmentStore
from station_app.storage.base import Base, Synced
from station_app.storage.database import Database
from station_app.storage.erasing import Blanking, Plan

_HOUSEHOLD_ALONE = ("head_name", "group_name", "address", "assistance_cert_no", "housing_note", "note")
"""What a household tells of somebody who lived there alone."""
_BASES = "erase_basis"
_TITLES = ("name", "head_name", "class_no", "certificate_no", "household_no", "file_name", "title")
_PERSON_KEEPS = ("person_state", "state_on", "merged_into")
_NUMBERS = ("id_number", "phone", "bank_account", "disability_cert_no")
"""Her own numbers: blanked wherever they stand, unless somebody else has the same (a family's one telephone)."""
_LIVED = (
    "SELECT field, old, new FROM change WHERE record = 'person' AND record_id = ? AND field IN ('', 'household_id')"
)
_TELLING = (kinds.Name, kinds.IdNumber, kinds.Phone, kinds.Account, kinds.Text, kinds.Photo)


@dataclass(frozen=True)
class Erased:
    """What was done, and what is left for a person to decide."""

    records: int
    """Rows that were blanked."""
    mentions: tuple[str, ...]
    """Where the same name still stands, in words: namesakes, or notes about others."""
    copies: tuple[Path, ...]
    """Safe copies and data set aside that still hold her; a restored one is blanked before it is used."""


@dataclass(frozen=True)
class Blanked:
    """What the transaction did; `complete` does the rest outside the file."""

    person_id: str
    records: int
    mentions: tuple[str, ...]
    files: tuple[str, ...]


def blank_person(session: Session, person_id: str, *, basis: str, reason: str) -> Blanked:
    """Blank every value of a person in the file; there is no undo. After the commit `complete` must follow.

    `basis` is a code of erase_basis. Refused: somebody who is no head of the station, no reason, a reason that itself
    tells her name or number.
    """
    users.require_role(session, users.STATION_HEAD)
    person = records.get(session, Person, person_id)
    _check(person, basis, reason)
    household_id = person.household_id
    figures = household_figures(session, household_id) if household_id else None
    plan = _plan(session, person, codes.table(_BASES).label(basis))
    session.flush()
    session.expunge_all()
    done = erasing.carry_out(session, plan, reason=reason.strip())
    if household_id:
        keep_household(session, household_id, figures)
    return Blanked(person_id, len(plan.rows), tuple(in_words(session, done.mentions)), tuple(done.files))


def complete(db: Database, folder: StationFolder, done: Blanked) -> Erased:
    """After the commit: the ledger beside the file, attachment files, and which copies still hold her."""
    erase_ledger.catch_up(db, folder)
    for file in done.files:
        AttachmentStore(folder.attachments, db.data_key).remove(file)
    return Erased(done.records, done.mentions, tuple(copies_holding(folder, db.data_key, done.person_id)))


def erase_person(db: Database, folder: StationFolder, person_id: str, *, basis: str, reason: str) -> Erased:
    """Both steps; waits for the write lock. Refused as blank_person."""
    with db.work() as session:
        done = blank_person(session, person_id, basis=basis, reason=reason)
    return complete(db, folder, done)


def copies_holding(folder: StationFolder, data_key: bytes, person_id: str) -> list[Path]:
    """Safe copies of the station folder, and data set aside by a restore, in which the person still is."""
    places = [copy.path for copy in copies.list_copies(folder.copies)]
    places += sorted(folder.root.glob("before-restore-*"))
    return [place for place in places if erase_ledger.still_has(place / folder.database.name, data_key, person_id)]


def delete_copies(db: Database, folder: StationFolder, places: Collection[Path]) -> None:
    """Remove copies that still hold somebody erased; only places that this station's folder has itself."""
    own = [place for place in places if place.parent in (folder.copies, folder.root)]
    for place in own:
        copies.discard(place)
        db.note("copy_delete", detail={"copy": place.name})


def in_words(session: Session, found: Iterable[erase_words.Mention]) -> list[str]:
    """Where a name still stands, as the head of the station finds it: 人员“王小妹”：备注."""
    said = []
    for mention in found:
        model: Any = next((m.class_ for m in Base.registry.mappers if m.class_.__table__.name == mention.table), None)
        if model is None or not issubclass(model, Synced):
            continue
        record, row = model.describes, session.get(model, mention.record_id)
        title = next((str(value) for name in _TITLES if (value := getattr(row, name, None))), "")
        labels = [record[name].label if name in record else _("备注") for name in mention.columns]
        where = "、".join(labels) or _("改动记录")
        gone = _("（已作废）") if getattr(row, "voided_at", None) else ""
        named = _("{label}“{title}”").format(label=record.label, title=title) if title else record.label
        said.append(_("{named}{gone}：{where}").format(named=named, gone=gone, where=where))
    return list(dict.fromkeys(said))


def _check(person: Any, basis: str, reason: str) -> None:
    problems = []
    if basis not in codes.table(_BASES):
        problems.append(Problem("basis", _("请选择依据。"), "REQUIRED"))
    if not reason.strip():
        problems.append(Problem("reason", _("请写明是怎样提出、由谁核实的。"), "REQUIRED"))
    own = [value for value in (person.name, person.id_number, person.phone) if value]
    if any(value in reason for value in own):
        problems.append(Problem("reason", _("原因会长期保存，请不要写姓名、身份证号或电话。"), "PERSONAL"))
    if problems:
        raise Refused(problems)


def _plan(session: Session, person: Any, basis: str) -> Plan:
    """Everything that belongs to her: her record, those merged into it, what refers to them, attachments, household."""
    rows: dict[tuple[str, str], Blanking] = {}
    hers = _belonging(session, {str(person.id), *_same_document(session, person)})
    for table, ids in hers.items():
        for key in sorted(ids):
            rows[table, key] = Blanking(table, key, _columns(table), void=table == "person")
    ids = {key for found in hers.values() for key in found}
    for key in session.scalars(select(Merge.id).where(Merge.kept_id.in_(ids) | Merge.gone_id.in_(ids))):
        rows["record_merge", key] = Blanking("record_merge", str(key), ("title", "moved", "note"))
    rows |= {(row.table, row.id): row for row in _attachments(session, ids)}
    rows |= {(row.table, row.id): row for row in _proposals(session, ids)}
    near = _near(session, hers["person"]) - {key for _table, key in rows}
    rows |= {(row.table, row.id): row for row in _lived_alone(session, person)}
    at = clock.now().isoformat(timespec="microseconds")
    return Plan(str(person.id), at, basis, tuple(rows.values()), tuple(sorted(near)), _NUMBERS)


def _belonging(session: Session, people: Collection[str]) -> dict[str, set[str]]:
    """The records of people, those merged into them, and whatever refers to one of these: keys by table."""
    keys = {"person": set(people)}
    waiting = ["person"]
    while waiting:
        target = waiting.pop()
        for model, column in _references(target):
            table = str(model.__tablename__)
            found = {str(key) for key in session.scalars(select(model.id).where(column.in_(keys[target])))}
            if found - keys.get(table, set()):
                keys.setdefault(table, set()).update(found)
                waiting.append(table)
    return keys


def _same_document(session: Session, person: Any) -> set[str]:
    """Records of hers that were taken out of use before: they have her ID number."""
    numbers = [number for number in (person.id_number, *erase_words.twins(person.id_number or "")) if number]
    gone = select(Person.id).where(Person.id_number.in_(numbers), Person.voided_at.is_not(None))
    return {str(key) for key in session.scalars(gone)}


def _near(session: Session, people: Collection[str]) -> set[str]:
    """Where her name means her: the households she lives or ever lived in, who lives there, what belongs to them."""
    homes: set[str] = set()
    for key in people:
        for name, old, new in audit.execute_of(session)(_LIVED, (key,)).fetchall():
            told = (
                [json.loads(new).get("household_id")]
                if name == ""
                else [json.loads(text or "null") for text in (old, new)]
            )
            homes |= {str(home) for home in told if home}
    while (
        more := {str(key) for key in session.scalars(select(Household.id).where(Household.merged_into.in_(homes)))}
        - homes
    ):
        homes |= more
    merges = select(Merge.id).where(Merge.kept_id.in_(homes) | Merge.gone_id.in_(homes))
    members = {str(key) for key in session.scalars(select(Person.id).where(Person.household_id.in_(homes)))} - set(
        people
    )
    theirs = {key for found in _belonging(session, members).values() for key in found} if members else set()
    return homes | {str(key) for key in session.scalars(merges)} | theirs


def _references(table: str) -> Iterable[tuple[Any, Any]]:
    """Models and columns that refer to a table; a household or a class is nobody's own."""
    for mapper in Base.registry.mappers:
        model: Any = mapper.class_
        if issubclass(model, Synced) and model is not Household:
            for column in model.__table__.columns:
                if any(key.column.table.name == table for key in column.foreign_keys):
                    yield model, column


def _columns(table: str) -> tuple[str, ...]:
    """The columns of a table that tell something of the person a row belongs to."""
    model: Any = next(m.class_ for m in Base.registry.mappers if m.class_.__table__.name == table)
    stated: tuple[str, ...] | None = getattr(model, "erased", None)
    if table == "person":
        stated = tuple(field.name for field in model.describes if field.name not in _PERSON_KEEPS)
    if stated is None:
        stated = tuple(f.name for f in model.describes if isinstance(f.kind, _TELLING) and not f.unique)
    return (*stated, "note", "void_reason")


def _attachments(session: Session, ids: Collection[str]) -> list[Blanking]:
    table: Table = Base.metadata.tables["attachment"]
    found = session.scalars(select(table.c.id).where(table.c.of_id.in_(ids)))
    return [Blanking("attachment", str(key), ("file_name", "note", "void_reason"), void=True) for key in found]


def _proposals(session: Session, ids: Collection[str]) -> list[Blanking]:
    """What the county proposed for her records: they name what they are about by kind and key."""
    table = Base.metadata.tables.get("correction")
    if table is None:
        return []
    found = session.scalars(select(table.c.id).where(table.c.record_id.in_(ids)))
    return [Blanking("correction", str(key), _columns("correction")) for key in found]


def _lived_alone(session: Session, person: Any) -> list[Blanking]:
    home = session.get(Household, person.household_id) if person.household_id else None
    others = select(Person.id).where(
        Person.household_id == person.household_id, Person.id != person.id, Person.voided_at.is_(None)
    )
    if home is None or session.scalars(others.limit(1)).first() is not None:
        return []
    columns = [name for name in _HOUSEHOLD_ALONE if isinstance(Household.__table__.c[name].type, String)]
    return [Blanking("household", str(home.id), tuple(columns))]
