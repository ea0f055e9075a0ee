"""登记领取: who takes printed certificates away, ticked from a list: each herself, or somebody for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.service import hand_out
from station_app.features.training.service.certificate_steps import HERSELF
from station_app.features.training.service.rows import CertificateRow
from station_app.ui import theme
from station_app.ui.buttons import Button
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk
from station_app.ui.tick_list import TickList

HAND_OUT = Record(
    "hand_out",
    _("领取"),
    (
        Field("received_on", _("领取日期"), CERTIFICATE["received_on"].kind, required=True),
        Field("received_by", _("领取人"), Text(40), required=True, hint=_("本人领的不用改；代领写代领人的姓名")),
        CERTIFICATE["received_relation"],
    ),
)


class Ticked(QWidget):
    """The printed certificates that still lie here; ticked ones are handed out together."""

    def __init__(self, rows: Sequence[CertificateRow], ticked: Collection[str]) -> None:
        super().__init__()
        self.list = TickList(_("要登记领取的证书"))
        self.list.fill([(row.id, f"{row.name}　{row.certificate_no}", None) for row in rows], ticked)
        self.list.setMinimumWidth(theme.px(384))
        self.list.itemChanged.connect(self._count)
        self.said = QLabel()
        self.said.setProperty("role", "soft")
        self.all_button = Button(_("全选"))
        self.none_button = Button(_("全不选"))
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        for button, state in (
            (self.all_button, Qt.CheckState.Checked),
            (self.none_button, Qt.CheckState.Unchecked),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, state=state: self._tick(state))
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(line)
        column.addWidget(self.list)
        column.addStretch(1)
        self._count()

    def _tick(self, state: Qt.CheckState) -> None:
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(state)

    def _count(self, _item: QListWidgetItem | None = None) -> None:
        self.said.setText(_("已勾 {n} / {all} 张").format(n=len(self.list.ticked()), all=self.list.count()))


def ask_to_hand_out(
    parent: QWidget, desk: Desk, ready: Sequence[CertificateRow], ticked: Collection[str], unprinted: int = 0
) -> FormDialog:
    """Ask once for the ticked ones of `ready`, which are printed; `unprinted` others cannot be handed out yet."""
    choice = Ticked(ready, ticked)

    def write(session: Any, typed: dict[str, Any]) -> int:
        problems = HAND_OUT.check(typed)
        if problems:
            raise Refused(problems)
        keys = typed["ticked"]
        if not keys:
            raise Refused(_("还没有勾选证书。请在左边勾上领走的。"))
        by, relation = typed["received_by"].strip(), (typed["received_relation"] or "").strip()
        for key in keys:
            hand_out(session, key, by, typed["received_on"], relation=relation)
        return len(keys)

    sentences = [_("勾上领走的证书。代领要写代领人的姓名和关系，同一个人代领的可以一起登记。")]
    if unprinted:
        sentences.append(_("另有 {n} 张还没打印，打印后才能登记。").format(n=unprinted))
    dialog = FormDialog(
        parent,
        desk,
        _("登记领取"),
        HAND_OUT,
        lambda session, typed: write(session, typed | {"ticked": choice.list.ticked()}),
        accept=_("登记领取"),
        values={"received_on": max(clock.today(), *(row.issued_on for row in ready)), "received_by": HERSELF},
        sentences=sentences,
        done=lambda count: desk.say(_("已登记 {n} 张领取。").format(n=count)),
        beside=choice,
    )
    dialog.open()
    return dialog
