"""F04 培训签到表: one sheet a day, a big cell for each signature or fingerprint, trainees by number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from station_app.core import dates
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.grid import Column, Fill, FilledForm, TableForm, table_form
from station_app.features.training.documents.values import ClassSheet, HalfDay
from station_app.features.training.rules import timetable

_NO_CLASS = "—"
_DAY_BY_HAND = "　　　　年　　月　　日　星期　　"
_EVENING = "晚上签到"


def sign_in_pdf(
    sheet: ClassSheet | None = None, day: dt.date | None = None, *, blank: bool = False, blank_rows: bool = False
) -> bytes:
    """The sign-in sheets of one day, or of every day of the timetable when `day` is None.

    `blank` prints one empty sheet (also without a class); `blank_rows` adds rows to write on below the last trainee.
    Each day is numbered from page 1. Raises Refused when no half-day is planned on that day or a character cannot be
    printed.
    """
    from station_app.documents.table import draw_forms  # noqa: PLC0415 - reportlab, not before the first print

    form = table_form("F04")
    if blank or sheet is None:
        name = sheet.class_name if sheet else ""
        return draw_forms([FilledForm(form, {"class.name": name, "session_date": _DAY_BY_HAND}, (), Fill.BLANK)])
    days = [day] if day else sorted({half.day for half in sheet.half_days})
    fill = Fill.PADDED if blank_rows else Fill.FILLED
    parts = [_of_day(form, sheet, [half for half in sheet.half_days if half.day == each], fill) for each in days]
    if not parts:
        raise Refused(_("这个班还没有排课，不知道签到表是哪一天的。请先排课，或打印空白签到表。"))
    return draw_forms(parts)


def _of_day(form: TableForm, sheet: ClassSheet, halves: Sequence[HalfDay], fill: Fill) -> FilledForm:
    if not halves:
        raise Refused(_("这一天没有排课，不能打印签到表。请选上课的日期。"))
    day = halves[0].day
    planned = {half.half for half in halves}
    cells = ["" if half in planned else _NO_CLASS for half in ("AM", "PM")]
    if "EV" in planned:
        form = _with_evening(form)
        cells.append("")
    trainers = dict.fromkeys(half.trainer or sheet.trainer for half in halves)
    venues = dict.fromkeys(half.venue or sheet.venue for half in halves)
    values = {
        "class.name": sheet.class_name,
        "session_date": f"{dates.long_date(day)} {timetable.weekday(day)}",
        "venue": "、".join(venues),
        "trainers": "、".join(trainers),
        "hours": _total([half.hours for half in halves]),
        "expected": f" {len(sheet.trainees)} " if sheet.trainees else "",
    }
    rows = [(str(each.trainee_no), each.name, each.phone, *cells, "") for each in sheet.trainees]
    return FilledForm(form, values, rows, fill)


def _with_evening(form: TableForm) -> TableForm:
    """The same sheet with a third cell to sign, the two others narrower."""
    signed = [column for column in form.columns if column.source.startswith("signature")]
    width = round(sum(column.width for column in signed) / 3, 1)
    evening = Column(_EVENING, round(sum(column.width for column in signed) - 2 * width, 1), "signature EV")
    columns: list[Column] = []
    for column in form.columns:
        columns.append(replace(column, width=width) if column in signed else column)
        if column is signed[-1]:
            columns.append(evening)
    return replace(form, columns=tuple(columns))


def _total(hours: Sequence[str]) -> str:
    """Class hours of the day, without superfluous zeros; '' when any is unknown."""
    try:
        total = sum((Decimal(each) for each in hours), Decimal(0))
    except InvalidOperation:
        return ""
    return f"{total.normalize():f}"
