"""Tables of training."""

from sqlalchemy import Index

from station_app.features.training.fields import (
    CERTIFICATE,
    CLASS_SESSION,
    ENROLMENT,
    SESSION_ATTENDANCE,
    TRAINING_CLASS,
)
from station_app.storage.base import Synced


class TrainingClass(Synced):
    """One class of one trade in one term."""

    describes = TRAINING_CLASS


class ClassSession(Synced):
    """One half-day of a class."""

    describes = CLASS_SESSION
    __table_args__ = (Index("uq_class_session_half_day", "training_class_id", "session_date", "half_day", unique=True),)


class Enrolment(Synced):
    """One person in one class."""

    describes = ENROLMENT
    __table_args__ = (Index("uq_enrolment_trainee_no", "training_class_id", "trainee_no", unique=True),)


class SessionAttendance(Synced):
    """The mark of one trainee for one half-day."""

    describes = SESSION_ATTENDANCE
    __table_args__ = (Index("uq_session_attendance_pair", "session_id", "enrolment_id", unique=True),)


class Certificate(Synced):
    """A numbered certificate with the values frozen at numbering."""

    describes = CERTIFICATE
