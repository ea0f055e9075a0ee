"""Who belongs to the county: stations, their computers, keys that sign certificates; told as a trust list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.service import publishing, revocations
from station_app.county.store import county_file, trail
from station_app.county.store import own_tables as own
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.database import changed
from station_app.county.store.tables import about
from station_app.exchange.enrolment import Request
from station_app.exchange.trust import County, CountyKey, Device, TrustedIssuer, TrustedStation, TrustList
from station_app.proof.issuers import kid_of

ACTIVE, REVOKED = "active", "revoked"
_VERSION = "trust"


@dataclass(frozen=True)
class DeviceRow:
    """A computer of a station."""

    public: str
    station_id: str
    station_name: str
    kid: str
    state: str
    since: dt.datetime
    revoked_at: dt.datetime | None
    reason: str


def take_in(session: Session, request: Request) -> None:
    """Take a device in after its 30 digits were compared; a new station when it is the first of one.

    Refused for a key that was revoked before, and for a station of another name under the same key.
    """
    public = request.public.hex()
    known = session.execute(select(own.device).where(own.device.c.public == public)).first()
    if known is not None and (known.state == REVOKED or known.station_id != request.station):
        raise Refused(_("这把密钥已经停用，或已登记在别的站，没有登记。请让站里重新办理登记。"))
    moment = clock.now()
    if session.execute(select(own.station.c.id).where(own.station.c.id == request.station)).first() is None:
        row = {
            "id": request.station,
            "name": request.name,
            "division": request.division,
            "enrolled_at": moment,
            "app": request.app[:40],
        }
        session.execute(own.station.insert().values(row))
        revocations.tell_all(session, request.station)
        publishing.tell_all(session, request.station)
    else:
        renamed = {"name": request.name, "division": request.division}
        session.execute(update(own.station).where(own.station.c.id == request.station).values(renamed))
    if known is None:
        device = {"public": public, "station_id": request.station, "kid": kid_of(request.public)}
        device |= {"reader": request.reader, "state": ACTIVE}
        session.execute(own.device.insert().values(**device, since=moment))
    for issuer, name in request.issuers:
        add_issuer(session, request.station, issuer.hex(), name)
    next_version(session)
    trail.note(session, "enrol", "station", request.station, {"kid": kid_of(request.public)})
    changed(session, "county_station", "county_device")


def add_issuer(session: Session, station: str, public: str, name: str) -> bool:
    """A key that signs certificates of a station; False when it is known."""
    is_new = session.execute(select(own.issuer.c.public).where(own.issuer.c.public == public)).first() is None
    if is_new:
        session.execute(own.issuer.insert().values(public=public, station_id=station, name=name[:60], valid=True))
        changed(session, "county_issuer")
    return is_new


def revoke(session: Session, named: str, reason: str) -> DeviceRow:
    """Take a device out: by its kid or public key, or by its station's name when that has one alone.

    Its later packages are refused, earlier ones stay and are marked. Refused when nothing or more than one is meant.
    """
    found = [row for row in list_devices(session) if row.state == ACTIVE and _is_meant(row, named)]
    if len(found) != 1:
        raise Refused(
            _("没有找到在用的设备 {name}，没有改动。").format(name=named)
            if not found
            else _("{name} 有 {n} 台在用的设备，请写明密钥代号。没有改动。").format(name=named, n=len(found))
        )
    device = found[0]
    moment = clock.now()
    done = {"state": REVOKED, "revoked_at": moment, "reason": reason[:200]}
    session.execute(update(own.device).where(own.device.c.public == device.public).values(done))
    mine = own.package.c.kid == device.kid
    of_station = own.package.c.station_id == device.station_id
    session.execute(update(own.package).where(mine, of_station).values(marked="E_REVOKED"))
    next_version(session)
    trail.note(session, "revoke", "device", device.station_id, {"kid": device.kid})
    changed(session, "county_device", "county_package")
    return device


def list_devices(session: Session) -> list[DeviceRow]:
    """Every computer that was ever taken in, by station."""
    query = (
        select(own.device, own.station.c.name)
        .join(own.station, own.station.c.id == own.device.c.station_id)
        .order_by(own.station.c.division, own.station.c.id, own.device.c.since)
    )
    return [
        DeviceRow(row.public, row.station_id, row.name, row.kid, row.state, row.since, row.revoked_at, row.reason or "")
        for row in session.execute(query)
    ]


def trust_list(session: Session, county: OpenCounty) -> TrustList:
    """The list as it is now."""
    keys = county.keys
    told = County(
        id=keys.county_id,
        name=county_file.told(session, "name"),
        division=keys.division,
        root=keys.root_public.hex(),
        keys=(CountyKey(keys.signing.public_key.hex(), keys.certificate.hex()),),
        readers=keys.readers,
    )
    return TrustList(version(session), told, tuple(_stations(session)))


def version(session: Session) -> int:
    """The number of the trust list, 1 before anybody was taken in."""
    return int(county_file.told(session, _VERSION) or 1)


def _stations(session: Session) -> Iterator[TrustedStation]:
    devices: dict[str, list[Device]] = {}
    for row in session.execute(select(own.device).order_by(own.device.c.since, own.device.c.public)):
        since = (row.revoked_at or row.since).astimezone(dt.UTC).isoformat(timespec="microseconds")
        devices.setdefault(row.station_id, []).append(Device(row.public, row.reader, row.state, since))
    issuers: dict[str, list[TrustedIssuer]] = {}
    for row in session.execute(select(own.issuer).order_by(own.issuer.c.public)):
        issuers.setdefault(row.station_id, []).append(TrustedIssuer(row.public, row.name, bool(row.valid)))
    for row in session.execute(select(own.station).order_by(own.station.c.id)):
        yield TrustedStation(row.id, row.name, tuple(devices.get(row.id, ())), tuple(issuers.get(row.id, ())))


def next_version(session: Session) -> None:
    """The list changed: every station gets it with its next receipt."""
    number = session.execute(select(func.count()).select_from(about).where(about.c.name == _VERSION)).scalar()
    if number:
        later = {"value": str(version(session) + 1)}
        session.execute(update(about).where(about.c.name == _VERSION).values(later))
    else:
        session.execute(about.insert().values(name=_VERSION, value="2"))


def _is_meant(row: DeviceRow, named: str) -> bool:
    return named in (row.kid, row.public, row.station_name, row.station_id)
