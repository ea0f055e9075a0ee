"""Asks why before something is taken out of use, taken back or corrected: one line, kept with the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

WHY = "reason"
"""The one field of the question."""
KEPT = _("作废后不再出现在名单和统计里，资料和原因都留在库中。")
"""What taking something out of use means."""
_LONGEST = 100


def ask_why(
    owner: QWidget,
    desk: Desk,
    heading: str,
    write: Callable[[Any, str], Any],
    *,
    accept: str = _("作废"),
    sentences: Iterable[str] = (KEPT,),
    done: Callable[[Any], None] | None = None,
    danger: bool = True,
    hint: str = "",
) -> None:
    """Open the question; `write(session, reason)` runs once there is one, `done` gets what it returned.

    Going back writes nothing.
    """

    def keep(session: Any, typed: dict[str, Any]) -> Any:
        if not typed[WHY]:
            raise Refused([Problem(WHY, _("请写明原因。"), "REQUIRED")])
        return write(session, str(typed[WHY]))

    record = Record("why", heading, (Field(WHY, _("原因"), Text(_LONGEST), required=True, hint=hint),))
    dialog = FormDialog(
        owner, desk, heading, record, keep, accept=accept, sentences=sentences, done=done, danger=danger
    )
    dialog.setObjectName("why")
    dialog.open()
