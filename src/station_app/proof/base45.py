"""Base45 (RFC 9285): bytes as the characters that a QR code stores most densely."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_PAIRS = [_ALPHABET[number % 45] + _ALPHABET[number // 45] for number in range(45 * 45)]


def encode(data: bytes) -> str:
    """Three characters for two bytes, two for a last one; never ends in a space."""
    even = len(data) & ~1
    parts = []
    for at in range(0, even, 2):
        high, low = divmod(data[at] << 8 | data[at + 1], 2025)
        parts.append(_PAIRS[low] + _ALPHABET[high])
    return "".join(parts) + (_PAIRS[data[-1]] if even < len(data) else "")


def decode(text: str) -> bytes:
    """The bytes behind a text; ValueError for what no encoder writes."""
    try:
        values = [_VALUES[char] for char in text]
    except KeyError as unknown:
        raise ValueError("character") from unknown
    out = bytearray()
    whole = len(values) - len(values) % 3
    for at in range(0, whole, 3):
        number = values[at] + values[at + 1] * 45 + values[at + 2] * 2025
        if number > 0xFFFF:
            raise ValueError("group")
        out += number.to_bytes(2, "big")
    rest = values[whole:]
    if rest:
        number = rest[0] + rest[1] * 45 if len(rest) == 2 else 0x100
        if number > 0xFF:
            raise ValueError("end")
        out.append(number)
    return bytes(out)
