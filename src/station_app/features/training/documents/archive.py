"""The archive of a class: a folder with every form in archive order, one PDF of everything, and the ledger (R-28)."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.listing import ListedColumn, Listing
from station_app.core.texts import _
from station_app.documents.grid import table_form
from station_app.documents.sources import Asked
from station_app.features.station.service import rule_number
from station_app.features.training import service
from station_app.features.training.documents.certificates import print_certificates
from station_app.features.training.documents.filling import certificate_values
from station_app.features.training.documents.forms import form_pdf
from station_app.features.training.service import archive
from station_app.features.training.service.phone_checks import list_checks
from station_app.features.training.service.survey import survey_of
from station_app.storage.handover import fault_at, hand_over, safe_name

if TYPE_CHECKING:
    from station_app.storage.attachments import AttachmentStore
    from station_app.storage.database import Database

Tell = Callable[[int, int], None]
"""(files written, files in all)."""
_BOOK = "00"


@dataclass(frozen=True)
class Part:
    """One file of the archive."""

    title: str
    pdf: bytes
    original: bytes = b""
    """What was attached, when that is no PDF."""
    ending: str = ".pdf"


@dataclass(frozen=True)
class Archived:
    """What was written and read back."""

    folder: Path
    files: tuple[Path, ...]
    """The one PDF of everything first, the ledger last."""
    pages: int
    """Of the one PDF."""
    gaps: tuple[str, ...]
    """What is missing in the class's files, in words."""
    is_closed: bool
    """The class is archived now."""
    keep_until: int
    """The last year for which it must be kept (R-28)."""


def parts_of(session: Any, store: AttachmentStore, class_id: str) -> tuple[list[Part], list[str]]:
    """The parts in archive order, drawn; and sentences about forms that cannot be made. Refused: no such class."""
    row = service.class_row(session, class_id)
    days = sorted({half.session_date for half in service.get_class(session, class_id).sessions})
    asked = Asked(class_id)
    parts: list[Part] = []
    told: list[str] = []

    def add(title: str, draw: Callable[[], bytes]) -> None:
        try:
            parts.append(Part(title, draw()))
        except Refused as refused:
            told.extend(f"{title}：{problem.text}" for problem in refused.problems)

    def form(form_id: str, title: str = "", asked: Asked = asked) -> None:
        words = title or _title(form_id)
        add(f"{form_id} {words}", lambda: form_pdf(session, form_id, asked))

    form("F01")
    form("F02")
    form("F03")
    for day in days:
        form("F04", f"{_title('F04')} {day.isoformat()}", Asked(class_id, day=day))
    parts += map(_attached, archive.sheets_of(session, store, class_id))
    form("F05")
    certificates = certificate_values(session, class_id)
    if certificates:
        add(_("F06 结业证书"), lambda: print_certificates(session, certificates, on_screen=True))
    statements = certificate_values(session, class_id, statements=True)
    if statements:
        add(_("F06 参训证明"), lambda: print_certificates(session, statements, on_screen=True))
    if certificates:
        form("F07")
    if survey_of(session, class_id).slips:
        form("F08b")
    calls = list_checks(session, class_id)
    if calls:
        add(_("电话抽查记录"), lambda: _calls_pdf(row.name, calls))
    parts += map(_attached, archive.photos_of(session, store, class_id))
    return parts, told


