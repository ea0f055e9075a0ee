"""What the services return: frozen plain values, no mapped object (design rule: none reaches a widget)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from station_app.core.checks import Problem
from station_app.features.training.rules import attendance, timetable
from station_app.features.training.rules.attendance import Standing


@dataclass(frozen=True)
class ClassRow:
    """One class, as lists, heads of pages and papers show it. Hours in tenths."""

    id: str
    version: int
    class_no: str
    name: str
    term_no: int
    trade: str
    skill_level: str
    form: str
    organiser: str
    executor: str
    venue: str
    start_date: dt.date
    end_date: dt.date
    total_hours: int
    theory_hours: int
    practice_hours: int
    planned_count: int
    target_categories: tuple[str, ...]
    age_min: int
    age_max_male: int
    age_max_female: int
    trainer_name: str
    class_worker: str
    attendance_threshold: int
    has_exam: bool
    pass_mark: int
    applied_on: dt.date | None
    state: str
    trainee_count: int
    """On the roll: without waiting list and drop-outs."""
    waiting_count: int
    session_count: int
    graduate_count: int
    certificate_count: int
    """Numbered and in force."""


@dataclass(frozen=True)
class SessionRow:
    """One half-day."""

    id: str
    version: int
    session_date: dt.date
    half_day: str
    time_from: dt.time
    time_to: dt.time
    hours: int
    topic: str
    kind: str
    counts: bool
    trainer_name: str
    venue: str
    unmarked: int
    """Trainees whose mark is missing."""
    present: int
    """Trainees marked P, T or E."""

    @property
    def short_label(self) -> str:
        """2/15 上."""
        return timetable.short_label(self.session_date, self.half_day)

    @property
    def long_label(self) -> str:
        """2月15日上午."""
        return timetable.long_label(self.session_date, self.half_day)


@dataclass(frozen=True)
class Mark:
    """One cell of the grid."""

    mark: str = attendance.UNMARKED
    late_minutes: int | None = None
    expected: bool = True
    """False before a late admission and after dropping out: nobody waits for a mark."""


@dataclass(frozen=True)
class TraineeRow:
    """One trainee with the person's present data, marks in the order of the sessions, and the totals."""

    id: str
    version: int
    person_id: str
    trainee_no: int | None
    """None on the waiting list."""
    name: str
    name_pinyin: str
    sex: str
    birth_date: dt.date | None
    ethnic_group: str
    education: str
    id_number: str
    phone: str
    village: str
    address: str
    categories: tuple[str, ...]
    category_snapshot: str
    enrolled_on: dt.date
    admitted_on: dt.date | None
    dropped_on: dt.date | None
    dropout_reason: str
    state: str
    note: str
    marks: tuple[Mark, ...]
    hours_present: int
    hours_due: int
    missed: int
    """Half-days with leave or absence."""
    rate: Fraction | None
    standing: Standing
    theory_score: int | None
    practice_score: int | None
    final_score: int | None
    exam_status: str
    graduated: bool | None
    """None until the class is completed."""
    failure_cause: str
    certificate_no: str

    @property
    def rate_text(self) -> str:
        """83.3%."""
        return attendance.rate_text(self.rate)


@dataclass(frozen=True)
class ClassDetail:
    """A whole class: what the grid, the forms and the ledger need."""

    row: ClassRow
    sessions: tuple[SessionRow, ...]
    trainees: tuple[TraineeRow, ...]
    """Everybody with a trainee number, by number; drop-outs stay in their place."""
    waiting: tuple[TraineeRow, ...]
    """The waiting list in its order."""
    warnings: tuple[str, ...]
    """What the rules would like to be different (R-25 … R-27); nothing is refused for it."""

    @property
    def unmarked_sessions(self) -> tuple[SessionRow, ...]:
        """Half-days on which a mark is missing."""
        return tuple(session for session in self.sessions if session.unmarked)


@dataclass(frozen=True)
class EnrolResult:
    """What became of the people who were to be enrolled."""

    admitted: tuple[str, ...]
    """Enrolment keys, in the order of their new trainee numbers."""
    waitlisted: tuple[str, ...]
    already: tuple[str, ...]
    """Names of people who were in the class before."""
    refused: tuple[Problem, ...]
    """People who must not be taken (R-02); only filled when the caller asked to take the rest."""
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class MarkChange:
    """One mark as it was and as it is; played backwards it is the undo."""

    session_id: str
    enrolment_id: str
    before: str
    before_minutes: int | None
    after: str
    after_minutes: int | None


@dataclass(frozen=True)
class CertificateRow:
    """A certificate with its frozen values; a reprint shows these and nothing else."""

    id: str
    certificate_no: str
    type: str
    enrolment_id: str
    trainee_no: int
    name: str
    id_number: str
    sex: str
    birth_date: dt.date | None
    class_name: str
    trade: str
    skill_level: str
    organiser: str
    start_date: dt.date
    end_date: dt.date
    hours: int
    theory_score: int | None
    practice_score: int | None
    issuer: str
    issued_on: dt.date
    template: str
    reissue_of: str
    state: str
    state_reason: str
    received_by: str
    received_on: dt.date | None


@dataclass(frozen=True)
class ExportedLedger:
    """A ledger that was written, read back from the medium and found equal."""

    path: Path
    sha256: str
    rows: int
    """Trainees in it."""
