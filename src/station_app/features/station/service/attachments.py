"""Scans and photos of any record: checked by content, kept encrypted, found by what they belong to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import pictures
from station_app.features.station.model import Attachment
from station_app.storage import records
from station_app.storage.attachments import AttachmentStore

PHOTO, SCAN, CONSENT = "photo", "scan", "consent"
"""Roles that the program itself asks for; a feature may use others."""


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment as lists show it."""

    id: str
    file_name: str
    media_type: str
    byte_count: int
    role: str
    of_record: str
    of_id: str | None
    added_at: dt.datetime
    added_by: str


@dataclass(frozen=True)
class AttachmentContent(AttachmentRow):
    """An attachment with what is inside, proven to be what was added."""

    content: bytes


def add_attachment(
    session: Session,
    store: AttachmentStore,
    content: bytes,
    *,
    file_name: str,
    of_record: str,
    of_id: str | None = None,
    role: str = SCAN,
) -> str:
    """Keep a picture or a PDF; returns its key. The same content of the same record and role is kept once.

    Refused for anything else, for what is too big or damaged (core.pictures); Trouble E_ATTACHMENT_UNWRITABLE.
    """
    media_type = pictures.accept(content, pictures_only=role == PHOTO)
    digest = store.put(content)
    same = (Attachment.content_hash == digest, Attachment.role == role, Attachment.of_record == of_record)
    for found in records.live(session, Attachment, *same, Attachment.of_id == of_id) if of_id else ():
        return str(found.id)
    values = {
        "content_hash": digest,
        "media_type": media_type,
        "byte_count": len(content),
        "file_name": _fitting_name(file_name, media_type),
        "of_record": of_record,
        "of_id": of_id,
        "role": role,
    }
    return str(records.save(session, Attachment, values).id)


def read_attachment(session: Session, store: AttachmentStore, attachment_id: str) -> AttachmentContent:
    """An attachment with its content. Refused when it is void, Trouble E_ATTACHMENT_MISSING, E_ATTACHMENT_DAMAGED."""
    found = records.get(session, Attachment, attachment_id)
    return AttachmentContent(**vars(_row(found)), content=store.read(found.content_hash))


def list_attachments(
    session: Session, of_record: str, of_id: str | None = None, role: str | None = None
) -> list[AttachmentRow]:
    """What belongs to a record, or to any record of that name when of_id is None; the oldest first."""
    conditions = [Attachment.of_record == of_record]
    conditions += [Attachment.of_id == of_id] if of_id is not None else []
    conditions += [Attachment.role == role] if role is not None else []
    found = records.live(session, Attachment, *conditions, order_by=[Attachment.created_at, Attachment.id])
    return [_row(attachment) for attachment in found]


def count_attachments(session: Session, of_record: str, role: str | None = None) -> dict[str, int]:
    """How many attachments each record of that name has, by key, for lists that only show a number."""
    query = select(Attachment.of_id, func.count()).where(
        Attachment.voided_at.is_(None), Attachment.of_record == of_record, Attachment.of_id.is_not(None)
    )
    if role is not None:
        query = query.where(Attachment.role == role)
    return {key: count for key, count in session.execute(query.group_by(Attachment.of_id))}  # noqa: C416 - rows are no pairs


def attach_to(session: Session, attachment_id: str, of_id: str) -> None:
    """Say to which record an attachment belongs that was added before the record was stored; an owner stays."""
    if records.get(session, Attachment, attachment_id).of_id is None:
        records.save(session, Attachment, {"of_id": of_id}, record_id=attachment_id)


def void_attachment(session: Session, attachment_id: str, reason: str) -> None:
    """Take an attachment out of use, with a reason; its file stays."""
    records.void(session, Attachment, attachment_id, reason)


def erase_attachments(session: Session, store: AttachmentStore, of_record: str, of_id: str) -> int:
    """Destroy the files of a record that is erased, void ones too; returns how many went.

    A content that another record also names stays. The rows stay with their names blanked by the erasure itself.
    """
    query = select(Attachment.content_hash).where(Attachment.of_record == of_record, Attachment.of_id == of_id)
    gone = 0
    for digest in set(session.scalars(query)):
        elsewhere = select(Attachment.id).where(
            Attachment.content_hash == digest, (Attachment.of_record != of_record) | (Attachment.of_id != of_id)
        )
        if session.scalars(elsewhere.limit(1)).first() is None:
            store.remove(digest)
            gone += 1
    return gone


def sweep_attachments(session: Session, store: AttachmentStore, older_than: dt.datetime) -> int:
    """Take away files that no record ever came to name (adding was cut off); returns how many.

    A file is written before the record that names it, so younger ones are left alone. A void record keeps its file.
    """
    named = set(session.scalars(select(Attachment.content_hash)))
    lost = [digest for digest in store.names() if digest not in named and store.written_at(digest) < older_than]
    for digest in lost:
        store.remove(digest)
    return len(lost)


class Attachments:
    """The same for the kit's editors (ui.office.Attachments), with the open station's store in hand."""

    def __init__(self, store: AttachmentStore) -> None:
        self.store = store

    def add(
        self, session: Session, content: bytes, *, file_name: str, of_record: str, of_id: str | None, role: str
    ) -> str:
        """As add_attachment."""
        return add_attachment(
            session, self.store, content, file_name=file_name, of_record=of_record, of_id=of_id, role=role
        )

    def read(self, session: Session, attachment_id: str) -> AttachmentContent:
        """As read_attachment."""
        return read_attachment(session, self.store, attachment_id)

    def list(self, session: Session, of_record: str, of_id: str, role: str | None) -> list[AttachmentRow]:
        """As list_attachments."""
        return list_attachments(session, of_record, of_id, role)

    def void(self, session: Session, attachment_id: str, reason: str) -> None:
        """As void_attachment."""
        void_attachment(session, attachment_id, reason)


def _row(found: Attachment) -> AttachmentRow:
    return AttachmentRow(
        id=found.id,
        file_name=found.file_name,
        media_type=found.media_type,
        byte_count=found.byte_count,
        role=found.role,
        of_record=found.of_record,
        of_id=found.of_id,
        added_at=found.created_at,
        added_by=found.created_by,
    )


def _fitting_name(file_name: str, media_type: str) -> str:
    """The name without folders, ending as its content asks, short enough for its column."""
    plain = "".join(char for char in PurePath(file_name.replace("\\", "/")).name if char.isprintable()).strip()
    ending = pictures.ENDINGS[media_type]
    stem = (
        plain if PurePath(plain).suffix.lower() not in (*pictures.ENDINGS.values(), ".jpeg") else PurePath(plain).stem
    )
    return (stem or "附件")[: 120 - len(ending)] + ending
