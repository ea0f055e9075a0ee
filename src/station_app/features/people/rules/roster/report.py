"""The judgement as plain JSON data, for the command line and for checking against worked examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from station_app.features.people.rules.roster.verdicts import IGNORED, Judgement, RowVerdict


def as_report(judgement: Judgement) -> dict[str, Any]:
    """Counts and one entry for every row of the sheets read; keys that do not apply are missing."""
    return {**_head(judgement), "rows": [_row(row) for row in judgement.rows]}


def json_lines(judgement: Judgement) -> Iterator[str]:
    """The report as JSON text, one row a line: a hundred thousand rows are never in memory at once."""
    yield json.dumps(_head(judgement), ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "rows": ['
    between = "\n  "
    for row in judgement.rows:
        yield between + json.dumps(_row(row), ensure_ascii=False)
        between = ",\n  "
    yield "\n ]\n}\n"


def _head(judgement: Judgement) -> dict[str, Any]:
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
    }


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
