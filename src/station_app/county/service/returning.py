"""Giving a station back what it lost: its own records as the county has them (F27, F50, F51).

Two files went on from one: an old copy was put back, or a disk was cloned. The file that sends is told what the other
one had sent; once it says that it took this in, all of it counts as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from station_app.county.service import outbox
from station_app.county.store import own_tables as own
from station_app.county.store.plain import kept, selected
from station_app.exchange import lines
from station_app.exchange.manifest import Manifest, Parent
from station_app.exchange.sequence import Chain


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
    rows = [{"epoch": chain.epoch, "seq": chain.last_seq, "taken": False} for chain in beside]
    session.execute(table.insert(), [{"station_id": station, "for_epoch": manifest.epoch} | row for row in rows])


def note_taken(session: Session, station: str) -> None:
    """What is not on the station's list any more was taken in by it."""
    table = own.returned
    waits = select(own.outgoing.c.subject).where(own.outgoing.c.station_id == station)
    subjects = set(session.scalars(waits.distinct()))
    open_rows = select(table.c.for_epoch).where(table.c.station_id == station, table.c.taken.is_(False)).distinct()
    for epoch in list(session.scalars(open_rows)):
        if f"rollback:{epoch}" not in subjects:
            place = (table.c.station_id == station) & (table.c.for_epoch == epoch)
            session.execute(update(table).where(place).values(taken=True))


def taken_back(session: Session, manifest: Manifest, known: Sequence[Chain]) -> Mapping[str, int]:
    """Epoch → number up to which its records were given back to the file that sends, and taken in by it."""
    epochs = set(_covered(manifest, known))
    table = own.returned.c
    query = select(table.epoch, table.seq).where(
        table.station_id == manifest.station, table.for_epoch.in_(epochs), table.taken.is_(True)
    )
    found: dict[str, int] = {}
    for epoch, seq in session.execute(query):
        found[epoch] = max(seq, found.get(epoch, 0))
    return found


def _lost(session: Session, manifest: Manifest, known: Sequence[Chain]) -> Iterator[bytes]:
    """Whole lines of the records that were last written by packages which the sender does not know."""
    covered = _covered(manifest, known)
    hashes = [
        digest for chain in known for seq, digest in sorted(chain.hashes.items()) if seq > covered.get(chain.epoch, 0)
    ]
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
    covered = _covered(manifest, known)
    return [chain for chain in known if chain.last_seq > covered.get(chain.epoch, 0)]


def _covered(manifest: Manifest, known: Sequence[Chain]) -> dict[str, int]:
    own_chain = next((each for each in known if each.epoch == manifest.epoch), None)
    parent = own_chain.parent if own_chain is not None else manifest.parent
    covered = {manifest.epoch: manifest.seq - 1}
    while parent is not None and parent.epoch not in covered:
        covered[parent.epoch] = parent.seq
        chain = next((each for each in known if each.epoch == parent.epoch), None)
        parent = chain.parent if chain else None
    return covered
