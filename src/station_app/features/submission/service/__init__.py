"""What the page 上报, its commands, the home page and the start of the program ask of this feature."""

from station_app.features.submission.service.changes import changes_since_last
from station_app.features.submission.service.corrections import count_open, decide, list_corrections
from station_app.features.submission.service.enrolment import look_at_answer, make_request, take_answer
from station_app.features.submission.service.epochs import told_now
from station_app.features.submission.service.folders import (
    Passed,
    find_answers,
    folder_of,
    pass_through_folder,
    set_folder,
)
from station_app.features.submission.service.outbox import make_package, snapshot_is_due
from station_app.features.submission.service.overview import (
    count_waiting,
    list_notices,
    list_packages,
    overview,
    standing,
)
from station_app.features.submission.service.receiving import receive, receive_file
from station_app.features.submission.service.rows import (
    ChangesRow,
    CorrectionRow,
    NoticeRow,
    Overview,
    PackageRow,
    Place,
    Received,
    StandingRow,
    Written,
)
from station_app.features.submission.service.starting import at_start
from station_app.features.submission.service.writing import to_write, write_to

__all__ = [
    "ChangesRow",
    "CorrectionRow",
    "NoticeRow",
    "Overview",
    "PackageRow",
    "Passed",
    "Place",
    "Received",
    "StandingRow",
    "Written",
    "at_start",
    "changes_since_last",
    "count_open",
    "count_waiting",
    "decide",
    "find_answers",
    "folder_of",
    "list_corrections",
    "list_notices",
    "list_packages",
    "look_at_answer",
    "make_package",
    "make_request",
    "overview",
    "pass_through_folder",
    "receive",
    "receive_file",
    "set_folder",
    "snapshot_is_due",
    "standing",
    "take_answer",
    "to_write",
    "told_now",
    "write_to",
]
