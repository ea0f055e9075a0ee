"""What the columns of a sender's lists mean: said once by the clerk, found again by the header of the next list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.people.model import SenderMapping
from station_app.features.people.rules.roster.senders import fingerprints, targets
from station_app.features.people.rules.roster.verdicts import Options
from station_app.spreadsheets.cells import Workbook
from station_app.storage import records


@dataclass(frozen=True)
class MappingRow:
    """One remembered mapping."""

    id: str
    sender: str
    header_hash: str
    labels: Mapping[str, str]
    """Plain label → field, labels.NOT_IMPORTED for a column that stays outside."""


def list_mappings(session: Session) -> list[MappingRow]:
    """All remembered mappings, in the order they were made."""
    query = (
        select(SenderMapping.id, SenderMapping.sender, SenderMapping.header_hash, SenderMapping.labels)
        .where(SenderMapping.voided_at.is_(None))
        .order_by(SenderMapping.created_at, SenderMapping.id)
    )
    return [MappingRow(key, sender, mark, json.loads(kept)) for key, sender, mark, kept in session.execute(query)]


def save_mapping(session: Session, header_hash: str, sender: str, labels: Mapping[str, str]) -> str:
    """Remember a mapping; `labels` are added to what the same header was mapped to before. Returns the key.

    Refused without a sender (REQUIRED).
    """
    known = next((row for row in list_mappings(session) if row.header_hash == header_hash), None)
    merged = {**(known.labels if known else {}), **labels}
    if not merged:
        raise Refused([Problem("labels", _("还没有指定任何栏目对应到哪一项。"), "REQUIRED")])
    kept = json.dumps(merged, ensure_ascii=False, sort_keys=True)
    values = {"sender": sender.strip(), "header_hash": header_hash, "labels": kept}
    return str(records.save(session, SenderMapping, values, record_id=known.id if known else None).id)


def rename_sender(session: Session, mapping_id: str, sender: str) -> None:
    """Another name for who sends such lists. Refused without one (REQUIRED)."""
    records.save(session, SenderMapping, {"sender": sender.strip()}, record_id=mapping_id)


def forget_mapping(session: Session, mapping_id: str, reason: str = "") -> None:
    """Read such lists by the program's own words again."""
    records.void(session, SenderMapping, mapping_id, reason or _("不再使用"))


def labels_in_words(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Column of the list, and what it fills, both as people call them, in Chinese order of the columns."""
    words = dict(targets())
    return [(label, words.get(field, field)) for label, field in sorted(labels.items())]


def with_mapping(session: Session, options: Options, workbook: Workbook) -> tuple[Options, MappingRow | None]:
    """The same choices with the mapping remembered for one of the file's headers, and that mapping."""
    known = {row.header_hash: row for row in list_mappings(session)}
    if not known:
        return options, None
    found = next((known[mark] for mark in fingerprints(workbook) if mark in known), None)
    if found is None:
        return options, None
    return replace(options, own_labels={**options.own_labels, **found.labels}), found


def mapped_by(mapping: MappingRow) -> str:
    """What the clerk is told."""
    return _("按“{sender}”上次的对应关系").format(sender=mapping.sender)