def write_archive(
    db: Database, store: AttachmentStore, class_id: str, to: Path, *, close: bool = True, tell: Tell | None = None
) -> Archived:
    """Write the archive of a class into a new folder below `to`; returns once everything was read back equal.

    The folder gets its name last, so that a half-written archive never looks like a whole one. A completed class
    becomes archived (`close`). Full ID numbers: the window asks first (R-51). Raises Refused: no such class;
    Trouble E_STICK_…: nothing is left behind.
    """
    from station_app.documents.joined import join  # noqa: PLC0415 - reportlab and pypdf, not before the first one

    with db.read() as session:
        row = service.class_row(session, class_id)
        gaps = archive.archive_gaps(session, class_id)
        keep_until = row.end_date.year + rule_number(session, "archive_years", row.end_date)
        parts, told = parts_of(session, store, class_id)
    title = _("{name}档案").format(name=row.name)
    book = join(title, [(part.title, part.pdf) for part in parts])
    name = safe_name(
        _("{number} {name} 档案 {day}").format(number=row.class_no, name=row.name, day=f"{clock.today():%Y%m%d}")
    )
    target = _free_folder(to, name)
    part_folder = target.with_name(target.name + ".part")
    files = [(safe_name(_("{number} 全部资料").format(number=_BOOK)) + ".pdf", book.content)]
    files += [
        (safe_name(f"{number:02d} {part.title}") + part.ending, part.original or part.pdf)
        for number, part in enumerate(parts, start=1)
    ]
    try:
        _make_folder(part_folder)
        written = []
        for number, (file, content) in enumerate(files, start=1):
            written.append(_write(part_folder, file, content))
            if tell is not None:
                tell(number, len(files) + 1)
        with db.read() as session:
            written.append(service.export_ledger(session, class_id, part_folder, full_ids=True).path)
        _name(part_folder, target)
    except BaseException:
        shutil.rmtree(part_folder, ignore_errors=True)
        raise
    with db.work() as session:
        closed = archive.record_archive(session, class_id, close=close)
    files_there = tuple(target / one.name for one in written)
    return Archived(target, files_there, book.pages, (*gaps, *told), closed, keep_until)


def _title(form_id: str) -> str:
    return table_form(form_id).title


def _attached(kept: archive.Attached) -> Part:
    from station_app.documents.joined import picture_pdf  # noqa: PLC0415 - reportlab

    if kept.is_picture:
        return Part(kept.title, picture_pdf(kept.title, kept.content), kept.content, kept.ending)
    return Part(kept.title, kept.content)


def _calls_pdf(class_name: str, calls: Sequence[Any]) -> bytes:
    from station_app.documents.listing import listing_pdf  # noqa: PLC0415 - reportlab

    labels = (
        (_("序号"), 44), (_("学号"), 44), (_("姓名"), 110), (_("电话"), 110), (_("日期"), 96), (_("接通"), 48),
        (_("参训"), 48), (_("免费"), 48), (_("满意"), 48), (_("备注"), 160), (_("抽查人"), 80),
    )  # fmt: skip
    rows = [
        (
            str(call.place),
            str(call.trainee_no),
            call.name,
            call.phone,
            call.asked_on.isoformat() if call.asked_on else "",
            *(_yes(value) for value in (call.answered, call.attended, call.free_of_charge, call.satisfied)),
            call.remarks,
            call.asked_by,
        )
        for call in calls
    ]
    columns = tuple(ListedColumn(label, width) for label, width in labels)
    seed = _("抽样种子 {seed}").format(seed=calls[0].seed)
    return listing_pdf(Listing(_("{name}电话抽查记录").format(name=class_name), columns, rows, filters=seed))


def _yes(value: bool | None) -> str:
    return "" if value is None else _("是") if value else _("否")


def _free_folder(to: Path, name: str) -> Path:
    target, number = to / name, 1
    while target.exists():
        number += 1
        target = to / f"{name} ({number})"
    return target


def _make_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as fault:
        raise fault_at(fault, folder) from fault


def _write(folder: Path, name: str, content: bytes) -> Path:
    def write(part: Path) -> None:
        part.write_bytes(content)

    return hand_over(folder, name, write, lambda part: part.read_bytes() == content)


def _name(folder: Path, target: Path) -> None:
    from station_app.storage.safe_file import sync_folder  # noqa: PLC0415

    try:
        folder.rename(target)
    except OSError as fault:
        raise fault_at(fault, target) from fault
    with contextlib.suppress(OSError):
        sync_folder(target.parent)
