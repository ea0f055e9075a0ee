"""F01 开班申请(备案)表: the class as the township and the county approve it."""

from __future__ import annotations

from station_app.core import dates
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.features.training.documents.people_lines import head, label, period, total_hours
from station_app.features.training.documents.values import ClassSheet


def application(form: TableForm, sheet: ClassSheet, fill: Fill) -> FilledForm:
    """Filled from the class; opinions, seals and signatures stay for the pen."""
    if fill is Fill.BLANK:
        return FilledForm(form, {"station.name": sheet.station_name}, fill=fill)
    values = head(sheet) | {
        "applied_on": dates.long_date(sheet.applied_on) if sheet.applied_on else "",
        "skill_level": label("skill_level", sheet.skill_level),
        "target_categories": "、".join(label("assistance_category", code) for code in sheet.target_categories),
        "planned_count": _("{n} 人").format(n=sheet.planned_count) if sheet.planned_count else "",
        "form": label("training_form", sheet.form),
        "period": period(sheet.start_date, sheet.end_date),
        "hours": _hours(sheet),
        "trainer_qualification": sheet.trainer_qualification,
        "fund_source": sheet.fund_source,
        "budget": sheet.budget,
        "content": content(sheet),
        "safety_note": sheet.safety_note,
        "graduation": _graduation(sheet),
    }
    return FilledForm(form, values, fill=fill)


def content(sheet: ClassSheet) -> str:
    """Topics in the order of the timetable, each with its hours."""
    topics: dict[str, list[str]] = {}
    for half in sheet.half_days:
        topics.setdefault(half.topic, []).append(half.hours)
    return "；".join(
        _("{topic}（{hours} 课时）").format(topic=topic, hours=total_hours(hours)) if total_hours(hours) else topic
        for topic, hours in topics.items()
        if topic
    )


def _hours(sheet: ClassSheet) -> str:
    if not sheet.total_hours:
        return ""
    return _("{total}（理论 {theory} / 实操 {practice}）").format(
        total=sheet.total_hours, theory=sheet.theory_hours or "0", practice=sheet.practice_hours or "0"
    )


def _graduation(sheet: ClassSheet) -> str:
    parts = []
    if sheet.attendance_threshold is not None:
        parts.append(_("出勤率不低于 {n}%").format(n=sheet.attendance_threshold))
    if sheet.has_exam and sheet.pass_mark is not None:
        parts.append(_("考核成绩不低于 {n} 分").format(n=sheet.pass_mark))
    return "，".join(parts)
