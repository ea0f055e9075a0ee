"""Pictures inside a layout: what they are and how large, from their first bytes, before anything opens them (F81)."""

from __future__ import annotations

import struct

from station_app.core.checks import Refused
from station_app.core.texts import _

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 20_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry the size (ITU-T T.81 table B.1)."""


def check_picture(content: bytes, where: str) -> None:
    """Refuse what is no PNG or JPEG, more than 4 MB, or more than 20 million pixels; `where` begins the sentence."""
    if len(content) > MOST_BYTES:
        raise Refused(_("{where}的图片太大，最多 4 MB。请先缩小再放进来。").format(where=where))
    size = picture_size(content)
    if size is None or not all(size):
        raise Refused(_("{where}的图片不是 PNG 或 JPEG，或已损坏。").format(where=where))
    if size[0] * size[1] > MOST_PIXELS:
        sentence = _("{where}的图片有 {wide}×{high} 点，最多 2000 万点。请先缩小再放进来。")
        raise Refused(sentence.format(where=where, wide=size[0], high=size[1]))


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as a PNG or JPEG states them; None when it is neither."""
    if content.startswith(_PNG):
        if content[12:16] != b"IHDR" or len(content) < 33:
            return None
        wide, high = struct.unpack(">II", content[16:24])
        return wide, high
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            return wide, high
        if length < 2:
            return None
        at += 2 + length
    return None
