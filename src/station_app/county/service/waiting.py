"""Packages that are held: applied one after the other when the gap before them arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.county.service import chains
from station_app.county.store import own_tables as own
from station_app.county.store.county_file import OpenCounty
from station_app.exchange.sequence import Status

if TYPE_CHECKING:
    from station_app.county.service.receiving import Arrival

Take = Callable[[Path], "Arrival"]


def follow(county: OpenCounty, station: str, take: Take) -> Iterator[Arrival]:
    """Take in what can follow now, until nothing more can."""
    tried: set[str] = set()
    while True:
        with county.db.read() as session:
            found = next((name for name in _candidates(session, station) if name not in tried), None)
        if found is None:
            return
        tried.add(found)
        kept = county.folder.attachments / f"{found}.swx"
        if kept.exists():
            arrival = take(kept)
            if arrival.status is Status.APPLIED:
                tried.clear()
            yield arrival


def _candidates(session: Session, station: str) -> list[str]:
    """Files of held packages that stand next in their chain, or begin one."""
    last = {chain.epoch: chain.last_seq for chain in chains.chains_of(session, station)}
    query = (
        select(own.package.c.file_hash, own.package.c.epoch, own.package.c.seq)
        .where(own.package.c.station_id == station, own.package.c.status == Status.HELD)
        .order_by(own.package.c.epoch, own.package.c.seq)
    )
    rows = session.execute(query)
    return [file_hash for file_hash, epoch, seq in rows if seq <= last.get(epoch, 0) + 1]
