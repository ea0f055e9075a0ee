"""F03 培训课程表: what is taught when, on the wall of the classroom."""

from __future__ import annotations

from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.features.training.documents.people_lines import head, label, total_hours
from station_app.features.training.documents.values import ClassSheet
from station_app.features.training.rules.timetable import weekday


def timetable(form: TableForm, sheet: ClassSheet, fill: Fill) -> FilledForm:
    """One row a half-day, the hours added up below."""
    rows = [
        {
            "session_date": f"{half.day:%Y.%m.%d}",
            "weekday": weekday(half.day).removeprefix(_("星期")),
            "half_day": label("half_day", half.half),
            "times": half.times,
            "hours": half.hours,
            "topic": half.topic,
            "kind": label("session_kind", half.kind),
            "trainer": half.trainer or sheet.trainer,
        }
        for half in sheet.half_days
    ]
    return FilledForm(form, head(sheet), rows, fill, _closing(sheet) if rows else "")


def _closing(sheet: ClassSheet) -> str:
    def of(*kinds: str) -> str:
        return total_hours([half.hours for half in sheet.half_days if not kinds or half.kind in kinds]) or "0"

    return _("合计 {all} 课时，其中理论 {theory}、实操 {practice}。").format(
        all=of(), theory=of("theory"), practice=of("practice")
    )
