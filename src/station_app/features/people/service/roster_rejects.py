"""Rejected rows back to the village as .xlsx: the columns as they came, and what is wrong (domain.md §11 rule 16)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.features.people.rules.roster.headers import Column
from station_app.features.people.rules.roster.judging import Corrections
from station_app.features.people.rules.roster.labels import column_key, find_field
from station_app.features.people.rules.roster.sentences import document_sentence
from station_app.features.people.rules.roster.tables import Section, Table
from station_app.features.people.rules.roster.verdicts import DUPLICATE, NEEDS_CORRECTION, Judgement, RowVerdict
from station_app.spreadsheets.cells import Cell, as_text, digits_lost
from station_app.spreadsheets.writing import write_table
from station_app.storage.safe_file import move_over

_WIDTHS = {"id_number": 21, "disability_cert_no": 24, "bank_account": 22, "address": 24, "phone": 14, "serial": 6}


def write_rejects(judgement: Judgement, path: Path, corrections: Corrections | None = None) -> int:
    """Write rows that need correction or are duplicates, all cells as text, with a column 问题; returns how many.

    `corrections` are what the clerk typed; they stand in the first column of their field. The corrected file can be
    imported as it is. Trouble E_REJECTS_UNWRITABLE when the disk refuses.
    """
    labels: dict[str, str] = {}
    lines: list[tuple[dict[str, str], RowVerdict]] = []
    verdicts = {row.key: row for row in judgement.rows if row.disposition in (NEEDS_CORRECTION, DUPLICATE)}
    for table in judgement.tables:
        for section in table.sections:
            names = _labels(section, judgement)
            labels.update((name, section.columns[index].field) for index, name in names.items())
            for row in section.rows:
                verdict = verdicts.get((table.sheet.name, row + 1))
                if verdict is not None:
                    typed = (corrections or {}).get(verdict.key, {})
                    lines.append((_words(table, row, names) | _typed(section, names, typed), verdict))
    places = (_("工作表"), _("行号"), _("问题"))
    columns = [(label, _WIDTHS.get(field, 12), True) for label, field in labels.items()]
    columns += [(places[0], 12, True), (places[1], 6, True), (places[2], 60, True)]
    rows = (
        [*(words.get(label, "") for label in labels), verdict.sheet, str(verdict.row), problem(verdict)]
        for words, verdict in lines
    )
    part = path.with_name(path.name + ".part")
    try:
        write_table(part, columns, rows, sheet=_("需更正"))
        move_over(part, path)
    except OSError as fault:
        raise Trouble(
            "E_REJECTS_UNWRITABLE",
            _("写不了 {path}（{why}）。").format(path=path, why=reason(fault)),
            _("退回的名单没有写出来，站里的数据没有变化。"),
            _("请检查目录是否存在、是否可写、磁盘是否已满，并关闭正在使用这个文件的程序。"),
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return len(lines)


def problem(verdict: RowVerdict) -> str:
    """All reasons of a row in words, one after the other."""
    return "".join(finding.text for finding in verdict.reasons) + document_sentence(verdict)


def _labels(section: Section, judgement: Judgement) -> dict[int, str]:
    """Column index → label that leads to the same field again; the same label twice gets a number."""
    named: dict[int, str] = {}
    for column in section.columns:
        if column.label:
            label = _short(column, judgement)
            count = sum(1 for other in named.values() if other.partition("(第")[0] == label) + 1
            named[column.index] = label if count == 1 else f"{label}(第{count}列)"
    return named


def _short(column: Column, judgement: Judgement) -> str:
    """The last part of group/sub where it means the same without its group."""
    last = column.label.rpartition("/")[2]
    return last if find_field(last, judgement.options.own_labels) == column.field else column.label.replace("/", "")


def _words(table: Table, row: int, names: dict[int, str]) -> dict[str, str]:
    cells = table.rows[row]
    return {name: _word(cells[index]) for index, name in names.items() if index < len(cells)}


def _typed(section: Section, names: Mapping[int, str], typed: Mapping[str, str]) -> dict[str, str]:
    first = {
        column_key(column.label, column.field): names[column.index]
        for column in reversed(section.columns)
        if column.label
    }
    return {first[field]: text for field, text in typed.items() if field in first}


def _word(cell: Cell) -> str:
    """A cell as text; a number that lost its digits keeps the form that shows it."""
    return f"{cell:.14E}" if digits_lost(cell) else as_text(cell)
