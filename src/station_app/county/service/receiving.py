"""Taking packages in: any number of files, in any order, from many stations (docs/package-format.md §6).

The bytes are kept before anything else. Opening, checking and judging read; then one transaction holds records,
package row and receipt together, so that a cut leaves the old state or the new one (F62). What is held is applied
when the gap before it arrives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.county.service import applying, chains, packages, registry, returning, waiting
from station_app.county.service.outcome import Outcome
from station_app.county.store import own_tables as own
from station_app.county.store import trail
from station_app.county.store.county_file import OpenCounty
from station_app.exchange import package
from station_app.exchange.faults import PackageFault
from station_app.exchange.package import Opened
from station_app.exchange.sequence import Gap, Status, judge
from station_app.storage import steps

TYPES = frozenset({"package", "snapshot"})


@dataclass(frozen=True)
class Arrival:
    """What became of one file."""

    file: str
    status: Status
    station_id: str = ""
    station_name: str = ""
    seq: int = 0
    hash: str = ""
    code: str = ""
    sentence: str = ""
    """For a person: why it was refused or held."""
    gaps: tuple[Gap, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)


def receive(county: OpenCounty, files: Iterable[Path]) -> list[Arrival]:
    """Take files in; one Arrival a file, and one more for every held package that could follow."""
    arrivals: list[Arrival] = []
    for file in files:
        first = _receive_one(county, file)
        arrivals.append(first)
        if first.status is Status.APPLIED:
            arrivals += waiting.follow(county, first.station_id, lambda kept: _take(county, kept, kept.name))
    return arrivals


def _receive_one(county: OpenCounty, file: Path) -> Arrival:
    try:
        steps.reached("receive.check")
        package.read_outer(file)
        steps.reached("receive.keep")
        kept = packages.keep(county.folder, file)
    except PackageFault as fault:
        return _refused(county, file.name, fault)
    except OSError as fault:
        raise Trouble(
            "E_IN_UNREADABLE",
            _("读不了 {path}（{why}）。").format(path=file, why=reason(fault)),
            _("这个文件没有收，已经收下的不受影响。"),
            _("请检查文件是否还在、U 盘是否插好，然后再收一次。"),
        ) from fault
    return _take(county, kept, file.name)


def _take(county: OpenCounty, kept: Path, name: str) -> Arrival:
    """A package whose bytes are kept."""
    outcome = Outcome()
    steps.reached("receive.open")
    try:
        with outcome.timed("decrypt"), county.db.read() as session:
            trusted = registry.trust_list(session, county)
            opened = package.open_package(kept, [county.keys.reader], trusted.public_keys, types=TYPES)
    except PackageFault as fault:
        packages.give_up(kept)  # nobody we know sealed and signed it: nothing to keep
        return _refused(county, name, fault)
    try:
        trusted.check_signer(opened.public_key, opened.manifest.station)
    except PackageFault as fault:
        if fault.code != "E_REVOKED":
            packages.give_up(kept)
            return _refused(county, name, fault)
        return _refused_signed(county, kept, name, opened, fault)
    steps.reached("receive.begin")
    try:
        with county.db.work() as session:
            arrival = _judged(session, county, kept, opened, name=name, outcome=outcome)
            steps.reached("receive.commit")
    except PackageFault as fault:  # a line that nobody may send: the whole package is refused
        return _refused_signed(county, kept, name, opened, fault)
    steps.reached("receive.done")
    packages.give_up_erased(county, arrival.outcome)
    return arrival


def _judged(
    session: Session, county: OpenCounty, kept: Path, opened: Opened, *, name: str, outcome: Outcome
) -> Arrival:
    manifest, digest = opened.manifest, opened.hash
    known = chains.chains_of(session, manifest.station)
    verdict = judge(
        known,
        manifest,
        digest,
        quarantined=packages.quarantined(session, manifest.station),
        returned=returning.taken_back(session, manifest, known),
    )
    if verdict.status is not Status.FORK:
        packages.acknowledge(session, opened, newest=verdict.status is Status.APPLIED)
    if verdict.status is Status.APPLIED:
        applying.apply(session, county, opened, verdict, known, outcome=outcome)
    packages.store(session, opened, kept, status=verdict.status, code=verdict.code, outcome=outcome)
    packages.answer(session, opened, verdict, outcome)
    detail = {"station": manifest.station, "seq": manifest.seq, "status": str(verdict.status), **outcome.counts()}
    trail.note(session, "receive", "package", "", detail)
    return Arrival(
        name,
        verdict.status,
        manifest.station,
        _name_of(session, manifest.station),
        manifest.seq,
        digest,
        verdict.code,
        str(PackageFault(verdict.code)) if verdict.code else "",
        verdict.gaps,
        outcome,
    )


def _name_of(session: Session, station: str) -> str:
    return str(session.execute(select(own.station.c.name).where(own.station.c.id == station)).scalar() or "")


def _refused(county: OpenCounty, name: str, fault: PackageFault) -> Arrival:
    """Whoever sent it is not known for sure: only the trail hears of it."""
    county.db.note("refuse", "package", "", {"code": fault.code})
    return Arrival(name, Status.REFUSED, code=fault.code, sentence=str(fault))


def _refused_signed(county: OpenCounty, kept: Path, name: str, opened: Opened, fault: PackageFault) -> Arrival:
    """Its station hears of it, and the bytes stay."""
    manifest, outcome = opened.manifest, Outcome()
    with county.db.work() as session:
        packages.store(session, opened, kept, status=Status.REFUSED, code=fault.code, outcome=outcome)
        packages.answer_refused(session, opened, fault.code)
        detail = {"station": manifest.station, "seq": manifest.seq, "code": fault.code}
        trail.note(session, "refuse", "package", "", detail)
        told = _name_of(session, manifest.station)
    return Arrival(
        name, Status.REFUSED, manifest.station, told, manifest.seq, opened.hash, fault.code, str(fault), outcome=outcome
    )


def decide_fork(county: OpenCounty, digest: str, *, take: bool) -> Arrival:
    """What a person decided of a package that stands beside the chain: merge its records value by value, or leave it.

    Either way its bytes stay, and the station is asked for its whole state, from which its chain goes on. Refused
    when there is no such package.
    """
    with county.db.read() as session:
        row = session.execute(select(own.package).where(own.package.c.hash == digest)).first()
    if row is None or row.status != Status.FORK:
        raise Refused(_("没有这个待定的数据包，没有改动。"))
    kept, outcome = county.folder.attachments / f"{row.file_hash}.swx", Outcome()
    with county.db.read() as session:
        trusted = registry.trust_list(session, county)
        opened = package.open_package(kept, [county.keys.reader], trusted.public_keys, types=TYPES)
    with county.db.work() as session:
        if take:
            applying.take_beside(session, opened, outcome=outcome)
        packages.settle_fork(session, opened, taken=take)
        trail.note(session, "decide_fork", "package", "", {"station": row.station_id, "seq": row.seq, "taken": take})
        told = _name_of(session, row.station_id)
    return Arrival(kept.name, Status.FORK, row.station_id, told, row.seq, digest, outcome=outcome)
