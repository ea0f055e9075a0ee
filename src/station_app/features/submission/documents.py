"""What people read beside a package: the month's figures as workbook and as one page, and its classes' ledgers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from station_app.core import clock
from station_app.core.texts import _
from station_app.features.reports.documents import heading_of, report_workbook, summary_pdf
from station_app.features.reports.rules.periods import Period, month
from station_app.features.reports.service import get_report
from station_app.features.station.service import get_station
from station_app.features.training.service import export_ledger, list_classes
from station_app.storage.handover import hand_over_bytes, safe_name
from station_app.storage.opened import OpenStation

_DUE_DAYS = 10
"""Until this day of a month people still report the month before; it is due on the 5th."""


def period_now() -> Period:
    """The month that is being reported today."""
    today = clock.today()
    day = today if today.day > _DUE_DAYS else today.replace(day=1) - dt.timedelta(days=1)
    return month(day.year, day.month)


def write_papers(
    station: OpenStation, folder: Path, period: Period | None = None, *, full_ids: bool = False
) -> list[Path]:
    """Write them into a folder or onto a stick, each read back; ID numbers are masked unless `full_ids` (R-50).

    Trouble E_STICK_…: what was written before stays.
    """
    chosen = period or period_now()
    with station.db.read() as session:
        name = get_station(session).short_name or get_station(session).name
        report = get_report(session, chosen)
        workbook = report_workbook(report, heading_of(session))
        page = summary_pdf(session, chosen)
        classes = [row for row in list_classes(session) if _belongs(row, chosen)]
        base = safe_name(f"{name} {chosen.words}")
        made = [
            hand_over_bytes(folder, _("{base} 报表.xlsx").format(base=base), workbook),
            hand_over_bytes(folder, _("{base} 一页摘要.pdf").format(base=base), page),
        ]
        made += [export_ledger(session, row.id, folder, full_ids=full_ids).path for row in classes]
    told = {"period": chosen.key, "files": len(made), "full_ids": full_ids}
    station.db.note("export", "report_month", "", told)
    return made


def _belongs(row: Any, period: Period) -> bool:
    return bool(period.first <= row.end_date <= period.last)
