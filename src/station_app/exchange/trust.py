"""The trust list: who may sign for whom, told by the county, proven by its root key, never older than the last one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from station_app.exchange import strict
from station_app.exchange.faults import PackageFault
from station_app.exchange.keys import fingerprint
from station_app.exchange.shapes import SHAPES
from station_app.proof import SigningKey, cose
from station_app.proof.issuers import kid_of

COUNTY = ""
"""Stands for the county where a key's station is asked."""


@dataclass(frozen=True)
class CountyKey:
    """An operating key of the county; `cert` is the root's signature over it."""

    public: str
    cert: str


@dataclass(frozen=True)
class County:
    """The county that the list is of. Keys are hex."""

    id: str
    name: str
    division: str
    root: str
    keys: tuple[CountyKey, ...]
    readers: tuple[str, ...]
    """What packages to the county are sealed to: the operating reader first, then the reserve."""

    @property
    def root_fingerprint(self) -> str:
        """What is compared by telephone at enrolment."""
        return fingerprint(bytes.fromhex(self.root))


@dataclass(frozen=True)
class Device:
    """A computer of a station."""

    public: str
    reader: str
    state: str
    """`active` or `revoked`."""
    since: str
    """Of the state; UTC, ISO 8601."""


@dataclass(frozen=True)
class TrustedIssuer:
    """A key that signs certificates of a station."""

    public: str
    name: str
    valid: bool = True


@dataclass(frozen=True)
class TrustedStation:
    """One station of the county."""

    id: str
    name: str
    devices: tuple[Device, ...] = ()
    issuers: tuple[TrustedIssuer, ...] = ()


@dataclass(frozen=True)
class KnownKey:
    """One key that a package may be signed with."""

    public_key: bytes
    station: str
    """COUNTY for the county's own."""
    active: bool


@dataclass(frozen=True)
class TrustList:
    """One version of the list."""

    version: int
    county: County
    stations: tuple[TrustedStation, ...] = ()

    def to_line(self) -> bytes:
        """As a line of a package."""
        said = {"op": "trust", **asdict(self)}
        for station in said["stations"]:
            for issuer in station["issuers"]:
                issuer["valid"] = int(issuer["valid"])
        plain = strict.dump(said)
        if len(plain) > strict.MOST_BYTES:
            raise PackageFault("E_TOO_BIG", "trust list")
        read_line(strict.load(plain))
        return plain + b"\n"

    def keys_of(self, kid: str) -> list[KnownKey]:
        """Every key with that kid, revoked ones too."""
        found = [KnownKey(bytes.fromhex(key.public), COUNTY, active=True) for key in self.county.keys]
        found += [
            KnownKey(bytes.fromhex(device.public), station.id, active=device.state == "active")
            for station in self.stations
            for device in station.devices
        ]
        return [key for key in found if kid_of(key.public_key) == kid]

    def public_keys(self, kid: str) -> list[bytes]:
        """The same as open_package asks for it."""
        return [key.public_key for key in self.keys_of(kid)]

    def check_signer(self, public_key: bytes, station: str) -> None:
        """That a key may speak for a station (COUNTY for the county). PackageFault E_REVOKED or E_STATION_KEY."""
        keys = [key for key in self.keys_of(kid_of(public_key)) if key.public_key == public_key]
        mine = [key for key in keys if key.station == station]
        if not mine:
            raise PackageFault("E_STATION_KEY")
        if not any(key.active for key in mine):
            raise PackageFault("E_REVOKED")


def read_line(line: dict[str, Any]) -> TrustList:
    """The list of a line. PackageFault E_LINE, or E_TRUST for a county key that its root did not sign."""
    if not SHAPES["trust"].fits(line):
        raise PackageFault("E_LINE", "trust")
    said = line["county"]
    county = County(
        **said | {"keys": tuple(CountyKey(**key) for key in said["keys"]), "readers": tuple(said["readers"])}
    )
    if not county.keys or not county.readers or not all(_is_certified(county.root, key) for key in county.keys):
        raise PackageFault("E_TRUST", "certificate")
    stations = tuple(
        TrustedStation(
            station["id"],
            station["name"],
            tuple(Device(**device) for device in station["devices"]),
            tuple(TrustedIssuer(i["public"], i["name"], bool(i["valid"])) for i in station["issuers"]),
        )
        for station in line["stations"]
    )
    return TrustList(line["version"], county, stations)


def certify(public_key: bytes, root: SigningKey) -> CountyKey:
    """The operating key with the root's signature."""
    return CountyKey(public_key.hex(), cose.seal(public_key, root, cose.COUNTY_KEY).hex())


def check_newer(offered: TrustList, known: TrustList | None, root: bytes | None = None) -> None:
    """That a list may take the place of the known one: same root, no older, no second list of one version.

    PackageFault E_TRUST or E_STALE_TRUST. `root` is the key that was confirmed by telephone.
    """
    trusted = root if root is not None else bytes.fromhex(known.county.root) if known else None
    if trusted is not None and bytes.fromhex(offered.county.root) != trusted:
        raise PackageFault("E_TRUST", "root")
    if known is not None and (
        offered.version < known.version or (offered.version == known.version and offered != known)
    ):
        raise PackageFault("E_STALE_TRUST", f"{offered.version} after {known.version}")


def _is_certified(root: str, key: CountyKey) -> bool:
    try:
        message = cose.unseal(bytes.fromhex(key.cert), cose.COUNTY_KEY)
    except ValueError:
        return False
    return message.payload == bytes.fromhex(key.public) and message.is_signed_by(bytes.fromhex(root))
