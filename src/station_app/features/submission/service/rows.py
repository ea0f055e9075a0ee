"""What the page 上报, its commands and the home page get: plain, frozen, in words where words are wanted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ChangesRow:
    """What has changed since the last package."""

    phrases: tuple[str, ...]
    """新增学员 12 人 …; empty when nothing changed."""
    records: int
    """New and changed ones together."""
    since: dt.datetime | None
    """When the last package was made; None before the first one."""


@dataclass(frozen=True)
class PackageRow:
    """One package of the outbox."""

    number: int
    """In the order of making."""
    epoch: str
    seq: int
    words: str
    """第 3 号; with the part of the numbering where there is more than one."""
    type: str
    """Code of package_type."""
    state: str
    """Code of state_package."""
    phrases: tuple[str, ...]
    rows: int
    byte_count: int
    file_name: str
    sealed_for: str
    """Name of the county; '' for a package made before enrolment."""
    made_at: dt.datetime
    written_at: dt.datetime | None
    written_to: str
    delivered_at: dt.datetime | None
    cleaned_at: dt.datetime | None
    answer: str
    """applied, duplicate, held, fork, refused, or '' while there is no receipt."""
    answer_words: str
    """The receipt in one sentence."""
    notices: int
    """Records that were held or rejected."""
    wanted: bool
    """The county asked for it again."""

    @property
    def id(self) -> str:
        """What a list keeps its place by."""
        return str(self.number)

    @property
    def is_waiting(self) -> bool:
        """The county has not confirmed it."""
        return self.state in ("waiting", "written") and self.answer != "fork"


@dataclass(frozen=True)
class Place:
    """A record as people know it, and where in the window it is."""

    label: str
    """人员, 培训班 …"""
    title: str
    page: str = ""
    record: str = ""


@dataclass(frozen=True)
class NoticeRow:
    """One record that the county held or rejected, in words."""

    id: str
    package: int
    seq: int
    code: str
    place: Place
    field: str
    """Label of the column, '' for the whole record."""
    sentence: str
    next_step: str


@dataclass(frozen=True)
class CorrectionRow:
    """One proposal of the county, with both values as they are shown."""

    id: str
    place: Place
    field: str
    ours: str
    theirs: str
    ours_masked: str
    theirs_masked: str
    """As they are shown until somebody asks for them whole (R-50)."""
    why: str
    proposed_by: str
    proposed_at: str
    state: str
    """Code of state_correction."""
    decided_by: str
    decided_at: str
    reason: str
    can_take: bool
    """Whether the county's value may be taken over at all."""
    note: str
    """Why it was not applied by itself, or why it cannot be taken."""
    version: int


@dataclass(frozen=True)
class StandingRow:
    """How this station stands with its county."""

    county: str
    """Its name; '' before enrolment."""
    is_enrolled: bool
    request_digits: str
    """What the county reads by telephone for the newest request; '' when none was made."""
    trust_version: int
    folder: str
    """The county's folder (a share or a synchronised directory); '' for none."""
    told: str
    """One sentence about a new epoch since the last package, else ''."""


@dataclass(frozen=True)
class Overview:
    """Everything the page shows first."""

    standing: StandingRow
    changes: ChangesRow
    packages: tuple[PackageRow, ...]
    """The newest first."""
    corrections: tuple[CorrectionRow, ...]
    """Open ones first."""
    needs_snapshot: bool
    """The next package has to be the whole state."""


@dataclass(frozen=True)
class Written:
    """Packages that were read back from a medium."""

    files: tuple[Path, ...]
    numbers: tuple[int, ...]
    papers: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Received:
    """What one file of the county was and did, in sentences."""

    file: str
    is_new: bool
    sentences: tuple[str, ...]
    notices: int
    open_corrections: int
    epoch_started: bool = False
