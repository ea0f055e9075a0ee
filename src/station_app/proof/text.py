"""The text of the QR code: SW1:, then base45 of the packed message."""

from __future__ import annotations

import zlib

from station_app.proof import base45, cose
from station_app.proof.claims import Claims, claims_of, payload_of
from station_app.proof.issuers import SigningKey

PREFIX = "SW1:"
MOST_CHARACTERS = 2000
"""Nothing longer is looked at; ours have at most 970 (tests/proof)."""
MOST_BYTES = 4096
"""Once unpacked."""
_STORED = b"\x78\x01\x01"
"""A zlib stream of one stored block: a signature does not shrink, and every certificate has exactly one text."""


def text_of(claims: Claims, key: SigningKey) -> str:
    """Signed, for the QR code; the same text for the same claims and key."""
    return PREFIX + base45.encode(_packed(cose.seal(payload_of(claims), key)))


def sealed_of(text: str) -> cose.Sealed:
    """The message inside a text; ValueError when it is damaged, cut off, a bomb, or something else."""
    if not text.startswith(PREFIX) or len(text) > MOST_CHARACTERS:
        raise ValueError("prefix")
    packed = base45.decode(text.removeprefix(PREFIX))
    unpacking = zlib.decompressobj()
    try:
        message = unpacking.decompress(packed, MOST_BYTES)
    except zlib.error as fault:
        raise ValueError("zlib") from fault
    if not unpacking.eof or packed != _packed(message):
        raise ValueError("too long, cut off, or written in another way than ours")
    return cose.unseal(message)


def claimed(text: str) -> Claims | None:
    """What a text claims, unproven: for a sentence about a code that is not trusted, and for tests."""
    try:
        return claims_of(sealed_of(text).payload)
    except ValueError:
        return None


def is_code(text: str) -> bool:
    """Whether a text means to be a 防伪校验码, damaged or not."""
    return clean(text).startswith(PREFIX)


def clean(text: str) -> str:
    """As a scanner or a person hands it over: without what surrounds it, in capitals where Caps Lock took them all."""
    bare = text.strip()
    swapped = bare.isascii() and bare.startswith(PREFIX.lower()) and bare == bare.lower()
    return bare.upper() if swapped else bare


def _packed(message: bytes) -> bytes:
    size = len(message)
    head = _STORED + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
    return head + message + zlib.adler32(message).to_bytes(4, "big")
