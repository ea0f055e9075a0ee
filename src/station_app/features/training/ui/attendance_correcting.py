"""Corrections of a closed class: old → new with a reason first, then what follows for graduation in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training.fields import SESSION_ATTENDANCE
from station_app.features.training.service import MarkEntry, correct_marks
from station_app.features.training.service.rows import Correction, OutcomeChange
from station_app.features.training.ui.attendance_sheet import Change, Sheet
from station_app.features.training.ui.attendance_words import code_of, minutes_of, spoken_word
from station_app.ui import messages
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

CORRECTION = Record(
    "attendance_correction",
    _("更正考勤"),
    (
        SESSION_ATTENDANCE["late_minutes"],
        Field("reason", _("更正原因"), Text(100), required=True, hint=_("如 对照签到表，2月16日下午漏登")),
    ),
)
_SHOWN = 6


def ask(  # noqa: PLR0917 - what is corrected, where, and what follows
    parent: QWidget, desk: Desk, sheet: Sheet, changes: Sequence[Change], reason: str, done: Callable[[str], None]
) -> None:
    """Show what would change and ask why; `done(reason)` once it is stored and its consequences were told."""
    late = len(changes) == 1 and code_of(changes[0][2]) == "T"
    typed = {"reason": reason}

    def keep(session: Any, values: dict[str, Any]) -> Correction:
        if not values["reason"]:
            raise Refused([Problem("reason", _("请写明更正原因。"), "REQUIRED")])
        typed["reason"] = str(values["reason"])
        entries = [_entry(sheet, change, values.get("late_minutes")) for change in changes]
        return correct_marks(session, entries, typed["reason"])

    def finish(correction: Correction) -> None:
        done(typed["reason"])
        told = sentences(correction.outcomes)
        if any(one.graduated_before != one.graduated_after for one in correction.outcomes):
            messages.tell(parent, _("结业结果变了"), *told)
        elif told:
            desk.say(told[0])

    lines = [line(sheet, change) for change in changes[:_SHOWN]]
    if len(changes) > _SHOWN:
        lines.append(_("等 {n} 处").format(n=len(changes)))
    FormDialog(
        parent,
        desk,
        _("更正考勤"),
        CORRECTION,
        keep,
        accept=_("更正"),
        values={"reason": reason or None},
        names=("late_minutes", "reason") if late else ("reason",),
        sentences=[*lines, _("班已结业。更正会记下原因，学时和是否结业重新计算。")],
        done=finish,
    ).open()


def line(sheet: Sheet, change: Change) -> str:
    """李秀兰 2月17日下午：缺勤 → 出勤."""
    (row, column), before, after = change
    return _("{name} {half}：{before} → {after}").format(
        name=sheet.trainees[row].name,
        half=sheet.half_days[column].spoken,
        before=spoken_word(before),
        after=spoken_word(after),
    )


def sentences(outcomes: Sequence[OutcomeChange]) -> list[str]:
    """What became of each trainee, and what is to be done about certificates."""
    return [_sentence(one) for one in outcomes]


def _sentence(one: OutcomeChange) -> str:
    rates = _("{name}：出勤率 {before} → {after}").format(name=one.name, before=one.rate_before, after=one.rate_after)
    if one.graduated_before == one.graduated_after:
        return rates + _("，是否结业不变。")
    if not one.graduated_after:
        return rates + _("，结业 → 未结业（出勤不足），不能发结业证书。")
    text = rates + _("，未结业 → 结业。")
    if one.certificate_no:
        return text + _("已开过参训证明 {number}：请先在“证书”里作废它，再编结业证书号。").format(
            number=one.certificate_no
        )
    return text + _("还没有证书号：请到“证书”里编号、打印。")


def _entry(sheet: Sheet, change: Change, minutes: int | None) -> MarkEntry:
    (row, column), _before, after = change
    who, half = sheet.trainees[row], sheet.half_days[column]
    late = minutes if minutes is not None else minutes_of(after)
    return MarkEntry(half.session_id, who.enrolment_id, code_of(after), late, who.walk_in_id)
