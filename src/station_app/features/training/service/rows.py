"""What the services return: frozen plain values, no mapped object (design rule: none reaches a widget)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from station_app.core.checks import Problem
from station_app.features.training.rules import attendance, timetable
from station_app.features.training.rules.attendance import Standing
from station_app.features.training.rules.reminders import Reminder


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
    trainer_ids: tuple[str, ...]
    trainer_name: str
    """As papers print it."""
    class_worker: str
    attendance_threshold: int
    has_exam: bool
    pass_mark: int
    applied_on: dt.date | None
    approved_by: str
    approved_on: dt.date | None
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
    trainer_id: str
    trainer_name: str
    venue: str
    unmarked: int
    """Trainees whose mark is missing."""
    present: int
    """Trainees and walk-ins marked P, T or E."""
    walk_ins: int = 0
    """How many of them are walk-ins that belong to no trainee."""

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
    override_reason: str
    """Why she was taken although a condition is not met."""
    state: str
    note: str
    marks: tuple[Mark, ...]
    hours_present: int
    hours_due: int
    missed: int
    """Half-days with leave or absence."""
    rate: Fraction | None
    best: Fraction | None
    """The highest rate still reachable; None for a class without hours."""
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

    @property
    def best_text(self) -> str:
        """最高 66.7%; empty when every counted half-day is marked."""
        return attendance.rate_text(self.best) if self.best is not None and not self.is_settled else ""

    @property
    def was_late(self) -> bool:
        """Taken in after half-days had been held: nobody waits for a mark of those."""
        return self.dropped_on is None and any(not cell.expected for cell in self.marks)

    @property
    def is_settled(self) -> bool:
        """Nothing that is marked from now on changes the rate."""
        return self.graduated is not None or self.standing.open_count == 0


@dataclass(frozen=True)
class WalkInRow:
    """Somebody who came without being enrolled; her marks in the order of the sessions until she is linked."""

    id: str
    version: int
    name: str
    phone: str
    note: str
    marks: tuple[Mark, ...]
    enrolment_id: str = ""
    """The trainee she turned out to be; '' while unlinked."""
    trainee_name: str = ""
    trainee_no: int | None = None


@dataclass(frozen=True)
class ClassDetail:
    """A whole class: what the grid, the forms and the ledger need."""

    row: ClassRow
    sessions: tuple[SessionRow, ...]
    trainees: tuple[TraineeRow, ...]
    """Everybody with a trainee number, by number; drop-outs stay in their place."""
    waiting: tuple[TraineeRow, ...]
    """The waiting list in its order."""
    reminders: tuple[Reminder, ...]
    """What the rules would like to be different (R-21 … R-27); nothing is refused for it."""
    registered: tuple[TraineeRow, ...] = ()
    """Who does not meet a condition of the class and is not admitted yet."""
    walk_ins: tuple[WalkInRow, ...] = ()
    """Walk-ins in the order they came, also linked ones; only unlinked ones have marks of their own."""
    counting: attendance.Counting = attendance.USUAL
    """How hours count in this class (R-22)."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The reminders as sentences."""
        return tuple(one.text for one in self.reminders)

    @property
    def free_places(self) -> int:
        """Places that nobody takes."""
        return max(self.row.planned_count - self.row.trainee_count, 0)

    @property
    def unlinked(self) -> tuple[WalkInRow, ...]:
        """Walk-ins that are no trainee yet: they cannot graduate and get no certificate."""
        return tuple(row for row in self.walk_ins if not row.enrolment_id)

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
    """Conditions that are not met and what else is told; of `registered` too."""
    registered: tuple[str, ...] = ()
    """Enrolment keys of those who wait for somebody to decide, with a reason."""

    @property
    def made(self) -> tuple[str, ...]:
        """Every enrolment that this made, for its undo."""
        return (*self.admitted, *self.waitlisted, *self.registered)


@dataclass(frozen=True)
class MarkChange:
    """One mark as it was and as it is; played backwards it is the undo."""

    session_id: str
    enrolment_id: str
    """'' for a walk-in that is no trainee."""
    before: str
    before_minutes: int | None
    after: str
    after_minutes: int | None
    walk_in_id: str = ""


@dataclass(frozen=True)
class OutcomeChange:
    """What a correction of a closed class did to one trainee (R-21)."""

    name: str
    rate_before: str
    rate_after: str
    graduated_before: bool
    graduated_after: bool
    certificate_no: str
    """Certificate or statement in force."""


@dataclass(frozen=True)
class Correction:
    """What a correction changed, old → new, and what follows from it."""

    changes: tuple[MarkChange, ...]
    outcomes: tuple[OutcomeChange, ...]
    """Everybody whose rate or graduation changed; empty while the class runs."""


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
    layout: str
    """formal@1: name and version of the layout it was numbered with."""
    photo_hash: str
    """Content of the holder's photo as it was at numbering; '' where there was none."""
    proof: str
    """The signed text of its QR code; '' for a certificate from before there was one."""
    reissue_of: str
    state: str
    state_reason: str
    received_by: str
    received_relation: str
    """Of somebody who came in the holder's place."""
    received_on: dt.date | None


@dataclass(frozen=True)
class ExportedLedger:
    """A ledger that was written, read back from the medium and found equal."""

    path: Path
    sha256: str
    rows: int
    """Trainees in it."""
