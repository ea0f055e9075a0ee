"""What a station does with classes: plan, enrol, mark, complete, certify; plain values in, frozen rows out."""

from station_app.features.training.service.certificates import (
    TEMPLATE,
    get_certificate,
    hand_out,
    issue_certificates,
    list_certificates,
    record_print,
    reissue_certificate,
    void_certificate,
)
from station_app.features.training.service.classes import (
    class_row,
    class_values,
    find_class,
    list_classes,
    new_class_values,
    next_term_no,
    save_class,
)
from station_app.features.training.service.detail import get_class
from station_app.features.training.service.enrolments import (
    admit,
    default_enrolment_day,
    drop_out,
    enrol,
    withdraw,
)
from station_app.features.training.service.ledger import export_ledger
from station_app.features.training.service.marks import (
    MarkEntry,
    mark,
    mark_many,
    mark_rest_present,
    undo_marks,
)
from station_app.features.training.service.outcomes import set_scores
from station_app.features.training.service.progress import advance, complete_class
from station_app.features.training.service.rows import (
    CertificateRow,
    ClassDetail,
    ClassRow,
    EnrolResult,
    ExportedLedger,
    Mark,
    MarkChange,
    SessionRow,
    TraineeRow,
)
from station_app.features.training.service.timetable import plan_timetable, save_session, void_session

__all__ = [
    "TEMPLATE",
    "CertificateRow",
    "ClassDetail",
    "ClassRow",
    "EnrolResult",
    "ExportedLedger",
    "Mark",
    "MarkChange",
    "MarkEntry",
    "SessionRow",
    "TraineeRow",
    "admit",
    "advance",
    "class_row",
    "class_values",
    "complete_class",
    "default_enrolment_day",
    "drop_out",
    "enrol",
    "export_ledger",
    "find_class",
    "get_certificate",
    "get_class",
    "hand_out",
    "issue_certificates",
    "list_certificates",
    "list_classes",
    "mark",
    "mark_many",
    "mark_rest_present",
    "new_class_values",
    "next_term_no",
    "plan_timetable",
    "record_print",
    "reissue_certificate",
    "save_class",
    "save_session",
    "set_scores",
    "undo_marks",
    "void_certificate",
    "void_session",
    "withdraw",
]
