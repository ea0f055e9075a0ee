"""Packages as they arrived: their bytes, what is known of each, and the lines that answer them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.county.service import chains, outbox
from station_app.county.service.alarms import raise_alarm, settle_alarms
from station_app.county.service.outcome import Outcome
from station_app.county.store import county_file
from station_app.county.store import own_tables as own
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import changed
from station_app.county.store.folder import CountyFolder
from station_app.county.store.plain import moment_of
from station_app.exchange import lines
from station_app.exchange.package import Opened
from station_app.exchange.sequence import Status, Verdict
from station_app.storage.copies import digest as digest_of_file
from station_app.storage.safe_file import copy_safely
from station_app.storage.schema import program_version

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
MOST_ISSUES = 2_000
"""Lines about single records in one receipt; the counts say how many there were."""


def keep(folder: CountyFolder, file: Path) -> Path:
    """The bytes of a file among the packages, named by their hash; the same bytes are kept once."""
    kept = folder.attachments / f"{digest_of_file(file)}.swx"
    if not kept.exists():
        copy_safely(file, kept)
    return kept


def give_up(kept: Path) -> None:
    """The bytes are not needed any more."""
    kept.unlink(missing_ok=True)


def quarantined(session: Session, station: str) -> Collection[str]:
    """Packages beside the chain of which nobody decided yet."""
    query = select(own.package.c.hash).where(own.package.c.station_id == station, own.package.c.status == Status.FORK)
    return set(session.scalars(query))


def acknowledge(session: Session, opened: Opened, *, newest: bool) -> None:
    """What the station says of itself: which receipts it took in, its trust list, its trail.

    `newest`: its newest word, which may be less than an earlier one: an older file is in its place.
    """
    manifest = opened.manifest
    ack = manifest.ack
    _tell_upgrade(session, manifest.station, manifest.app)
    known = session.execute(select(own.station).where(own.station.c.id == manifest.station)).one()
    told = {"app": manifest.app[:40], "trust": manifest.trust if newest else max(known.trust, manifest.trust)}
    told |= _trail(session, opened, known) if newest else {}
    if ack.hash and ack.hash == _sent_hash(session, manifest.station, ack.epoch, ack.seq):
        mine = own.outgoing.c.station_id == manifest.station
        session.execute(delete(own.outgoing).where(mine, own.outgoing.c.sent_seq <= ack.seq))
        before = known.ack_seq if known.ack_epoch == ack.epoch and not newest else 0
        told |= {"ack_epoch": ack.epoch, "ack_seq": max(ack.seq, before)}
    session.execute(update(own.station).where(own.station.c.id == manifest.station).values(told))


def _trail(session: Session, opened: Opened, known: Any) -> dict[str, Any]:
    """The station's audit trail only grows; what an older file has behind its own new epoch is no alarm (F86).

    Asked of packages that are applied, in their order: what is held is asked when it follows.
    """
    number, head = opened.manifest.audit_head
    goes_on = opened.manifest.epoch == known.newest_epoch and opened.manifest.seq > known.newest_seq
    rewritten = number == known.audit_number and number > 0 and head != known.audit_hash
    if goes_on and (number < known.audit_number or rewritten):
        raise_alarm(session, opened.manifest.station, "E_AUDIT_TRAIL", package=opened.hash)
    is_news = goes_on or opened.manifest.epoch != known.newest_epoch
    return {"audit_number": number, "audit_hash": head} if is_news else {}


def _tell_upgrade(session: Session, station: str, app: str) -> None:
    """A station with an older program hears that the county reads what this release writes (§3.8)."""
    theirs, ours = _VERSION.search(app), _VERSION.search(program_version())
    if theirs is None or ours is None:
        return
    older = [int(part) for part in theirs.groups()] < [int(part) for part in ours.groups()]
    outbox.tell_again(session, station, "upgrade", *([lines.upgrade(ours.group())] if older else []))


def _sent_hash(session: Session, station: str, epoch: str, seq: int) -> str:
    """The county's own package of a number, of its present epoch; '' for none."""
    sent = own.sent.c
    place = (sent.station_id == station) & (sent.epoch == epoch) & (sent.seq == seq)
    found = session.execute(select(sent.hash).where(place)).scalar()
    return str(found) if found and epoch == county_file.told(session, "epoch") else ""


def covered(session: Session, station: str, hashes: Collection[str]) -> None:
    """What was held or stood beside the chain came inside a snapshot."""
    ordered = sorted(hashes)
    for at in range(0, len(ordered), 500):
        some = own.package.c.hash.in_(ordered[at : at + 500]) & (own.package.c.station_id == station)
        waited = own.package.c.status.in_((Status.HELD, Status.FORK))
        query = select(own.package.c.hash, own.package.c.epoch, own.package.c.seq).where(some, waited)
        for digest, epoch, seq in session.execute(query).all():
            settle_alarms(session, station, "E_FORK", package=digest)
            told = lines.receipt(digest, epoch, seq, Status.DUPLICATE.value, "", {})
            outbox.tell(session, station, f"package:{digest}", told)
        done = {"status": Status.DUPLICATE.value, "code": ""}
        session.execute(update(own.package).where(some, waited).values(done))


