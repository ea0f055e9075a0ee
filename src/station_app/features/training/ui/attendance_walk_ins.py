"""补录学员: write down who came without being enrolled, say later who she is, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Reference, Text
from station_app.core.texts import _
from station_app.features.training.fields import WALK_IN
from station_app.features.training.service.late import LateAdmission, late_admission
from station_app.features.training.service.rows import ClassDetail, WalkInRow
from station_app.features.training.service.walk_ins import (
    link_walk_in,
    save_walk_in,
    unlink_walk_in,
    void_walk_in,
)
from station_app.features.training.ui.cards import Card
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk, button_for
from station_app.ui.why import ask_why

WRITTEN = Record(
    "walk_in_form",
    _("补录学员"),
    (WALK_IN["name"], WALK_IN["phone"], Field("note", _("备注"), Text(100), hint=_("如 跟邻居一起来的"))),
)
LINK = Record(
    "walk_in_link",
    _("对应到人员"),
    (
        Field("person_id", _("是哪一位"), Reference("person"), required=True, hint=_("输入姓名或首字母")),
        Field("reason", _("原因"), Text(100)),
    ),
)


class WalkInCard(Card):
    """The walk-ins of the class; acts on the one whose row the cursor is in, else on the first."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(_("补录学员"))
        self.desk, self._page = desk, page
        self._detail: ClassDetail | None = None
        self._current = ""
        self.said = QLabel()
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.body.addWidget(self.said)
        self.add_button = button_for(_("补录…"), "user-plus", self.write_down, writes=True)
        self.add_button.setToolTip(_("补录（Ctrl+B）"))
        self.link_button = button_for(_("对应到人员…"), "user", self.link, writes=True)
        self.edit_button = button_for(_("改姓名、电话…"), "pencil", self.edit)
        self.void_button = button_for(_("作废…"), "ban", self.void)
        self.add_buttons((self.add_button, self.link_button, self.edit_button, self.void_button))
        self._linked = QVBoxLayout()
        self._linked.setSpacing(4)
        self.body.addLayout(self._linked)
        self.unlink_buttons: list[QPushButton] = []
        self._linked_names: list[QLabel] = []

    def show_detail(self, detail: ClassDetail, current: str) -> None:
        """The class as read, and the key of the walk-in under the cursor ('' for none)."""
        self._detail, self._current = detail, current
        unlinked, row = detail.unlinked, self._row()
        open_class = detail.row.state in ("enrolling", "in_session", "examining", "completed")
        self.said.setText(
            _("没有报名就来上课的人，先记姓名，以后再对应到人员。")
            if not detail.walk_ins
            else _("{n} 人还没有对应到人员：计入实到，不能结业、不发证书。").format(n=len(unlinked))
            if unlinked
            else _("都已对应到学员。")
        )
        self.add_button.setVisible(open_class)
        for button in (self.link_button, self.edit_button, self.void_button):
            button.setVisible(open_class and row is not None)
        if row is not None:
            self.link_button.setText(_("{name}是谁…").format(name=row.name))
        self._show_linked([one for one in detail.walk_ins if one.enrolment_id])

    def _show_linked(self, rows: list[WalkInRow]) -> None:
        for part in (*self._linked_names, *self.unlink_buttons):
            part.hide()
            part.deleteLater()
        self._linked_names, self.unlink_buttons = [], []
        for row in rows:
            text = _("{name} → {no} {trainee}")
            who = QLabel(text.format(name=row.name, no=row.trainee_no or "", trainee=row.trainee_name))
            who.setProperty("role", "soft")
            who.setWordWrap(True)
            button = button_for(_("取消对应…"), "undo-2", partial(self._unlink, row))
            button.setAccessibleName(_("取消对应：{who}").format(who=who.text()))
            self._linked.addWidget(who)
            self._linked.addWidget(button)
            self._linked_names.append(who)
            self.unlink_buttons.append(button)

    def offers(self) -> list[tuple[str, Callable[[], None]]]:
        """What the buttons offer now, also while the card is folded away: for the grid's menu."""
        buttons = (self.add_button, self.link_button, self.edit_button, self.void_button, *self.unlink_buttons)
        return [
            (one.accessibleName() or one.text(), one.click) for one in buttons if not one.isHidden() and one.isEnabled()
        ]

    def _row(self) -> WalkInRow | None:
        unlinked = self._detail.unlinked if self._detail is not None else ()
        return next((row for row in unlinked if row.id == self._current), unlinked[0] if unlinked else None)

    def write_down(self) -> None:
        """A new one."""
        if self._detail is None:
            return
        class_id = self._detail.row.id
        FormDialog(
            self._page,
            self.desk,
            _("补录学员"),
            WRITTEN,
            lambda session, values: save_walk_in(session, class_id, values),
            accept=_("补录"),
            sentences=[_("加在考勤表的末尾，可以登记到、迟、早退。")],
        ).open()

    def edit(self) -> None:
        """Name, phone, note."""
        row = self._row()
        if row is None or self._detail is None:
            return
        class_id = self._detail.row.id
        FormDialog(
            self._page,
            self.desk,
            _("补录学员"),
            WRITTEN,
            lambda session, values: save_walk_in(session, class_id, values, walk_in_id=row.id, version=row.version),
            accept=_("保存"),
            values={"name": row.name, "phone": row.phone or None, "note": row.note or None},
        ).open()

    def link(self) -> None:
        """Say who she is."""
        row = self._row()
        if row is None or self._detail is None:
            return
        closed = self._detail.row.state == "completed"

        def write(session: Any, values: dict[str, Any]) -> str:
            if not values["person_id"]:
                raise Refused(
                    [Problem("person_id", _("请选是哪一位。没有登记过的人，请先在“人员”里登记。"), "REQUIRED")]
                )
            return link_walk_in(session, row.id, values["person_id"], reason=values.get("reason") or "")

        first = next(
            (
                half.session_date
                for half, cell in zip(self._detail.sessions, row.marks, strict=True)
                if cell.mark != "N"
            ),
            None,
        )
        class_id = self._detail.row.id

        def ask(late: LateAdmission | None) -> None:
            FormDialog(
                self._page,
                self.desk,
                _("{name}是谁").format(name=row.name),
                LINK,
                write,
                accept=_("对应"),
                names=("person_id", "reason") if closed else ("person_id",),
                sentences=[
                    _("她的考勤会算到这位学员名下；还不在班里的，从第一次来的那天起录取。以后可以取消对应。"),
                    *([_("还不在班里的，算插班：{told}").format(told=late.text)] if late is not None else []),
                ],
            ).open()

        self.desk.read(lambda session: late_admission(session, class_id, on=first, walk_in_id=row.id), ask)

    def void(self) -> None:
        """Written down by mistake."""
        row = self._row()
        if row is not None:
            ask_why(
                self._page,
                self.desk,
                _("作废补录的{name}").format(name=row.name),
                lambda session, reason: void_walk_in(session, row.id, reason),
            )

    def _unlink(self, row: WalkInRow) -> None:
        ask_why(
            self._page,
            self.desk,
            _("取消对应：{name}").format(name=row.name),
            lambda session, reason: unlink_walk_in(session, row.id, reason),
            accept=_("取消对应"),
            sentences=[_("她来过的半天回到补录的这一行；因为对应才加进班里的，没有自己的考勤就移出。")],
            danger=False,
        )


def walk_ins_line(rows: Sequence[WalkInRow]) -> str:
    """Who walked in and is no trainee yet, when the class is to be completed."""
    text = _("补录学员 {n} 人还没有对应到人员，不结业、不发证书：{names}。")
    return text.format(n=len(rows), names="、".join(row.name for row in rows))
