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
from station_app.features.training.service.proofs import take_issuers
from station_app.storage import audit


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
    take_issuers(session, [(i.public, i.name, i.valid) for each in offered.stations for i in each.issuers])
    audit.note(session, "trust", detail={"version": offered.version})
    return True
