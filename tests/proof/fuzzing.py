"""Forged, replayed, truncated, bit-flipped and zip-bombed texts; `python -m tests.proof.fuzzing 200000` runs many."""

from __future__ import annotations

import random
import sys
import time
import zlib
from collections.abc import Callable

from station_app import proof
from station_app.proof import base45, cbor, cose
from station_app.proof.claims import payload_of
from tests.proof.codes import ISSUERS, KEY, claims

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_FOREIGN = proof.SigningKey.new()
_NAMES = ("李桂香", "张玉梅", "王秀英", "𠮷田秀兰")


def packed(message: bytes) -> str:
    return proof.PREFIX + base45.encode(zlib.compress(message, 0))


def _genuine(chance: random.Random) -> str:
    return proof.text_of(claims(number=f"419901300-2023-003-{chance.randrange(1, 999):03d}"), KEY)


def flipped_bits(chance: random.Random) -> str:
    """Of the packed bytes."""
    data = bytearray(base45.decode(_genuine(chance).removeprefix(proof.PREFIX)))
    for _time in range(chance.choice((1, 1, 1, 2, 5))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return proof.PREFIX + base45.encode(bytes(data))


def flipped_inside(chance: random.Random) -> str:
    """Of the message, packed again as it should be."""
    data = bytearray(cose.seal(payload_of(claims()), KEY))
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return packed(bytes(data))


def mistyped(chance: random.Random) -> str:
    """One character of the text another one, lost, or doubled."""
    text = _genuine(chance)
    at = chance.randrange(len(text))
    return text[:at] + chance.choice((chance.choice(_ALPHABET), "", text[at] * 2, "王", "a", "\0")) + text[at + 1 :]


def truncated(chance: random.Random) -> str:
    text = _genuine(chance)
    return text[: chance.randrange(len(text))]


def replayed(chance: random.Random) -> str:
    """A genuine signature under somebody else's name."""
    old = cbor.decode(cose.seal(payload_of(claims()), KEY)[1:])
    assert isinstance(old, list)
    return packed(b"\xd2" + cbor.encode([old[0], {}, payload_of(claims(name=chance.choice(_NAMES))), old[3]]))


def forged(chance: random.Random) -> str:
    """Signed by another key, which claims to be ours or is honest; another algorithm; another purpose."""
    payload = payload_of(claims(name=chance.choice(_NAMES)))
    algorithm = chance.choice((-8, -8, -7, 5, 0, -37))
    kid = chance.choice((KEY.kid, _FOREIGN.kid))
    header = cbor.encode({1: algorithm, 4: bytes.fromhex(kid)})
    purpose = chance.choice((b"station-app certificate 1", b"", b"station-app package 1"))
    key = _FOREIGN if purpose.endswith(b"certificate 1") and algorithm == -8 else KEY
    signature = chance.choice(
        (key.sign(cbor.encode(["Signature1", header, purpose, payload])), bytes(64), b"\xff" * 64)
    )
    return packed(b"\xd2" + cbor.encode([header, {}, payload, signature]))


def bombed(chance: random.Random) -> str:
    """Kilobytes to a megabyte of zeros in a few characters, or deep nesting."""
    many = chance.choice((5_000, 100_000, 1_000_000))
    inside = chance.choice((bytes(many), b"\x81" * many, b"\xd2\x84" + b"\x9b" + b"\xff" * 8 + bytes(many)))
    return proof.PREFIX + base45.encode(zlib.compress(inside, 9))


def noise(chance: random.Random) -> str:
    head = chance.choice(("", "SW1:", "sw1:", "SW2:", "HC1:"))
    return head + "".join(chance.choices(_ALPHABET, k=chance.randrange(400)))


def odd_cbor(chance: random.Random) -> str:
    return packed(chance.choice((b"", b"\xd2", b"\xd2\x84")) + chance.randbytes(chance.randrange(200)))


KINDS: tuple[Callable[[random.Random], str], ...] = (
    flipped_bits,
    flipped_inside,
    mistyped,
    truncated,
    replayed,
    forged,
    bombed,
    noise,
    odd_cbor,
)


def run(runs: int, seconds: float = 1e9, seed: int = 1) -> tuple[int, list[str]]:
    """How many were tried, and those that passed although nobody issued them."""
    chance = random.Random(seed)
    passed, tried, until = [], 0, time.monotonic() + seconds
    while tried < runs and time.monotonic() < until:
        text = KINDS[tried % len(KINDS)](chance)
        tried += 1
        if proof.verify(text, ISSUERS, {}).is_genuine and not is_as_issued(text):
            passed.append(text)
    return tried, passed


def is_as_issued(text: str) -> bool:
    """A change that changed nothing: the very text that was signed."""
    said = proof.claimed(text)
    return said is not None and text == proof.text_of(said, KEY) and said.name == "王秀兰"


if __name__ == "__main__":
    begun = time.monotonic()
    count, wrong = run(int(sys.argv[1]))
    print(f"{count} texts in {time.monotonic() - begun:.0f} s: {len(wrong)} accepted, 0 crashes")
    raise SystemExit(bool(wrong))
