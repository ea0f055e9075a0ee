"""Judging a roster: every row of every sheet gets a disposition, reasons, warnings and values (domain.md §11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from station_app.core import id_number
from station_app.core.dates import age_on
from station_app.features.people.rules.roster.collecting import collector_paused
from station_app.features.people.rules.roster.labels import plain_label
from station_app.features.people.rules.roster.places import village_in
from station_app.features.people.rules.roster.records import Draft, Layout, draft
from station_app.features.people.rules.roster.tables import Table, find_table
from station_app.features.people.rules.roster.verdicts import (
    ACCEPTED,
    DUPLICATE,
    FROM_ADDRESS,
    HOUSEHOLD_LEDGER,
    IGNORED,
    NEEDS_CORRECTION,
    POST_HOLDER_REGISTER,
    TRAINING_ENROLMENT,
    Finding,
    Judgement,
    Options,
    RowKey,
    RowVerdict,
)
from station_app.spreadsheets.cells import Workbook

Corrections = Mapping[RowKey, Mapping[str, str]]
"""What the clerk typed instead, by sheet and row, field by field."""

_POST_FIELDS = frozenset({"post", "bank_account", "monthly_amount", "start_date", "end_date"})
_LEDGER_FIELDS = frozenset({"household_head", "relation_to_head", "labour_ability", "work_willingness"})


class _Match(NamedTuple):
    """What another row of the file means for this one."""

    code: str
    other: RowKey


def judge(workbook: Workbook, kind: str | None, options: Options, corrections: Corrections | None = None) -> Judgement:
    """Judge every row of the visible sheets that hold a table.

    `kind` is one of verdicts.KINDS, None to choose by the columns found; `corrections` replace cells before judging.
    """
    with collector_paused():
        return _judge(workbook, kind, options, corrections or {})


def _judge(workbook: Workbook, kind: str | None, options: Options, corrections: Corrections) -> Judgement:
    own = {plain_label(label): name for label, name in options.own_labels.items()}
    tables: list[Table] = []
    skipped: list[tuple[str, str]] = []
    for sheet in workbook.sheets:
        table = find_table(sheet, own) if sheet.state == "visible" else None
        if table is None:
            skipped.append((sheet.name, sheet.state))
        else:
            tables.append(table)
    kind = kind or _guess(tables)
    options = _with_limits(options, kind)
    drafts = _drafts(tables, options, corrections)
    matches = _compare(drafts)
    by_row = {(found.sheet, found.row): found for found in drafts}
    rows: list[RowVerdict] = []
    for table in tables:
        name = table.sheet.name
        for number in range(1, table.last_row + 1):
            found = by_row.get((name, number))
            rows.append(RowVerdict(name, number, IGNORED) if found is None else _verdict(found, matches, options))
    return Judgement(workbook.file_name, workbook.file_hash, kind, options, tuple(tables), tuple(skipped), tuple(rows))


def _guess(tables: Sequence[Table]) -> str:
    """The kind of list by its columns: posts and accounts, households, else an enrolment."""
    fields = {column.field for table in tables for section in table.sections for column in section.columns}
    if len(fields & _POST_FIELDS) >= 2:
        return POST_HOLDER_REGISTER
    return HOUSEHOLD_LEDGER if fields & _LEDGER_FIELDS else TRAINING_ENROLMENT


def _with_limits(options: Options, kind: str) -> Options:
    male, female = options.limits[kind]
    return replace(
        options,
        age_max_male=male if options.age_max_male is None else options.age_max_male,
        age_max_female=female if options.age_max_female is None else options.age_max_female,
    )


def _drafts(tables: Sequence[Table], options: Options, corrections: Corrections) -> list[Draft]:
    """All rows of data, sheet by sheet, top to bottom."""
    today = max(options.today, options.reference_date)
    drafts = []
    for table in tables:
        sheet = table.sheet
        for section in table.sections:
            layout = Layout(section.columns)
            for index in section.rows:
                row = table.rows[index]
                corrected = corrections.get((sheet.name, index + 1), {})
                drafts.append(
                    draft(
                        sheet.name,
                        index + 1,
                        layout.cells(row, corrected),
                        layout.categories(row, corrected),
                        today=today,
                        counted_on=options.reference_date,
                        typed=sheet.typed,
                        hidden=index in sheet.hidden_rows,
                    )
                )
    return drafts


def _compare(drafts: Sequence[Draft]) -> dict[RowKey, _Match]:
    """Duplicates and conflicts between the rows of the file, all sheets, top to bottom (rule 10)."""
    first: dict[str, Draft] = {}
    by_holder: dict[tuple[str, str], Draft] = {}
    matches: dict[RowKey, _Match] = {}
    for row in drafts:
        if not row.is_clean:
            continue
        by_holder.setdefault((row.id_number, row.name), row)
        earlier = first.setdefault(row.id_number, row)
        if earlier is row:
            continue
        if earlier.name == row.name:
            matches[row.sheet, row.row] = _Match("DUP_ID_IN_FILE", (earlier.sheet, earlier.row))
        else:
            matches[row.sheet, row.row] = _Match("ID_NAME_CONFLICT", (earlier.sheet, earlier.row))
            matches.setdefault((earlier.sheet, earlier.row), _Match("", (row.sheet, row.row)))
    for row in drafts:
        if row.id_fault == "ID_15_DIGIT" and not row.name_fault:
            same = by_holder.get((id_number.from_15(row.id_number), row.name))
            if same is not None:
                matches[row.sheet, row.row] = _Match("DUP_ID_15_18", (same.sheet, same.row))
    return matches


def _verdict(row: Draft, matches: Mapping[RowKey, _Match], options: Options) -> RowVerdict:
    """Rule 11: name and ID problems, then duplicates and conflicts, then cross-checks, else accepted."""
    match = matches.get((row.sheet, row.row))
    other = f"{match.other[0]}!{match.other[1]}" if match else ""
    if match is not None and match.code.startswith("DUP_"):
        reason = (Finding(match.code, "id_number", other),)
        return RowVerdict(row.sheet, row.row, DUPLICATE, reason, (), row.values, match.other)
    reasons = []
    if row.name_fault:
        reasons.append(Finding(row.name_fault, "name", row.name))
    if row.id_fault:
        reasons.append(Finding(row.id_fault, "id_number", row.id_number))
    if not reasons and match is not None and match.code:
        reasons.append(Finding(match.code, "id_number", other))
    reasons = reasons or row.mismatches
    if reasons:
        suggested = id_number.from_15(row.id_number) if row.id_fault == "ID_15_DIGIT" else ""
        values = row.values | {"id_number_raw": row.raw_id}
        return RowVerdict(row.sheet, row.row, NEEDS_CORRECTION, tuple(reasons), (), values, suggested_id=suggested)
    warnings = [*row.warnings, *_age_warnings(row, options)]
    if row.hidden:
        warnings.append(Finding("HIDDEN_ROW", ""))
    if match is not None:
        warnings.append(Finding("ID_NAME_CONFLICT", "id_number", other))
    values = row.values
    village = "" if values.get("village") else village_in(str(values.get("address") or ""), options.places)
    if village:
        values = values | {"village": village}
        warnings.append(Finding(FROM_ADDRESS, "village", village))
    return RowVerdict(row.sheet, row.row, ACCEPTED, (), tuple(sorted(warnings)), values)


def _age_warnings(row: Draft, options: Options) -> list[Finding]:
    """Full years at the reference date against the limits of this import; both ends are still within."""
    holder = row.holder
    if holder is None:
        return []
    age = age_on(holder.birth_date, options.reference_date)
    limit = options.age_max_male if holder.sex == "1" else options.age_max_female
    if age < options.age_min:
        return [Finding("AGE_UNDER_16", "birth_date", str(age))]
    if limit is not None and age > limit:
        return [Finding("AGE_OVER_LIMIT", "birth_date", f"{age}/{limit}")]
    return []
