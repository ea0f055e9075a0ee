"""Packages made and kept: their bytes lie sealed beside the database until the county has answered often enough.

A package is a file in the folder outbox, named by its hash, and a row; the row counts. The file is written first, then
the row is committed, then the mark outside the data folder, and only then anybody is told of it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.exchange import body, digest, lines, outgoing, package
from station_app.exchange.epochs import clock_doubt
from station_app.exchange.manifest import Manifest
from station_app.exchange.outbox import Item, Next, Place, needs_snapshot, next_package
from station_app.exchange.trust import TrustList
from station_app.features.station.service import get_station
from station_app.features.submission.model import Correction, OutgoingPackage
from station_app.features.submission.service import acknowledging, changes, county, devices, epochs, marks
from station_app.features.submission.service.moments import moment
from station_app.storage import audit, schema, steps
from station_app.storage import changes as change_log
from station_app.storage.database import Database
from station_app.storage.opened import OpenStation
from station_app.storage.safe_file import make_folder, write_safely

_WANTED = "snapshot_wanted"
"""Name in `about`: the county asked for the whole state, or has another content for our numbers."""
_DAYS_OF_THE_ERASED = 90
_DECIDED = ("taken", "kept", "applied")


@dataclass(frozen=True)
class Stored:
    """Which bytes a row of the outbox stands for."""

    number: int
    seq: int
    hash: str
    file_hash: str
    file_name: str


def make_package(station: OpenStation, *, snapshot: bool = False, always: bool = False) -> list[int]:
    """Pack what has changed since the last package; the numbers of the new packages, mostly one, [] when nothing did.

    A whole state is packed instead when `snapshot`, or when only that helps (three without receipt, a fork, asked
    for). Trouble when the disk refuses; then no number is used up.
    """
    make_folder(station.folder.outbox)
    made: list[int] = []
    with station.db.work() as session:
        keys = devices.keys_now(session, marks.device())
        trusted = county.known(session)
        whole = snapshot or snapshot_is_due(session)
        doubt = bool(station.db.clock.doubt)
        for following in _following(session, snapshot=whole, always=always):
            manifest, content = _manifest(session, keys.reader, trusted, following, doubt=doubt)
            inner = package.build(manifest, content, keys.signing)
            steps.reached("export.built")
            sealed = package.seal(inner)
            _store(station.folder, inner.hash, sealed)
            steps.reached("export.stored")
            row = _row(session, inner, sealed, following, trusted)
            session.add(row)
            session.flush()
            told = {"package": inner.hash[:16], "seq": following.seq, "rows": inner.manifest.rows}
            audit.note(session, "export", detail=told)
            made.append(int(row.number))
        if made:
            epochs.forget_told(session)
            if whole:
                audit.execute_of(session)("DELETE FROM about WHERE name = ?", (_WANTED,))
    steps.reached("export.committed")
    note_mark(station.db)
    steps.reached("export.marked")
    return made


def note_mark(db: Database) -> None:
    """After a commit that made packages, before anybody is told: where the file stands now."""
    with db.read() as session:
        standing = epochs.standing_of(session)
    marks.write_mark(db.station_id, db.data_key, standing)


def stored_of(row: Any) -> Stored:
    """What is needed to find its bytes, without a session."""
    return Stored(int(row.number), int(row.seq), str(row.hash), str(row.file_hash), str(row.file_name))


def read_bytes(folder: StationFolder, row: Stored) -> bytes:
    """The package as it was made. Trouble E_OUTBOX_DAMAGED when the file is gone or another one."""
    try:
        content = _file(folder, row.hash).read_bytes()
    except OSError:
        content = b""
    if sha256(content).hexdigest() != row.file_hash:
        raise Trouble(
            "E_OUTBOX_DAMAGED",
            _("第 {n} 号数据包的存底 {name} 已损坏或不在了。").format(n=row.seq, name=_file(folder, row.hash).name),
            _("站里的数据没有变化；这个包不能原样再写。"),
            _("请在“上报”页做一个全量包，它包含全部数据。"),
        )
    return content


def snapshot_is_due(session: Session) -> bool:
    """Whether the next package has to be the whole state."""
    if audit.execute_of(session)("SELECT 1 FROM about WHERE name = ?", (_WANTED,)).fetchone():
        return True
    if county.known(session) is None:
        return False
    epoch = epochs.standing_of(session).epoch
    return needs_snapshot(items_of(session), epoch)


def want_snapshot(session: Session) -> None:
    """The next package is the whole state."""
    audit.execute_of(session)("INSERT OR REPLACE INTO about (name, value) VALUES (?, '1')", (_WANTED,))


def items_of(session: Session) -> list[Item]:
    """The outbox as the rules know it, in the order of making."""
    rows = session.scalars(select(OutgoingPackage).order_by(OutgoingPackage.number))
    return [acknowledging.item_of(row) for row in rows]


def numbers(session: Session) -> list[int]:
    """The numbers of the same packages in the same order."""
    return [int(number) for number in session.scalars(select(OutgoingPackage.number).order_by(OutgoingPackage.number))]


def seal_anew(session: Session, folder: StationFolder, trusted: TrustList) -> list[str]:
    """Packages that were made before enrolment, made anew for the county; hashes of the files that are left over.

    Nobody can have seen them before. Only the readers, the chain and the signature are others, the lines are the same.
    """
    keys = devices.keys_now(session, marks.device())
    query = select(OutgoingPackage).where(OutgoingPackage.sealed_for == "").order_by(OutgoingPackage.number)
    renamed: dict[str, str] = {}
    old = []
    for row in session.scalars(query).all():
        before = package.open_package(
            read_bytes(folder, stored_of(row)),
            devices.identities(session),
            lambda kid: devices.public_keys(session, kid),
            types={"package", "snapshot"},
        )
        parent = before.manifest.parent
        manifest = replace(
            before.manifest,
            to=_recipients(keys.reader, trusted),
            prev=renamed.get(before.manifest.prev, before.manifest.prev),
            chain=tuple((epoch, seq, renamed.get(each, each)) for epoch, seq, each in before.manifest.chain),
            parent=replace(parent, hash=renamed.get(parent.hash, parent.hash)) if parent else None,
            trust=trusted.version,
        )
        inner = package.build(manifest, _lines_of(before), keys.signing)
        sealed = package.seal(inner)
        _store(folder, inner.hash, sealed)
        renamed[row.hash] = inner.hash
        old.append(str(row.hash))
        row.hash, row.prev, row.kid = inner.hash, manifest.prev, keys.kid
        row.file_hash, row.byte_count = sha256(sealed).hexdigest(), len(sealed)
        row.sealed_for, row.state, row.written_at, row.written_to = trusted.county.name, "waiting", None, None
    session.flush()
    epochs.follow_renamed(session, renamed)
    return old


def clean(session: Session) -> list[str]:
    """Rows whose bytes may be given up become cleaned; hashes of the files that go after the commit.

    A delivered package that was made before somebody was erased goes 90 days after its receipt in any case (§3.6).
    """
    gone = []
    erased = audit.execute_of(session)("SELECT max(at) FROM erasure").fetchone()[0]
    before = dt.datetime.fromisoformat(erased) if erased else None
    long_ago = clock.now() - dt.timedelta(days=_DAYS_OF_THE_ERASED)
    for row in session.scalars(select(OutgoingPackage).where(OutgoingPackage.state == "delivered")):
        may_hold_her = before is not None and row.made_at <= before
        is_old = may_hold_her and row.delivered_at is not None and row.delivered_at <= long_ago
        if is_old or acknowledging.may_be_cleaned(row):
            row.state, row.cleaned_at = "cleaned", clock.now()
            gone.append(str(row.hash))
    return gone


def discard_files(folder: StationFolder, hashes: Iterable[str]) -> None:
    """After a commit: files that no row needs any more."""
    for digest_of_package in hashes:
        with contextlib.suppress(OSError):
            _file(folder, digest_of_package).unlink()


def sweep(station: OpenStation) -> None:
    """Files of packages whose commit never came, unfinished ones, and those that were given up; at start, never
    failing."""
    with contextlib.suppress(OSError):
        there = list(station.folder.outbox.glob("*.swx*"))
        if not there or station.db.read_only:
            return
        with station.db.work(by_program=True) as session:
            clean(session)
            known = set(session.scalars(select(OutgoingPackage.hash).where(OutgoingPackage.state != "cleaned")))
        for file in there:
            if file.suffix == ".part" or file.stem not in known:
                file.unlink()


def _following(session: Session, *, snapshot: bool, always: bool) -> Iterator[Next]:
    """The packages that come next, one after the other: what is too large for one is shared out."""
    last = change_log.last_counter(session)
    place = _place(session, last)
    if snapshot:
        following = next_package(place, items_of(session), snapshot=True)
        if following is not None:
            yield following
        return
    first = place.sent + 1
    parts = outgoing.ranges(session, first, last) if first <= last else [(first, last)]
    for _begin, end in parts:
        following = next_package(_place(session, end), always=always)
        if following is not None:
            yield following


def _place(session: Session, counter: int) -> Place:
    standing = epochs.standing_of(session)
    newest = changes.last_package(session)
    sent = int(newest.counter_to) if newest is not None else 0
    again = epochs.had_another(session)
    return Place(standing.epoch, standing.seq, standing.hash, standing.parent, sent, counter, again)


def _manifest(
    session: Session, reader: str, trusted: TrustList | None, following: Next, *, doubt: bool
) -> tuple[Manifest, Iterator[bytes]]:
    station_id, now = get_station(session).id, clock.now()
    is_whole = following.type == "snapshot"
    manifest = Manifest(
        type=following.type,
        app=schema.program_version(),
        station=station_id,
        epoch=epochs.standing_of(session).epoch,
        seq=following.seq,
        prev=following.prev,
        parent=following.parent,
        chain=following.chain,
        to=_recipients(reader, trusted),
        counter=(following.first, following.last),
        made_at=moment(now),
        clock_doubt=doubt or clock_doubt(now, None, clock.BUILT_ON),
        audit_head=audit.head(session),
        trust=trusted.version if trusted is not None else 0,
        digest=digest.digest(session, station_id),
        ack=acknowledging.ack_of(session),
    )
    content = outgoing.snapshot_lines(session) if is_whole else outgoing.lines(session, following.first, following.last)
    return manifest, _with_decisions(session, content, following)


def _with_decisions(session: Session, content: Iterable[bytes], following: Next) -> Iterator[bytes]:
    """The lines, and what was decided of the county's proposals in their range."""
    yield from content
    query = select(Correction).where(Correction.state.in_(_DECIDED)).order_by(Correction.id)
    in_range = "SELECT 1 FROM change WHERE record_id = ? AND record = 'correction' AND counter BETWEEN ? AND ?"
    for row in session.scalars(query).all():
        bounds = (row.id, following.first, following.last)
        if following.type == "snapshot" or audit.execute_of(session)(in_range, bounds).fetchone():
            why = (row.reason or "")[:200]
            at = row.decided_at or moment(row.updated_at)
            yield lines.decided(row.id, taken=row.state != "kept", by=(row.decided_by or "")[:40], at=at, why=why)


