"""The part of CBOR that a 防伪校验码 needs (RFC 8949 §4.2 deterministic encoding), read strictly.

Integers up to 64 bits, byte strings, texts, arrays and maps of definite length. Whatever is written in more than its
shortest form, out of order, twice, too deep, or longer than the input is a ValueError; so is everything else of CBOR.
"""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "int | bytes | str | list[Value] | dict[int, Value]"

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP = range(6)
_DEEPEST = 4
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""What follows the first byte of a head, by its low five bits."""


def encode(value: Value) -> bytes:
    """The one way to write a value; keys of a map are integers."""
    if isinstance(value, bool):
        raise TypeError("bool")
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(encode, value))
    pairs = sorted((encode(key), encode(each)) for key, each in value.items())
    return _head(_MAP, len(pairs)) + b"".join(key + each for key, each in pairs)


def decode(data: bytes) -> Value:
    """The value that `data` holds, and nothing after it; ValueError for everything else."""
    value, end = _read(data, 0, _DEEPEST)
    if end != len(data):
        raise ValueError("something follows")
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    low, size = next((low, size) for low, size in _LENGTHS.items() if number < 1 << 8 * size)
    return bytes([major << 5 | low]) + number.to_bytes(size, "big")


def _read(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    if not depth:
        raise ValueError("too deep")
    major, number, at = _read_head(data, at)
    if major == _UNSIGNED:
        return number, at
    if major == _NEGATIVE:
        return -1 - number, at
    if major not in (_BYTES, _TEXT, _ARRAY, _MAP):
        raise ValueError("tag, float or simple value")
    if number > len(data) - at:
        raise ValueError("longer than the input")
    if major in (_BYTES, _TEXT):
        content = data[at : at + number]
        return content if major == _BYTES else content.decode(), at + number
    if major == _ARRAY:
        values: list[Value] = []
        for _number in range(number):
            value, at = _read(data, at, depth - 1)
            values.append(value)
        return values, at
    return _read_map(data, at, number, depth)


def _read_map(data: bytes, at: int, count: int, depth: int) -> tuple[Value, int]:
    found: dict[int, Value] = {}
    before = b""
    for _number in range(count):
        begin = at
        key, at = _read(data, at, depth - 1)
        if not isinstance(key, int) or data[begin:at] <= before:
            raise ValueError("keys")
        before = data[begin:at]
        found[key], at = _read(data, at, depth - 1)
    return found, at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(data):
        raise ValueError("cut off")
    major, low = data[at] >> 5, data[at] & 31
    if low < 24:
        return major, low, at + 1
    size = _LENGTHS.get(low)
    if size is None or at + 1 + size > len(data):
        raise ValueError("length")
    number = int.from_bytes(data[at + 1 : at + 1 + size], "big")
    if number < 24 or (size > 1 and number < 1 << 4 * size):
        raise ValueError("not the shortest form")
    return major, number, at + 1 + size
