"""A judged roster as lines of a table: what stands in each cell, which cell is wrong and why. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.fields import HOUSEHOLD, PERSON
from station_app.features.people.rules.roster.headers import Column
from station_app.features.people.rules.roster.labels import CATEGORY, column_key
from station_app.features.people.rules.roster.tables import Section
from station_app.features.people.rules.roster.verdicts import (
    ACCEPTED,
    DUPLICATE,
    IGNORED,
    NEEDS_CORRECTION,
    Finding,
    Judgement,
    RowKey,
    RowVerdict,
)
from station_app.spreadsheets.cells import as_text

if TYPE_CHECKING:
    from station_app.features.people.service.roster_plan import Difference

Corrections = Mapping[RowKey, Mapping[str, str]]
Known: TypeAlias = "Mapping[RowKey, Sequence[Difference]]"
"""Rows of people that the station knows, with what it has otherwise."""

DIFFERS = "differs"
"""The choice of rows that the station has otherwise, beside the dispositions."""
TONES = {ACCEPTED: "accent", NEEDS_CORRECTION: "bad", DUPLICATE: "warn", IGNORED: "soft"}
_IGNORED_CELLS = 6
_WIDEST, _NARROWEST = 220, 64
_FIRST = ("name", "id_number")
_NUMBERS = ("id_number", "phone")
_LABELS = 2


@dataclass(frozen=True)
class RosterColumn:
    """One column of the screen's table: a field, or one of several columns named after a category."""

    key: str
    label: str
    field: str
    """Field name; categories for a column named after a category."""
    width: int
    editable: bool


@dataclass(frozen=True)
class RosterRow:
    """One row of the file as the screen shows it."""

    verdict: RowVerdict
    place: str
    """Row number, with the sheet's name where the file has several."""
    cells: Mapping[str, str]
    """Column key → text: the clerk's correction, else a number as it is kept, else the file's own text."""
    corrected: Mapping[str, str]
    """Field → what the file itself says, for the corrected ones."""
    tones: Mapping[str, str]
    """Field → bad or warn."""
    problem: str
    """All reasons and warnings in short words; what a row without data says."""
    differences: tuple[Difference, ...] = ()
    """Where the station has the same person otherwise."""
    raw: Mapping[str, str] = field(default_factory=dict)
    """Field → what the file says, where the cell shows what is kept."""

    @property
    def id(self) -> str:
        """Stable while the file is open."""
        return f"{self.verdict.row}\n{self.verdict.sheet}"

    @property
    def differs(self) -> bool:
        """The station has this person otherwise, in more than the finer wording of one thing."""
        return any(each.matters for each in self.differences)

    @property
    def disposition_label(self) -> str:
        """可入库, 需更正, 重复, 非数据行."""
        return codes.table("import_disposition").label(self.verdict.disposition)

    @property
    def wrong_field(self) -> str:
        """The field that the first reason, else the first warning, speaks of; '' for none."""
        return next((found.field for found in (*self.verdict.reasons, *self.verdict.warnings) if found.field), "")


@dataclass(frozen=True)
class Roster:
    """The whole file for the screen."""

    columns: tuple[RosterColumn, ...]
    rows: tuple[RosterRow, ...]
    unknown: tuple[str, ...]
    """Labels of columns that the program does not know and will not import."""

    def of(self, choice: str) -> list[RosterRow]:
        """The rows of one disposition, those that DIFFER from the station's, or all for ''."""
        return [
            row for row in self.rows if choice in ("", row.verdict.disposition) or (choice == DIFFERS and row.differs)
        ]

    def tally(self, choice: str) -> int:
        """How many rows a choice has."""
        return len(self.of(choice))


def roster_of(judgement: Judgement, corrections: Corrections, known: Known) -> Roster:
    """The lines of a judged file, in the order of the file; `known` are the rows of people already registered."""
    columns = _columns(judgement)
    several = len({row.sheet for row in judgement.rows}) > 1
    source = _Source(judgement)
    rows = tuple(_row(verdict, source, corrections.get(verdict.key, {}), known, several) for verdict in judgement.rows)
    labels = {column.label for column in columns}
    unknown = dict.fromkeys(
        column.label
        for table in judgement.tables
        for section in table.sections
        for column in section.columns
        if not column.field and column.label and column.label not in labels
    )
    return Roster(_widths(columns, rows), rows, tuple(unknown))


def disposition_name(disposition: str) -> str:
    """可入库, 需更正, 重复, 非数据行; 与库里不同 for DIFFERS, 全部 for ''."""
    if disposition == DIFFERS:
        return _("与库里不同")
    return codes.table("import_disposition").label(disposition) if disposition else _("全部")


def finding_name(finding: Finding) -> str:
    """The short official words of a reason or warning."""
    for table in ("import_reason", "import_warning"):
        if finding.code in codes.table(table):
            return codes.table(table).label(finding.code)
    return finding.code


def shown_value(field: str, value: Any) -> str:
    """A cleaned value of the judge in words: codes by name, lists joined."""
    if value in (None, "", [], ()):
        return ""
    record = PERSON if field in PERSON else HOUSEHOLD if field in HOUSEHOLD else None
    table = getattr(record[field].kind, "table", "") if record else ""
    if isinstance(value, (list, tuple)):
        return "、".join(codes.table(table).label(str(code)) if table else str(code) for code in value)
    return codes.table(table).label(str(value)) if table else str(value)


