"""Packages that only somebody with a trusted key could send: signed and sealed as they should be, hostile inside.

`python -m tests.exchange.hostile FILE…` opens each to its last line and prints code, seconds and peak memory.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import orjson
import zstandard

from station_app.exchange import envelope, outer, package
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import MOST_RAW, Manifest
from station_app.proof import cose
from tests.exchange.invented import COUNTY_KEYS, STATION_KEYS, TRUST, key_of, manifest, person

MIB = 2**20


def signed(body: bytes, *, said: bytes | None = None, **facts: object) -> bytes:
    """A whole file around any body, with whatever its manifest claims."""
    claims = {"body_len": len(body), "body_sha256": sha256(body).hexdigest(), "kid": STATION_KEYS.kid, **facts}
    if said is None:
        made: Manifest = replace(manifest(), **claims)  # type: ignore[arg-type]
        said = orjson.dumps({name: getattr(made, name) for name in made.__dataclass_fields__})
    message = cose.seal(said, STATION_KEYS.signing, package.purpose("package"))
    sealed = envelope.seal(len(message).to_bytes(4, "big") + message + body, manifest().to)
    return outer.header(manifest(), sealed) + sealed


def frame(content: bytes, level: int = 1) -> bytes:
    return zstandard.ZstdCompressor(level=level).compress(content)


def lying_frame() -> bytes:
    """Says that it holds a million bytes and unpacks to a hundred times as many."""
    packed = bytearray(frame(b" " * (100 * MIB)))
    honest = zstandard.get_frame_parameters(bytes(packed[:18]))
    assert (honest.content_size, packed[4] >> 6) == (100 * MIB, 2)
    at = 6 if not packed[4] & 0x20 else 5
    packed[at : at + 4] = (MIB).to_bytes(4, "little")
    return bytes(packed)


def wide_frame() -> bytes:
    """A window of 128 MiB."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27, enable_ldm=True)
    return zstandard.ZstdCompressor(compression_params=parameters).compress(os.urandom(9 * MIB) + bytes(200 * MIB))


def rows_of(size: int, *, random_bytes: int) -> Iterator[bytes]:
    """Lines that are in order; `random_bytes` of each cannot be packed."""
    row = person(1, note="")
    made = 0
    while made < size:
        row["note"] = os.urandom(random_bytes).hex() + "草" * 60
        line = orjson.dumps({"op": "new", "e": "person", "id": key_of(1), "c": 1, "r": row}) + b"\n"
        made += len(line)
        yield line


def large() -> bytes:
    """Half of what the limits let pass: 25 MiB sealed, 110 MiB unpacked, from a trusted sender."""
    return package.seal(package.build(manifest(), rows_of(110 * MIB, random_bytes=210), STATION_KEYS.signing))


def many_rows() -> bytes:
    body = frame(b"\n" * 10_000_000 + os.urandom(400_000).hex().encode() + b"\n")
    return signed(body, rows=2_000_000, raw_len=10_000_000 + 800_001)


def long_line() -> bytes:
    raw = b'"' + os.urandom(40 * MIB).hex().encode() + b'"\n'
    return signed(frame(raw), rows=1, raw_len=len(raw))


def zeros() -> bytes:
    return signed(frame(bytes(MOST_RAW)), rows=1, raw_len=MOST_RAW)


def many_readers() -> bytes:
    """An age head with half a million strangers."""
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    sealed = b"age-encryption.org/v1\n" + stanza * 500_000 + b"--- " + b"C" * 43 + b"\n" + bytes(64)
    return outer.header(manifest(), sealed) + sealed


HOSTILE = {
    "zeros": (zeros, "E_TOO_BIG"),
    "lying frame": (lambda: signed(lying_frame(), rows=1, raw_len=MIB), "E_BODY"),
    "wide window": (lambda: signed(wide_frame(), rows=1, raw_len=209 * MIB), "E_TOO_BIG"),
    "ten million rows": (many_rows, "E_LINE"),
    "a line of 80 MB": (long_line, "E_TOO_BIG"),
    "half a million readers": (many_readers, "E_DAMAGED"),
    "large and good": (large, ""),
}


def judge(file: Path) -> str:
    try:
        opened = package.open_package(file, [COUNTY_KEYS.identity], TRUST.public_keys, types={"package"})
        for _line in opened.lines:
            pass
    except PackageFault as fault:
        return fault.code
    return ""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (1500 * MIB, 1500 * MIB))
    for name in sys.argv[1:]:
        begun = time.monotonic()
        code = judge(Path(name))
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        peak = int(status.split("VmHWM:")[1].split()[0]) // 1024  # ru_maxrss would tell of the process that started us
        print(f"{code}|{time.monotonic() - begun:.1f}|{peak}", flush=True)
