"""The judgement as plain JSON data, for the command line and for checking against worked examples."""

from __future__ import annotations

import json
from typing import Any

from station_app.features.people.rules.roster.verdicts import IGNORED, Judgement, RowVerdict


def as_report(judgement: Judgement) -> dict[str, Any]:
    """Counts and one entry for every row of the sheets read; keys that do not apply are missing."""
    options = judgement.options
    return {
        "workbook": judgement.file_name,
        "import_as": judgement.kind,
        "reference_date": options.reference_date.isoformat(),
        "age_limits": {
            "min": options.age_min,
            "max_male": options.age_max_male,
            "max_female": options.age_max_female,
        },
        "counts": judgement.counts,
        "rows": [_row(row) for row in judgement.rows],
    }


def as_json(judgement: Judgement) -> str:
    """The report as JSON text, one row a line: a hundred thousand rows stay within bounds (reliability.md F76)."""
    report = as_report(judgement)
    rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in report.pop("rows"))
    head = json.dumps(report, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "rows": [\n  {rows}\n ]\n}}'


def _row(row: RowVerdict) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "sheet": row.sheet,
        "row": row.row,
        "disposition": row.disposition,
        "reasons": _codes(row.reasons),
        "warnings": _codes(row.warnings),
    }
    if row.disposition != IGNORED:
        entry["values"] = dict(row.values)
    if row.duplicate_of:
        entry["duplicate_of"] = {"sheet": row.duplicate_of[0], "row": row.duplicate_of[1]}
    if row.suggested_id:
        entry["suggested_id"] = row.suggested_id
    return entry


def _codes(findings: tuple[Any, ...]) -> list[str]:
    return list(dict.fromkeys(finding.code for finding in findings))
