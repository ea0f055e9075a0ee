"""A package that follows is taken in: staged, merged, its digest compared, everybody told who must know."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.county.service import chains, corrections, packages, returning, revocations, same_people
from station_app.county.service.alarms import raise_alarm
from station_app.county.service.merging import Merge
from station_app.county.service.outcome import Outcome
from station_app.county.store import own_tables as own
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import changed
from station_app.county.store.tables import EXTRA, STATION_TABLES
from station_app.exchange import digest as digests
from station_app.exchange import incoming
from station_app.exchange.manifest import SCHEMA
from station_app.exchange.package import Opened
from station_app.exchange.sequence import Chain, Status, Verdict, taken
from station_app.storage import steps

_WATCHED = frozenset({"person", "certificate", "issuer"})


def apply(
    session: Session,
    county: OpenCounty,
    opened: Opened,
    verdict: Verdict,
    known: Sequence[Chain],
    *,
    outcome: Outcome,
) -> None:
    """Everything of a package inside the caller's transaction. PackageFault for a line that nobody may send."""
    manifest, station = opened.manifest, opened.manifest.station
    if verdict.rollback is not None:
        returning.give_back(session, manifest, known, verdict.rollback)
    _merge(session, county, opened, outcome=outcome, alone=verdict.alone)
    for chain in taken(known, manifest, opened.hash):
        before = next((each for each in known if each.epoch == chain.epoch), None)
        if chain != before:
            chains.store(session, station, chain, before)
    newest = {"newest_epoch": manifest.epoch, "newest_seq": manifest.seq, "newest_hash": opened.hash}
    session.execute(update(own.station).where(own.station.c.id == station).values(newest))
    packages.covered(session, station, [digest for _epoch, _seq, digest in manifest.chain])
    steps.reached("receive.digest")
    with outcome.timed("digest"):
        outcome.differs = not _compare(session, opened, alone=verdict.alone)
    changed(session, *STATION_TABLES)


def take_beside(session: Session, opened: Opened, *, outcome: Outcome) -> None:
    """The records of a package beside the chain, value by value: what the county holds otherwise becomes a conflict."""
    _merge(session, None, opened, outcome=outcome, alone=False)
    changed(session, *STATION_TABLES)


def _merge(session: Session, county: OpenCounty | None, opened: Opened, *, outcome: Outcome, alone: bool) -> None:
    manifest, station = opened.manifest, opened.manifest.station
    merge = Merge(
        session,
        station,
        opened.hash,
        outcome,
        alone=alone,
        snapshot=manifest.type == "snapshot",
        watched=_WATCHED,
    )
    steps.reached("receive.stage")
    content = incoming.upcast(opened.lines, manifest.schema)
    batches = incoming.staged(content, station=station, typed=False)
    while True:
        with outcome.timed("validate"):
            batch = next(batches, None)
        if batch is None:
            break
        merge.take(batch)
    steps.reached("receive.merge")
    merge.finish()
    steps.reached("receive.tell")
    with outcome.timed("tell"):
        corrections.decided(session, station, merge.decisions)
        touched = outcome.touched
        if touched.get("issuer"):
            corrections.follow_issuers(session, station)
        if touched.get("certificate"):
            revocations.tell_others(session, station, touched["certificate"])
        same_people.look(session, station, touched.get("person", ()))
        if merge.erased_people and county is not None:
            outcome.touched["erased_files"] = _earlier_files(session, station)


def _earlier_files(session: Session, station: str) -> set[str]:
    """Files of packages that were applied before somebody was erased: what they hold is in the tables."""
    mine = (own.package.c.station_id == station) & (own.package.c.status == Status.APPLIED)
    found = set(session.scalars(select(own.package.c.file_hash).where(mine)))
    session.execute(update(own.package).where(mine).values(marked="E_ERASED"))
    return found


def _compare(session: Session, opened: Opened, *, alone: bool) -> bool:
    """The station's digest against the county's (F65); False for an alarm. A conflict that waits is none."""
    manifest = opened.manifest
    if not manifest.digest or manifest.schema != SCHEMA:
        return True
    differing = digests.differing(digests.digest(session, manifest.station, extra=EXTRA), manifest.digest)
    if not differing:
        return True
    waits = own.conflict.c.station_id == manifest.station, own.conflict.c.state == "open"
    explained = set(session.scalars(select(own.conflict.c.record).where(*waits)))
    left = [name for name in differing if name not in explained and name in STATION_TABLES]
    if not left or not alone:
        return True
    raise_alarm(session, manifest.station, "E_DIGEST", package=opened.hash, detail=", ".join(left))
    return False
