"""F05 考核成绩表: scores and who has graduated."""

from __future__ import annotations

from station_app.core import dates
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.features.training.documents.people_lines import head, id_shown, label
from station_app.features.training.documents.values import ClassSheet, TraineeLine

PASSED = frozenset(("1", "3"))
SAT = PASSED | {"2"}


def scores(form: TableForm, sheet: ClassSheet, fill: Fill, *, whole: bool = True) -> FilledForm:
    """Everybody on the roll; who has no score yet keeps an empty cell."""
    values = head(sheet) | {
        "exam_on": _exam_day(sheet),
        "theory_share": str(sheet.theory_share),
        "practice_share": str(100 - sheet.theory_share),
    }
    rows = [
        {
            "seq": str(each.trainee_no),
            "name": each.name,
            "id_number": id_shown(each.id_number, whole=whole),
            "attendance_rate": each.attendance_rate,
            "theory_score": each.theory_score,
            "practice_score": each.practice_score,
            "final_score": each.final_score,
            "exam_status": label("exam_status", each.exam_status) if each.exam_status in SAT | {"4", "5"} else "",
            "graduated": {True: _("是"), False: _("否"), None: ""}[each.graduated],
        }
        for each in sheet.trainees
    ]
    return FilledForm(form, values, rows, fill, _closing(sheet.trainees))


def _exam_day(sheet: ClassSheet) -> str:
    days = [half.day for half in sheet.half_days if half.kind == "exam"]
    return dates.long_date(days[-1]) if days else ""


def _closing(trainees: tuple[TraineeLine, ...]) -> str:
    sat = sum(each.exam_status in SAT for each in trainees)
    passed = sum(each.exam_status in PASSED for each in trainees)
    rate = f"{passed / sat * 100:.1f}".removesuffix(".0") + "%" if sat else "　　"
    words = _("应考 {due} 人　实考 {sat} 人　合格 {passed} 人　合格率 {rate}")
    return words.format(due=len(trainees), sat=sat or "　　", passed=passed if sat else "　　", rate=rate)
