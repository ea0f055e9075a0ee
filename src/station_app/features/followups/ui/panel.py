"""One follow-up beside the list: whom to call, what was found, 未接通, and on to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core import clock, codes
from station_app.core.fields import Record
from station_app.core.texts import _
from station_app.features.followups.fields import FOLLOW_UP
from station_app.features.followups.ui.seen import Seen
from station_app.features.people.fields import PERSON
from station_app.ui import theme
from station_app.ui.flow_layout import FlowLayout
from station_app.ui.form import Form, Section
from station_app.ui.masked_text import MaskedText
from station_app.ui.screen import Desk, button_for
from station_app.ui.why import ask_why

FIELDS = ("done_on", "method", "result", "income_now", "problems", "next_step", "satisfaction", "worker")
MUST = ("done_on", "method", "result")
VISIT = Record(
    FOLLOW_UP.name,
    FOLLOW_UP.label,
    tuple(replace(field, required=field.required or field.name in MUST) for field in FOLLOW_UP),
)
"""A follow-up that is being written down: what may stay open before it was made must be filled now."""
BY_PHONE = "2"
"""Code of follow_up_method that most visits are."""


class FollowUpPanel(QWidget):
    """Shows the row that is current in the list; Enter in the last field saves and goes on."""

    saved = Signal(str)
    """A visit was written down; its key."""
    attempted = Signal(str)
    """Nobody answered and that was kept; its key."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.row: Seen | None = None
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.facts = QLabel()
        self.facts.setProperty("role", "soft")
        self.facts.setWordWrap(True)
        self.phone = MaskedText(_("电话"), PERSON["phone"].kind)
        self.phone.unmasked.connect(self._note_unmasked)
        self.form = Form(VISIT, [Section("", FIELDS)], columns=1)
        self.form.submitted.connect(self.save)
        desk.keep_drafts(self.form, FOLLOW_UP.name, self.title.text)
        self.thread_button = button_for(_("全部情况"), "user", self._open_thread, shortcut="Alt+L", writes=False)
        self.missed_button = button_for(_("未接通"), "phone-call", self.missed, shortcut="Ctrl+U", writes=True)
        self.reopen_button = button_for(_("退回重办"), "undo-2", self._ask_reopen, shortcut="Ctrl+R", writes=True)
        self.save_button = button_for(_("保存，下一个"), "check", self.save, primary=True, shortcut="Ctrl+S")
        self._lay_out()
        self.show_row(None)

    def show_row(self, row: Seen | None) -> None:
        """Another follow-up, or none; what is being typed into the same one stays."""
        same = row is not None and self.row is not None and row.id == self.row.id
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self._show_head(row)
        if not same or (self.form.version != row.version and not self.form.is_modified):
            self._read(row)

    def focus_first(self) -> None:
        """Typing begins at what differs from visit to visit: the result."""
        self.form.editor("result").setFocus()

    def save(self) -> None:
        """Keep what was found."""
        row = self.row
        if row is None or row.state == "cancelled":
            return
        version = self.form.version

        def write(session: Any, values: Mapping[str, Any]) -> None:
            from station_app.features.followups import service  # noqa: PLC0415 - SQLAlchemy

            service.write_done(session, row.id, values, version=version)

        self.desk.save_form(
            self.form, write, lambda _none: self.saved.emit(row.id), again=lambda session: self._values(session, row)
        )

    def missed(self) -> None:
        """Nobody answered today."""
        row = self.row
        if row is None or not row.is_open:
            return

        def write(session: Any) -> str:
            from station_app.features.followups import service  # noqa: PLC0415 - SQLAlchemy

            return service.write_attempt(session, row.id, clock.today())

        def told(state: str) -> None:
            if state == "unreachable":
                self.desk.say(_("{name}三次未接通，记为联系不上").format(name=row.person_name), "warn")
            self.attempted.emit(row.id)

        self.form.is_modified = False
        self.desk.save(write, told)

    def _values(self, session: Any, row: Seen) -> dict[str, Any]:
        from station_app.features.followups import service  # noqa: PLC0415 - SQLAlchemy
        from station_app.features.station.service import signature  # noqa: PLC0415

        values = service.get_follow_up(session, row.id)
        if row.is_open:
            usual = {"done_on": clock.today(), "method": BY_PHONE}
            values |= {name: value for name, value in usual.items() if values[name] is None}
            values["worker"] = self.desk.user.signature or values["worker"] or signature(session) or None
        return values

    def _read(self, row: Seen) -> None:
        def show(values: dict[str, Any]) -> None:
            if self.row is None or self.row.id != row.id or (self.form.record_id == row.id and self.form.is_modified):
                return
            self.form.set_values(values)
            self.form.set_read_only(self.row.state == "cancelled")

        self.desk.read(lambda session: self._values(session, row), show)

    def _show_head(self, row: Seen) -> None:
        self.title.setText(row.person_name)
        kind = codes.table("follow_up_kind").label(row.kind)
        state = codes.table("state_follow_up").label(row.state)
        due = _("应访日 {day}（前后 {n} 天内）").format(day=row.due_date, n=row.window_days)
        tried = _("已 {n} 次未接通").format(n=row.attempts) if row.attempts else ""
        self.facts.setText(" · ".join(part for part in (row.village, kind, row.origin, due, state, tried) if part))
        self.phone.set_value(row.phone or None)
        self.missed_button.setVisible(row.is_open)
        self.reopen_button.setVisible(row.state in ("done", "unreachable"))
        self.save_button.setVisible(row.state != "cancelled")
        self.save_button.setText(_("保存，下一个") if row.is_open else _("保存更正"))

    def _ask_reopen(self) -> None:
        row = self.row
        if row is None:
            return

        def write(session: Any, reason: str) -> None:
            from station_app.features.followups import service  # noqa: PLC0415 - SQLAlchemy

            service.reopen(session, row.id, reason)

        ask_why(
            self,
            self.desk,
            _("退回重办：{name}").format(name=row.person_name),
            write,
            accept=_("退回重办"),
            sentences=[_("已填的结果会清空，这次回访重新列入该办的。")],
            danger=False,
            hint=_("如 记到别人名下了"),
        )

    def _open_thread(self) -> None:
        if self.row is not None:
            self.desk.open("casefile", self.row.person_id)

    def _note_unmasked(self, reason: str) -> None:
        if self.row is not None:
            self.desk.note("unmask", "person", self.row.person_id, {"field": "phone", "reason": reason})

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addWidget(self.phone)
        head.addLayout(words, 1)
        layout.addLayout(head)
        layout.addWidget(self.form, 1)
        foot = QWidget()
        buttons = FlowLayout(foot, theme.px(8))  # two lines in large type
        for button in (self.save_button, self.missed_button, self.reopen_button, self.thread_button):
            buttons.addWidget(button)
        layout.addWidget(foot)
