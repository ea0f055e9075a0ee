"""Reading .xlsx: cells by calamine; hidden rows, merges, and formats without a day by a bounded scan of the XML."""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineWorkbook

from station_app.core.texts import _
from station_app.spreadsheets import cell_bounds, limits
from station_app.spreadsheets.calamine import guarded, state_of
from station_app.spreadsheets.cells import Merge, Sheet
from station_app.spreadsheets.formats import BUILT_IN_MONTHS, month_of, shows_no_day
from station_app.spreadsheets.zipped import Zipped

_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^<>]*>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d{1,10})[\"']")
_PLACE = re.compile(rb"<(?:[\w.-]+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,10})")
_ERROR = re.compile(rb"<(?:[\w.-]+:)?c\s[^<>]*?\bt=[\"']e[\"'][^<>]*>")
_MERGE = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\b[^<>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
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
    words = cell_bounds.Words(archive)
    marks = {}
    for name, part in parts.items():
        xml = _as_utf_8(archive.read(part))
        cell_bounds.refuse_far_cells(name, xml)
        words.count(xml)
        marks[name] = _scan(xml, month_styles)
    _look_at_the_rest(archive, set(parts.values()))
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


def _look_at_the_rest(archive: Zipped, seen: set[str]) -> None:
    """Whatever else there is counts too, and what looks like a sheet may be one to another reader."""
    for name in archive.names():
        if name not in seen and cell_bounds.holds_cells(xml := archive.read(name)):
            cell_bounds.refuse_far_cells(name, _as_utf_8(xml))


def _as_utf_8(xml: bytes) -> bytes:
    return xml.decode("utf-16", "replace").encode() if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else xml


def _sheet_parts(archive: Zipped) -> dict[str, str]:
    """Name of each work sheet and the part that holds it."""
    book_part = next((name for name in archive.names() if name.endswith("workbook.xml")), "xl/workbook.xml")
    folder = posixpath.dirname(book_part)
    relations = {
        item.get("Id", ""): item
        for item in archive.tree(f"{folder}/_rels/{posixpath.basename(book_part)}.rels".lstrip("/"))
    }
    found: dict[str, str] = {}
    names: set[str] = set()
    for item in archive.tree(book_part).iter():
        if not item.tag.endswith("}sheet"):
            continue
        key = next((value for name, value in item.attrib.items() if name.endswith("}id")), "")
        relation = relations.get(key)
        if relation is None or not relation.get("Type", "").endswith("/worksheet"):
            continue
        if item.get("name", "").lower() in names:
            raise limits.damaged(_("两张工作表同名"))
        names.add(item.get("name", "").lower())
        target = relation.get("Target", "").replace("\\", "/")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[item.get("name", "")] = part.lower()
    if len(found) > limits.SHEETS:
        raise limits.too_large(_("里面有 {n} 张以上的工作表").format(n=limits.SHEETS))
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


def _scan(xml: bytes, month_styles: frozenset[bytes]) -> _Marks:
    """Hidden rows, merges and month cells of one sheet."""
    merges = tuple(
        Merge(int(m[2]) - 1, cell_bounds.column_index(m[1]), int(m[4]) - 1, cell_bounds.column_index(m[3]))
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
    style = re.compile(rb"<(?:[\w.-]+:)?c\s[^<>]*?\bs\s*=\s*[\"'](" + few + rb")[\"'][^<>]*>")
    places = (_PLACE.match(match[0]) for match in style.finditer(xml) if match[1] in month_styles)
    return tuple((int(place[2]) - 1, cell_bounds.column_index(place[1])) for place in places if place)


def _error_cells(xml: bytes) -> tuple[tuple[int, int], ...]:
    """Cells whose formula came to nothing."""
    if b't="e"' not in xml and b"t='e'" not in xml:
        return ()
    places = (_PLACE.match(match[0]) for match in _ERROR.finditer(xml))
    return tuple((int(place[2]) - 1, cell_bounds.column_index(place[1])) for place in places if place)


def _set_months(rows: list[list[Any]], places: tuple[tuple[int, int], ...]) -> None:
    for row, column in places:
        if row < len(rows) and column < len(rows[row]):
            month = month_of(rows[row][column])
            if month is not None:
                rows[row][column] = month
