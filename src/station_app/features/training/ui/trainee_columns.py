"""The columns of the list of trainees, and one word on how each of them stands."""

from __future__ import annotations

from collections.abc import Callable

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import ENROLMENT, HOURS
from station_app.features.training.rules import attendance
from station_app.features.training.service.rows import TraineeRow
from station_app.ui.columns import Column, column


def outcome_word(row: TraineeRow) -> str:
    """One word on how a trainee stands: by the books once the class is closed, by the marks before."""
    if row.state in ("dropped", "waitlisted", "registered"):
        return codes.table("state_enrolment").label(row.state)
    if row.graduated is not None:
        return _("结业") if row.graduated else codes.table("failure_cause").label(row.failure_cause)
    if row.was_late and row.best_text and row.standing.code != attendance.LOST:
        return _("最高 {best}").format(best=row.best_text)
    return row.standing.word


def outcome_tip(row: TraineeRow) -> str:
    """What stands behind that word: how far a late admission can still come, and why somebody was taken anyway."""
    late = _("插班，出勤率最高可达 {best}。").format(best=row.best_text) if row.was_late and row.best_text else ""
    return "\n".join(part for part in (late, row.override_reason) if part)


def outcome_tone(row: TraineeRow) -> str:
    """The tone of that word."""
    if row.state in ("dropped", "waitlisted", "registered"):
        return "warn" if row.state == "registered" else "soft"
    if row.graduated is not None:
        return "accent" if row.graduated else "bad"
    return {attendance.ELIGIBLE: "accent", attendance.SHORT: "warn", attendance.LOST: "bad"}.get(
        row.standing.code, "soft"
    )


def _hours(row: TraineeRow) -> str:
    return f"{HOURS.format(row.hours_present)}/{HOURS.format(row.hours_due)}" if row.hours_due else ""


def columns(
    number: Callable[[TraineeRow], str], order: Callable[[TraineeRow], int], age: Callable[[TraineeRow], int | None]
) -> tuple[Column, ...]:
    """The list's columns; number and age are told by the class: places on the waiting list, its first day."""
    return (
        Column("trainee_no", _("学号"), number, str, "center", 56, order=order),
        column(PERSON["name"], width=148, order=lambda row: (row.name_pinyin, row.name)),
        column(PERSON["sex"], width=56),
        Column("age", _("年龄"), age, str, "right", 52, tip=_("开班那天的年龄；年龄条件按它算")),
        column(PERSON["id_number"], show=PERSON["id_number"].kind.mask, width=164),
        column(PERSON["phone"], show=PERSON["phone"].kind.mask, width=108),
        column(PERSON["village"], width=90, label=_("村")),
        column(ENROLMENT["category_snapshot"], width=110, label=_("类别"), stretch=True),
        Column("hours", _("学时"), _hours, str, "center", 68),
        Column("rate", _("出勤率"), lambda row: row.rate_text, str, "center", 64),
        Column("best", _("最高可达"), lambda row: row.best_text, str, "center", 76),
        Column("outcome", _("结业"), outcome_word, str, "left", 90),
    )
