"""A station that makes packages of its change log, as small as can be: what 上报 does, without a screen."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from station_app.core import clock
from station_app.exchange import digest, enrolment, outgoing, package
from station_app.exchange.keys import DeviceKeys
from station_app.exchange.manifest import Ack, Manifest, Parent
from station_app.exchange.trust import TrustList
from station_app.features.people.model import Household, Person
from station_app.features.station.model import Station
from station_app.storage import audit, changes, records
from station_app.storage.database import Database


@dataclass
class Writer:
    """One computer of one station."""

    db: Database
    name: str
    out: Path
    keys: DeviceKeys = field(default_factory=DeviceKeys.new)
    epoch: str = field(default_factory=lambda: os.urandom(16).hex())
    parent: Parent | None = None
    seq: int = 0
    hash: str = ""
    sent: int = 0
    chain: tuple[tuple[str, int, str], ...] = ()
    trust: TrustList | None = None
    ack: Ack = field(default_factory=Ack)
    app: str = "0.1.0"

    @property
    def station(self) -> str:
        return self.db.station_id

    def request(self) -> tuple[Path, str]:
        """The file that asks to be taken in, and its 30 digits."""
        content, digits = enrolment.request(
            self.keys,
            station=self.station,
            name=self.name,
            division="419901300",
            epoch=self.epoch,
            app=self.app,
            made_at=_now(),
        )
        return self._written(f"request-{self.name}.swx", content), digits

    def enrolled(self, answer: Path) -> None:
        self.trust = enrolment.read_trust(answer, [self.keys.identity], known=self.trust).trust

    def package(self, *, snapshot: bool = False, content: list[bytes] | None = None, **facts: Any) -> Path:
        """The next package, as a file."""
        assert self.trust is not None
        with self.db.read() as session:
            last = changes.last_counter(session)
            told = digest.digest(session, self.station)
            kind = "snapshot" if snapshot else "package"
            pieces = outgoing.snapshot_lines(session) if snapshot else outgoing.lines(session, self.sent + 1, last)
            manifest = Manifest(
                **{
                    "type": kind,
                    "app": self.app,
                    "station": self.station,
                    "epoch": self.epoch,
                    "seq": self.seq + 1,
                    "prev": self.hash,
                    "parent": self.parent,
                    "chain": self.chain if snapshot else (),
                    "to": (*self.trust.county.readers, self.keys.reader),
                    "counter": (1 if snapshot else self.sent + 1, last),
                    "made_at": _now(),
                    "audit_head": audit.head(session),
                    "trust": self.trust.version,
                    "digest": told,
                    "ack": self.ack,
                }
                | facts
            )
            inner = package.build(manifest, pieces if content is None else content, self.keys.signing)
        self.seq, self.hash, self.sent = manifest.seq, inner.hash, last
        self.chain = (*self.chain, (manifest.epoch, manifest.seq, inner.hash))
        name = f"{self.name}-{self.epoch[:4]}-{self.seq:06d}-{inner.hash[:6]}.swx"
        return self._written(name, package.seal(inner))

    def opened(self, file: Path) -> package.Opened:
        """A receipt, as the station opens it."""
        assert self.trust is not None
        return package.open_package(file, [self.keys.identity], self.trust.public_keys, types=frozenset({"receipt"}))

    def take(self, file: Path) -> list[dict[str, Any]]:
        """The lines of a receipt; acknowledged by the next package."""
        found = self.opened(file)
        self.ack = Ack(found.manifest.epoch, found.manifest.seq, found.hash)
        return list(found.lines)

    def went_back(self, other: Database) -> None:
        """An older file is in its place: a new epoch goes on from what that file last sent (the caller says what)."""
        self.db = other
        self.parent = Parent(self.epoch, self.seq, self.hash) if self.seq else self.parent
        self.epoch, self.seq, self.hash, self.chain = os.urandom(16).hex(), 0, "", ()

    def person(self, name: str, **values: Any) -> str:
        """A new person; her key."""
        old_number = values.pop("id_number") if len(values.get("id_number", "")) == 15 else None
        with self.db.work() as session:
            person = records.save(session, Person, {"name": name, **values}, require=False)
            if old_number:  # kept as given: entry offers the long form
                session.flush()
                person.id_number = old_number
            return str(person.id)

    def household(self, village: str) -> str:
        with self.db.work() as session:
            return str(records.save(session, Household, {"village": village}, require=False).id)

    def change(self, key: str, **values: Any) -> None:
        with self.db.work() as session:
            records.save(session, Person, values, record_id=key, require=False)

    def void(self, key: str) -> None:
        with self.db.work() as session:
            records.void(session, Person, key, "重复登记")

    def _written(self, name: str, content: bytes) -> Path:
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / name).write_bytes(content)
        return self.out / name


def copy_of(writer: Writer, root: Path) -> Database:
    """The station's file as it is now, opened elsewhere: a backup, or a cloned disk."""
    root.mkdir(parents=True)
    shutil.copyfile(writer.db.path, root / writer.db.path.name)
    return Database(root / writer.db.path.name, writer.db.data_key, actor="王敏", station_id=writer.station)


def named_station(db: Database, name: str) -> None:
    with db.work() as session:
        records.save(session, Station, {"name": name, "division_code": "419901300"}, require=False)


def _now() -> str:
    return clock.now().astimezone(dt.UTC).isoformat(timespec="microseconds")
