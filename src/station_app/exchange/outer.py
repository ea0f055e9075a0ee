"""The open head of a package file: any computer without keys can tell from it whether a copy is whole."""

from __future__ import annotations

import io
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import FORMAT, TYPES, Manifest

MAGIC = b"SWPKG\x00\x01\n"
MOST_HEADER = 65_536
MOST_SEALED = 64 * 2**20
"""Bytes of the sealed part."""
_CHUNK = 2**20
_KEY = re.compile(r"[0-9a-f]{32}").fullmatch
_HASH = re.compile(r"[0-9a-f]{64}").fullmatch
_NAMES = ("fmt", "type", "seal", "station", "epoch", "seq", "ct_len", "ct_sha256")


@dataclass(frozen=True)
class Outer:
    """What the head says; not trusted."""

    fmt: int
    type: str
    seal: str
    """`age` or `none`."""
    station: str
    epoch: str
    seq: int
    ct_len: int
    ct_sha256: str
    offset: int = 0
    """Where the sealed part begins."""

    def repeats(self, manifest: Manifest) -> bool:
        """Whether it says the same as the signed manifest."""
        ours = (self.fmt, self.type, self.station, self.epoch, self.seq, self.seal == "none")
        return ours == (
            manifest.fmt,
            manifest.type,
            manifest.station,
            manifest.epoch,
            manifest.seq,
            manifest.type == "enrol",
        )


def header(manifest: Manifest, sealed: bytes) -> bytes:
    """Everything before the sealed part."""
    said = Outer(
        manifest.fmt,
        manifest.type,
        "age" if manifest.to else "none",
        manifest.station,
        manifest.epoch,
        manifest.seq,
        len(sealed),
        sha256(sealed).hexdigest(),
    )
    plain = asdict(said)
    del plain["offset"]
    content = orjson.dumps(plain)
    return MAGIC + len(content).to_bytes(4, "big") + content


def read_outer(source: bytes | Path) -> Outer:
    """The head of a file whose copy is whole. PackageFault E_TRUNC, E_DAMAGED, E_TOO_BIG or E_NEWER_FORMAT; OSError
    when the file cannot be read."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            return _read(file, source.stat().st_size)
    return _read(io.BytesIO(source), len(source))


def _read(file: BinaryIO, size: int) -> Outer:
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        raise PackageFault("E_TRUNC" if MAGIC.startswith(magic) else "E_DAMAGED", "magic")
    told = file.read(4)
    length = int.from_bytes(told, "big")
    if len(told) == 4 and length > MOST_HEADER:
        raise PackageFault("E_DAMAGED", "header length")
    content = file.read(length)
    if len(told) < 4 or len(content) < length:
        raise PackageFault("E_TRUNC", "header")
    said = _header(content, len(MAGIC) + 4 + length)
    if said.ct_len > MOST_SEALED:
        raise PackageFault("E_TOO_BIG", "sealed part")
    if size - said.offset < said.ct_len:
        raise PackageFault("E_TRUNC", "sealed part")
    if size - said.offset > said.ct_len:
        raise PackageFault("E_DAMAGED", "something follows")
    total = sha256()
    while chunk := file.read(_CHUNK):
        total.update(chunk)
    if total.hexdigest() != said.ct_sha256:
        raise PackageFault("E_DAMAGED", "hash")
    return said


def _header(content: bytes, offset: int) -> Outer:
    try:
        said: Any = orjson.loads(content)
    except orjson.JSONDecodeError as fault:
        raise PackageFault("E_DAMAGED", "header") from fault
    if type(said) is not dict or tuple(said) != _NAMES or orjson.dumps(said) != content:
        raise PackageFault("E_DAMAGED", "header")
    if type(said["fmt"]) is int and said["fmt"] > FORMAT:
        raise PackageFault("E_NEWER_FORMAT", "fmt")
    texts = ("type", "seal", "station", "epoch", "ct_sha256")
    right = (
        all(type(said[name]) is str for name in texts)
        and all(type(said[name]) is int and said[name] >= 1 for name in ("fmt", "seq", "ct_len"))
        and said["type"] in TYPES
        and said["seal"] == ("none" if said["type"] == "enrol" else "age")
        and _KEY(said["station"])
        and _KEY(said["epoch"])
        and _HASH(said["ct_sha256"])
    )
    if not right:
        raise PackageFault("E_DAMAGED", "header")
    return Outer(**said, offset=offset)
