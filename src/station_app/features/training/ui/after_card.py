"""After the class: how many graduates were called again, and how many are in work (base of M18)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel

from station_app.core.texts import _
from station_app.features.training.service.after_class import Employed, employed_after
from station_app.features.training.service.rows import ClassDetail
from station_app.features.training.ui.cards import Card
from station_app.ui.screen import Desk, button_for


class AfterCard(Card):
    """Only there once a class is finished; leads to its follow-ups."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("培训后就业"))
        self._desk = desk
        self._detail: ClassDetail | None = None
        self.line = QLabel()
        self.line.setProperty("role", "soft")
        self.line.setWordWrap(True)
        self.body.addWidget(self.line)
        self.add_buttons([button_for(_("看本班回访"), "phone-call", self._open, shortcut="Ctrl+Shift+R", writes=False)])
        self.hide()

    def show_detail(self, detail: ClassDetail) -> None:
        """Read the figure of a finished class."""
        self._detail = detail
        finished = detail.row.state in ("completed", "archived")
        if not finished:
            self.hide()
            return
        key = detail.row.id
        self._desk.read(lambda session: employed_after(session, key), partial(self._show, key))

    def _show(self, class_id: str, found: Employed) -> None:
        if self._detail is None or self._detail.row.id != class_id:
            return
        words = _("结业 {g} 人，已回访 {a} 人，其中在岗 {e} 人，就业率 {rate}。")
        self.line.setText(words.format(g=found.graduated, a=found.asked, e=found.employed, rate=found.rate or "–"))
        self.show()

    def _open(self) -> None:
        if self._detail is not None:
            self._desk.open("followups", f"find:{self._detail.row.class_no}")
