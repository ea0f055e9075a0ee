"""Receipts and trust lists on their way out: one sealed file a station, everything not acknowledged in it (§3.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.county.service import chains, registry, returning
from station_app.county.store import county_file, trail
from station_app.county.store import own_tables as own
from station_app.county.store.county_file import OpenCounty
from station_app.exchange import package
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.package import Inner
from station_app.storage import handover
from station_app.storage.safe_file import make_folder, write_safely
from station_app.storage.schema import program_version

_MOST_EARLIER = 60


@dataclass(frozen=True)
class Sent:
    """A file for one station."""

    station_id: str
    station_name: str
    path: Path
    seq: int
    lines: int
    again: bool = False
    """The same bytes as before: nothing new, and the station has not acknowledged them yet."""


def write_receipts(county: OpenCounty, out: Path) -> list[Sent]:
    """One file for every station that is to be told something; Trouble of the medium, the data are untouched.

    A file holds everything that the station has not acknowledged. Where nothing is new the same bytes go again. So do
    earlier files that a station lacks, because they were lost on the way or its file went back: a station acknowledges
    only what has no gap before it.
    """
    with county.db.read() as session:
        stations = list(session.scalars(select(own.station.c.id).order_by(own.station.c.division, own.station.c.id)))
    return [_put(out, sent, content) for station in stations for sent, content in _files(county, station)]


def _files(county: OpenCounty, station: str) -> list[tuple[Sent, bytes]]:
    newest = _receipt(county, station)
    if newest is None:
        return []
    with county.db.read() as session:
        row = session.execute(select(own.station).where(own.station.c.id == station)).one()
        epoch, sent = county_file.told(session, "epoch"), own.sent.c
        ack = row.ack_seq if row.ack_epoch == epoch else 0
        query = (
            select(own.sent)
            .where(sent.station_id == station, sent.epoch == epoch, sent.type == "receipt")
            .where(sent.seq > ack, sent.seq < newest[0].seq)
            .order_by(sent.seq.desc())
            .limit(_MOST_EARLIER)
        )
        earlier = list(session.execute(query))[::-1]
    kept = [(each, county.folder.sent / f"{each.hash}.swx") for each in earlier]
    again = [
        (Sent(station, row.name, Path(each.name), each.seq, 0, again=True), place.read_bytes())
        for each, place in kept
        if place.exists()
    ]
    return [*again, newest]


def _receipt(county: OpenCounty, station: str) -> tuple[Sent, bytes] | None:
    with county.db.work() as session:
        row = session.execute(select(own.station).where(own.station.c.id == station)).one()
        readers = _readers(session, station)
        if not readers:
            return None
        epoch = county_file.told(session, "epoch")
        last = _last_sent(session, station, epoch)
        mine = own.outgoing.c.station_id == station
        waiting = session.execute(select(own.outgoing).where(mine).order_by(own.outgoing.c.id)).all()
        version = registry.version(session)
        trusts = row.trust < version
        unsent = any(line.sent_seq is None for line in waiting) or (trusts and row.trust_sent < version)
        acknowledged = last is not None and row.ack_epoch == epoch and row.ack_seq >= last.seq
        if last is not None and not unsent:
            kept = county.folder.sent / f"{last.hash}.swx"
            if acknowledged or not kept.exists():
                return None
            return Sent(station, row.name, Path(last.name), last.seq, len(waiting), again=True), kept.read_bytes()
        if last is None and not waiting and not trusts:
            return None
        content = [f"{line.line}\n".encode() for line in waiting]
        if trusts:
            content.insert(0, registry.trust_list(session, county).to_line())
        inner = _sealable(session, county, "receipt", station, readers, content, last)
        file = package.seal(inner)
        _remember(session, county, inner, row.division, file, waiting)
        if trusts:
            _note_trust(session, station, version)
        name = package.file_name(row.division, epoch, inner.manifest.seq)
        return Sent(station, row.name, Path(name), inner.manifest.seq, len(content)), file


def write_trust(county: OpenCounty, station: str, reader: str, out: Path) -> Path:
    """The answer to an enrolment: the trust list alone, sealed to the new device."""
    with county.db.work() as session:
        division = session.execute(select(own.station.c.division).where(own.station.c.id == station)).scalar_one()
        line = registry.trust_list(session, county).to_line()
        last = _last_sent(session, station, county_file.told(session, "epoch"))
        inner = _sealable(session, county, "trust", station, [reader], [line], last)
        file = package.seal(inner)
        _remember(session, county, inner, division, file, ())
        trail.note(session, "trust", "station", station, {"version": registry.version(session)})
    name = package.file_name(division, inner.manifest.epoch, inner.manifest.seq)
    return _put(out, Sent(station, "", Path(name), inner.manifest.seq, 1), file).path


def _sealable(  # noqa: PLR0917 - one package, all of it said
    session: Session,
    county: OpenCounty,
    kind: str,
    station: str,
    readers: Sequence[str],
    content: Sequence[bytes],
    last: Any,
) -> Inner:
    number, head = trail.head(session)
    manifest = Manifest(
        type=kind,
        app=f"station-county {program_version()}",
        station=station,
        epoch=county_file.told(session, "epoch"),
        seq=last.seq + 1 if last is not None else 1,
        prev=last.hash if last is not None else "",
        parent=_parent(session, station),
        to=tuple(readers),
        made_at=clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds"),
        audit_head=(number, head),
        trust=registry.version(session),
        ack=chains.acknowledged(session, station) if kind == "receipt" else Ack(),
    )
    return package.build(manifest, content, county.keys.signing)


def _parent(session: Session, station: str) -> Parent | None:
    """The epoch before this one, from which a restored county went on; None for the first."""
    before = county_file.told(session, "epoch_parent")
    if not before:
        return None
    last = _last_sent(session, station, before)
    return Parent(before, last.seq, last.hash) if last is not None else Parent(before, 0, "")


def _remember(  # noqa: PLR0917 - what was sent
    session: Session, county: OpenCounty, inner: Inner, division: str, file: bytes, waiting: Sequence[Any]
) -> None:
    """The bytes first, so that a chain never names a package that nobody has."""
    manifest = inner.manifest
    write_safely(county.folder.sent / f"{inner.hash}.swx", file)
    row = {
        "station_id": manifest.station,
        "epoch": manifest.epoch,
        "seq": manifest.seq,
        "hash": inner.hash,
        "type": manifest.type,
        "name": package.file_name(division, manifest.epoch, manifest.seq),
        "at": clock.now(),
    }
    session.execute(own.sent.insert().values(row))
    subjects = {line.subject for line in waiting if line.sent_seq is None}
    returning.note_sent(session, manifest.station, manifest.seq, subjects)
    fresh = [line.id for line in waiting if line.sent_seq is None]
    for at in range(0, len(fresh), 500):
        some = own.outgoing.c.id.in_(fresh[at : at + 500])
        session.execute(update(own.outgoing).where(some).values(sent_seq=manifest.seq))
    trail.note(session, manifest.type, "station", manifest.station, {"seq": manifest.seq, "lines": manifest.rows})


def _put(out: Path, sent: Sent, content: bytes) -> Sent:
    try:
        make_folder(out)
    except OSError as fault:
        raise handover.fault_at(fault, out / sent.path.name) from fault
    return replace(sent, path=handover.hand_over_bytes(out, sent.path.name, content))


def _readers(session: Session, station: str) -> list[str]:
    """Every device of the station that is in use can read what the station is told."""
    device = own.device.c
    query = select(device.reader).where(device.station_id == station, device.state == registry.ACTIVE)
    return list(dict.fromkeys(session.scalars(query.order_by(device.since, device.public))))


def _last_sent(session: Session, station: str, epoch: str) -> Any:
    sent = own.sent.c
    query = select(own.sent).where(sent.station_id == station, sent.epoch == epoch).order_by(sent.seq.desc()).limit(1)
    return session.execute(query).first()


def _note_trust(session: Session, station: str, version: int) -> None:
    session.execute(update(own.station).where(own.station.c.id == station).values(trust_sent=version))
