"""What the judge says about a file: plain data for the screen, the report and the writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from station_app.features.people.rules.roster.places import NOWHERE, Places
from station_app.features.people.rules.roster.tables import Table

ACCEPTED = "accepted"
NEEDS_CORRECTION = "needs_correction"
DUPLICATE = "duplicate"
IGNORED = "ignored"
DISPOSITIONS = (ACCEPTED, NEEDS_CORRECTION, DUPLICATE, IGNORED)

HOUSEHOLD_LEDGER = "household_ledger"
TRAINING_ENROLMENT = "training_enrolment"
POST_HOLDER_REGISTER = "post_holder_register"
KINDS = (HOUSEHOLD_LEDGER, TRAINING_ENROLMENT, POST_HOLDER_REGISTER)

AGE_LIMITS = {HOUSEHOLD_LEDGER: (69, 69), TRAINING_ENROLMENT: (60, 55), POST_HOLDER_REGISTER: (69, 69)}
"""Inclusive upper ages of men and women as shipped (R-03, R-04), for judging without a station and its dated rules."""

FROM_ADDRESS = "VILLAGE_FROM_ADDRESS"
"""Code of the remark that the village was taken out of the address."""

RowKey = tuple[str, int]
"""Sheet name and row number as the file counts, from 1."""


@dataclass(frozen=True)
class Options:
    """What the clerk chooses for one import; limits are full years, inclusive."""

    reference_date: dt.date
    today: dt.date
    age_min: int = 16
    age_max_male: int | None = None
    """None: what the kind of list asks for."""
    age_max_female: int | None = None
    limits: Mapping[str, tuple[int, int]] = field(default_factory=lambda: AGE_LIMITS)
    """Upper ages of men and women by kind of list (service.roster_limits)."""
    own_labels: Mapping[str, str] = field(default_factory=dict)
    """The station's own column words: plain label → field name."""
    places: Places = NOWHERE
    """The station's villages, for rows that name theirs in the address only (service.roster_limits)."""


class Finding(NamedTuple):
    """One reason or warning, with the field whose cell it belongs to."""

    code: str
    field: str
    detail: str = ""
    """What the sentence needs: the number, the word, the other row."""

    @property
    def text(self) -> str:
        """The sentence for the clerk."""
        from station_app.features.people.rules.roster.sentences import sentence  # noqa: PLC0415 - only when shown

        return sentence(self)


class RowVerdict(NamedTuple):
    """What becomes of one row of the file."""

    sheet: str
    row: int
    """As the file counts, from 1."""
    disposition: str
    reasons: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    """Only of accepted rows."""
    values: Mapping[str, Any] = {}
    duplicate_of: RowKey | None = None
    suggested_id: str = ""

    @property
    def key(self) -> RowKey:
        """Sheet and row."""
        return self.sheet, self.row


@dataclass(frozen=True)
class Judgement:
    """The whole file, judged."""

    file_name: str
    file_hash: str
    kind: str
    options: Options
    tables: tuple[Table, ...] = field(repr=False)
    skipped_sheets: tuple[tuple[str, str], ...]
    """Sheets that were not read: name and state; 'visible' means that no header was found."""
    rows: tuple[RowVerdict, ...] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each disposition; adds up to all rows of the sheets read."""
        found = dict.fromkeys(DISPOSITIONS, 0)
        for row in self.rows:
            found[row.disposition] += 1
        return found

    @property
    def accepted(self) -> list[RowVerdict]:
        """Rows that will be written, in the order of the file."""
        return [row for row in self.rows if row.disposition == ACCEPTED]


def with_suggestions(judgement: Judgement, numbers: Mapping[RowKey, str]) -> Judgement:
    """The same judgement with ID numbers offered for rows that have none."""
    if not numbers:
        return judgement
    rows = tuple(row._replace(suggested_id=numbers[row.key]) if row.key in numbers else row for row in judgement.rows)
    return replace(judgement, rows=rows)
