"""What the papers of a class show; codes are the codes of their tables, dates are dates, everything else as printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class TraineeLine:
    """One line of the roster."""

    trainee_no: int
    name: str
    id_number: str = ""
    sex: str = ""
    """Code of table sex."""
    ethnic_group: str = ""
    """Code of table ethnic_group."""
    birth_date: dt.date | None = None
    education: str = ""
    """Code of table education."""
    category: str = ""
    """Code of table assistance_category as it was at enrolment."""
    categories: tuple[str, ...] = ()
    """All categories that count in the totals; empty = only `category`."""
    address: str = ""
    """Village and group."""
    phone: str = ""
    note: str = ""
    attendance_rate: str = ""
    """As printed, like the scores: 83.3%."""
    theory_score: str = ""
    practice_score: str = ""
    final_score: str = ""
    exam_status: str = ""
    """Code of table exam_status."""
    graduated: bool | None = None
    """None until the class is completed."""


@dataclass(frozen=True)
class HalfDay:
    """One half-day of the timetable."""

    day: dt.date
    half: str
    """AM, PM or EV."""
    hours: str = ""
    """As printed: 4 or 4.5."""
    trainer: str = ""
    venue: str = ""
    times: str = ""
    """As printed: 8:30–11:30."""
    topic: str = ""
    kind: str = ""
    """Code of table session_kind."""


@dataclass(frozen=True)
class ClassSheet:
    """A class with its half-days and the trainees on the roll, in the order of their numbers."""

    class_name: str
    trade: str
    """Code of table training_trade."""
    venue: str
    trainer: str
    class_worker: str
    start_date: dt.date
    end_date: dt.date
    half_days: tuple[HalfDay, ...]
    trainees: tuple[TraineeLine, ...]
    printed_on: dt.date | None = None
    """Stands small on papers that leave the station."""
    class_no: str = ""
    skill_level: str = ""
    """Code of table skill_level."""
    form: str = ""
    """Code of table training_form."""
    target_categories: tuple[str, ...] = ()
    planned_count: int | None = None
    total_hours: str = ""
    """As printed, like the next two."""
    theory_hours: str = ""
    practice_hours: str = ""
    trainer_qualification: str = ""
    fund_source: str = ""
    budget: str = ""
    applied_on: dt.date | None = None
    safety_note: str = ""
    attendance_threshold: int | None = None
    has_exam: bool = False
    pass_mark: int | None = None
    theory_share: int = 40
    """Per cent of the final score (domain.md §3.4)."""
    station_name: str = ""
    station_phone: str = ""


@dataclass(frozen=True)
class CertificateValues:
    """The frozen values of one certificate: a reprint shows these and nothing else (domain.md §3.6)."""

    certificate_no: str
    name: str
    id_number: str
    class_name: str
    organiser: str
    start_date: dt.date
    end_date: dt.date
    hours: str
    """As printed; for an attendance statement the hours really attended."""
    issuer: str
    issued_on: dt.date
    template: str = "completion@1"
    """Name and version in resources/templates/certificates.json, then how it is laid out: completion@1 photo."""
    layout: str = ""
    """Name and version of its layout; formal@1 where there is none."""
    photo_hash: str = ""
    """The photo that a layout with a place for one prints; '' leaves the frame to stick one in."""
    sex: str = ""
    birth_date: dt.date | None = None
    trade: str = ""
    skill_level: str = ""
    theory_score: str = ""
    practice_score: str = ""
    type: str = ""
    """Code of table certificate_type."""
    proxy: str = ""
    """Who came in the holder's place, and how she is related; '' when the holder came herself or nobody yet."""
    received_on: dt.date | None = None
    proof: str = ""
    """The signed text of the QR code (station_app.proof); '' for a certificate from before there was one."""
    reissued: bool = False
    """补发 stands below the number."""
