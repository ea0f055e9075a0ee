"""At every start: whether this file went back or came from elsewhere; then a new epoch begins by itself (§3.5).

The clerk is told by one sentence, until the next package is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.exchange.epochs import Mark, Standing, Start, judge_start, newest
from station_app.exchange.manifest import Parent
from station_app.features.submission.model import OutgoingPackage
from station_app.features.submission.rules.epoch_words import sentence_of
from station_app.features.submission.service import devices, marks
from station_app.storage import audit, changes, schema
from station_app.storage.database import Database

_PARENT, _TOLD, _BEFORE = "epoch_parent_package", "epoch_told", "sealed_anew"
"""Names in `about`: the parent of the epoch, what is told of it, and the hash that the newest package had before it was
made anew at enrolment."""


def at_start(db: Database) -> str:
    """Compare the file with the marks and begin a new epoch where need be; returns what the clerk is told, or ''.

    Never blocks a start: what cannot be written is left for the next one.
    """
    if not db.station_id:
        return ""
    found_marks = marks.read_marks(db.station_id, db.data_key)
    with db.read() as session:
        standing = standing_of(session)
        found_marks = _with_new_hash(found_marks, standing, _about(session, _BEFORE))
        start = judge_start(standing, found_marks)
        is_fresh = session.scalars(select(OutgoingPackage.number).limit(1)).first() is None
        mark = newest(found_marks)
        never_sent = is_fresh and (mark is None or mark.seq == 0)
        is_restored = mark is not None and _about(session, "epoch_parent") == mark.epoch
        moved = _carried(session)
        told = _about(session, _TOLD)
    if db.read_only:
        return sentence_of(told)
    if start.new_epoch and not never_sent:
        kind = "restored" if is_restored and standing.seq == 0 else str(start.found)
        standing, told = _begin(db, start, kind, keep=kind == "restored"), kind
    if moved:
        told = _other_computer(db, told)
    marks.write_mark(db.station_id, db.data_key, standing)
    return sentence_of(told)


def begin_after_fork(session: Session, parent: Parent | None) -> None:
    """The county has another content for our numbers: go on from the last package that it took in."""
    execute = audit.execute_of(session)
    epoch = schema.new_epoch(execute)
    _keep_parent(session, epoch, parent)
    _keep(session, _TOLD, "fork")
    audit.note(session, "epoch", detail={"why": "fork"})


def had_another(session: Session) -> bool:
    """Whether the file had another epoch before this one, packages of it or not."""
    return bool(_about(session, "epoch_parent"))


def standing_of(session: Session) -> Standing:
    """Where the file itself says it stands."""
    epoch = _about(session, "epoch")
    query = select(OutgoingPackage).order_by(OutgoingPackage.number.desc()).limit(1)
    last = session.scalars(query.where(OutgoingPackage.epoch == epoch)).first()
    seq, digest = (int(last.seq), str(last.hash)) if last is not None else (0, "")
    return Standing(epoch, seq, changes.last_counter(session), digest, _parent(session, epoch))


def follow_renamed(session: Session, renamed: Mapping[str, str]) -> None:
    """Packages were made anew at enrolment: the noted parent goes by its new hash."""
    noted = _about(session, _PARENT).split(" ")
    if len(noted) == 4 and noted[3] in renamed:
        _keep(session, _PARENT, " ".join([*noted[:3], renamed[noted[3]]]))
    newest_now = standing_of(session).hash
    before = next((old for old, new in renamed.items() if new == newest_now), "")
    if before:
        _keep(session, _BEFORE, before)


def told_now(session: Session) -> str:
    """The sentence that waits to be read."""
    return sentence_of(_about(session, _TOLD))


def forget_told(session: Session) -> None:
    """A package was made: the sentence has done its work."""
    audit.execute_of(session)("DELETE FROM about WHERE name = ?", (_TOLD,))


def _with_new_hash(found: list[Mark | None], standing: Standing, before: str) -> list[Mark | None]:
    """The marks, where the enrolment was cut off before they were told the new hash of the newest package."""
    return [
        replace(mark, hash=standing.hash) if mark is not None and before and mark.hash == before else mark
        for mark in found
    ]


def _begin(db: Database, start: Start, kind: str, *, keep: bool) -> Standing:
    """A new epoch with its parent, and what is told; `keep`: the restore has begun it already."""
    with db.work(by_program=True) as session:
        execute = audit.execute_of(session)
        epoch = _about(session, "epoch") if keep else schema.new_epoch(execute)
        _keep_parent(session, epoch, start.parent)
        _keep(session, _TOLD, kind)
        audit.note(session, "epoch", detail={"why": kind})
        session.flush()
        return standing_of(session)


def _carried(session: Session) -> bool:
    """Whether the keys were made on another computer than this one: another mark and another name."""
    row = devices.active(session)
    return row is not None and row.device != marks.device() and row.host != devices.host_name()


def _other_computer(db: Database, told: str) -> str:
    with db.work(by_program=True) as session:
        devices.put_away(session)
        if not told:
            _keep(session, _TOLD, "other_computer")
    return told or "other_computer"


def _parent(session: Session, epoch: str) -> Parent | None:
    """The package from which the epoch went on: as it was noted, else the newest of other epochs."""
    noted = _about(session, _PARENT).split(" ")
    if noted[0] == epoch:
        return Parent(noted[1], int(noted[2]), noted[3]) if len(noted) == 4 else None
    query = select(OutgoingPackage).where(OutgoingPackage.epoch != epoch).order_by(OutgoingPackage.number.desc())
    last = session.scalars(query.limit(1)).first()
    return Parent(str(last.epoch), int(last.seq), str(last.hash)) if last is not None else None


def _keep_parent(session: Session, epoch: str, parent: Parent | None) -> None:
    told = f" {parent.epoch} {parent.seq} {parent.hash}" if parent is not None else ""
    _keep(session, _PARENT, epoch + told)


def _about(session: Session, name: str) -> str:
    row = audit.execute_of(session)("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _keep(session: Session, name: str, value: str) -> None:
    query = "INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    audit.execute_of(session)(query, (name, value))
