"""Is everything at the county still as it was written? File, trail, packages, digests (F65, F86)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.county.service import alarms, registry
from station_app.county.service.receiving import TYPES
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.county_file import OpenCounty
from station_app.county.store.tables import EXTRA
from station_app.exchange import digest as digests
from station_app.exchange import package
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import SCHEMA
from station_app.exchange.sequence import Status
from station_app.storage import keys
from station_app.storage.copies import digest as digest_of_file
from station_app.storage.integrity import Finding, database_findings

_NEEDED = (Status.HELD, Status.FORK)
"""Packages whose bytes are all that there is of them."""


def check(county: OpenCounty) -> list[Finding]:
    """Everything; an empty list is good news. Changes nothing."""
    findings: list[Finding] = []
    try:
        keys.has_password(county.folder)
    except Trouble as trouble:
        findings.append(Finding(trouble.code, str(trouble)))
    if not county.db.is_served:
        findings += database_findings(county.folder.database, county.db.data_key)
    if findings:
        return findings
    with county.db.read() as session:
        fault = trail.verify(session).fault
        if fault:
            findings.append(Finding("E_AUDIT_TRAIL", fault))
        findings += _files(session, county)
        findings += _digests(session, county)
        findings += [
            Finding(alarm.code, f"{alarm.station_name}：{alarm.sentence}") for alarm in alarms.open_alarms(session)
        ]
    return findings


def _files(session: Session, county: OpenCounty) -> list[Finding]:
    """Kept bytes are what they were, and those that are still needed are there."""
    found: list[Finding] = []
    kept = {place.stem: place for place in county.folder.attachments.glob("*.swx")}
    for name, place in sorted(kept.items()):
        if digest_of_file(place) != name:
            found.append(Finding("E_PACKAGE_DAMAGED", _("收下的数据包 {name}… 已损坏。").format(name=name[:8])))
    query = select(own.package.c.file_hash, own.station.c.name, own.package.c.seq).join(
        own.station, own.station.c.id == own.package.c.station_id
    )
    for file_hash, name, seq in session.execute(query.where(own.package.c.status.in_(_NEEDED))):
        if file_hash not in kept:
            told = _("{station} 第 {n} 号数据包的文件丢了，请让站里再发一次。").format(station=name, n=seq)
            found.append(Finding("E_PACKAGE_MISSING", told))
    return found


def _digests(session: Session, county: OpenCounty) -> list[Finding]:
    """What each station said of its records in its newest package, against the records as they are now."""
    found: list[Finding] = []
    trusted = registry.trust_list(session, county)
    for station in trusted.stations:
        place = _newest(session, county, station.id)
        waits = own.conflict.c.station_id == station.id, own.conflict.c.state == "open"
        if place is None or session.execute(select(own.conflict.c.id).where(*waits)).first() is not None:
            continue
        try:
            opened = package.open_package(place, [county.keys.reader], trusted.public_keys, types=TYPES)
        except PackageFault:
            continue  # told by _files
        if not opened.manifest.digest or opened.manifest.schema != SCHEMA:
            continue
        ours = digests.digest(session, station.id, extra=EXTRA)
        differing = digests.differing(ours, opened.manifest.digest)
        if differing:
            told = _("{station}：{names} 和站里上报时的不一样。").format(
                station=station.name, names="、".join(differing)
            )
            found.append(Finding("E_DIGEST", told))
    return found


def _newest(session: Session, county: OpenCounty, station: str) -> Path | None:
    query = (
        select(own.package.c.file_hash)
        .where(own.package.c.station_id == station, own.package.c.status == Status.APPLIED)
        .order_by(own.package.c.applied_at.desc(), own.package.c.seq.desc())
        .limit(1)
    )
    name = session.execute(query).scalar()
    place = county.folder.attachments / f"{name}.swx"
    return place if name and place.exists() else None
