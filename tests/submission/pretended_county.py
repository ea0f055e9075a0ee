"""A county made of the package layer alone: enrols stations, opens their packages, writes any receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from station_app.core.ids import new_id
from station_app.exchange import enrolment, lines, package, trust
from station_app.exchange.keys import DeviceKeys, new_identity, reader_of
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.package import Opened
from station_app.exchange.trust import County, Device, TrustedStation, TrustList
from station_app.proof import SigningKey

AT = "2026-02-01T08:00:00.000000+00:00"


class PretendedCounty:
    """测试县民政局 with one chain a station."""

    def __init__(self, name: str = "测试县民政局") -> None:
        self.root = SigningKey.new()
        self.keys = DeviceKeys.new()
        self.reserve = new_identity()
        self.epoch = new_id()
        self.parent: Parent | None = None
        self.seqs: dict[str, int] = {}
        self.hashes: dict[str, str] = {}
        county = County(
            id=new_id(),
            name=name,
            division="419901",
            root=self.root.public_key.hex(),
            keys=(trust.certify(self.keys.signing.public_key, self.root),),
            readers=(self.keys.reader, reader_of(self.reserve)),
        )
        self.trust = TrustList(1, county)

    @property
    def digits(self) -> str:
        """What its clerk reads by telephone."""
        return self.trust.county.root_fingerprint

    def enrol(self, request: Path, out: Path) -> Path:
        """Take a station's computer into the list and write the answer."""
        asked = enrolment.read_request(request)
        device = Device(asked.public.hex(), asked.reader, "active", AT)
        known = next(
            (s for s in self.trust.stations if s.id == asked.station), TrustedStation(asked.station, asked.name)
        )
        others = tuple(s for s in self.trust.stations if s.id != asked.station)
        taken = replace(known, devices=(*known.devices, device))
        self.trust = replace(self.trust, version=self.trust.version + 1, stations=(*others, taken))
        return self.write_trust(asked.station, out)

    def write_trust(self, station: str, out: Path) -> Path:
        """The list as it is now, for one station."""
        return self._write("trust", station, [self.trust.to_line()], out, Ack())

    def open(self, file: Path) -> Opened:
        """A station's package, believed as the county believes it."""
        opened = package.open_package(file, [self.keys.identity], self.trust.public_keys, types={"package", "snapshot"})
        self.trust.check_signer(opened.public_key, opened.manifest.station)
        return opened

    def receipt(
        self, opened: Opened, out: Path, *, status: str = "applied", code: str = "", more: Iterable[bytes] = ()
    ) -> Path:
        """What became of a package, and further lines."""
        manifest = opened.manifest
        line = lines.receipt(opened.hash, manifest.epoch, manifest.seq, status, code, {"created": manifest.rows})
        ack = Ack(manifest.epoch, manifest.seq, opened.hash) if status == "applied" else Ack()
        return self._write("receipt", manifest.station, [line, *more], out, ack)

    def answer(self, station: str, out: Path, content: Iterable[bytes]) -> Path:
        """A receipt of any lines."""
        return self._write("receipt", station, list(content), out, Ack())

    def restore(self) -> None:
        """From a safe copy made before any package came: another epoch that goes on from the one before."""
        last = max(self.seqs.values(), default=0)
        self.parent = Parent(self.epoch, last, next(iter(self.hashes.values()), ""))
        self.epoch, self.seqs, self.hashes = new_id(), {}, {}

    def _write(self, kind: str, station: str, content: list[bytes], out: Path, ack: Ack) -> Path:
        seq = self.seqs.get(station, 0) + 1
        reader = next(d.reader for s in self.trust.stations if s.id == station for d in s.devices[::-1])
        manifest = Manifest(
            type=kind,
            app="test",
            station=station,
            epoch=self.epoch,
            seq=seq,
            prev=self.hashes.get(station, ""),
            parent=self.parent,
            to=(reader,),
            made_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC).isoformat(timespec="microseconds"),
            trust=self.trust.version,
            ack=ack,
        )
        inner = package.build(manifest, content, self.keys.signing)
        self.seqs[station], self.hashes[station] = seq, inner.hash
        out.mkdir(parents=True, exist_ok=True)
        file = out / f"HZ_{kind}_{seq:06d}.swx"
        file.write_bytes(package.seal(inner))
        return file
