"""Everything a class page shows, read at once: the class, its certificates, and where numbers begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.training.rules import graduation
from station_app.features.training.rules.attendance import reaches
from station_app.features.training.service import get_class, list_certificates
from station_app.features.training.service.numbering import Numbering, numbering_of_class
from station_app.features.training.service.rows import CertificateRow, ClassDetail, ClassRow, TraineeRow


@dataclass(frozen=True)
class ClassView:
    """One reading of one class."""

    detail: ClassDetail
    certificates: tuple[CertificateRow, ...]
    """Also void and replaced ones, in roster order."""
    numbering: Numbering

    @property
    def in_force(self) -> tuple[CertificateRow, ...]:
        """Certificates that count."""
        return tuple(row for row in self.certificates if row.state not in ("voided", "reissued"))


def read_class(session: Any, class_id: str) -> ClassView:
    """Read a class for its page; Refused when it is gone."""
    detail = get_class(session, class_id)
    certificates = list_certificates(session, class_id, all_states=True)
    return ClassView(detail, tuple(certificates), numbering_of_class(session, class_id))


def would_graduate(row: TraineeRow, class_row: ClassRow) -> graduation.Outcome:
    """What closing the class now would decide (R-21); what it decided once it is closed."""
    if row.graduated is not None:
        return graduation.Outcome(row.graduated, row.failure_cause)
    return graduation.outcome(
        attended=reaches(row.hours_present, row.hours_due, class_row.attendance_threshold),
        has_exam=class_row.has_exam,
        exam=row.exam_status,
        dropped=row.state == "dropped",
    )


def numbering_line(view: ClassView, graduates: Sequence[TraineeRow]) -> str:
    """Which numbers would be given: how many, first and last, and why some are left out."""
    if not graduates:
        return _("没有需要编号的结业学员。")
    numbers = [row.trainee_no or 0 for row in graduates]
    first = view.numbering.number(numbers[0])
    if len(numbers) == 1:
        return _("将编 1 个证书号：{first}。").format(first=first)
    line = _("{n} 人编号 {first} 至 -{last:03d}").format(n=len(numbers), first=first, last=numbers[-1])
    others = {row.trainee_no for row in view.detail.trainees} - set(numbers)
    held = {row.trainee_no for row in view.certificates}
    left = [n for n in range(numbers[0], numbers[-1]) if n not in numbers and n not in held]
    if not left:
        return line + _("，中间不缺号。")
    unused = sum(n not in others for n in left)
    line += _("，缺 {n} 个号是没有结业的人").format(n=len(left) - unused) if len(left) > unused else ""
    return line + (_("，{n} 个学号没有人用").format(n=unused) if unused else "") + _("。")


def not_graduating_line(rows: Sequence[tuple[TraineeRow, str]], shown: int = 6) -> str:
    """Who does not graduate and why, in one sentence; '' when all do."""
    if not rows:
        return ""
    named = "、".join(
        _("{name}（{cause}）").format(name=row.name, cause=codes.table("failure_cause").label(cause))
        for row, cause in rows[:shown]
    )
    more = _("等 {n} 人").format(n=len(rows)) if len(rows) > shown else ""
    return _("不结业 {n} 人：{named}{more}。").format(n=len(rows), named=named, more=more)


def date_range(start: dt.date, end: dt.date) -> str:
    """2月15日—17日, with the year when it is not this one."""
    year = f"{start.year}年" if start.year != clock.today().year else ""
    first = f"{year}{start.month}月{start.day}日"
    if start == end:
        return first
    if (start.year, start.month) == (end.year, end.month):
        return f"{first}—{end.day}日"
    last_year = f"{end.year}年" if end.year != start.year else ""
    return f"{first}—{last_year}{end.month}月{end.day}日"


def facts_of(row: ClassRow) -> str:
    """The one line below the class's name."""
    parts = (
        row.class_no,
        codes.table("training_trade").label(row.trade),
        date_range(row.start_date, row.end_date),
        row.venue,
        _("{n} 人").format(n=row.trainee_count),
        codes.table("state_training_class").label(row.state),
    )
    return " · ".join(part for part in parts if part)