def field_label(field: str) -> str:
    """What a field is called."""
    for record in (PERSON, HOUSEHOLD):
        if field in record:
            return record[field].label
    return _EXTRA_LABELS.get(field, field)


_EXTRA_LABELS = {
    "household_head": _("户主"),
    "enrolled_on": _("报名日期"),
    "post": _("岗位"),
    "start_date": _("开始日期"),
    "end_date": _("结束日期"),
    "monthly_amount": _("月补贴"),
    "serial": _("序号"),
    "age": _("年龄"),
    "note": _("备注"),
    "agreement_no": _("协议编号"),
    "wished_trades": _("意向工种"),
}


class _Source:
    """Finds the raw cells of a row."""

    def __init__(self, judgement: Judgement) -> None:
        self._tables = {table.sheet.name: table for table in judgement.tables}
        self._sections: dict[RowKey, Section] = {
            (table.sheet.name, index + 1): section
            for table in judgement.tables
            for section in table.sections
            for index in section.rows
        }

    def cells(self, key: RowKey) -> dict[str, str]:
        """Column key → text of a data row; where several columns mean one field, the first filled one."""
        row = self._tables[key[0]].rows[key[1] - 1]
        found: dict[str, str] = {}
        for column in self._sections[key].columns:
            name = _key(column)
            if name and not found.get(name):
                found[name] = as_text(row[column.index])
        return found

    def words(self, key: RowKey) -> str:
        """What a row without data says, in one line."""
        cells = self._tables[key[0]].sheet.rows[key[1] - 1]
        texts = [" ".join(as_text(cell).split()) for cell in cells]
        return "  ".join([text for text in texts if text][:_IGNORED_CELLS])


def _key(column: Column) -> str:
    """Columns named after a category stay apart; others go by their field."""
    return column_key(column.label, column.field)


def _columns(judgement: Judgement) -> list[RosterColumn]:
    found: dict[str, RosterColumn] = {}
    for table in judgement.tables:
        for section in table.sections:
            for column in section.columns:
                key = _key(column)
                if key and key not in found:
                    named = column.field.startswith(CATEGORY)
                    field = "categories" if named else column.field
                    label = column.label.split("/")[-1]
                    found[key] = RosterColumn(key, label, field, _NARROWEST, editable=True)
    first = [found[key] for key in _FIRST if key in found]
    return first + [column for key, column in found.items() if key not in _FIRST and key != "serial"]


def _widths(columns: Sequence[RosterColumn], rows: Sequence[RosterRow]) -> tuple[RosterColumn, ...]:
    """As wide as the longest of the first texts needs, within limits."""
    fitted = []
    for column in columns:
        texts = [row.cells.get(column.key, "") for row in rows[:300] if row.verdict.disposition != IGNORED]
        longest = max((_length(text) for text in texts), default=0)
        widest = 172 if column.key == "id_number" else _WIDEST
        width = max(_NARROWEST, min(widest, 20 + max(longest, 20 + 12 * len(column.label) - 12)))
        fitted.append(RosterColumn(column.key, column.label, column.field, width, column.editable))
    return tuple(fitted)


def _length(text: str) -> int:
    """Rough width of a text at 14 px."""
    return sum(8 if char.isascii() else 14 for char in text)


def _row(verdict: RowVerdict, source: _Source, corrected: Mapping[str, str], known: Known, several: bool) -> RosterRow:
    place = f"{verdict.sheet} {verdict.row}" if several else str(verdict.row)
    if verdict.disposition == IGNORED:
        return RosterRow(verdict, place, {}, {}, {}, source.words(verdict.key))
    written = source.cells(verdict.key)
    before = {field: written.get(field, "") for field in corrected}
    cells = written | _cleaned(verdict, written) | dict(corrected)
    differences = tuple(known.get(verdict.key, ()))
    tones = {each.field: "soft" for each in differences if each.matters}
    tones |= {found.field: "warn" for found in verdict.warnings if found.field}
    tones |= {found.field: TONES[verdict.disposition] for found in verdict.reasons if found.field}
    names = [finding_name(found) for found in (*verdict.reasons, *verdict.warnings)]
    if verdict.key in known:
        names.append(_known_words(differences))
    raw = {field: text for field, text in written.items() if field not in corrected and text != cells[field]}
    return RosterRow(verdict, place, cells, before, tones, "；".join(dict.fromkeys(names)), differences, raw)


def _cleaned(verdict: RowVerdict, written: Mapping[str, str]) -> dict[str, str]:
    """Numbers with which nothing is wrong, as they will be kept: half-width and without gaps they fit their column."""
    told = {found.field for found in (*verdict.reasons, *verdict.warnings)}
    return {
        field: str(verdict.values[field])
        for field in _NUMBERS
        if field in written and field not in told and verdict.values.get(field)
    }


def _known_words(differences: Sequence[Difference]) -> str:
    labels = [each.label for each in differences if each.matters]
    if not labels:
        return _("库里已有")
    names = "、".join(labels[:_LABELS])
    if len(labels) > _LABELS:
        return _("库里已有，{names}等 {n} 项不同").format(names=names, n=len(labels))
    return _("库里已有，{names}不同").format(names=names)
