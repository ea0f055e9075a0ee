"""Reading CSV: UTF-8 (with or without mark), UTF-16 as Excel's "Unicode text", or GB 18030; comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import islice

from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.cells import Sheet

_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_LINE = re.compile(r"[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n")
_FOREIGN = re.compile(r"\s*<(?:!doctype|html|table|\?xml|meta|head)", re.IGNORECASE)


def read_delimited(data: bytes, sheet_name: str) -> tuple[Sheet, ...]:
    """The one sheet of a CSV file, named as Excel names it: after the file. Refused when it is no text."""
    text = _decode(data)
    if _FOREIGN.match(text[:2000]):
        raise limits.foreign(_("是网页或 XML 格式"))
    rows: list[list[str]] = []
    width = 0
    try:
        lines = _Lines(text)
        for row in csv.reader(lines, delimiter=_delimiter(text)):
            lines.taken = 0
            rows.append(row)
            width = max(width, len(row))
            if width > limits.COLUMNS or len(rows) > limits.ROWS or width * len(rows) > limits.CELLS:
                raise limits.too_large(_("{n} 行 {m} 列以上").format(n=len(rows), m=width))
    except csv.Error:
        raise limits.damaged(_("有一个单元格过长或引号不成对")) from None
    cells = [[_plain(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    return (Sheet(sheet_name[:31], cells, typed=False),)


class _Lines:
    """The lines of a text one by one, without a copy of all of it; a row that never ends is refused."""

    def __init__(self, text: str) -> None:
        self._lines = _LINE.finditer(text)
        self.taken = 0
        """Characters since the last whole row."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = next(self._lines)
        self.taken += found.end() - found.start()
        if self.taken > limits.LINE_TEXT:
            raise limits.too_large(_("有一行超过 {n} 个字").format(n=limits.LINE_TEXT))
        return found[0]


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise limits.foreign(_("既不是表格也不是文本"))


def _delimiter(text: str) -> str:
    """The candidate that splits the first lines most; what stands inside quotes does not count."""
    sample = re.sub(r'"[^"]*"', "", "".join(islice(_Lines(text[: limits.LINE_TEXT]), 100)))
    counts = {mark: sample.count(mark) for mark in ",;\t"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _plain(cell: str) -> str:
    """="419901…", the trick that keeps digits as text in Excel, without its wrapping."""
    match = _AS_TEXT.fullmatch(cell.strip()) if cell.startswith(("=", " ")) else None
    return match[1].replace('""', '"') if match else cell
