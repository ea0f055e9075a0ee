"""docs/package-records.md: the records that travel; `python -m tests.exchange.records_page` writes it."""

from __future__ import annotations

from pathlib import Path

import station_app.models  # noqa: F401 - completes the metadata
from station_app.core.kinds import Code, Codes, Decimals, Kind, Reference, References
from station_app.exchange.manifest import SCHEMA
from station_app.exchange.tables import LONG, TEXT, Travelling, travelling
from station_app.storage.base import Synced

PAGE = Path(__file__).parents[2] / "docs" / "package-records.md"
_HEAD = f"""# Records and columns, schema {SCHEMA}

What `e`, `f` and the names in `r` of docs/package-format.md may be. Every record has `id` and `station_id` in front too
and at the end `created_at`, `created_by`, `updated_at`, `updated_by`, `version`, `note`, `voided_at`, `void_reason`.
`text 40`: at most 40 code points. `record …`: the key of such a record. Codes are those of `resources/codes`.
Made by `python -m tests.exchange.records_page`.
"""


def page() -> str:
    """The whole text."""
    described = {model.describes.name: model.describes for model in _models()}
    parts = [_HEAD]
    for name, table in travelling().items():
        record = described[name]
        fields = ", ".join(f"`{field.name}` {field.label} ({_kind(table, field.name, field.kind)})" for field in record)
        parts.append(f"**`{name}`** {record.label}: {fields}\n")
    return "\n".join(parts)


def _models() -> list[type[Synced]]:
    waiting, found = [Synced], []
    while waiting:
        known = waiting.pop().__subclasses__()
        found += [model for model in known if "describes" in model.__dict__]
        waiting += known
    return found


def _kind(table: Travelling, column: str, kind: Kind) -> str:
    if isinstance(kind, Reference):
        return f"record `{kind.record}`"
    if isinstance(kind, References):
        return f"records `{kind.record}`"
    if isinstance(kind, Codes):
        return f"codes `{kind.table}`"
    if isinstance(kind, Code):
        return f"code `{kind.table}`"
    stored = table.kinds[column]
    if isinstance(kind, Decimals):
        return f"integer, {10**kind.places} for 1"
    return f"text {table.lengths[column]}" if stored == TEXT else "integer" if stored == LONG else stored


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
