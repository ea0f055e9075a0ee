"""The body of a package: lines in one Zstandard frame, unpacked piece by piece under limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import zstandard

from station_app.exchange import strict
from station_app.exchange.faults import PackageFault
from station_app.exchange.manifest import MOST_RAW, MOST_ROWS, Manifest

MOST_WINDOW = 8 * 2**20
MOST_RATIO = 200
FREE_RATIO = 2**20
"""Unpacked bytes up to which any ratio is allowed: a few equal lines shrink well."""
LEVEL = 3
_PIECE = 2**20
_FRAME = b"\x28\xb5\x2f\xfd"


def pack(content: Iterable[bytes]) -> tuple[bytes, int, int]:
    """The body, its number of lines, its length unpacked. PackageFault E_TOO_BIG: make several packages of it."""
    pieces, waiting, held = [], [], 0
    rows = raw_len = 0
    for chunk in content:
        waiting.append(chunk)
        held += len(chunk)
        rows += chunk.count(b"\n")
        if held >= _PIECE:
            pieces.append(b"".join(waiting))
            raw_len += held
            waiting, held = [], 0
            if raw_len > MOST_RAW:
                break
    pieces.append(b"".join(waiting))
    raw_len += held
    if raw_len > MOST_RAW or rows > MOST_ROWS:
        raise PackageFault("E_TOO_BIG", "to send")
    if not raw_len:
        return b"", 0, 0
    if not pieces[-1].endswith(b"\n") and (pieces[-1] or not pieces[-2].endswith(b"\n")):
        raise ValueError("a line without its end")
    packing = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False).compressobj(size=raw_len)
    packed = [packing.compress(piece) for piece in pieces]
    return b"".join([*packed, packing.flush()]), rows, raw_len


def check(packed: bytes | memoryview, manifest: Manifest) -> None:
    """That the body is the signed one and what it says of itself is within the limits."""
    if len(packed) != manifest.body_len or sha256(packed).hexdigest() != manifest.body_sha256:
        raise PackageFault("E_BODY", "hash")
    if not packed:
        return
    if manifest.raw_len > max(FREE_RATIO, MOST_RATIO * len(packed)):
        raise PackageFault("E_TOO_BIG", "ratio")
    try:
        frame = zstandard.get_frame_parameters(bytes(packed[:18]))
    except zstandard.ZstdError as fault:
        raise PackageFault("E_BODY", "frame") from fault
    if packed[:4] != _FRAME or frame.content_size != manifest.raw_len or frame.dict_id:
        raise PackageFault("E_BODY", "frame")
    if frame.window_size > MOST_WINDOW:
        raise PackageFault("E_TOO_BIG", "window")


def raw_lines(packed: bytes | memoryview, manifest: Manifest) -> Iterator[bytes]:
    """The lines without their ends, never more of them in memory than a megabyte or two."""
    if not packed:
        return
    rest = b""
    rows = seen = 0
    for piece in _pieces(packed, manifest.raw_len):
        seen += len(piece)
        found = (rest + piece).split(b"\n")
        rest = found.pop()
        rows += len(found)
        if rows > manifest.rows:
            raise PackageFault("E_BODY", "more lines than said")
        if len(rest) > strict.MOST_BYTES:
            raise PackageFault("E_TOO_BIG", "line")
        yield from found
    if rest or rows != manifest.rows or seen != manifest.raw_len:
        raise PackageFault("E_BODY", "length")


def _pieces(packed: bytes | memoryview, raw_len: int) -> Iterator[bytes]:
    unpacking = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
    left = raw_len
    try:
        with unpacking.stream_reader(packed, read_across_frames=True) as reader:
            while piece := reader.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise PackageFault("E_TOO_BIG", "more than said")
                yield piece
    except zstandard.ZstdError as fault:
        raise PackageFault("E_BODY", "frame") from fault
