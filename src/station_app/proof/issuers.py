"""Who may sign: keys of this device, and the issuers whose public keys somebody here knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

KID_BYTES = 8
OWN, COUNTY = "own", "county"
"""Codes of table issuer_source: the station's own key, or one from the county's list."""


@dataclass(frozen=True)
class Issuer:
    """A known public key and whose it is. The name belongs to the key: another name gets another key."""

    kid: str
    """16 hex digits; two issuers may have the same one."""
    public_key: bytes
    """32 bytes of Ed25519."""
    name: str
    valid: bool = True
    """False once the county took the key out of use."""
    source: str = OWN
    registered: bool = False
    """Of the station's own keys: the county's list has it, so that other stations can check it."""


@dataclass(frozen=True)
class SigningKey:
    """A private key of this device."""

    private_key: bytes = field(repr=False)
    """32 bytes of Ed25519."""
    public_key: bytes

    @property
    def kid(self) -> str:
        """What a code says of the key it was signed with."""
        return kid_of(self.public_key)

    @classmethod
    def new(cls) -> SigningKey:
        """A random key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        made = Ed25519PrivateKey.generate()
        return cls(made.private_bytes_raw(), made.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """64 bytes; the same for the same content."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        return Ed25519PrivateKey.from_private_bytes(self.private_key).sign(content)


def kid_of(public_key: bytes) -> str:
    """The first 8 bytes of its SHA-256, in hex."""
    return sha256(public_key).digest()[:KID_BYTES].hex()


def is_signed_by(public_key: bytes, signature: bytes, content: bytes) -> bool:
    """Whether an Ed25519 signature holds; False too for a key that is none."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only where a code is checked
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
