"""Enrolment over the stick: a device asks by a file that it signed itself, the county answers with the trust list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from station_app.exchange import lines, package, trust
from station_app.exchange.faults import PackageFault
from station_app.exchange.keys import DeviceKeys, fingerprint, reader_of
from station_app.exchange.manifest import Manifest
from station_app.exchange.trust import TrustList
from station_app.proof.issuers import kid_of


@dataclass(frozen=True)
class Request:
    """What a device says of itself when it asks to be taken in."""

    station: str
    name: str
    division: str
    public: bytes
    """What it will sign packages with."""
    reader: str
    """What it can read: age1…"""
    app: str
    issuers: tuple[tuple[bytes, str], ...] = ()
    """Keys that sign certificates, with the name of each."""
    digits: str = ""
    """The 30 digits to compare by telephone; known once it is built or read."""


@dataclass(frozen=True)
class Answer:
    """What the county answered."""

    trust: TrustList
    manifest: Manifest
    hash: str

    @property
    def digits(self) -> str:
        """The 30 digits of the county's root key, compared by telephone before the list is believed."""
        return self.trust.county.root_fingerprint


def request(
    keys: DeviceKeys,
    *,
    station: str,
    name: str,
    division: str,
    epoch: str,
    app: str,
    made_at: str,
    issuers: Sequence[tuple[bytes, str]] = (),
) -> tuple[bytes, str]:
    """The file of a request and its 30 digits."""
    said = {
        "op": "enrol",
        "station": {"id": station, "name": name, "division": division},
        "public": keys.signing.public_key.hex(),
        "reader": keys.reader,
        "app": app,
        "issuers": [{"public": public.hex(), "name": whose} for public, whose in issuers],
    }
    manifest = Manifest(type="enrol", app=app, station=station, epoch=epoch, seq=1, to=(), made_at=made_at)
    inner = package.build(manifest, [lines.written(said)], keys.signing)
    return package.seal(inner), fingerprint(inner.manifest.to_bytes())


def read_request(content: bytes | Path) -> Request:
    """A request that was signed with the key it names. PackageFault for anything else."""
    said, inner = package.unsealed(content, (), {"enrol"})
    message, manifest, packed = package.claimed(inner, said)
    opened = package.Opened(manifest, sha256(message.payload).hexdigest(), b"", packed)
    found = list(opened.lines)
    if len(found) != 1:
        raise PackageFault("E_LINE", "one line")
    line = found[0]
    public = bytes.fromhex(line["public"])
    if kid_of(public) != message.kid or not message.is_signed_by(public):
        raise PackageFault("E_SIG", "not its own key")
    if line["station"]["id"] != manifest.station:
        raise PackageFault("E_LINE", "station")
    return Request(
        manifest.station,
        line["station"]["name"],
        line["station"]["division"],
        public,
        line["reader"],
        line["app"],
        tuple((bytes.fromhex(each["public"]), each["name"]) for each in line["issuers"]),
        fingerprint(message.payload),
    )


def read_trust(
    content: bytes | Path, identities: Sequence[str], *, root: bytes | None = None, known: TrustList | None = None
) -> Answer:
    """A trust list by itself: the answer to an enrolment, or a later one that may bring new operating keys.

    Believed by its root alone: signed by an operating key that the root certified. Before enrolment nobody knows the
    root (None): compare `digits` by telephone before anything of it is kept. PackageFault for anything else.
    """
    said, inner = package.unsealed(content, identities, {"trust"})
    message, manifest, packed = package.claimed(inner, said)
    if not {reader_of(each) for each in identities} & set(manifest.to):
        raise PackageFault("E_NOT_FOR_ME", "not named")
    digest = sha256(message.payload).hexdigest()
    found = list(package.Opened(manifest, digest, b"", packed).lines)
    if len(found) != 1:
        raise PackageFault("E_LINE", "one line")
    offered = trust.read_line(found[0])
    signers = [key.public_key for key in offered.keys_of(message.kid) if key.station == trust.COUNTY]
    if not any(message.is_signed_by(key) for key in signers):
        raise PackageFault("E_SIG" if signers else "E_UNKNOWN_KEY", "not an operating key of its county")
    trust.check_newer(offered, known, root)
    return Answer(offered, manifest, digest)
