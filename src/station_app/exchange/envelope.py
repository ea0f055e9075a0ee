"""Sealing to readers and unsealing: age v1, binary, to age keys only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import MOST_RECIPIENTS
from station_app.exchange.outer import Outer

MOST_SIGNED = 2**20 + 2**16
"""Bytes of the signed manifest."""
_INTRO = b"age-encryption.org/v1\n"
_MOST_HEAD = 16_384
"""Bytes of the head of an age file: 32 readers need 4,000."""


def seal(content: bytes, recipients: Sequence[str]) -> bytes:
    """Readable for each of the recipients."""
    import pyrage  # noqa: PLC0415 - a compiled library, only where packages are made or read

    return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(each) for each in recipients]))


class _Room:
    """Takes what is unsealed into memory that was asked for once: a package is never there twice."""

    def __init__(self, size: int) -> None:
        self.content = bytearray(size)
        self.length = 0

    def write(self, piece: bytes) -> int:
        end = self.length + len(piece)
        if end > len(self.content):
            raise ValueError("more than was sealed")
        self.content[self.length : end] = piece
        self.length = end
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""


def unseal(file: BinaryIO, said: Outer, identities: Sequence[str]) -> memoryview:
    """The inner part behind the place where the file stands. PackageFault E_NOT_FOR_ME, E_DAMAGED or E_TOO_BIG."""
    if said.seal == "none":
        return memoryview(file.read(said.ct_len))
    import pyrage  # noqa: PLC0415

    _check_head(file)
    keys = [pyrage.x25519.Identity.from_str(each) for each in identities]
    opened = _Room(said.ct_len)
    try:
        pyrage.decrypt_io(file, opened, keys)
    except (pyrage.DecryptError, OSError, ValueError) as fault:
        nobody = "No matching keys" in str(fault)
        raise PackageFault("E_NOT_FOR_ME" if nobody else "E_DAMAGED", "age") from fault
    return memoryview(opened.content)[: opened.length]


def _check_head(file: BinaryIO) -> None:
    """A head of a few lines only: a million readers would cost minutes before anybody could say who sealed it."""
    begin = file.tell()
    head = file.read(_MOST_HEAD)
    file.seek(begin)
    end = head.find(b"\n--- ")
    if not head.startswith(_INTRO) or end < 0:
        raise PackageFault("E_DAMAGED", "age head")
    if head.count(b"\n-> ", 0, end) > 2 * MOST_RECIPIENTS:
        raise PackageFault("E_TOO_BIG", "readers")
