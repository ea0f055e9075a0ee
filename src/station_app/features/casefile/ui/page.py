"""The page of one person: facts on the left, her time line on the right; opened from the people list and Ctrl+K."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from station_app.core.texts import _
from station_app.features.casefile.rules import CaseFile, Entry
from station_app.features.casefile.ui.facts import Facts
from station_app.features.casefile.ui.sheet import preview_sheets
from station_app.features.casefile.ui.thread import Thread
from station_app.ui import theme
from station_app.ui.history import HistoryDialog
from station_app.ui.screen import Desk, Screen, button_for

if TYPE_CHECKING:
    from station_app.features.station.service.trail import HistoryLine
    from station_app.storage.database import Session

_FACTS, _SHARE = 392, 0.37
"""Width of the facts in device-independent pixels before large type, and the most of the page they take."""
_WATCHED = frozenset(
    (
        "person",
        "household",
        "person_category",
        "person_skill",
        "enrolment",
        "certificate",
        "training_class",
        "follow_up",
    )
)


class CaseFilePage(Screen):
    """Everything known of one person."""

    manual = "人员与家庭"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.file: CaseFile | None = None
        self._person_id = ""
        self._stale = False
        self.facts_card = Facts()
        self.time_line = Thread()
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.back_button = self.add_action("", "arrow-left", self.go_back, shortcut="Esc")
        self.back_button.setToolTip(_("回到人员（Esc）"))
        self.back_button.setAccessibleName(_("回到人员"))
        self.edit_button = self.add_action(_("改资料"), "pencil", self.edit, shortcut="Ctrl+E")
        self.print_button = self.add_action(_("打印情况表"), "printer", self.print_sheet, shortcut="Ctrl+P")
        self.facts_card.person_wanted.connect(self.open_record)
        self.facts_card.unmasked.connect(self._note_unmasked)
        self.history_button = button_for(_("修改记录"), "history", self.show_history, shortcut="Alt+L")
        self.time_line.opened.connect(self._open_entry)
        self._lay_out()
        self.set_headline(_("全部情况"))

    def open_record(self, record_id: str | None) -> None:
        """The person with this key."""
        if record_id:
            self._person_id = record_id
            self._read()

    def place(self) -> str | None:
        """The person that is shown."""
        return self._person_id or None

    def shown(self) -> None:
        """Read again what may have changed while another page was in front."""
        if self._stale:
            self._read()
        self.time_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, changed: frozenset[str]) -> None:
        """Something of somebody changed."""
        if changed & _WATCHED and self._person_id:
            self._stale = True
            if self.isVisible():
                self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The thread keeps most of a narrow window, and of large type."""
        super().resizeEvent(event)
        self._left.setFixedWidth(min(theme.px(_FACTS), int(self.width() * _SHARE)))

    def go_back(self) -> None:
        """To the list, where it was left."""
        self.desk.open("people")

    def edit(self) -> None:
        """Her record in its form."""
        if self._person_id:
            self.desk.open("people", self._person_id)

    def print_sheet(self) -> None:
        """The same on paper."""
        if self.file is not None:
            preview_sheets(self, self.desk, [self.file.person_id], self.file.name)

    def show_history(self) -> None:
        """Who made, changed, looked at or printed her record."""
        if self.file is None:
            return
        person_id = self.file.person_id

        def ask(session: Session) -> Sequence[HistoryLine]:
            from station_app.features.station.service.trail import of_record  # noqa: PLC0415 - when first asked for

            return of_record(session, "person", person_id)

        HistoryDialog(self, self.desk, self.file.name, ask).open()

    def _note_unmasked(self, field: str, reason: str) -> None:
        """Who looked at which number, and why, stays in the audit trail (R-50)."""
        self.desk.note("unmask", "person", self._person_id, {"field": field, "reason": reason})

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(theme.px(16))
        left = _card()
        self._left = left
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.facts_card)
        right = _card()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        title = QLabel(_("经历"))
        title.setProperty("role", "heading")
        title.setContentsMargins(theme.px(12), 0, 0, 0)
        head.addWidget(title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.history_button)
        column.addLayout(head)
        column.addWidget(self.time_line, 1)
        across.addWidget(left)
        across.addWidget(right, 1)
        self.body.addLayout(across, 1)

    def _read(self) -> None:
        self._stale = False
        desk, person_id = self.desk, self._person_id

        def ask(session: Session) -> CaseFile:
            from station_app.features.casefile.service import case_file, photos_of  # noqa: PLC0415 - when first opened

            return case_file(session, person_id, photos_of(desk.folder, desk.database.data_key))

        self.desk.read(ask, self._show, title=_("正在读取…"))

    def _show(self, file: CaseFile) -> None:
        if file.person_id != self._person_id:
            return
        self.file = file
        self.facts_card.show_file(file)
        self.time_line.show_entries(file.entries)
        self.count.setText(_("{n} 条").format(n=len(file.entries)))
        about = (
            file.sex,
            _("{n} 岁").format(n=file.age) if file.age is not None else "",
            file.village,
            file.id_number.on_screen,
            file.phone.on_screen,
            _("{head}户").format(head=file.household) if file.household else "",
            _("负责社工 {name}").format(name=file.responsible) if file.responsible else "",
        )
        self.set_headline(file.name, "・".join(part for part in about if part))

    def _open_entry(self, entry: Entry) -> None:
        self.desk.open(entry.page, entry.record_id)


def _card() -> QFrame:
    made = QFrame()
    made.setProperty("role", "card")
    return made
