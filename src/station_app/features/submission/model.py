"""Tables of packages to the county: the outbox, what its receipts said, keys of this computer, and corrections.

Only corrections travel; everything else belongs to this computer and its way to the county.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.core.ids import new_id
from station_app.features.submission.fields import CORRECTION
from station_app.storage.base import KEY_LENGTH, Base, Synced, UtcDateTime

HASH_LENGTH = 64


class Correction(Synced):
    """What the county proposes for one column, and what was decided; travels back with the next package."""

    describes = CORRECTION
    erased = ("value", "had", "why", "reason")


class DeviceKey(Base):
    """Keys of this computer: it signs packages and opens what was sealed to it; wrapped, never sent anywhere."""

    __tablename__ = "device_key"

    kid: Mapped[Any] = mapped_column(String(16), primary_key=True)
    public_key: Mapped[Any] = mapped_column(String(64))
    reader: Mapped[Any] = mapped_column(String(100))
    """The age recipient that others seal to."""
    wrapped: Mapped[Any] = mapped_column(String(1000))
    """Hex of storage.sealing over the private keys."""
    device: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    """The computer they were made on, as its mark outside the data folder calls it."""
    host: Mapped[Any] = mapped_column(String(80))
    """Its name, a hint only."""
    made_at: Mapped[Any] = mapped_column(UtcDateTime())
    active: Mapped[Any] = mapped_column(Boolean(), default=True)
    """Older keys are kept: they still open what was sealed to them."""
    enrolled_at: Mapped[Any] = mapped_column(UtcDateTime(), nullable=True)
    """The county's answer for these keys was taken."""
    request: Mapped[Any] = mapped_column(Text(), nullable=True)
    """The newest request to be enrolled, hex: the same file again has the same digits."""
    request_digits: Mapped[Any] = mapped_column(String(40), nullable=True)
    """What the county reads by telephone."""


class CountyKnown(Base):
    """The county that this station was enrolled at: the root key that was compared by telephone, and its trust list."""

    __tablename__ = "county_known"

    id: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True)
    name: Mapped[Any] = mapped_column(String(60))
    root: Mapped[Any] = mapped_column(String(64))
    trust_version: Mapped[Any] = mapped_column(Integer())
    trust: Mapped[Any] = mapped_column(Text())
    """The newest trust line, as it came."""
    trusted_at: Mapped[Any] = mapped_column(UtcDateTime())


class OutgoingPackage(Base):
    """One package to the county; its bytes lie sealed in the folder outbox until they are cleaned away."""

    __tablename__ = "outgoing_package"
    __table_args__ = (
        Index("uq_outgoing_package_place", "epoch", "seq", unique=True),
        Index("uq_outgoing_package_hash", "hash", unique=True),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    """In the order of making, whatever the epoch and the clock."""
    epoch: Mapped[Any] = mapped_column(String(32))
    seq: Mapped[Any] = mapped_column(Integer())
    hash: Mapped[Any] = mapped_column(String(HASH_LENGTH))
    """Of its manifest: its identity."""
    prev: Mapped[Any] = mapped_column(String(HASH_LENGTH))
    type: Mapped[Any] = mapped_column(String(20))
    counter_from: Mapped[Any] = mapped_column(Integer())
    counter_to: Mapped[Any] = mapped_column(Integer())
    rows: Mapped[Any] = mapped_column(Integer())
    told: Mapped[Any] = mapped_column(Text())
    """JSON: words and counts of what it carries, as they were shown when it was made."""
    sealed_for: Mapped[Any] = mapped_column(String(60))
    """Name of the county; '' while the station was not enrolled: then only the station can open it."""
    kid: Mapped[Any] = mapped_column(String(16))
    file_name: Mapped[Any] = mapped_column(String(60))
    file_hash: Mapped[Any] = mapped_column(String(HASH_LENGTH))
    byte_count: Mapped[Any] = mapped_column(Integer())
    state: Mapped[Any] = mapped_column(String(20), default="waiting")
    made_at: Mapped[Any] = mapped_column(UtcDateTime())
    made_by: Mapped[Any] = mapped_column(String(40))
    written_at: Mapped[Any] = mapped_column(UtcDateTime(), nullable=True)
    written_to: Mapped[Any] = mapped_column(String(200), nullable=True)
    delivered_at: Mapped[Any] = mapped_column(UtcDateTime(), nullable=True)
    cleaned_at: Mapped[Any] = mapped_column(UtcDateTime(), nullable=True)
    answer: Mapped[Any] = mapped_column(String(20), nullable=True)
    """What the newest receipt said: applied, duplicate, held, fork, refused."""
    answer_code: Mapped[Any] = mapped_column(String(40), nullable=True)
    answer_counts: Mapped[Any] = mapped_column(Text(), nullable=True)
    """JSON: created, changed, unchanged, conflict, rejected."""
    receipts: Mapped[Any] = mapped_column(Integer(), default=0)
    """Packages of the county taken in since it was delivered."""
    wanted: Mapped[Any] = mapped_column(Boolean(), default=False)
    """The county asked for it again."""
    forked: Mapped[Any] = mapped_column(Boolean(), default=False)
    """The county has another package of its number, or of one before it."""


class PackageNotice(Base):
    """One record of a package that the county held back or rejected; no values."""

    __tablename__ = "package_notice"

    id: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True, default=new_id)
    package: Mapped[Any] = mapped_column(Integer(), ForeignKey("outgoing_package.number"), index=True)
    record: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    field: Mapped[Any] = mapped_column(String(60))
    code: Mapped[Any] = mapped_column(String(40))


class IncomingPackage(Base):
    """One package of the county that was taken in; the same one again changes nothing."""

    __tablename__ = "incoming_package"
    __table_args__ = (Index("uq_incoming_package_hash", "hash", unique=True), {"sqlite_autoincrement": True})

    number: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    """In the order of taking in."""
    hash: Mapped[Any] = mapped_column(String(HASH_LENGTH))
    epoch: Mapped[Any] = mapped_column(String(32))
    seq: Mapped[Any] = mapped_column(Integer())
    parent_epoch: Mapped[Any] = mapped_column(String(32), default="")
    """The county's epoch from which this one went on; '' for none."""
    file_hash: Mapped[Any] = mapped_column(String(HASH_LENGTH), index=True)
    """Of the whole file, so that it is known again without opening it."""
    type: Mapped[Any] = mapped_column(String(20))
    rows: Mapped[Any] = mapped_column(Integer())
    taken_at: Mapped[Any] = mapped_column(UtcDateTime())
    taken_by: Mapped[Any] = mapped_column(String(40))
    told: Mapped[Any] = mapped_column(Text())
    """JSON: sentences that were shown."""


class SameTold(Base):
    """What the county decided of two people of two stations; only told, never merged."""

    __tablename__ = "same_told"

    a: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True)
    b: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True)
    b_station: Mapped[Any] = mapped_column(String(60))
    state: Mapped[Any] = mapped_column(String(10))
    """same or apart."""
    at: Mapped[Any] = mapped_column(String(40))
