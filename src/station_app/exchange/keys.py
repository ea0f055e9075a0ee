"""The keys of one device: what it signs packages with, and what opens packages that are sealed to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from station_app.proof import SigningKey

_DIGITS_OF_A_HASH = 78
"""Decimal digits of 2²⁵⁶."""
_GROUPS, _IN_A_GROUP = 6, 5


@dataclass(frozen=True)
class DeviceKeys:
    """What a station's or a county's computer is known by in packages."""

    signing: SigningKey
    identity: str = field(repr=False)
    """The secret of age: AGE-SECRET-KEY-1…"""

    @property
    def reader(self) -> str:
        """What others seal packages to: age1…"""
        return reader_of(self.identity)

    @property
    def kid(self) -> str:
        """The signing key as packages name it, 16 hex digits."""
        return self.signing.kid

    @classmethod
    def new(cls) -> DeviceKeys:
        """Random keys."""
        return cls(SigningKey.new(), new_identity())


def new_identity() -> str:
    """A random age secret; also for a county's reserve and a station's own recovery."""
    from pyrage import x25519  # noqa: PLC0415 - a compiled library, only where packages are made or read

    return str(x25519.Identity.generate())


def reader_of(identity: str) -> str:
    """The public side of an age secret."""
    from pyrage import x25519  # noqa: PLC0415

    return str(x25519.Identity.from_str(identity).to_public())


def fingerprint(content: bytes) -> str:
    """What two people compare by telephone: six groups of five digits, the same for the same bytes only."""
    digits = f"{int.from_bytes(sha256(content).digest(), 'big'):0{_DIGITS_OF_A_HASH}d}"
    return " ".join(digits[at : at + _IN_A_GROUP] for at in range(0, _GROUPS * _IN_A_GROUP, _IN_A_GROUP))
