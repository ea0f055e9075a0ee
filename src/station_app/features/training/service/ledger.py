"""The ledger of a class (.xlsx) for the county and the files: roster, marks, hours, scores, certificate numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import FINAL, HOURS, SCORE
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.rows import ClassDetail, ExportedLedger, TraineeRow
from station_app.storage.handover import hand_over, safe_name, sha256_of

Column = tuple[str, int, bool]
"""Label, width in characters, whether the cells are text even when they are digits."""
Value = str | int | float


def export_ledger(session: Session, class_id: str, folder: Path, *, full_ids: bool) -> ExportedLedger:
    """Write the ledger of a class into a folder or onto a stick; returns only when it was read back equal.

    `full_ids` after the user has accepted R-51's warning; otherwise ID numbers and phones are masked (R-50).
    Raises Trouble E_STICK_…; see handover.
    """
    from station_app.spreadsheets.writing import write_ledger  # noqa: PLC0415 - workbooks only when one is made

    detail = get_class(session, class_id)
    columns = ledger_columns(detail)
    rows = [_row(detail, trainee, full_ids=full_ids) for trainee in detail.trainees]
    name = safe_name(f"{detail.row.class_no} {detail.row.name} 台账 {clock.today():%Y%m%d}") + ".xlsx"
    path = hand_over(
        folder,
        name,
        lambda part: write_ledger(part, ledger_title(detail), columns, rows),
        lambda part: _holds(part, [label for label, _width, _text in columns], rows),
    )
    return ExportedLedger(path, sha256_of(path), len(rows))


def ledger_title(detail: ClassDetail) -> str:
    """One line above the table: class, number, dates, place."""
    row = detail.row
    return _("{name}台账（{number}，{start} 至 {end}，{venue}）").format(
        name=row.name, number=row.class_no, start=row.start_date, end=row.end_date, venue=row.venue
    )


def ledger_columns(detail: ClassDetail) -> list[Column]:
    """Columns of the ledger; a column per half-day between the person and the results."""
    person = [
        (_("学号"), 6, False),
        (_("姓名"), 12, True),
        (_("性别"), 6, True),
        (_("民族"), 8, True),
        (_("身份证号"), 21, True),
        (_("文化程度"), 12, True),
        (_("人员类别"), 18, True),
        (_("所在村"), 12, True),
        (_("住址"), 26, True),
        (_("联系电话"), 14, True),
        (_("报名日期"), 12, True),
    ]
    results = [
        (_("出勤课时"), 9, False),
        (_("应到课时"), 9, False),
        (_("出勤率"), 8, True),
        (_("理论成绩"), 9, False),
        (_("实操成绩"), 9, False),
        (_("总评"), 8, False),
        (_("考核结果"), 10, True),
        (_("是否结业"), 9, True),
        (_("未结业原因"), 12, True),
        (_("证书编号"), 26, True),
        (_("备注"), 16, True),
    ]
    halves = [(half.short_label, 8, True) for half in detail.sessions]
    return [*person, *halves, *results]


def _row(detail: ClassDetail, trainee: TraineeRow, *, full_ids: bool) -> list[Value]:
    id_number, phone = trainee.id_number, trainee.phone
    if not full_ids:
        id_number, phone = PERSON["id_number"].kind.mask(id_number), PERSON["phone"].kind.mask(phone)
    marks = codes.table("attendance_mark")
    exam = codes.table("exam_status").label(trainee.exam_status) if detail.row.has_exam else ""
    graduated = "" if trainee.graduated is None else _("是") if trainee.graduated else _("否")
    return [
        trainee.trainee_no or "",
        trainee.name,
        codes.table("sex").label(trainee.sex),
        codes.table("ethnic_group").label(trainee.ethnic_group),
        id_number,
        codes.table("education").label(trainee.education),
        PERSON["categories"].kind.format(trainee.categories),
        trainee.village,
        trainee.address,
        phone,
        trainee.enrolled_on.isoformat(),
        *(marks.label(cell.mark) if cell.expected or cell.mark != "N" else "—" for cell in trainee.marks),
        _number(HOURS.format(trainee.hours_present)),
        _number(HOURS.format(trainee.hours_due)),
        trainee.rate_text,
        _number(SCORE.format(trainee.theory_score)),
        _number(SCORE.format(trainee.practice_score)),
        _number(FINAL.format(trainee.final_score)),
        exam,
        graduated,
        codes.table("failure_cause").label(trainee.failure_cause),
        trainee.certificate_no,
        trainee.note,
    ]


def _number(text: str) -> Value:
    """A cell that can be added up; whole numbers stay whole."""
    if not text:
        return ""
    return float(text) if "." in text else int(text)


def _holds(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Value]]) -> bool:
    """Whether the workbook, read by another library than the one that wrote it, says exactly these rows."""
    from station_app.spreadsheets.cells import as_text  # noqa: PLC0415
    from station_app.spreadsheets.reading import read_workbook  # noqa: PLC0415

    wanted = [[as_text(value) for value in row] for row in rows]
    for sheet in read_workbook(path).sheets:
        found = [[as_text(cell) for cell in row] for row in sheet.rows]
        if list(labels) in found:
            body = found[found.index(list(labels)) + 1 :]
            return body == wanted
    return False
