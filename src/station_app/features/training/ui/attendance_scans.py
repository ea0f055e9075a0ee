"""签到表扫描件: the signed sheet of the current half-day, and which half-days have none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QLabel

from station_app.core.texts import _
from station_app.features.station.service import rule_number
from station_app.features.training.service.rows import ClassRow, SessionRow
from station_app.features.training.service.scans import (
    OF_RECORD,
    ROLE,
    half_days_without_scan,
    scans_of_class,
    share_scans,
)
from station_app.features.training.ui.cards import Card
from station_app.ui.attachment_list import AttachmentList
from station_app.ui.screen import Desk, button_for

_NAMED = 3


@dataclass(frozen=True)
class Extras:
    """What the attendance page shows beside the class itself."""

    scanned: frozenset[str]
    missing: tuple[str, ...]
    """Held half-days without a scan, as words."""
    late_minutes_max: int


def read_extras(session: Any, row: ClassRow) -> Extras:
    """Scans of the class's half-days, and how late is late."""
    missing = half_days_without_scan(session, class_id=row.id)
    return Extras(
        frozenset(scans_of_class(session, row.id)),
        tuple(half.long_label for half in missing),
        rule_number(session, "late_minutes_max", row.start_date),
    )


class ScanCard(Card):
    """Takes files for the half-day of the cursor."""

    changed = Signal()
    """A scan came or went."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("签到表扫描件"))
        self.desk = desk
        self._half: SessionRow | None = None
        self.files = AttachmentList(OF_RECORD, ROLE, empty=_("把这个半天签好的签到表拖到这里，或拖到表头上。"))
        self.files.make_small(72)
        self.files.changed.connect(self.changed)
        self.body.addWidget(self.files)
        self.share_button = button_for(_("同一张纸也是当天其他半天的"), "copy", self._share, shortcut="Ctrl+Shift+D")
        self.body.addWidget(self.share_button)
        self.missing = QLabel()
        self.missing.setProperty("role", "soft")
        self.missing.setWordWrap(True)
        self.body.addWidget(self.missing)

    def show_half_day(self, half: SessionRow, same_day: list[str], extras: Extras) -> None:
        """The half-day of the cursor, the keys of the day's other half-days, and what is known of scans."""
        if self._half is None or self._half.id != half.id:
            self.files.set_owner(half.id)
        self._half = half
        self.set_heading(_("签到表扫描件 · {half}").format(half=half.long_label))
        self.share_button.setVisible(half.id in extras.scanned and any(key not in extras.scanned for key in same_day))
        named = "、".join(extras.missing[:_NAMED])
        more = _("等 {n} 个").format(n=len(extras.missing)) if len(extras.missing) > _NAMED else ""
        self.missing.setText(_("还没有附签到表：{halves}{more}").format(halves=named, more=more) if named else "")
        self.missing.setVisible(bool(named))

    def take(self, data: QMimeData) -> None:
        """What was dropped on the head of the half-day that is shown."""
        self.files.take(data)

    def _share(self) -> None:
        half = self._half
        if half is not None:
            self.desk.save(lambda session: share_scans(session, half.id), lambda _n: self.changed.emit())
