"""The question before numbers are given: the day, which numbers, and the certificates as they will print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service import STATEMENT_TYPE
from station_app.features.training.service.rows import TraineeRow
from station_app.features.training.ui.certificate_preview import CertificatePreview
from station_app.features.training.ui.class_view import ClassView
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

ISSUE = Record("issue", _("发证"), (CERTIFICATE["issued_on"],))


def ask_to_issue(
    owner: QWidget,
    desk: Desk,
    view: ClassView,
    heading: str,
    sentences: Sequence[str],
    *,
    write: Callable[[Any, dict[str, Any]], Any],
    preview: CertificatePreview | None,
    accept: str = "",
    done: Callable[[Any], None] | None = None,
) -> FormDialog:
    """The day of issue beside the certificates as they will print; another day draws them anew."""
    day = usual_issue_day(view.detail.row.end_date)
    dialog = FormDialog(
        owner,
        desk,
        heading,
        ISSUE,
        write,
        accept=accept or heading,
        values={"issued_on": day},
        sentences=sentences,
        beside=preview,
        done=done,
    )

    if preview is not None:
        dialog.form.modified.connect(lambda: _draw_again(dialog, preview))
        preview.show_day(day)
    dialog.open()
    return dialog


def _draw_again(dialog: FormDialog, preview: CertificatePreview) -> None:
    try:
        preview.show_day(dialog.form.values()["issued_on"])
    except Refused:
        return  # half a date: the last preview stays


def graduates_without(view: ClassView) -> list[TraineeRow]:
    """Graduates of a closed class who never had a certificate; a statement is none."""
    numbered = {row.enrolment_id for row in view.certificates if row.type != STATEMENT_TYPE}
    return [row for row in view.detail.trainees if row.graduated and row.id not in numbered]


def usual_issue_day(end: dt.date) -> dt.date:
    """Today while the class just ended, its last day for a class typed in much later."""
    today = clock.today()
    return today if end <= today <= end + dt.timedelta(days=60) else end
