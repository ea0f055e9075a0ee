"""Everything that the page 上报, the home page and `station-app` show of the way to the county."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core.texts import _
from station_app.features.submission.model import CountyKnown, OutgoingPackage, PackageNotice
from station_app.features.submission.rules.answers import notice_words, receipt_sentence
from station_app.features.submission.service import (
    acknowledging,
    changes,
    corrections,
    devices,
    epochs,
    folders,
    outbox,
    places,
)
from station_app.features.submission.service.rows import NoticeRow, Overview, PackageRow, StandingRow


def overview(session: Session) -> Overview:
    """The whole page."""
    return Overview(
        standing(session),
        changes.changes_since_last(session),
        tuple(list_packages(session)),
        tuple(corrections.list_corrections(session)),
        outbox.snapshot_is_due(session),
    )


def standing(session: Session) -> StandingRow:
    """How this station stands with its county."""
    row = session.scalars(select(CountyKnown)).first()
    own = devices.active(session)
    return StandingRow(
        county=row.name if row is not None else "",
        is_enrolled=row is not None and own is not None and own.enrolled_at is not None,
        request_digits=(own.request_digits or "") if own is not None else "",
        trust_version=int(row.trust_version) if row is not None else 0,
        folder=folders.folder_of(session),
        told=epochs.told_now(session),
    )


def list_packages(session: Session) -> list[PackageRow]:
    """The outbox, the newest first."""
    query = select(PackageNotice.package, func.count()).group_by(PackageNotice.package)
    counts: dict[int, int] = dict(session.execute(query).all())
    rows = session.scalars(select(OutgoingPackage).order_by(OutgoingPackage.number)).all()
    parts = list(dict.fromkeys(row.epoch for row in rows))
    return [_row(row, parts, int(counts.get(row.number, 0))) for row in rows[::-1]]


def list_notices(session: Session, number: int | None = None) -> list[NoticeRow]:
    """Records that were held or rejected, of one package or of all, the newest package first."""
    query = (
        select(PackageNotice, OutgoingPackage.seq)
        .join(OutgoingPackage, OutgoingPackage.number == PackageNotice.package)
        .order_by(OutgoingPackage.number.desc(), PackageNotice.id)
    )
    if number is not None:
        query = query.where(PackageNotice.package == number)
    found = []
    for notice, seq in session.execute(query).all():
        what, next_step = notice_words(notice.code)
        found.append(
            NoticeRow(
                id=str(notice.id),
                package=int(notice.package),
                seq=int(seq),
                code=notice.code,
                place=places.place_of(session, notice.record, notice.record_id),
                field=places.field_label(notice.record, notice.field) if notice.field else "",
                sentence=what,
                next_step=next_step,
            )
        )
    return found


def count_waiting(session: Session) -> int:
    """What waits on the page: packages without receipt that are not written yet, and corrections to decide."""
    query = select(func.count()).where(OutgoingPackage.state == "waiting", OutgoingPackage.sealed_for != "")
    return int(session.scalar(query) or 0) + corrections.count_open(session)


def _row(row: Any, parts: list[str], notices: int) -> PackageRow:
    words = _("第 {n} 号").format(n=row.seq)
    if len(parts) > 1:
        words = _("{part} 段 {n} 号").format(part=parts.index(row.epoch) + 1, n=row.seq)
    return PackageRow(
        number=int(row.number),
        epoch=row.epoch,
        seq=int(row.seq),
        words=words,
        type=row.type,
        state=row.state,
        phrases=tuple(json.loads(row.told)),
        rows=int(row.rows),
        byte_count=int(row.byte_count),
        file_name=row.file_name,
        sealed_for=row.sealed_for,
        made_at=row.made_at,
        written_at=row.written_at,
        written_to=row.written_to or "",
        delivered_at=row.delivered_at,
        cleaned_at=row.cleaned_at,
        answer=row.answer or "",
        answer_words=_answer(row),
        notices=notices,
        wanted=bool(row.wanted),
    )


def _answer(row: Any) -> str:
    if not row.answer:
        return ""
    if row.answer == acknowledging.SUPERSEDED:
        return acknowledging.superseded_words()
    return receipt_sentence(row.seq, row.answer, row.answer_code or "", json.loads(row.answer_counts or "{}"))
