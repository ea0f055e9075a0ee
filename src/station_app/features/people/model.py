"""Tables of people, households and the files they came in."""

from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.features.people.fields import (
    HOUSEHOLD,
    IMPORT_BATCH,
    MERGE,
    PERSON,
    PERSON_CATEGORY,
    PERSON_SKILL,
    SAVED_FILTER,
    SENDER_MAPPING,
)
from station_app.storage.base import KEY_LENGTH, Base, Synced

_IN_FORCE = text("voided_at IS NULL AND withdrawn_on IS NULL")


class Household(Synced):
    """A family living together, the unit of assistance."""

    describes = HOUSEHOLD


class Person(Synced):
    """One person known to the station."""

    describes = PERSON


class PersonCategory(Synced):
    """A dated assistance category of a person; reports use the one valid at the end of their month."""

    describes = PERSON_CATEGORY


class PersonSkill(Synced):
    """What somebody can do and since when; one in force by trade and source (domain.md §3.8)."""

    describes = PERSON_SKILL
    __table_args__ = (
        Index(
            "uq_person_skill_source",
            "person_id",
            "trade",
            "source",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )


class Merge(Synced):
    """Two records that were made one, with everything that changed by it; or a pair that is not the same."""

    describes = MERGE


class SavedFilter(Synced):
    """A named set of conditions over the people list."""

    describes = SAVED_FILTER
    stays = True


class SenderMapping(Synced):
    """What the columns of one sender's lists mean."""

    describes = SENDER_MAPPING
    stays = True


class ImportBatch(Synced):
    """One confirmed import of one file."""

    describes = IMPORT_BATCH
    stays = True


class ImportOrigin(Base):
    """Which row of which sheet a record came from, and what it was before, so that an import can be undone."""

    __tablename__ = "import_origin"

    id: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    batch_id: Mapped[Any] = mapped_column(String(KEY_LENGTH), ForeignKey("import_batch.id"), index=True)
    sheet: Mapped[Any] = mapped_column(String(100))
    row_number: Mapped[Any] = mapped_column(Integer())
    entity: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH), index=True)
    action: Mapped[Any] = mapped_column(String(10))
    """created or changed."""
    before: Mapped[Any] = mapped_column(Text(), nullable=True)
    """JSON of the changed fields' earlier values; empty for a created record."""
