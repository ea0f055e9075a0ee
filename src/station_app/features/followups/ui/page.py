"""The page 回访: who is to be called or visited, and what was found."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from station_app.core.texts import _
from station_app.features.followups.ui.follow_up_list import FollowUpList
from station_app.features.followups.ui.panel import FollowUpPanel
from station_app.features.followups.ui.seen import OriginNames, Reading, Seen, no_names, read
from station_app.ui import theme
from station_app.ui.screen import Desk, Screen

_PANEL = 440
_LEAST_PANEL = 380
"""Widths of the form beside the list, in device-independent pixels."""
RECORDS = frozenset(("follow_up", "person", "training_class", "enrolment"))


class FollowUpsPage(Screen):
    """The list with the current follow-up beside it; saving goes on to the next open one."""

    manual = "回访"

    def __init__(self, desk: Desk, names_of: OriginNames = no_names, parent: QWidget | None = None) -> None:
        """`names_of` says what people call the origins (class number and name)."""
        super().__init__(desk, parent)
        self._names_of = names_of
        self._stale = True
        self._wanted = ""
        self.list = FollowUpList()
        self.panel = FollowUpPanel(desk)
        self.nothing = QLabel(_("这里没有要办的回访。"))
        self.nothing.setProperty("role", "soft")
        self.nothing.setContentsMargins(*(theme.px(24),) * 4)
        self.nothing.setWordWrap(True)
        self.beside = QStackedWidget()
        self.beside.addWidget(self.nothing)
        self.beside.addWidget(self.panel)
        self.beside.setMinimumWidth(_LEAST_PANEL)
        self.beside.setMaximumWidth(theme.px(_PANEL))
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(self.list, 1)
        line.addWidget(self.beside, 1)
        self.body.addLayout(line, 1)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _row: self.panel.focus_first())
        self.panel.saved.connect(self._go_on)
        self.panel.attempted.connect(self._go_on)
        self.set_headline(_("回访"))

    def shown(self) -> None:
        """Read the list when it may have changed."""
        if self._stale:
            self._read()

    def reload(self, changed: frozenset[str]) -> None:
        """Follow-ups, or names in them, changed."""
        if changed & RECORDS:
            self._stale = True
            if self.isVisible():
                self._read()

    def open_record(self, record_id: str | None) -> None:
        """A follow-up's key, "find:words", or a chip: due, overdue, later, done, all."""
        what, colon, words = (record_id or "").partition(":")
        if what == "find" and colon:
            self.list.look_for(words)
        elif what in self.list.chips:
            self.list.search.clear()
            self.list.show_only(what)
        elif what:
            self._wanted = what
            self._stale = True

    def place(self) -> str | None:
        """The follow-up that is shown, for a window built anew."""
        return self.panel.row.id if self.panel.row is not None else self.list.chip

    def may_leave(self) -> bool:
        """Typed text is not lost without asking."""
        return self.ask_to_leave(self.panel.form)

    def _read(self) -> None:
        self._stale = False
        self.desk.read(lambda session: read(session, self._names_of), self._show)

    def _show(self, reading: Reading) -> None:
        self.list.set_rows(reading.rows)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            if not self.list.table.select_id(wanted):
                self.list.show_only("all")
                self.list.table.select_id(wanted)
            if self.panel.row is not None and self.isVisible():
                self.panel.focus_first()
        due = sum(row.state == "due" for row in reading.rows)
        overdue = sum(row.state == "overdue" for row in reading.rows)
        month = reading.this_month
        parts = [_("到期 {n}").format(n=due), _("逾期 {n}").format(n=overdue)]
        if month.due:
            parts.append(_("本月应访 {n}，按时 {m}").format(n=month.due, m=month.in_time))
        self.set_headline(_("回访"), " · ".join(parts) if reading.rows else "")

    def _on_chosen(self, row: Seen | None) -> None:
        typed = self.panel.form.is_modified and not self.panel.form.is_saving
        shown = self.panel.row
        if typed and shown is not None and (row is None or row.id != shown.id):
            if row is None:
                return  # the list is being filled anew
            if not self.may_leave():
                self.list.table.select_id(shown.id)
                return
        self.panel.show_row(row)
        self.beside.setCurrentWidget(self.panel if row is not None else self.nothing)

    def _go_on(self, record_id: str) -> None:
        """The next open one, with the cursor where its answer goes."""
        following = self.list.following(record_id)
        if following is not None:
            self.list.table.select_id(following.id)
            self.panel.focus_first()
        else:
            self.list.table.setFocus()
