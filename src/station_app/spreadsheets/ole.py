"""Streams of a compound file (the box around .xls, .et and locked workbooks), read within bounds ([MS-CFB])."""

from __future__ import annotations

import struct

from station_app.core.texts import _
from station_app.spreadsheets import limits

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""


def read_streams(data: bytes) -> dict[str, bytes]:
    """Name → content of the streams directly under the root; Refused when the file is cut short or loops."""
    try:
        return _Compound(data).streams()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise limits.damaged(_("文件不完整")) from None


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise IndexError
        self._size = 1 << sector_shift
        self._directory_start, self._mini_limit = struct.unpack_from("<I4xI", data, 48)
        mini_start, _count, next_table, _tables = struct.unpack_from("<IIII", data, 60)
        sectors = list(struct.unpack_from("<109I", data, 76))
        seen = 0
        while next_table < _END and seen < len(data) // self._size:
            entries = struct.unpack(f"<{self._size // 4}I", self._sector(next_table))
            sectors += entries[:-1]
            next_table, seen = entries[-1], seen + 1
        self._fat: list[int] = []
        for sector in sectors:
            if sector < _END:
                self._fat += struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        mini_fat = self._chain(mini_start) if mini_start < _END else b""
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise IndexError
        return found.ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        parts, sector = [], start
        while sector < _END:
            parts.append(self._sector(sector))
            if len(parts) * self._size > len(self._data):
                raise IndexError
            sector = self._fat[sector]
        return b"".join(parts)

    def _mini_chain(self, start: int, box: bytes) -> bytes:
        parts, sector = [], start
        while sector < _END:
            parts.append(box[sector * 64 : sector * 64 + 64])
            if len(parts) > len(self._mini_fat):
                raise IndexError
            sector = self._mini_fat[sector]
        return b"".join(parts)

    def streams(self) -> dict[str, bytes]:
        """All streams by name; two of one name keep the first."""
        directory = self._chain(self._directory_start)
        entries = []
        for at in range(0, len(directory) - 127, 128):
            name_length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<IQ", directory, at + 116)
            name = directory[at : at + max(min(name_length, 64) - 2, 0)].decode("utf-16-le")
            entries.append((name, kind, start, size & 0xFFFFFFFF if self._size == 512 else size))
        box = next((self._chain(start) for _name, kind, start, _size in entries if kind == 5 and start < _END), b"")
        found: dict[str, bytes] = {}
        for name, kind, start, size in entries:
            if kind == 2 and name not in found:
                whole = self._mini_chain(start, box) if size < self._mini_limit else self._chain(start)
                found[name] = whole[:size]
        return found
