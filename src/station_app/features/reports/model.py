"""The table of closed months."""

from station_app.features.reports.fields import REPORT_MONTH
from station_app.storage.base import Synced


class ReportMonth(Synced):
    """The figures of one month as they were reported to the county."""

    describes = REPORT_MONTH
    erased = ()
    """Numbers and keys of records; nothing tells of a person."""
