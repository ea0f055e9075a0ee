"""F04 and F04b 培训签到表: a big cell for each signature or fingerprint, trainees by number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from station_app.core import dates
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.grid import Column, Fill, FilledForm, TableForm, table_form
from station_app.features.training.documents.people_lines import head, label, phone_shown, total_hours
from station_app.features.training.documents.values import ClassSheet, HalfDay, TraineeLine
from station_app.features.training.rules import timetable
from station_app.features.training.rules.sheet_code import sheet_code

NO_CLASS = "—"
HALVES_A_SHEET = 6
_DAY_BY_HAND = _("　　　　年　　月　　日　星期　　")
_EVENING = _("晚上签到")


def sign_in_pdf(
    sheet: ClassSheet | None = None, day: dt.date | None = None, *, blank: bool = False, blank_rows: bool = False
) -> bytes:
    """The sign-in sheets of one day, or of every day of the timetable when `day` is None.

    `blank` prints one empty sheet (also without a class); `blank_rows` adds rows to write on below the last trainee.
    Each day is numbered from page 1. Raises Refused when no half-day is planned on that day or a character cannot be
    printed.
    """
    from station_app.documents.table import draw_forms  # noqa: PLC0415 - reportlab, not before the first print

    fill = Fill.BLANK if blank else Fill.PADDED if blank_rows else Fill.FILLED
    return draw_forms(sign_in(table_form("F04"), sheet, fill, day))


def sign_in(
    form: TableForm, sheet: ClassSheet | None, fill: Fill, day: dt.date | None = None, *, whole: bool = True
) -> list[FilledForm]:
    """F04: one run of pages a day, each with the barcode that opens its half-days."""
    if fill is Fill.BLANK or sheet is None:
        values = (head(sheet) if sheet else {}) | {"trainers": "", "session_date": _DAY_BY_HAND}
        return [FilledForm(form, values, fill=Fill.BLANK)]
    days = [day] if day else sorted({half.day for half in sheet.half_days})
    parts = [
        _of_day(form, sheet, [half for half in sheet.half_days if half.day == each], fill, whole=whole) for each in days
    ]
    if not parts:
        raise Refused(_("这个班还没有排课，不知道签到表是哪一天的。请先排课，或打印空白签到表。"))
    return parts


def _of_day(form: TableForm, sheet: ClassSheet, halves: Sequence[HalfDay], fill: Fill, *, whole: bool) -> FilledForm:
    if not halves:
        raise Refused(_("这一天没有排课，不能打印签到表。请选上课的日期。"))
    day = halves[0].day
    planned = {half.half for half in halves}
    crossed = {f"signature_{half.lower()}": NO_CLASS for half in ("AM", "PM") if half not in planned}
    if "EV" in planned:
        form = _with_evening(form)
    trainers = dict.fromkeys(half.trainer or sheet.trainer for half in halves)
    venues = dict.fromkeys(half.venue or sheet.venue for half in halves)
    values = head(sheet) | {
        "session_date": f"{dates.long_date(day)} {timetable.weekday(day)}",
        "venue": "、".join(venues),
        "trainers": "、".join(trainers),
        "hours": total_hours([half.hours for half in halves]),
        "expected": f" {len(sheet.trainees)} " if sheet.trainees else "",
    }
    rows = [_line(each, whole=whole) | crossed for each in sheet.trainees]
    code = sheet_code(sheet.class_no, day) if sheet.class_no else ""
    return FilledForm(form, values, rows, fill, barcode=code)


def _line(trainee: TraineeLine, *, whole: bool) -> dict[str, str]:
    return {
        "seq": str(trainee.trainee_no),
        "name": trainee.name,
        "phone": phone_shown(trainee.phone, whole=whole),
    }


def _with_evening(form: TableForm) -> TableForm:
    """The same sheet with a third cell to sign, the two others narrower."""
    signed = [column for column in form.columns if column.name.startswith("signature")]
    if not signed:
        return form
    width = round(sum(column.width for column in signed) / (len(signed) + 1), 1)
    evening = Column(_EVENING, round(sum(c.width for c in signed) - len(signed) * width, 1), "signature_ev")
    columns: list[Column] = []
    for column in form.columns:
        columns.append(replace(column, width=width) if column in signed else column)
        if column is signed[-1]:
            columns.append(evening)
    return replace(form, columns=tuple(columns))


def sign_in_days(form: TableForm, sheet: ClassSheet | None, fill: Fill, *, whole: bool = True) -> list[FilledForm]:
    """F04b: six half-days on a sheet; more days go on further sheets."""
    by_hand = {
        f"half_{place}": _("　月　日{half}").format(half=label("half_day", "AM" if place % 2 else "PM"))
        for place in range(1, HALVES_A_SHEET + 1)
    }
    if fill is Fill.BLANK or sheet is None:
        values = (head(sheet) if sheet else {}) | {"trainers": "", "range": ""} | by_hand
        return [FilledForm(form, values, fill=Fill.BLANK)]
    if not sheet.half_days:
        raise Refused(_("这个班还没有排课，不知道签到表是哪一天的。请先排课，或打印空白签到表。"))
    halves = sheet.half_days
    parts = []
    for start in range(0, len(halves), HALVES_A_SHEET):
        chosen = halves[start : start + HALVES_A_SHEET]
        heads = {
            f"half_{place}": f"{each.day.month}/{each.day.day} {label('half_day', each.half)}"
            for place, each in enumerate(chosen, 1)
        }
        days = _("{first}至{last}").format(first=dates.long_date(chosen[0].day), last=dates.long_date(chosen[-1].day))
        rows = [_line(each, whole=whole) for each in sheet.trainees]
        parts.append(FilledForm(form, head(sheet) | by_hand | heads | {"range": days}, rows, fill))
    return parts
