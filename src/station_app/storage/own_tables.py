"""Tables of the storage itself: change log, audit trail, drafts, search words, what the file knows of itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from station_app.storage.base import KEY_LENGTH, Base, UtcDateTime


class Change(Base):
    """One line of the change log, written by triggers only (storage.changes)."""

    __tablename__ = "change"
    checked = False
    __table_args__ = (Index("ix_change_record", "record_id", "counter"), {"sqlite_autoincrement": True})

    counter: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    """Grows by one with every line and never goes back."""
    record: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    field: Mapped[Any] = mapped_column(String(60))
    """Empty for a new record: `new` is then the whole row."""
    old: Mapped[Any] = mapped_column(Text(), nullable=True)
    new: Mapped[Any] = mapped_column(Text(), nullable=True)
    """JSON of the stored value; of a new record an object of all its columns that are not NULL."""
    version: Mapped[Any] = mapped_column(Integer())
    actor: Mapped[Any] = mapped_column(String(40))
    at: Mapped[Any] = mapped_column(UtcDateTime())


class AuditEntry(Base):
    """One row of the audit trail (storage.audit): who did what and when; append only."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "record_id", "number"), {"sqlite_autoincrement": True})

    number: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    """1, 2, 3 … without a gap."""
    at: Mapped[Any] = mapped_column(UtcDateTime())
    actor: Mapped[Any] = mapped_column(String(40))
    action: Mapped[Any] = mapped_column(String(40))
    """login, unmask, export, print, import, change, void, backup, restore, erase, clock_jump …"""
    entity: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    detail: Mapped[Any] = mapped_column(Text())
    """Short words or JSON, never a value of a person."""
    previous: Mapped[Any] = mapped_column(String(64))
    hash: Mapped[Any] = mapped_column(String(64))


class SearchEntry(Base):
    """What Ctrl+K shows of one record."""

    __tablename__ = "search_entry"
    __table_args__ = (
        Index("uq_search_entry_record", "kind", "record_id", unique=True),
        Index("ix_search_entry_title", "title"),
        Index("ix_search_entry_initials", "initials"),
    )

    id: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    kind: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    title: Mapped[Any] = mapped_column(String(200))
    subtitle: Mapped[Any] = mapped_column(String(200))
    initials: Mapped[Any] = mapped_column(String(40))


class SearchWords(Base):
    """What Ctrl+K looks through: the words of 64 entries a row, so that a whole scan stays under a frame."""

    __tablename__ = "search_words"

    id: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    """Number of the entries in it, divided by 64."""
    words: Mapped[Any] = mapped_column(Text())


class Draft(Base):
    """Text typed into a form and not saved yet (F23); encrypted like the rest, not logged, never sent anywhere."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_subject", "form", "record_id", "user_id"),)

    id: Mapped[Any] = mapped_column(Integer(), primary_key=True)
    form: Mapped[Any] = mapped_column(String(40))
    record_id: Mapped[Any] = mapped_column(String(KEY_LENGTH))
    """Empty for a new record."""
    user_id: Mapped[Any] = mapped_column(String(40))
    title: Mapped[Any] = mapped_column(String(200))
    """What the form was about, as its screen calls it."""
    page: Mapped[Any] = mapped_column(String(40))
    place: Mapped[Any] = mapped_column(String(80))
    """The page of the window and the place on it where it was typed."""
    texts: Mapped[Any] = mapped_column(Text())
    """JSON: field name → [text that was stored, text that was typed]."""
    at: Mapped[Any] = mapped_column(UtcDateTime())


class Erasure(Base):
    """Somebody whose values were blanked (storage.erasing): key, date, basis and what was blanked, no value of hers."""

    __tablename__ = "erasure"

    person_id: Mapped[Any] = mapped_column(String(KEY_LENGTH), primary_key=True)
    at: Mapped[Any] = mapped_column(UtcDateTime())
    basis: Mapped[Any] = mapped_column(String(40))
    plan: Mapped[Any] = mapped_column(Text())


class About(Base):
    """What the file knows of itself, by name: `program` = version of the program that last changed the schema."""

    __tablename__ = "about"

    name: Mapped[Any] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(String(200))