def store(session: Session, opened: Opened, kept: Path, *, status: Status, code: str, outcome: Outcome) -> None:
    """Keep what is known of a package; one that was applied already keeps its row."""
    manifest, moment = opened.manifest, clock.now()
    place = own.package.c.hash == opened.hash
    if status is Status.DUPLICATE:  # what was held or stood beside the chain came again inside a snapshot
        waited = own.package.c.status.in_((Status.HELD, Status.FORK))
        session.execute(update(own.package).where(place, waited).values(status=str(status), code=""))
        return
    arrived = session.execute(select(own.package.c.arrived_at).where(place)).scalar() or moment
    session.execute(delete(own.package).where(place))
    row = {
        "hash": opened.hash,
        "file_hash": kept.stem,
        "station_id": manifest.station,
        "epoch": manifest.epoch,
        "seq": manifest.seq,
        "prev": manifest.prev,
        "parent_epoch": manifest.parent.epoch if manifest.parent else "",
        "parent_seq": manifest.parent.seq if manifest.parent else 0,
        "type": manifest.type,
        "kid": manifest.kid,
        "status": str(status),
        "code": code,
        "made_at": moment_of(manifest.made_at),
        "arrived_at": arrived,
        "applied_at": moment if status is Status.APPLIED else None,
        "lines": manifest.rows,
        "marked": "",
        **outcome.counts(),
    }
    session.execute(own.package.insert().values(row))
    issues = [
        {
            "package": opened.hash,
            "station_id": manifest.station,
            "record": issue.record,
            "record_id": issue.record_id,
            "field": issue.column,
            "code": issue.code,
        }
        for issue in outcome.issues[:MOST_ISSUES]
    ]
    if issues:
        session.execute(own.row_issue.insert(), issues)
    changed(session, "county_package", "county_row_issue", "county_station")


def answer(session: Session, opened: Opened, verdict: Verdict, outcome: Outcome) -> None:
    """The lines of the receipt, and what a fork means for the county's own people."""
    manifest, status = opened.manifest, verdict.status
    if status is Status.DUPLICATE:
        _answer_again(session, opened)
        return
    code = "E_DIGEST" if outcome.differs else verdict.code
    told = [lines.receipt(opened.hash, manifest.epoch, manifest.seq, status.value, code, outcome.counts())]
    told += [
        lines.row_fault(opened.hash, issue.record, issue.record_id, issue.column, issue.code)
        for issue in outcome.issues[:MOST_ISSUES]
    ]
    outbox.tell(session, manifest.station, f"package:{opened.hash}", *told)
    gaps = [lines.gap(gap.epoch, gap.first, gap.last) for gap in chains.gaps_of(session, manifest.station)]
    outbox.tell_again(session, manifest.station, "gaps", *gaps)
    if status is Status.FORK:
        raise_alarm(session, manifest.station, "E_FORK", package=opened.hash)
    if outcome.lacks or outcome.differs:
        want_snapshot(session, manifest.station)
    elif status is Status.APPLIED and manifest.type == "snapshot":
        outbox.forget(session, manifest.station, "snapshot")
        settle_alarms(session, manifest.station, "E_DIGEST")


def _answer_again(session: Session, opened: Opened) -> None:
    """The same receipt: as it is on the list still, or anew by what the county kept."""
    manifest, subject = opened.manifest, f"package:{opened.hash}"
    mine = (own.outgoing.c.station_id == manifest.station) & (own.outgoing.c.subject == subject)
    if session.execute(select(own.outgoing.c.id).where(mine)).first() is not None:
        session.execute(update(own.outgoing).where(mine).values(sent_seq=None))
        return
    row = session.execute(select(own.package).where(own.package.c.hash == opened.hash)).first()
    if row is None:  # it was part of a snapshot
        told = lines.receipt(opened.hash, manifest.epoch, manifest.seq, Status.DUPLICATE.value, "", {})
        outbox.tell(session, manifest.station, subject, told)
        return
    counts = {name: getattr(row, name) for name in Outcome().counts()}
    told = lines.receipt(row.hash, row.epoch, row.seq, row.status, row.code, counts)
    issues = session.execute(select(own.row_issue).where(own.row_issue.c.package == row.hash).order_by("id"))
    faults = [lines.row_fault(row.hash, each.record, each.record_id, each.field, each.code) for each in issues]
    outbox.tell(session, manifest.station, subject, told, *faults)


def answer_refused(session: Session, opened: Opened, code: str) -> None:
    """A signed package of one of our stations that is not taken."""
    manifest = opened.manifest
    told = lines.receipt(opened.hash, manifest.epoch, manifest.seq, Status.REFUSED.value, code, {})
    outbox.tell(session, manifest.station, f"package:{opened.hash}", told)


def want_snapshot(session: Session, station: str) -> None:
    """Ask a station for its whole state: the repair of everything."""
    outbox.tell_again(session, station, "snapshot", lines.snapshot_wanted())


def settle_fork(session: Session, opened: Opened, *, taken: bool) -> None:
    """A person decided of a package beside the chain."""
    manifest = opened.manifest
    done = {"status": "dropped", "marked": "taken" if taken else "left"}
    session.execute(update(own.package).where(own.package.c.hash == opened.hash).values(done))
    settle_alarms(session, manifest.station, "E_FORK", package=opened.hash)
    want_snapshot(session, manifest.station)
    changed(session, "county_package")


def give_up_erased(county: OpenCounty, outcome: Outcome) -> None:
    """Packages that still hold somebody who was erased are destroyed once what they held is in the tables (F29)."""
    for name in outcome.touched.get("erased_files", ()):
        give_up(county.folder.attachments / f"{name}.swx")
