"""培训照片: pictures and papers of the whole class, which go into its archive."""

from __future__ import annotations

from station_app.core.texts import _
from station_app.features.training.fields import TRAINING_CLASS
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.cards import Card
from station_app.ui.attachment_list import AttachmentList
from station_app.ui.screen import Desk

ROLE = "photo"
_HEIGHT = 96


class PhotosCard(Card):
    """Takes files for the class that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("培训照片和资料"))
        self._desk = desk
        self._class_id = ""
        empty = _("把开班、实操的照片或批文拖到这里。做档案时一起收进去，原样各存一份。")
        self.files = AttachmentList(TRAINING_CLASS.name, ROLE, empty=empty)
        self.files.make_small(_HEIGHT)
        self.files.files.setAccessibleName(_("培训照片和资料"))
        self.body.addWidget(self.files)

    def show_detail(self, detail: ClassDetail) -> None:
        """Read the list of another class; the list itself follows what is added."""
        if detail.row.id != self._class_id:
            self._class_id = detail.row.id
            self.files.set_owner(detail.row.id)
        self.files.set_read_only(not self._desk.user.may_write)
