"""Tables of people, households and the files they came in."""

from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.features.people.fields import HOUSEHOLD, IMPORT_BATCH, PERSON, PERSON_CATEGORY
from station_app.storage.base import KEY_LENGTH, Base, Synced


class Household(Synced):
    """A family living together, the unit of assistance."""

    describes = HOUSEHOLD


class Person(Synced):
    """One person known to the station."""

    describes = PERSON


class PersonCategory(Synced):
    """A dated assistance category of a person; reports use the one valid at the end of their month."""

    describes = PERSON_CATEGORY


class ImportBatch(Synced):
    """One confirmed import of one file."""

    describes = IMPORT_BATCH


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
