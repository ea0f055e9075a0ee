"""Whether a class's files are complete, and the step into the archive (R-28)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from station_app.core import pictures
from station_app.core.texts import _
from station_app.features.station.service.attachments import list_attachments, read_attachment
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.model import TrainingClass
from station_app.features.training.service.certificates import STATEMENT_TYPE, list_certificates
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.phone_checks import list_checks, plan_draw, summary_of
from station_app.features.training.service.progress import advance
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.service.scans import OF_RECORD, half_days_without_scan
from station_app.features.training.service.survey import survey_of
from station_app.features.training.service.written_archive import note_written
from station_app.storage import records
from station_app.storage.attachments import AttachmentStore

OF_CLASS = TRAINING_CLASS.name
_NAMED = 6
"""So many names or half-days in a sentence; more are counted."""


@dataclass(frozen=True)
class Attached:
    """A scan or photo that belongs into the archive."""

    title: str
    content: bytes
    ending: str
    is_picture: bool


def archive_gaps(session: Session, class_id: str) -> list[str]:
    """What is still missing in the class's files, a sentence each; nothing of it keeps the archive from being made."""
    detail = get_class(session, class_id)
    return [
        *_of_class(detail),
        *_of_sheets(session, detail),
        *_of_certificates(session, detail),
        *_after(session, detail),
    ]


def sheets_of(session: Session, store: AttachmentStore, class_id: str) -> list[Attached]:
    """Scans of the signed sheets in the order of the half-days; a sheet of two half-days once."""
    found: list[Attached] = []
    seen: set[str] = set()
    for half in get_class(session, class_id).sessions:
        for number, row in enumerate(list_attachments(session, OF_RECORD, half.id), start=1):
            kept = read_attachment(session, store, row.id)
            digest = hashlib.sha256(kept.content).hexdigest()
            if digest not in seen:
                seen.add(digest)
                title = _("签到表扫描件 {day} {half}").format(
                    day=half.session_date.isoformat(), half=half.long_label.rpartition("日")[2]
                )
                found.append(_attached(f"{title} {number}" if number > 1 else title, kept.content, row.media_type))
    return found


def photos_of(session: Session, store: AttachmentStore, class_id: str) -> list[Attached]:
    """Whatever else was attached to the class: photos of the training, approvals …"""
    rows = list_attachments(session, OF_CLASS, class_id)
    return [
        _attached(
            row.file_name.rpartition(".")[0] or row.file_name,
            read_attachment(session, store, row.id).content,
            row.media_type,
        )
        for row in rows
    ]


def record_archive(session: Session, class_id: str, *, close: bool = True) -> bool:
    """The folder was written and read back: noted in the audit trail, and a completed class is archived (`close`).

    False when something keeps the class open: it is not completed, or a graduate has no certificate number.
    """
    detail = get_class(session, class_id)
    whole = not any(one.graduated and not one.certificate_no for one in detail.trainees)
    note_written(session, records.get(session, TrainingClass, class_id), whole=whole)
    moved = close and whole and detail.row.state == "completed"
    if moved:
        advance(session, class_id, "archived")
    return moved or detail.row.state == "archived"


def _attached(title: str, content: bytes, media_type: str) -> Attached:
    return Attached(title, content, pictures.ENDINGS[media_type], media_type != "application/pdf")


def _of_class(detail: ClassDetail) -> list[str]:
    told = []
    if detail.row.state not in ("completed", "archived"):
        told.append(_("这个班还没有结业。"))
    if not detail.sessions:
        told.append(_("没有课程表。"))
    if detail.unmarked_sessions:
        halves = _some([half.long_label for half in detail.unmarked_sessions], _("个半天"))
        told.append(_("考勤没登完：{halves}。").format(halves=halves))
    return told


def _of_sheets(session: Session, detail: ClassDetail) -> list[str]:
    missing = half_days_without_scan(session, class_id=detail.row.id)
    if not missing:
        return []
    halves = _some([half.long_label for half in missing], _("个半天"))
    return [_("签到表没有扫描件：{halves}。").format(halves=halves)]


def _of_certificates(session: Session, detail: ClassDetail) -> list[str]:
    told = []
    unnumbered = [one.name for one in detail.trainees if one.graduated and not one.certificate_no]
    if unnumbered:
        told.append(
            _("结业了没有有效证书（没编号，或作废后没补发）：{names}。").format(names=_some(unnumbered, _("人")))
        )
    rows = [row for row in list_certificates(session, detail.row.id) if row.type != STATEMENT_TYPE]
    unprinted = [row.name for row in rows if row.state == "reserved"]
    if unprinted:
        told.append(_("证书还没有打印：{names}。").format(names=_some(unprinted, _("人"))))
    waiting = [row.name for row in rows if row.state == "printed"]
    if waiting:
        told.append(_("证书还没有领取：{names}。").format(names=_some(waiting, _("人"))))
    if detail.row.has_exam:
        unscored = [one.name for one in detail.trainees if one.dropped_on is None and one.exam_status == "9"]
        if unscored and detail.row.state not in ("completed", "archived"):
            told.append(_("没有成绩：{names}。").format(names=_some(unscored, _("人"))))
    return told


def _after(session: Session, detail: ClassDetail) -> list[str]:
    told = []
    if not survey_of(session, detail.row.id).slips:
        told.append(_("没有满意度调查。"))
    checks = summary_of(list_checks(session, detail.row.id))
    if not checks.drawn:
        count = plan_draw(session, detail.row.id).count
        told.append(_("没有电话抽查，按规定要抽 {n} 人。").format(n=count))
    elif not checks.is_done:
        told.append(_("电话抽查还有 {n} 人没打。").format(n=checks.drawn - checks.asked))
    if not list_attachments(session, OF_CLASS, detail.row.id):
        told.append(_("没有培训照片。"))
    return told


def _some(words: list[str], unit: str) -> str:
    shown = "、".join(words[:_NAMED])
    return shown if len(words) <= _NAMED else _("{words} 等 {n} {unit}").format(words=shown, n=len(words), unit=unit)
