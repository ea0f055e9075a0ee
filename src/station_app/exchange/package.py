"""The file of a package: made, sealed, checked without keys, opened step by step (docs/package-format.md §6)."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from station_app.exchange import body, envelope, lines, outer
from station_app.exchange.faults import PackageFault
from station_app.exchange.keys import reader_of
from station_app.exchange.manifest import Manifest
from station_app.exchange.outer import MOST_SEALED, Outer
from station_app.exchange.shapes import OPS
from station_app.proof import SigningKey, cose

__all__ = [
    "MOST_SEALED",
    "Inner",
    "Opened",
    "Outer",
    "build",
    "file_name",
    "open_package",
    "purpose",
    "read_outer",
    "seal",
]

read_outer = outer.read_outer
TrustedKeys = Callable[[str], Sequence[bytes]]


@dataclass(frozen=True)
class Inner:
    """A signed package before it is sealed."""

    content: bytes = field(repr=False)
    manifest: Manifest
    hash: str
    """The identity of the package."""

    @property
    def bytes(self) -> bytes:
        """The inner part as the file has it."""
        return self.content


@dataclass(frozen=True)
class Opened:
    """A package whose signature holds and whose manifest is in order; its lines are checked while they are read."""

    manifest: Manifest
    hash: str
    public_key: bytes
    """Of the signer."""
    body: bytes | memoryview = field(repr=False)

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """From the first line on, anew at every use. PackageFault E_BODY, E_TOO_BIG or E_LINE on the way."""
        newer, allowed = self.manifest.is_newer, OPS[self.manifest.type]
        for raw in body.raw_lines(self.body, self.manifest):
            line = lines.read(raw, newer=newer)
            if line["op"] not in allowed and not newer:
                raise PackageFault("E_LINE", f"{line['op']} in {self.manifest.type}")
            yield line


def purpose(kind: str) -> bytes:
    """The external data of a package's signature."""
    return f"station-app {kind} 1".encode()


def build(manifest: Manifest, content: Iterable[bytes], key: SigningKey) -> Inner:
    """Sign lines under a manifest whose facts of the body are filled in here. A piece of `content` is whole lines."""
    packed, rows, raw_len = body.pack(content)
    complete = replace(
        manifest,
        kid=key.kid,
        rows=rows,
        body_len=len(packed),
        raw_len=raw_len,
        body_sha256=sha256(packed).hexdigest(),
    )
    said = complete.to_bytes()
    signed = cose.seal(said, key, purpose(complete.type))
    return Inner(len(signed).to_bytes(4, "big") + signed + packed, complete, sha256(said).hexdigest())


def seal(inner: Inner, recipients: Sequence[str] | None = None) -> bytes:
    """The whole file, sealed to the readers that the manifest names; `recipients` is compared with it when given."""
    manifest = inner.manifest
    if recipients is not None and tuple(recipients) != manifest.to:
        raise ValueError("sealed to others than the manifest names")
    sealed = envelope.seal(inner.content, manifest.to) if manifest.to else inner.content
    if len(sealed) > MOST_SEALED:
        raise PackageFault("E_TOO_BIG", "sealed part")
    return outer.header(manifest, sealed) + sealed


def file_name(division: str, epoch: str, seq: int) -> str:
    """How the file is called on a stick; it means nothing to a reader and tells of nobody."""
    return f"SW_{division[:6]}_{epoch[:4]}_{seq:06d}.swx"


def open_package(
    content: bytes | Path, identities: Sequence[str], trusted_keys: TrustedKeys, *, types: Collection[str]
) -> Opened:
    """A package in the order of §6: copy, seal, signature, manifest, addressee. PackageFault at the first fault.

    `trusted_keys` answers the public keys with a kid. Whether the signer may speak for the station of the manifest,
    and whether she is revoked, is asked of the trust list (trust.check_signer).
    """
    said, inner = unsealed(content, identities, types)
    signed, packed = parts(inner)
    message = _message(signed, said.type)
    known = trusted_keys(message.kid)
    if not known:
        raise PackageFault("E_UNKNOWN_KEY", message.kid)
    signer = next((key for key in known if message.is_signed_by(key)), None)
    if signer is None:
        raise PackageFault("E_SIG", message.kid)
    manifest = _manifest(message, said)
    if said.seal == "age" and not {reader_of(each) for each in identities} & set(manifest.to):
        raise PackageFault("E_NOT_FOR_ME", "not named")
    body.check(packed, manifest)
    return Opened(manifest, sha256(message.payload).hexdigest(), signer, packed)


def unsealed(content: bytes | Path, identities: Sequence[str], types: Collection[str]) -> tuple[Outer, memoryview]:
    """The outer header and the inner part, nothing of which is believed yet."""
    said = read_outer(content)
    if said.type not in types:
        raise PackageFault("E_TYPE", said.type)
    if isinstance(content, Path):
        with content.open("rb") as file:
            file.seek(said.offset)
            return said, envelope.unseal(file, said, identities)
    held = io.BytesIO(content)
    held.seek(said.offset)
    return said, envelope.unseal(held, said, identities)


def parts(inner: memoryview) -> tuple[bytes, memoryview]:
    """The signed manifest and the body."""
    length = int.from_bytes(inner[:4], "big")
    if len(inner) < 4 or length > envelope.MOST_SIGNED or 4 + length > len(inner):
        raise PackageFault("E_MANIFEST", "length")
    return bytes(inner[4 : 4 + length]), inner[4 + length :]


def claimed(inner: memoryview, said: Outer) -> tuple[cose.Sealed, Manifest, memoryview]:
    """Signed message, manifest and body of a package whose signer is only told by its own lines (enrolment)."""
    signed, packed = parts(inner)
    message = _message(signed, said.type)
    manifest = _manifest(message, said)
    body.check(packed, manifest)
    return message, manifest, packed


def _message(signed: bytes, kind: str) -> cose.Sealed:
    try:
        return cose.unseal(signed, purpose(kind))
    except ValueError as fault:
        raise PackageFault("E_SIG", str(fault)) from fault


def _manifest(message: cose.Sealed, said: Outer) -> Manifest:
    manifest = Manifest.from_bytes(message.payload)
    if manifest.kid != message.kid:
        raise PackageFault("E_MANIFEST", "kid")
    if not said.repeats(manifest):
        raise PackageFault("E_OUTER_MISMATCH")
    return manifest
