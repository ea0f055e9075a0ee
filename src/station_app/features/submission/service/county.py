"""The county as this station knows it: name, root key, trust list; and whose certificates are believed by its word."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.exchange import strict, trust
from station_app.exchange.trust import TrustList
from station_app.features.submission.model import CountyKnown
from station_app.features.training.model import Issuer
from station_app.proof.issuers import kid_of
from station_app.storage import audit, records

_FROM_COUNTY = "county"


def known(session: Session) -> TrustList | None:
    """The newest trust list; None before enrolment."""
    row = session.scalars(select(CountyKnown)).first()
    return trust.read_line(strict.load(row.trust.encode())) if row is not None else None


def require(session: Session) -> TrustList:
    """The trust list; Refused with the way to enrol."""
    found = known(session)
    if found is None:
        raise Refused(_("这个站还没有在县里登记，收不了县里的文件。请先在“上报”页办理登记。"))
    return found


def keep(session: Session, offered: TrustList) -> bool:
    """Put a list that was checked in the place of the known one; False when it is the same."""
    row = session.scalars(select(CountyKnown)).first()
    text = offered.to_line().decode().rstrip("\n")
    if row is not None and row.trust == text:
        return False
    if row is None:
        row = CountyKnown(id=offered.county.id)
        session.add(row)
    row.name, row.root = offered.county.name, offered.county.root
    row.trust_version, row.trust, row.trusted_at = offered.version, text, clock.now()
    session.flush()
    _keep_issuers(session, offered)
    audit.note(session, "trust", detail={"version": offered.version})
    return True


def _keep_issuers(session: Session, offered: TrustList) -> None:
    """Keys of other stations whose certificates are believed; what the county struck out is no longer valid."""
    rows = {row.public_key: row for row in session.scalars(select(Issuer).where(Issuer.voided_at.is_(None)))}
    for station in offered.stations:
        for issuer in station.issuers:
            row = rows.get(issuer.public)
            if row is None:
                kid = kid_of(bytes.fromhex(issuer.public))
                values = {"kid": kid, "public_key": issuer.public, "name": issuer.name}
                records.save(session, Issuer, values | {"valid": issuer.valid, "source": _FROM_COUNTY})
            elif row.source == _FROM_COUNTY and bool(row.valid) != issuer.valid:
                records.save(session, Issuer, {"valid": issuer.valid}, record_id=row.id)
