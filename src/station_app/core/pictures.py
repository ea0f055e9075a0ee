"""What a file really is that somebody wants to attach: told by its content, before anything decodes it."""

from __future__ import annotations

import struct

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""200 MB once decoded; a phone's ordinary picture has 12 million, an A4 scan at 600 dpi 35 million."""
MAX_SIDE = 20_000
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}
"""What may be attached, and the usual ending of its file name."""


def accept(content: bytes, *, pictures_only: bool = False) -> str:
    """The media type of a file that may be attached; Refused with a sentence for any other, too big, or a bomb."""
    if len(content) > MAX_BYTES:
        raise _refused(
            _("文件太大（{n} MB），最多 {most} MB。请缩小后再添加。").format(
                n=-(-len(content) // 2**20), most=MAX_BYTES // 2**20
            ),
            "FILE_TOO_BIG",
        )
    kind = media_type(content)
    if not kind or (pictures_only and kind == "application/pdf"):
        allowed = _("jpg、png、bmp、webp 图片") if pictures_only else _("jpg、png、bmp、webp 图片或 pdf 扫描件")
        raise _refused(
            _("这个文件不是 {allowed}（按内容判断，不看扩展名），没有添加。").format(allowed=allowed), "FILE_KIND"
        )
    if kind == "application/pdf":
        return kind
    size = size_of(content, kind)
    if size is None or min(size) < 1:
        raise _refused(_("这张图片是坏的，读不出大小，没有添加。请重新拍照或扫描。"), "PICTURE_DAMAGED")
    if max(size) > MAX_SIDE or size[0] * size[1] > MAX_PIXELS:
        raise _refused(
            _("这张图片有 {w}×{h} 点，太大了，没有添加。请缩小后再添加。").format(w=size[0], h=size[1]),
            "PICTURE_TOO_BIG",
        )
    return kind


def media_type(content: bytes) -> str:
    """What the first bytes say: image/jpeg, image/png, image/bmp, image/webp, application/pdf, else ''."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"BM") and len(content) > 26 and content[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]:
        return "application/pdf"
    return ""


def size_of(content: bytes, kind: str) -> tuple[int, int] | None:
    """Width and height in pixels from the header alone; None when the header is damaged."""
    try:
        return _SIZES[kind](content)
    except (struct.error, IndexError):
        return None


def _png(content: bytes) -> tuple[int, int] | None:
    return struct.unpack(">II", content[16:24]) if content[12:16] == b"IHDR" else None


def _bmp(content: bytes) -> tuple[int, int] | None:
    if struct.unpack("<I", content[14:18])[0] == 12:
        width, height = struct.unpack("<HH", content[18:22])
    else:
        width, height = struct.unpack("<ii", content[18:26])
    return abs(width), abs(height)


def _webp(content: bytes) -> tuple[int, int] | None:
    chunk = content[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if chunk == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Walks from marker to marker to the frame header (SOF)."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 2 + length
    return None


_SIZES = {"image/png": _png, "image/bmp": _bmp, "image/webp": _webp, "image/jpeg": _jpeg}


def _refused(sentence: str, code: str) -> Refused:
    return Refused([Problem("", sentence, code)])
