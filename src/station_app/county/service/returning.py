"""Giving a station back what it lost: its own records as the county has them (F27, F50, F51).

Two files went on from one: an old copy was put back, or a disk was cloned. The file that sends is told what the other
one had sent; once it says that it took this in, all of it counts as its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from station_app.county.service import outbox
from station_app.county.store import county_file
from station_app.county.store import own_tables as own
from station_app.county.store.plain import kept, selected
from station_app.exchange import lines
from station_app.exchange.manifest import Manifest, Parent
from station_app.exchange.sequence import Chain, acknowledged_before, line_of


def give_back(session: Session, manifest: Manifest, known: Sequence[Chain], last: Parent) -> None:
    """Answer a package that does not know everything: a rollback line and the records, unless they are told already."""
    station, beside = manifest.station, _beside(manifest, known)
    table, told = own.returned, {}
    mine = (table.c.station_id == station) & (table.c.for_epoch == manifest.epoch)
    for row in session.execute(select(table).where(mine)):
        told[row.epoch] = row.seq
    if all(told.get(chain.epoch, 0) >= chain.last_seq for chain in beside):
        return
    line = lines.rollback(manifest.epoch, manifest.parent, last)
    outbox.tell(session, station, f"rollback:{manifest.epoch}", line, *_lost(session, manifest, known))
    session.execute(delete(table).where(mine))
    rows = [{"epoch": chain.epoch, "seq": chain.last_seq} for chain in beside]
    session.execute(table.insert(), [{"station_id": station, "for_epoch": manifest.epoch} | row for row in rows])


def note_sent(session: Session, station: str, seq: int, subjects: Collection[str]) -> None:
    """A receipt carries answers that give records back."""
    table = own.returned
    for subject in subjects:
        word, _colon, epoch = subject.partition(":")
        if word == "rollback":
            place = (table.c.station_id == station) & (table.c.for_epoch == epoch) & table.c.sent_seq.is_(None)
            session.execute(update(table).where(place).values(sent_seq=seq))


def taken_back(session: Session, manifest: Manifest, known: Sequence[Chain]) -> Mapping[str, int]:
    """Epoch → number up to which its records were given back to the file that sends, and taken in by it before."""
    ack = acknowledged_before(known, manifest)
    if ack.epoch != county_file.told(session, "epoch"):
        return {}
    table = own.returned.c
    query = select(table.epoch, table.seq).where(
        table.station_id == manifest.station,
        table.for_epoch.in_(_epochs(manifest, known)),
        table.sent_seq <= ack.seq,
    )
    found: dict[str, int] = {}
    for epoch, seq in session.execute(query):
        found[epoch] = max(seq, found.get(epoch, 0))
    return found


def _lost(session: Session, manifest: Manifest, known: Sequence[Chain]) -> Iterator[bytes]:
    """Whole lines of the records that were last written by packages which the sender does not know."""
    line = line_of(known, manifest)
    hashes = sorted({digest for chain in known for digest in chain.hashes.values()} - line)
    listed = ", ".join(f"'{digest}'" for digest in hashes)
    connection = session.connection()
    served = connection.dialect.name == "postgresql"
    for name, table in kept().items():
        query = (
            f'SELECT {selected(table, served=served)} FROM "{name}" t '  # noqa: S608 - names of our own, hex digits
            f"WHERE t.station_id = '{manifest.station}' AND t.arrived_hash IN ({listed}) ORDER BY t.id"
        )
        for row in connection.exec_driver_sql(query).fetchall():
            pairs = zip(table.columns, row, strict=False)
            yield lines.whole(name, row[0], {column: value for column, value in pairs if value is not None})


def _beside(manifest: Manifest, known: Sequence[Chain]) -> list[Chain]:
    """Chains with packages that do not lie on the sender's line of descent."""
    line = line_of(known, manifest)
    return [chain for chain in known if set(chain.hashes.values()) - line]


def _epochs(manifest: Manifest, known: Sequence[Chain]) -> set[str]:
    """The epochs of the sender's line of descent."""
    by_epoch = {chain.epoch: chain for chain in known}
    own_chain = by_epoch.get(manifest.epoch)
    parent = own_chain.parent if own_chain is not None else manifest.parent
    found = {manifest.epoch}
    while parent is not None and parent.epoch not in found:
        found.add(parent.epoch)
        chain = by_epoch.get(parent.epoch)
        parent = chain.parent if chain is not None else None
    return found
