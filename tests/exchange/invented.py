"""Packages of an invented station and county with fixed keys: the same manifest at every run."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app.exchange import lines, package, trust
from station_app.exchange.keys import DeviceKeys
from station_app.exchange.manifest import Manifest
from station_app.exchange.trust import County, Device, TrustedIssuer, TrustedStation, TrustList
from station_app.proof import SigningKey

STATION = "0190f3c2a0007000800000000000000a"
COUNTY = "0190f3c2a0007000800000000000000c"
EPOCH = "5e" * 16
COUNTY_EPOCH = "c0" * 16
AT = "2023-02-15T00:30:00.000000+00:00"
NAMES = ("王秀兰", "𠮷田秀兰", "阿依古丽·买买提")
ID_NUMBERS = ("41990119750315002X", "41990119681102002X", "41990119820808006X")


def fixed_signing(word: str) -> SigningKey:
    private = Ed25519PrivateKey.from_private_bytes(sha256(word.encode()).digest())
    return SigningKey(private.private_bytes_raw(), private.public_key().public_bytes_raw())


ROOT = fixed_signing("root")
STATION_KEYS = DeviceKeys(
    fixed_signing("station"), "AGE-SECRET-KEY-1NQHQTKXWV4XFCMCMQLQP5P8QZ64UTCQSDZ7V2S6VQ0YDHCXRXVTS84GAKP"
)
COUNTY_KEYS = DeviceKeys(
    fixed_signing("county"), "AGE-SECRET-KEY-12MKU5EKAJGVCU468A54SZ7MJ9FMLHN9K42V0LZ8P6R7G4V96KNHS3ZQ6LT"
)
RESERVE = DeviceKeys(
    fixed_signing("reserve"), "AGE-SECRET-KEY-1GPZ7TP6QXC0RZF0LJARCQSP3P3XNQWL3Q4NFJSAF7AMZNM8UNX3SRA6WXE"
)
NEIGHBOUR = DeviceKeys(
    fixed_signing("neighbour"), "AGE-SECRET-KEY-1WJV72ZH67KXTFKP2Y0WF8Y58TFVT63DJR3J9XH5P0MMXNJ0M5DAQVDEWHE"
)
"""Another county."""
TRUST = TrustList(
    3,
    County(
        COUNTY,
        "测试县民政局",
        "419901",
        ROOT.public_key.hex(),
        (trust.certify(COUNTY_KEYS.signing.public_key, ROOT),),
        (COUNTY_KEYS.reader, RESERVE.reader),
    ),
    (
        TrustedStation(
            STATION,
            "城郊乡社会工作服务站",
            (Device(STATION_KEYS.signing.public_key.hex(), STATION_KEYS.reader, "active", AT),),
            (TrustedIssuer(fixed_signing("issuer").public_key.hex(), "城郊乡社会工作服务站"),),
        ),
    ),
)


def key_of(number: int) -> str:
    return f"0190f3c2a0007000800000000000{number:04x}"


def person(number: int, **values: Any) -> dict[str, Any]:
    """A row as the change log has it."""
    row = {
        "id": key_of(number),
        "station_id": STATION,
        "name": NAMES[number % len(NAMES)],
        "id_number": ID_NUMBERS[number % len(ID_NUMBERS)],
        "phone": "15400001234",
        "birth_date": "1975-03-15",
        "created_at": AT,
        "created_by": "王敏",
        "updated_at": AT,
        "updated_by": "王敏",
        "version": 1,
    }
    return row | values


def some_lines() -> list[bytes]:
    """A new person, a change, an erasure and a decision."""
    return [
        lines.erase(key_of(9), AT, "本人要求", [("person", key_of(9), ["name", "phone"])]),
        lines.new("person", key_of(1), 1, person(1)),
        lines.new("person", key_of(2), 2, person(2)),
        lines.set_column(
            "person", key_of(1), 3, 2, "王敏", AT, "phone", "15400005678", lines.base_of_value("15400001234")
        ),
        lines.decided(key_of(7), taken=True, by="王敏", at=AT, why="已核对户口本"),
    ]


def manifest(**facts: Any) -> Manifest:
    plain: dict[str, Any] = {
        "type": "package",
        "app": "0.1.0",
        "station": STATION,
        "epoch": EPOCH,
        "seq": 1,
        "to": (COUNTY_KEYS.reader, RESERVE.reader, STATION_KEYS.reader),
        "counter": (1, 3),
        "made_at": AT,
        "trust": 3,
        "digest": {"person": (2, "ab" * 32)},
    }
    return Manifest(**plain | facts)


def packed(content: Iterable[bytes] | None = None, key: SigningKey = STATION_KEYS.signing, **facts: Any) -> bytes:
    """A whole file."""
    inner = package.build(manifest(**facts), some_lines() if content is None else content, key)
    return package.seal(inner)


def opened(content: bytes, reader: DeviceKeys = COUNTY_KEYS, types: Iterable[str] = ("package",)) -> package.Opened:
    """As the county, or another, opens it."""
    return package.open_package(content, [reader.identity], TRUST.public_keys, types=frozenset(types))