def _recipients(own: str, trusted: TrustList | None) -> tuple[str, ...]:
    """The county's readers, the reserve among them, and this computer, which may read what it sent."""
    others = trusted.county.readers if trusted is not None else ()
    return (*(reader for reader in others if reader != own), own)


def _row(session: Session, inner: package.Inner, sealed: bytes, following: Next, trusted: TrustList | None) -> Any:
    manifest = inner.manifest
    division = get_station(session).division_code
    counted = outgoing.summary(session, following.first, following.last)
    stamped: Any = session
    return OutgoingPackage(
        epoch=manifest.epoch,
        seq=manifest.seq,
        hash=inner.hash,
        prev=manifest.prev,
        type=manifest.type,
        counter_from=following.first,
        counter_to=following.last,
        rows=manifest.rows,
        told=json.dumps(changes.phrases_of(counted), ensure_ascii=False),
        sealed_for=trusted.county.name if trusted is not None else "",
        kid=manifest.kid,
        file_name=package.file_name(division, manifest.epoch, manifest.seq),
        file_hash=sha256(sealed).hexdigest(),
        byte_count=len(sealed),
        state="waiting",
        made_at=clock.now(),
        made_by=stamped.actor,
        receipts=0,
        wanted=False,
        forked=False,
    )


def _lines_of(opened: package.Opened) -> Iterator[bytes]:
    for raw in body.raw_lines(opened.body, opened.manifest):
        yield raw + b"\n"


def _store(folder: StationFolder, digest_of_package: str, sealed: bytes) -> None:
    try:
        write_safely(_file(folder, digest_of_package), sealed, private=True)
    except OSError as fault:
        raise Trouble(
            "E_OUTBOX_FULL",
            _("数据包写不进 {path}（{why}）。").format(path=folder.outbox, why=reason(fault)),
            _("没有做成数据包，编号也没有用掉；站里的数据没有变化。"),
            _("请清理硬盘后再试一次。"),
        ) from fault


def _file(folder: StationFolder, digest_of_package: str) -> Path:
    return folder.outbox / f"{digest_of_package}.swx"
