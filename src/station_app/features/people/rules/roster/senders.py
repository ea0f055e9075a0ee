"""How the list of a sender is recognised by its header, and what its columns could be mapped to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.rules.roster.labels import (
    CATEGORY,
    NOT_IMPORTED,
    find_field,
    known_labels,
    plain_label,
)
from station_app.features.people.rules.roster.verdicts import Judgement
from station_app.spreadsheets.cells import Cell, Sheet, Workbook, as_text, is_blank

_SEARCHED_ROWS = 40
_FEWEST_LABELS = 3
_LONGEST_LABEL = 60
_EXAMPLES = 3


@dataclass(frozen=True)
class MappableColumn:
    """One column of a file, for the clerk who says what it means."""

    label: str
    """As the mapping names it: group/sub where the header has two rows."""
    field: str
    """What it fills now, '' for nothing."""
    examples: str
    """What stands in its first rows."""


@dataclass(frozen=True)
class MappableHeader:
    """The header of a file, known or not."""

    header_hash: str
    place: str
    """Sheet and row in words."""
    columns: tuple[MappableColumn, ...]


def fingerprint(row: Sequence[Cell]) -> str:
    """The same for the same labels in the same order, however they are spaced; '' for a row that is no header."""
    labels = [plain_label(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
    if len(labels) < _FEWEST_LABELS or any(len(label) > _LONGEST_LABEL for label in labels):
        return ""
    return hashlib.sha256("\n".join(labels).encode("utf-8", "surrogatepass")).hexdigest()


def fingerprints(workbook: Workbook) -> Iterator[str]:
    """Of all rows near the top of the visible sheets that could be headers."""
    for sheet in workbook.sheets:
        if sheet.state == "visible":
            yield from filter(None, map(fingerprint, sheet.rows[:_SEARCHED_ROWS]))


def mappable_headers(workbook: Workbook, judgement: Judgement) -> list[MappableHeader]:
    """The headers found; where none was found the rows that could be one, the likeliest first."""
    found = [
        MappableHeader(
            fingerprint(table.sheet.rows[section.header_rows[0]]),
            _place(table.sheet, section.header_rows[0]),
            tuple(
                MappableColumn(column.label, column.field, _examples(table.rows, section.rows, column.index))
                for column in section.columns
                if column.label
            ),
        )
        for table in judgement.tables
        for section in table.sections
    ]
    found = [header for header in found if header.header_hash]
    if found:
        return found
    guesses = []
    for sheet in workbook.sheets:
        if sheet.state != "visible":
            continue
        for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            if fingerprint(row):
                below = range(index + 1, len(sheet.rows))
                columns = tuple(
                    _guessed("".join(as_text(cell).split()), _examples(sheet.rows, below, place))
                    for place, cell in enumerate(row)
                    if not is_blank(cell)
                )
                guesses.append(MappableHeader(fingerprint(row), _place(sheet, index), columns))
    return sorted(guesses, key=lambda guess: -_likeliness(guess))[:_SEARCHED_ROWS]


def _guessed(label: str, examples: str) -> MappableColumn:
    return MappableColumn(label, find_field(label, {}), examples)


def targets() -> list[tuple[str, str]]:
    """Everything a column can be mapped to: field and category, each with its words; first what stays outside."""
    fields = dict.fromkeys(field for field in known_labels().values() if not field.startswith(CATEGORY))
    words: dict[str, str] = {}
    for label, field in known_labels().items():
        words.setdefault(field, label)
    named = [(field, words[field]) for field in fields]
    single = [
        (CATEGORY + code, _("类别：{name}").format(name=name)) for code, name in codes.table("assistance_category")
    ]
    return [(NOT_IMPORTED, _("（不导入）")), *named, (CATEGORY, _("类别：监测对象（按格里写的）")), *single]


def changed_labels(columns: Sequence[MappableColumn], chosen: Mapping[str, str]) -> dict[str, str]:
    """What must be remembered: by plain label, every column that the clerk gave another meaning."""
    return {
        plain_label(column.label): chosen[column.label] or NOT_IMPORTED
        for column in columns
        if column.label in chosen and (chosen[column.label] or NOT_IMPORTED) != (column.field or NOT_IMPORTED)
    }


def _likeliness(header: MappableHeader) -> int:
    """A header has many short labels, all different."""
    return len({column.label for column in header.columns if not column.label.isdigit()})


def _place(sheet: Sheet, index: int) -> str:
    return _("{sheet}，第 {row} 行").format(sheet=sheet.name, row=index + 1)


def _examples(rows: Sequence[Sequence[Cell]], numbers: Sequence[int], column: int) -> str:
    texts = []
    for number in numbers:
        row = rows[number]
        if column < len(row) and not is_blank(row[column]):
            texts.append(" ".join(as_text(row[column]).split())[:20])
            if len(texts) == _EXAMPLES:
                break
    return "、".join(texts)
