"""What screens, papers, commands, 上报 and the county ask of this feature."""

from station_app.features.reports.service.closing import (
    ClosedMonth,
    MonthStep,
    close_month,
    closed_months,
    find_closed,
    get_report,
    late_entries,
    listing_of_month,
    month_history,
    open_month,
)
from station_app.features.reports.service.listing import CountedRow, listing
from station_app.features.reports.service.report import BREAKDOWNS, Line, Report, count, live_report, selections_of
from station_app.features.reports.service.scope import WHOLE_FILE, Scope

__all__ = [
    "BREAKDOWNS",
    "WHOLE_FILE",
    "ClosedMonth",
    "CountedRow",
    "Line",
    "MonthStep",
    "Report",
    "Scope",
    "close_month",
    "closed_months",
    "count",
    "find_closed",
    "get_report",
    "late_entries",
    "listing",
    "listing_of_month",
    "live_report",
    "month_history",
    "open_month",
    "selections_of",
]
