"""QR codes as a one-bit picture inside the page: small in the file, sharp on any printer."""

from __future__ import annotations

from functools import cache
from typing import Any

QUIET = 4
"""Modules of white that must stay free around a code (ISO/IEC 18004)."""

_DARK = bytes([ord("1")]) + bytes([ord("0")]) * 255
"""Grey 0 is a dark module."""


@cache
def _zxing() -> Any:
    import zxingcpp  # noqa: PLC0415 - a compiled library that nothing before the first print needs

    return zxingcpp


STRONG_UP_TO = 531
"""Characters of the QR alphabet that version 17 holds with error correction Q (ISO/IEC 18004 table 7)."""


def strongest(text: str) -> str:
    """The error correction of a 防伪校验码: Q up to version 17, else M, which version 20 is enough for."""
    return "Q" if len(text) <= STRONG_UP_TO else "M"


MOST_BYTES = 1600
"""Of a text that any error correction up to Q of version 40 holds (1,663 bytes)."""


def holds(text: str) -> bool:
    """Whether a code can hold a text."""
    return len(text.encode("utf-8")) <= MOST_BYTES


def modules(text: str, level: str = "M") -> list[str]:
    """Rows of a QR code: one "1" for each dark module, without the quiet zone; `level` of error correction L M Q H."""
    zxing = _zxing()
    code = zxing.create_barcode(text, zxing.BarcodeFormat.QRCode, ec_level=level)
    view = memoryview(zxing.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    dark = view.tobytes().translate(_DARK).decode("ascii")
    side = view.shape[0] if view.shape else 0
    return [dark[start : start + side] for start in range(0, side * side, side)]


def ops(text: str, x: float, y: float, side: float, level: str = "M") -> str:
    """PDF operators that draw the code black into a square; lower left corner and side in points."""
    rows = modules(text, level)
    count = len(rows)
    padding = -count % 8
    data = "".join(f"{int(row + '0' * padding, 2):0{(count + padding) // 4}x}" for row in rows)
    # An image mask paints where the sample is 0 unless Decode turns it round.
    picture = f"BI /W {count} /H {count} /BPC 1 /IM true /D [1 0] /F /AHx ID {data}> EI"
    return f"q 0 g {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm {picture} Q"
