"""Tables of training."""

from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.features.training.fields import (
    CERTIFICATE,
    CERTIFICATE_LAYOUT,
    CERTIFICATE_PRINT,
    CLASS_SESSION,
    ENROLMENT,
    ISSUER,
    PHONE_CHECK,
    RESIT,
    REVOCATION,
    SATISFACTION_SURVEY,
    SESSION_ATTENDANCE,
    STATE_CHANGE,
    TRAINER,
    TRAINING_CLASS,
    WALK_IN,
)
from station_app.storage.base import Base, Synced, UtcDateTime

_LIVE = text("voided_at IS NULL")
_IN_FORCE = text("voided_at IS NULL AND state NOT IN ('reissued', 'voided')")


class Trainer(Synced):
    """Somebody who teaches: trades, certificates, fee (domain.md §3.2)."""

    describes = TRAINER


class TrainingClass(Synced):
    """One class of one trade in one term."""

    describes = TRAINING_CLASS


class ClassSession(Synced):
    """One half-day of a class."""

    describes = CLASS_SESSION
    __table_args__ = (
        Index(
            "uq_class_session_half_day",
            "training_class_id",
            "session_date",
            "half_day",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )


class Enrolment(Synced):
    """One person in one class; someone on the waiting list has no trainee number yet."""

    describes = ENROLMENT
    __table_args__ = (
        Index(
            "uq_enrolment_trainee_no",
            "training_class_id",
            "trainee_no",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "uq_enrolment_person",
            "training_class_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )


class WalkIn(Synced):
    """Somebody who came without being enrolled; linked to an enrolment later, or never."""

    describes = WALK_IN


class SessionAttendance(Synced):
    """The mark of one trainee or one walk-in for one half-day; a linked walk-in's mark names both."""

    describes = SESSION_ATTENDANCE
    __table_args__ = (
        Index(
            "uq_session_attendance_pair",
            "session_id",
            "enrolment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "uq_session_attendance_walk_in",
            "session_id",
            "walk_in_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )


class Certificate(Synced):
    """A numbered certificate with the values frozen at numbering; one in force per trainee (domain.md §3.6)."""

    describes = CERTIFICATE
    erased = (
        *("name", "id_number", "sex", "birth_date", "photo_hash", "proof"),
        *("state_reason", "received_by", "received_relation"),
    )
    """Erasing the holder keeps number, class and dates: the register of issued numbers has no gaps."""
    __table_args__ = (
        Index(
            "uq_certificate_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )


class CertificateLayout(Synced):
    """One version of a certificate's layout; a version with which something was numbered never changes."""

    describes = CERTIFICATE_LAYOUT
    stays = True
    erased = ()
    __table_args__ = (
        Index(
            "uq_certificate_layout_version",
            "name",
            "layout_version",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )


class Issuer(Synced):
    """Somebody whose signature under a certificate is believed: this station, or one of the county's list."""

    describes = ISSUER
    erased = ()


class Revocation(Synced):
    """A certificate of another station that must not be believed any more."""

    describes = REVOCATION
    stays = True
    erased = ()


class SigningKey(Base):
    """A private key of this device, wrapped with the data key; not logged, never sent anywhere."""

    __tablename__ = "signing_key"

    kid: Mapped[Any] = mapped_column(String(16), primary_key=True)
    name: Mapped[Any] = mapped_column(String(60))
    """The issuer it signs for."""
    public_key: Mapped[Any] = mapped_column(String(64))
    wrapped: Mapped[Any] = mapped_column(String(200))
    """Hex of storage.sealing."""
    made_at: Mapped[Any] = mapped_column(UtcDateTime())


class CertificatePrint(Synced):
    """One printing of a certificate: who and when are the record's own, why is typed for a reprint."""

    describes = CERTIFICATE_PRINT


class StateChange(Synced):
    """One step of a record's state: from, to, on which day, who, and why (note)."""

    describes = STATE_CHANGE


class Resit(Synced):
    """A second exam of somebody who failed; the scores of the first one are kept beside it."""

    describes = RESIT


class SatisfactionSurvey(Synced):
    """One anonymous slip of a class."""

    describes = SATISFACTION_SURVEY


class PhoneCheck(Synced):
    """One drawn trainee of the telephone spot check."""

    describes = PHONE_CHECK
    erased = ("remarks",)
    __table_args__ = (
        Index(
            "uq_phone_check_enrolment",
            "enrolment_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )
