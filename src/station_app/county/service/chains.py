"""Up to where each station's chains are taken in, kept for exchange.sequence to judge by."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.county.store import own_tables as own
from station_app.exchange.manifest import Ack, Parent
from station_app.exchange.sequence import Chain, Gap, Status


def chains_of(session: Session, station: str) -> list[Chain]:
    """All chains of a station, the oldest first."""
    hashes: dict[str, dict[int, str]] = {}
    for row in session.execute(select(own.link).where(own.link.c.station_id == station)):
        hashes.setdefault(row.epoch, {})[row.seq] = row.hash
    covered: dict[str, set[str]] = {}
    for row in session.execute(select(own.covered).where(own.covered.c.station_id == station)):
        covered.setdefault(row.epoch, set()).add(row.hash)
    query = select(own.chain).where(own.chain.c.station_id == station).order_by(own.chain.c.since, own.chain.c.epoch)
    return [
        Chain(
            row.epoch,
            row.seq,
            row.hash,
            Parent(row.parent_epoch, row.parent_seq, row.parent_hash) if row.parent_epoch else None,
            hashes.get(row.epoch, {}),
            Ack(row.ack_epoch, row.ack_seq, row.ack_hash),
            frozenset(covered.get(row.epoch, ())),
        )
        for row in session.execute(query)
    ]


def store(session: Session, station: str, chain: Chain, known: Chain | None) -> None:
    """Keep a chain that went on or began."""
    place = (own.chain.c.station_id == station) & (own.chain.c.epoch == chain.epoch)
    since = session.execute(select(own.chain.c.since).where(place)).scalar() or clock.now()
    session.execute(delete(own.chain).where(place))
    parent = chain.parent
    row = {
        "station_id": station,
        "epoch": chain.epoch,
        "seq": chain.last_seq,
        "hash": chain.last_hash,
        "parent_epoch": parent.epoch if parent else "",
        "parent_seq": parent.seq if parent else 0,
        "parent_hash": parent.hash if parent else "",
        "ack_epoch": chain.ack.epoch,
        "ack_seq": chain.ack.seq,
        "ack_hash": chain.ack.hash,
        "since": since,
    }
    session.execute(own.chain.insert().values(row))
    before = known.hashes if known else {}
    fresh = [
        {"station_id": station, "epoch": chain.epoch, "seq": seq, "hash": digest}
        for seq, digest in sorted(chain.hashes.items())
        if seq not in before
    ]
    if fresh:
        session.execute(own.link.insert(), fresh)
    named = sorted(chain.covered - (known.covered if known else frozenset()))
    if named:
        rows = [{"station_id": station, "epoch": chain.epoch, "hash": digest} for digest in named]
        session.execute(own.covered.insert(), rows)


def acknowledged(session: Session, station: str) -> Ack:
    """The package of a station that was applied last."""
    place = own.station.c
    row = session.execute(
        select(place.newest_epoch, place.newest_seq, place.newest_hash).where(place.id == station)
    ).one()
    return Ack(row.newest_epoch, row.newest_seq, row.newest_hash)


def gaps_of(session: Session, station: str) -> list[Gap]:
    """Packages that are missing before those that are held."""
    package = own.package.c
    query = select(package.epoch, package.seq, package.parent_epoch, package.parent_seq).where(
        package.station_id == station, package.status == Status.HELD
    )
    have: dict[str, set[int]] = {}
    needed: dict[str, int] = {}
    for epoch, seq, parent_epoch, parent_seq in session.execute(query):
        have.setdefault(epoch, set()).add(seq)
        needed[epoch] = max(seq, needed.get(epoch, 0))
        if parent_epoch:
            needed[parent_epoch] = max(parent_seq, needed.get(parent_epoch, 0))
    if not needed:
        return []
    last = {chain.epoch: chain.last_seq for chain in chains_of(session, station)}
    found: list[Gap] = []
    for epoch, highest in sorted(needed.items()):
        missing = [n for n in range(last.get(epoch, 0) + 1, highest + 1) if n not in have.get(epoch, ())]
        for number in missing:
            if found and found[-1].epoch == epoch and found[-1].last == number - 1:
                found[-1] = Gap(epoch, found[-1].first, number)
            else:
                found.append(Gap(epoch, number, number))
    return found
