"""Certificates that went out of force: every other station hears of them, so that it is known everywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.county.service import outbox
from station_app.county.store import own_tables as own
from station_app.county.store.tables import STATION_TABLES
from station_app.exchange import lines
from station_app.proof.issuers import kid_of

_OUT_OF_FORCE = ("voided", "reissued")
_AT_ONCE = 500


def tell_others(session: Session, station: str, certificates: Collection[str]) -> None:
    """Tell all other stations which of these certificates of one station are out of force now."""
    keys = sorted(certificates)
    told = [
        each for at in range(0, len(keys), _AT_ONCE) for each in _revoked(session, station, keys[at : at + _AT_ONCE])
    ]
    if told:
        for other in outbox.others(session, station):
            _tell(session, other, told)


def tell_all(session: Session, new_station: str) -> None:
    """Tell a station that was just taken in what all others know."""
    certificate = STATION_TABLES["certificate"].c
    query = select(certificate.station_id).where(
        certificate.station_id != new_station, certificate.state.in_(_OUT_OF_FORCE)
    )
    for other in list(session.scalars(query.distinct())):
        _tell(session, new_station, list(_revoked(session, other, None)))


def _tell(session: Session, station: str, told: list[tuple[str, str, str]]) -> None:
    for kid, number, reason in told:
        outbox.tell_again(session, station, f"revoked:{kid}:{number}", lines.revoked(kid, number, reason))


def _revoked(session: Session, station: str, keys: list[str] | None) -> Iterator[tuple[str, str, str]]:
    certificate = STATION_TABLES["certificate"]
    query: Any = select(certificate.c.certificate_no, certificate.c.state_reason).where(
        certificate.c.station_id == station, certificate.c.state.in_(_OUT_OF_FORCE)
    )
    if keys is not None:
        query = query.where(certificate.c.id.in_(keys))
    publics = session.scalars(select(own.issuer.c.public).where(own.issuer.c.station_id == station))
    kids = sorted(kid_of(bytes.fromhex(public)) for public in publics)  # never what a record says of a kid
    for number, reason in session.execute(query.order_by(certificate.c.certificate_no)):
        for kid in kids:
            yield kid, number or "", (reason or "")[:200]
