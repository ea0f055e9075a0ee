"""The card with the scans of a person's written consent, below the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from station_app.core.texts import _
from station_app.ui import theme
from station_app.ui.attachment_list import AttachmentList
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.storage.database import Session

_HEIGHT = 128


class ConsentCard(QFrame):
    """Scans with the role consent; the person's record follows what is added or voided."""

    changed = Signal()
    """The person's record names another scan now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.owner_id = ""
        self.setProperty("role", "card")
        heading = QLabel(_("同意书扫描件"))
        heading.setProperty("role", "heading")
        self.scans = AttachmentList(
            "person", "consent", empty=_("还没有。把签好字的知情同意书扫描或拍照，拖到这里，或点“添加附件”。")
        )
        self.scans.files.setAccessibleName(_("同意书扫描件"))
        self.scans.files.setFixedHeight(theme.px(_HEIGHT))
        self.scans.changed.connect(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(16),) * 4)
        layout.setSpacing(theme.px(8))
        layout.addWidget(heading)
        layout.addWidget(self.scans)

    def show_of(self, owner_id: str) -> None:
        """The scans of a person; '' for somebody who is not stored yet."""
        self.owner_id = owner_id
        self.setVisible(bool(owner_id))
        self.scans.set_read_only(not self.desk.user.may_write)
        self.scans.set_owner(owner_id or None)

    def _follow(self) -> None:
        owner_id = self.owner_id

        def write(session: Session) -> None:
            from station_app.features.people.service.consent import follow_consent_scans  # noqa: PLC0415 - not before

            follow_consent_scans(session, owner_id)

        self.desk.save(write, lambda _none: self.changed.emit())
