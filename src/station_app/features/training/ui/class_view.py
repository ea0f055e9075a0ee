"""Everything a class page shows, read at once: the class, its certificates, and where numbers begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from station_app.core import clock, codes
from station_app.core.texts import _
from station_app.features.station.service import find_station
from station_app.features.training.rules import graduation, numbers
from station_app.features.training.rules.attendance import reaches
from station_app.features.training.service import get_class, list_certificates
from station_app.features.training.service.rows import CertificateRow, ClassDetail, ClassRow, TraineeRow


@dataclass(frozen=True)
class ClassView:
    """One reading of one class."""

    detail: ClassDetail
    certificates: tuple[CertificateRow, ...]
    """Also void and replaced ones, in roster order."""
    township_code: str

    @property
    def in_force(self) -> tuple[CertificateRow, ...]:
        """Certificates that count."""
        return tuple(row for row in self.certificates if row.state not in ("voided", "reissued"))


def read_class(session: Any, class_id: str) -> ClassView:
    """Read a class for its page; Refused when it is gone."""
    detail = get_class(session, class_id)
    certificates = list_certificates(session, class_id, all_states=True)
    station = find_station(session)
    return ClassView(detail, tuple(certificates), station.township_code if station else "")


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
    """Which numbers would be given: how many, first and last, who is skipped."""
    if not graduates:
        return _("没有需要编号的结业学员。")
    given = [
        numbers.certificate_no(view.township_code, view.detail.row.class_no, row.trainee_no or 0) for row in graduates
    ]
    if len(given) == 1:
        return _("将编 1 个证书号：{first}").format(first=given[0])
    line = _("将编 {n} 个证书号：{first} 至 {last}").format(n=len(given), first=given[0], last=given[-1][-3:])
    span = (graduates[-1].trainee_no or 0) - (graduates[0].trainee_no or 0) + 1
    return line + (_("（末三位是学号，不结业的空着）") if span > len(given) else "")


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
