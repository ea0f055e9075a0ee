"""Reading .xlsx: cells by calamine; hidden rows, merges, and formats without a day by a bounded scan of the XML."""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineWorkbook

from station_app.core.texts import _
from station_app.spreadsheets import limits
from station_app.spreadsheets.calamine import guarded, state_of
from station_app.spreadsheets.cells import Merge, Sheet
from station_app.spreadsheets.formats import BUILT_IN_MONTHS, month_of, shows_no_day
from station_app.spreadsheets.zipped import Zipped

_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,10})[\"']")
_PLACE = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,10})")
_FAR = re.compile(rb'<c r="(?:[B-Zb-z][A-Za-z]|[A-Za-z]{3}|[A-Za-z]{1,2}[0-9]{6})')
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]|ol[ s])')
_PREFIXED = re.compile(rb":c[\s>/]")
_SMALL = 60_000_000
"""Bytes of XML that cannot hold more cells than limits.CELLS allows."""
_CELLS = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_ERROR = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\bt=[\"']e[\"'][^>]*>")
_MERGE = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)


@dataclass(frozen=True)
class _Marks:
    """What the sheet's XML says beside the cells."""

    merges: tuple[Merge, ...]
    hidden_rows: frozenset[int]
    month_cells: tuple[tuple[int, int], ...]
    error_cells: tuple[tuple[int, int], ...]


def read_xlsx(data: bytes, archive: Zipped) -> tuple[Sheet, ...]:
    """All work sheets in the order of the workbook. Refused when it is damaged, locked or far too large."""
    parts = _sheet_parts(archive)
    month_styles = _month_styles(archive)
    marks = {name: _scan(name, archive.read(part), month_styles) for name, part in parts.items()}
    seen = set(parts.values())
    for name in archive.names():
        if name not in seen and name.endswith((".xml", ".rels")):
            archive.read(name, keep=False)
    with guarded():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for meta in book.sheets_metadata:
            if meta.name not in marks:
                continue
            mark = marks[meta.name]
            rows: list[list[Any]] = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            _set_months(rows, mark.month_cells)
            sheets.append(Sheet(meta.name, rows, state_of(meta), mark.merges, mark.hidden_rows, mark.error_cells))
        return tuple(sheets)


def _sheet_parts(archive: Zipped) -> dict[str, str]:
    """Name of each work sheet and the part that holds it."""
    book_part = next((name for name in archive.names() if name.endswith("workbook.xml")), "xl/workbook.xml")
    folder = posixpath.dirname(book_part)
    relations = {
        item.get("Id", ""): item
        for item in archive.tree(f"{folder}/_rels/{posixpath.basename(book_part)}.rels".lstrip("/"))
    }
    found = {}
    for item in archive.tree(book_part).iter():
        if not item.tag.endswith("}sheet"):
            continue
        key = next((value for name, value in item.attrib.items() if name.endswith("}id")), "")
        relation = relations.get(key)
        if relation is None or not relation.get("Type", "").endswith("/worksheet"):
            continue
        target = relation.get("Target", "").replace("\\", "/")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("name", "")] = part.lower()
    if not found:
        raise limits.damaged(_("里面没有工作表"))
    return found


def _month_styles(archive: Zipped) -> frozenset[bytes]:
    """Indices of cell styles that show a date without its day."""
    name = next((part for part in archive.names() if part.endswith("/styles.xml")), "")
    if not name:
        return frozenset()
    root = archive.tree(name)
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if item.tag.endswith("}numFmt")}
    formats = next((item for item in root if item.tag.endswith("}cellXfs")), None)
    found = set()
    for index, style in enumerate(formats if formats is not None else ()):
        number = style.get("numFmtId", "0")
        if shows_no_day(own[number]) if number in own else number in BUILT_IN_MONTHS:
            found.add(str(index).encode())
    return frozenset(found)


def _scan(name: str, xml: bytes, month_styles: frozenset[bytes]) -> _Marks:
    """Hidden rows, merges and month cells of one sheet; refuses a used rectangle no roster has."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        xml = xml.decode("utf-16", "replace").encode()
    if not _is_surely_small(xml):
        _refuse_far_cells(name, xml)
    merges = tuple(
        Merge(int(m[2]) - 1, column_index(m[1]), int(m[4]) - 1, column_index(m[3]))
        for m in _MERGE.finditer(xml, max(xml.rfind(b"sheetData>"), 0))
    )
    return _Marks(merges, _hidden_rows(xml), _month_cells(xml, month_styles), _error_cells(xml))


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if xml.find(b"hidden", max(xml.find(b"sheetData"), 0)) < 0:
        return frozenset()
    hidden = set()
    number = 0
    for match in _ROW.finditer(xml):
        given = _ROW_NUMBER.search(match[0])
        number = int(given[1]) if given else number + 1
        if b"hidden" in match[0] and _HIDDEN.search(match[0]):
            hidden.add(number - 1)
    return frozenset(hidden)


def _month_cells(xml: bytes, month_styles: frozenset[bytes]) -> tuple[tuple[int, int], ...]:
    if not month_styles:
        return ()
    few = b"|".join(sorted(month_styles)) if len(month_styles) < 50 else rb"\d+"
    style = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\bs\s*=\s*[\"'](" + few + rb")[\"'][^>]*>")
    places = (_PLACE.match(match[0]) for match in style.finditer(xml) if match[1] in month_styles)
    return tuple((int(place[2]) - 1, column_index(place[1])) for place in places if place)


def _error_cells(xml: bytes) -> tuple[tuple[int, int], ...]:
    """Cells whose formula came to nothing."""
    if b't="e"' not in xml and b"t='e'" not in xml:
        return ()
    places = (_PLACE.match(match[0]) for match in _ERROR.finditer(xml))
    return tuple((int(place[2]) - 1, column_index(place[1])) for place in places if place)


def _is_surely_small(xml: bytes) -> bool:
    """Whether every cell is spelt <c r="A1" … and none is beyond column AZ or row 99,999: no need to look closer."""
    return len(xml) < _SMALL and not _UNUSUAL.search(xml) and not _PREFIXED.search(xml) and not _FAR.search(xml)


def _refuse_far_cells(name: str, xml: bytes) -> None:
    """Look at the place of every cell."""
    cells = 0
    for cells, _cell in enumerate(_CELLS.finditer(xml), 1):
        if cells > limits.CELLS:
            raise limits.too_large(_("工作表“{sheet}”的单元格太多").format(sheet=name))
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
            raise limits.far_cell(name, (letters + digits).decode("ascii"))
    if last_column * deepest > limits.CELLS:
        raise limits.too_large(_("工作表“{sheet}”有 {n} 行 {m} 列").format(sheet=name, n=deepest, m=last_column))
    if places < cells and sum(1 for _row in _ROW.finditer(xml)) * cells > limits.CELLS:
        raise limits.too_large(_("工作表“{sheet}”的单元格太多").format(sheet=name))


def column_index(letters: bytes) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - 64
    return index - 1


def _set_months(rows: list[list[Any]], places: tuple[tuple[int, int], ...]) -> None:
    for row, column in places:
        if row < len(rows) and column < len(rows[row]):
            month = month_of(rows[row][column])
            if month is not None:
                rows[row][column] = month
