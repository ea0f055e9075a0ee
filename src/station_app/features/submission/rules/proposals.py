"""What a proposal of the county may change without anybody looking at it (reliability.md §3.6)."""

from __future__ import annotations

from station_app.core import kinds
from station_app.core.fields import Record

_SENSITIVE_KINDS = (kinds.Name, kinds.IdNumber, kinds.CardNumber, kinds.Account, kinds.Money, kinds.Reference)
_SENSITIVE_RECORDS = frozenset(
    ("person_category", "certificate", "issuer", "revocation", "record_merge", "user_account")
)
_SENSITIVE_WORDS = (
    "consent",
    "guardian",
    "disability",
    "assistance",
    "categor",
    "state",
    "merged",
    "covered",
    "voided",
)
"""Parts of the names of columns that tell of aid, disability, consent, death or moving away."""


def may_apply_alone(record: Record | None, field: str) -> bool:
    """Whether a value that nobody changed since may be replaced by the program itself.

    Never names, numbers, accounts and amounts, aid and disability, consent, states, references, nor what the program
    computes: those a person decides.
    """
    if record is None or record.name in _SENSITIVE_RECORDS or field not in record:
        return False
    described = record[field]
    if described.computed or isinstance(described.kind, _SENSITIVE_KINDS):
        return False
    return not any(word in field for word in _SENSITIVE_WORDS)


def may_be_taken(record: Record | None, field: str) -> bool:
    """Whether a person may take it over at all: not what the program computes itself."""
    return record is not None and field in record and not record[field].computed
