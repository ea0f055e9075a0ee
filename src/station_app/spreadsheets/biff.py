"""What calamine does not tell of an .xls: hidden rows, cells shown as a month, a lock, far cells ([MS-XLS])."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from station_app.core.texts import _
from station_app.spreadsheets import biff_words, limits
from station_app.spreadsheets.formats import BUILT_IN_MONTHS, shows_no_day

_BOF, _EOF, _FILE_PASS, _BOUND_SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x002F, 0x0085, 0x041E, 0x00E0
_ROW, _MUL_RK, _FORMULA, _BOOL_OR_ERROR = 0x0208, 0x00BD, 0x0006, 0x0205
_ONE_CELL = frozenset({0x00FD, 0x0204, 0x0203, 0x027E, 0x0006, 0x0205, 0x00D6})
"""LABELSST, LABEL, NUMBER, RK, FORMULA, BOOLERR, RSTRING: records of one cell with something in it."""
_SHARED_WORDS, _CONTINUE, _LABEL_SST = 0x00FC, 0x003C, 0x00FD
_DIMENSIONS = 0x0200
_BIFF8 = 0x0600
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256


@dataclass
class SheetMarks:
    """What one sheet's records say beside the cells; rows and columns 0-based."""

    hidden_rows: set[int] = field(default_factory=set)
    month_cells: list[tuple[int, int]] = field(default_factory=list)
    error_cells: list[tuple[int, int]] = field(default_factory=list)
    deepest: int = -1
    widest: int = -1


def scan(stream: bytes) -> list[SheetMarks]:
    """Marks of every sheet, in the order of the workbook; Refused when it is locked, damaged or far too large."""
    offsets: list[int] = []
    formats: dict[int, str] = {}
    styles: list[int] = []
    version = _BIFF8
    shared: list[bytes] = []
    last = 0
    for kind, body, _at in _records(stream, 0):
        if kind == _BOF and len(body) >= 2:
            (version,) = struct.unpack_from("<H", body)
        elif kind == _FILE_PASS:
            raise limits.locked()
        elif kind == _BOUND_SHEET:
            offsets.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _format_code(body, version)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHARED_WORDS and shared:
            raise limits.damaged(_("词表不止一份"))
        elif kind == _SHARED_WORDS or (kind == _CONTINUE and last == _SHARED_WORDS):
            shared.append(body)
            kind = _SHARED_WORDS  # noqa: PLW2901 - what goes on belongs to it
        elif kind == _EOF:
            break
        last = kind
    months = {
        index
        for index, number in enumerate(styles)
        if (shows_no_day(formats[number]) if number in formats else str(number) in BUILT_IN_MONTHS)
    }
    words = _Words(biff_words.lengths(shared) if shared else array("I"))
    if len(offsets) > limits.SHEETS:
        raise limits.too_large(_("里面有 {n} 张以上的工作表").format(n=limits.SHEETS))
    return [_sheet(stream, offset, months, words, version) for offset in offsets]


@dataclass
class _Words:
    """The words that cells share, and how much text all cells hold so far."""

    lengths: array[int]
    text: int = 0

    def count(self, body: bytes) -> None:
        """Add the cell of a LABELSST record."""
        (at,) = struct.unpack_from("<I", body, 6)
        self.text += self.lengths[at] if at < len(self.lengths) else 0


def _is_error(kind: int, body: bytes) -> bool:
    """Whether a cell holds #N/A and the like: as itself, or as what its formula came to."""
    if kind == _BOOL_OR_ERROR:
        return len(body) > 7 and body[7] == 1
    return kind == _FORMULA and len(body) > 13 and body[6] == 2 and body[12:14] == b"\xff\xff"


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes, int]]:
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length], at
        at += 4 + length


def _format_code(body: bytes, version: int) -> str:
    if version < _BIFF8:
        return body[3 : 3 + body[2]].decode("latin-1")
    length, flags = struct.unpack_from("<HB", body, 2)
    return (
        body[5 : 5 + 2 * length].decode("utf-16-le", "replace") if flags & 1 else body[5 : 5 + length].decode("latin-1")
    )


def _refuse_claim(body: bytes, version: int) -> None:
    """The reader makes room for the rectangle that a sheet claims; no .xls has more than 65,536 rows of 256 cells."""
    form = "<4xI2xH" if version >= _BIFF8 else "<2xH2xH"
    rows, columns = struct.unpack_from(form, body)
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise limits.too_large(_("工作表有 {n} 行 {m} 列").format(n=rows, m=columns))


def _sheet(stream: bytes, offset: int, months: set[int], words: _Words, version: int) -> SheetMarks:
    marks = SheetMarks()
    cells = 0
    for kind, body, _at in _records(stream, offset):
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", body)
            marks.deepest = max(marks.deepest, row)
            marks.widest = max(marks.widest, column)
            cells += 1
            if kind == _LABEL_SST:
                words.count(body)
            if _is_error(kind, body):
                marks.error_cells.append((row, column))
            if style in months:
                marks.month_cells.append((row, column))
        elif kind == _MUL_RK:
            row, first = struct.unpack_from("<HH", body)
            count = (len(body) - 6) // 6
            marks.deepest = max(marks.deepest, row)
            marks.widest = max(marks.widest, first + count - 1)
            cells += count
            for index in range(count):
                if struct.unpack_from("<H", body, 4 + 6 * index)[0] in months:
                    marks.month_cells.append((row, first + index))
        elif kind == _DIMENSIONS:
            _refuse_claim(body, version)
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            marks.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _EOF:
            break
    if (marks.deepest + 1) * (marks.widest + 1) > limits.CELLS or cells > limits.CELLS:
        raise limits.too_large(_("工作表有 {n} 行 {m} 列").format(n=marks.deepest + 1, m=marks.widest + 1))
    limits.refuse_much_text(words.text)
    return marks
