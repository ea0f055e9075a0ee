"""The lengths of the words that the cells of an .xls share ([MS-XLS] SST): each cell gets its own copy (F77)."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence

_WIDE, _PHONETIC, _RICH = 1, 4, 8


def lengths(parts: Sequence[bytes]) -> array[int]:
    """Bytes of every word in UTF-8 at most, in their order; `parts` are the bodies of SST and its CONTINUEs.

    struct.error or IndexError when they are not as written by any program.
    """
    reader = _Reader(parts)
    (count,) = struct.unpack("<4xI", reader.take(8))
    found = array("I")
    for _word in range(min(count, sum(map(len, parts)) // 3)):
        found.append(reader.word())
    return found


class _Reader:
    """Reads over the ends of records; characters that go on in the next one begin with a width again."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._number, self._at = list(parts), 0, 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        found = b""
        while len(found) < size:
            if self._at >= len(self._parts[self._number]):
                self._number, self._at = self._number + 1, 0
            piece = self._parts[self._number][self._at : self._at + size - len(found)]
            found, self._at = found + piece, self._at + len(piece)
        return found

    def skip(self, size: int) -> None:
        """Pass over bytes of any number."""
        while size > 0:
            left = len(self._parts[self._number]) - self._at
            if left <= 0:
                self._number, self._at = self._number + 1, 0
                continue
            self._at += min(left, size)
            size -= left

    def word(self) -> int:
        """Pass over one word; its length."""
        letters, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        spoken = struct.unpack("<I", self.take(4))[0] if flags & _PHONETIC else 0
        left = letters
        while left:
            room = len(self._parts[self._number]) - self._at
            if room <= 0:
                self._number, self._at = self._number + 1, 0
                flags = self.take(1)[0]
                continue
            width = 2 if flags & _WIDE else 1
            here = min(left, room // width)
            if not here:
                raise IndexError
            self._at += here * width
            left -= here
        self.skip(4 * runs + spoken)
        return int(letters) * 3
