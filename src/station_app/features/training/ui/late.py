"""插班: before somebody is taken into a class that runs, the highest rate still reachable is said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.features.training.service.late import LateAdmission, late_admission
from station_app.ui import messages
from station_app.ui.screen import Desk


def confirm_late(
    owner: QWidget, desk: Desk, class_id: str, go_on: Callable[[], None], *, enrolment_id: str = ""
) -> None:
    """Go on at once when nothing was missed; else say what is still possible and ask."""

    def ask(late: LateAdmission | None) -> None:
        if late is None or messages.confirm(
            owner,
            _("插班录取，出勤率最高 {best}").format(best=late.best),
            late.text,
            accept=_("录取") if late.can_graduate else _("仍然录取"),
            danger=not late.can_graduate,
        ):
            go_on()

    desk.read(lambda session: late_admission(session, class_id, enrolment_id=enrolment_id), ask)
