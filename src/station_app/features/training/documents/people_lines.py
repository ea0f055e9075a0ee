"""Small words that several papers of a class share."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from station_app.core import codes, dates
from station_app.core.kinds import IdNumber, Phone
from station_app.core.texts import _
from station_app.features.training.documents.values import ClassSheet

DAY_BY_HAND = _("　　　　年　　月　　日")


def id_shown(number: str, *, whole: bool) -> str:
    """An ID number as a paper shows it: whole only after the warning of R-51."""
    return number if whole or not number else str(IdNumber().mask(number))


def phone_shown(number: str, *, whole: bool) -> str:
    """A phone number, masked on a preview that is not for the county (R-50)."""
    return number if whole or not number else str(Phone().mask(number))


def period(start: dt.date, end: dt.date) -> str:
    """2023年2月15日至2023年2月17日."""
    return _("{start}至{end}").format(start=dates.long_date(start), end=dates.long_date(end))


def label(table: str, code: str) -> str:
    """A code's name; what the table does not have is printed as it is."""
    return codes.table(table).label(code) if code else ""


def total_hours(hours: list[str]) -> str:
    """Class hours added up without superfluous zeros; '' when any is unknown."""
    try:
        total = sum((Decimal(each) for each in hours), Decimal(0))
    except InvalidOperation:
        return ""
    return f"{total.normalize():f}"


def head(sheet: ClassSheet) -> dict[str, str]:
    """Slots that every paper of a class may show."""
    return {
        "class.name": sheet.class_name,
        "class_no": sheet.class_no,
        "trade": label("training_trade", sheet.trade),
        "start": dates.long_date(sheet.start_date),
        "end": dates.long_date(sheet.end_date),
        "venue": sheet.venue,
        "trainers": sheet.trainer,
        "class_worker": sheet.class_worker,
        "phone": sheet.station_phone,
        "station.name": sheet.station_name,
        "issuer": sheet.station_name,
        "pass_mark": str(sheet.pass_mark) if sheet.pass_mark is not None else "",
        "printed_on": dates.long_date(sheet.printed_on) if sheet.printed_on else "",
    }
