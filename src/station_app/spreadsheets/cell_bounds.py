"""Where the cells of an .xlsx sheet stand and how many words they hold, before a reader makes room for them (F76, F77).

The reader makes room for the whole used rectangle and for each cell's own copy of its word: a file of some kilobytes
could claim all memory. What is looked at here is what any reader would take for the place of a cell; a spelling that
could be read in two ways is refused.
"""

from __future__ import annotations

import re
from array import array

from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.zipped import Zipped

_FAR = re.compile(rb'<c r="(?:[B-Zb-z][A-Za-z]|[A-Za-z]{3}|[A-Za-z]{1,2}[0-9]{6})')
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]|ol[ s])')
_UNUSUAL_ROW = re.compile(rb'<row(?! r="[0-9]{1,5}"| [a-qs-z]|>)')
_PREFIXED = re.compile(rb":(?:c|row)[\s>/]")
_SMALL = 60_000_000
"""Bytes of XML that cannot hold more cells than limits.CELLS allows."""
_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])")
_PLAIN_TAG = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"'<>&]*\"|'[^\"'<>&]*')){0,40}+\s*/?>")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])[^<>]*>")
_ROW_PLACE = re.compile(rb"\sr\s*=\s*[\"']\s*(\d{1,10})")
_CELLS = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_PLACE = re.compile(rb"<(?:[\w.-]+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]{1,7})(\d{1,10})")
_SHEET_DATA = (b"sheetData", "sheetData".encode("utf-16-le"), "sheetData".encode("utf-16-be"))
_SHARED_WORDS = "xl/sharedstrings.xml"
"""The reader looks nowhere else for them."""
_WORD = re.compile(rb"<(?:[\w.-]+:)?si(?=[\s/>])")
_SHARED = re.compile(
    rb"\st\s*=\s*[\"']s[\"'][^<>]*>\s*(?:<(?:[\w.-]+:)?f\b[^<>]*/?>[^<]*(?:</[^<>]*>)?\s*)?<(?:[\w.-]+:)?v>\s*(\d{1,9})"
)


def holds_cells(xml: bytes) -> bool:
    """Whether some reader could take a part for a sheet."""
    return any(mark in xml for mark in _SHEET_DATA)


def refuse_far_cells(name: str, xml: bytes) -> None:
    """Refused when the used rectangle is one that no roster has."""
    if len(xml) > limits.SHEET_BYTES:
        raise limits.too_large(_("工作表“{sheet}”里的文字太多").format(sheet=name))
    if len(xml) < _SMALL and not any(unusual.search(xml) for unusual in (_UNUSUAL, _UNUSUAL_ROW, _PREFIXED, _FAR)):
        return  # every cell is spelt <c r="A1" … and none is beyond column AZ or row 99,999
    cells = 0
    for cells, _cell in enumerate(_CELLS.finditer(xml), 1):
        if cells > limits.CELLS:
            raise limits.too_large(_("工作表“{sheet}”的单元格太多").format(sheet=name))
    last_column, deepest, places = _places(name, xml)
    plain = sum(1 for _tag in _PLAIN_TAG.finditer(xml))
    rows = sum(1 for _row in _ROW.finditer(xml))
    if plain < cells + rows or sum(1 for _tag in _TAG.finditer(xml)) > plain:
        raise limits.damaged(_("工作表“{sheet}”里有写法不对的单元格").format(sheet=name))
    numbered = [min(int(found[1]), 1 << 31) for row in _ROW.finditer(xml) if (found := _ROW_PLACE.search(row[0]))]
    deepest = max([deepest, *numbered]) + rows - len(numbered)
    if places < cells:  # a cell that does not say where it stands stands right of the one before
        last_column += max(sum(1 for _cell in _CELLS.finditer(row)) for row in _ROW.split(xml))
    if deepest > limits.ROWS and (numbered or places):
        raise limits.far_cell(name, _("第 {row} 行").format(row=deepest))
    if last_column * deepest > limits.CELLS:
        raise limits.too_large(_("工作表“{sheet}”有 {n} 行 {m} 列").format(sheet=name, n=deepest, m=last_column))


def _places(name: str, xml: bytes) -> tuple[int, int, int]:
    """The last column and row that cells name, and how many cells name a place."""
    places = last_column = deepest = 0
    seen: set[bytes] = set()
    for match in _PLACE.finditer(xml):
        places += 1
        letters, digits = match[1], match[2]
        deepest = max(deepest, int(digits))
        if letters not in seen:
            seen.add(letters)
            last_column = max(last_column, column_index(letters) + 1)
        if last_column > limits.COLUMNS or deepest > limits.ROWS:
            if places > limits.ROWS:
                raise limits.too_large(_("工作表“{sheet}”超过 {n} 行").format(sheet=name, n=limits.ROWS))
            raise limits.far_cell(name, (letters + digits).decode("ascii"))
    return last_column, deepest, places


def column_index(letters: bytes) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


class Words:
    """How much text the cells of a workbook hold when every cell has its own copy of its shared word."""

    def __init__(self, archive: Zipped) -> None:
        self._lengths = array("I")
        self._text = 0
        if _SHARED_WORDS in archive:
            xml, at = archive.read(_SHARED_WORDS), 0
            for found in _WORD.finditer(xml):
                self._lengths.append(found.start() - at)
                at = found.start()
            self._lengths.append(len(xml) - at)
            self._lengths.pop(0)
        self._longest = max(self._lengths, default=0)

    def count(self, xml: bytes) -> None:
        """Add the cells of one sheet; Refused when it is too much."""
        shared = xml.count(b'"s"') + xml.count(b"'s'")
        if shared * self._longest > limits.ALL_TEXT:
            known = len(self._lengths)
            self._text += sum(self._lengths[at] for found in _SHARED.finditer(xml) if (at := int(found[1])) < known)
        else:
            self._text += shared * self._longest
        limits.refuse_much_text(self._text)
