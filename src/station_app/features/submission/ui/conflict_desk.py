"""The conflict desk: both values side by side, who, when and why; decided by keys, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.submission import service
from station_app.features.submission.service import CorrectionRow
from station_app.ui import theme
from station_app.ui.columns import Column
from station_app.ui.screen import Desk, button_for
from station_app.ui.table import Table

_LIST, _LEAST = 430, 300


class Value(QFrame):
    """One of the two values, large; whose it is and how it came."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(16),) * 4)
        layout.setSpacing(theme.px(6))
        self.heading = QLabel(heading)
        self.heading.setProperty("role", "soft")
        self.value = QLabel()
        self.value.setProperty("role", "figure")
        self.value.setWordWrap(True)
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = QLabel()
        self.told.setProperty("role", "soft")
        self.told.setWordWrap(True)
        for label in (self.heading, self.value, self.told):
            layout.addWidget(label)
        layout.addStretch(1)

    def put(self, value: str, told: str) -> None:
        """Another value."""
        self.value.setText(value)
        self.value.setAccessibleName(f"{self.heading.text()}：{value}")
        self.told.setText(told)


class ConflictDesk(QWidget):
    """The list on the left, the chosen proposal on the right; 1 in the list takes the county's, 2 keeps our own."""

    opened = Signal(str, str)
    """Page and record of what a proposal is about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: CorrectionRow | None = None
        self._whole = False
        self._filling = False
        self.table = Table(_columns(), empty=_("县里没有提出更正。"))
        self.table.setAccessibleName(_("县里的更正"))
        self.table.setMinimumWidth(theme.px(_LEAST))
        self.table.setMaximumWidth(theme.px(_LIST))
        self.table.current_changed.connect(self._show)
        for key, decide in (("1", self.take), ("2", self.keep)):
            QShortcut(QKeySequence(key), self.table, decide, context=Qt.ShortcutContext.WidgetShortcut)
        self.nothing = QLabel(_("没有要决定的更正。"))
        self.nothing.setProperty("role", "soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(*(theme.px(24),) * 4)
        self.beside = QStackedWidget()
        self.beside.addWidget(self.nothing)
        self.beside.addWidget(self._build_panel())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(16))
        line.addWidget(self.table, 2)
        line.addWidget(self.beside, 3)

    def set_rows(self, rows: Sequence[CorrectionRow]) -> None:
        """Other proposals; after a decision the next open one is chosen."""
        before = self._row.id if self._row is not None else ""
        self._filling = True  # what is being typed stays
        self.table.set_rows(rows)
        by_id = {row.id: row for row in rows}
        if before in by_id and by_id[before].state == "open":
            self.table.select_id(before)
        else:
            following = next((row.id for row in rows if row.state == "open"), "")
            if following:
                self.table.select_id(following)
        self._filling = False
        self._show(self.table.current())

    def choose(self, key: str) -> None:
        """Come to one proposal."""
        self.table.select_id(key)

    def focus_first(self) -> None:
        """Keys go to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """The county's value."""
        self._decide(take=True)

    def keep(self) -> None:
        """Our own; why is asked for."""
        if self._row is not None and self._row.state == "open" and not self.reason.text().strip():
            self.problem.setText(_("请写明为什么保留本站的值，县里会看到。"))
            self.problem.show()
            self.reason.setFocus()
            return
        self._decide(take=False)

    def reveal(self) -> None:
        """Both values whole; looking at them is kept in the trail (R-50)."""
        row = self._row
        if row is not None and not self._whole:
            self._whole = True
            self._put_values(row)
            self._desk.note("unmask", "correction", row.id, {"field": row.field, "reason": _("核对县里的更正")})

    def _decide(self, *, take: bool) -> None:
        row, reason = self._row, self.reason.text()
        if row is None or row.state != "open" or (take and not row.can_take):
            return

        def write(session: Any) -> None:
            service.decide(session, row.id, take=take, reason=reason, version=row.version)

        def done(_nothing: None) -> None:
            self.reason.clear()
            self.problem.hide()
            self._desk.say(_("已采用县里的值") if take else _("保留了本站的值，理由随下一个包告诉县里"), "accent")

        self._desk.save(write, done)

    def _show(self, row: CorrectionRow | None) -> None:
        if self._filling:
            return
        if row is None or self._row is None or row.id != self._row.id:
            self._whole = False
            self.problem.hide()
            self.reason.clear()
        self._row = row
        self.beside.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        self.title.setText(_("{label}：{title}").format(label=row.place.label, title=row.place.title or "—"))
        self.field.setText(row.field)
        self.open_button.setVisible(bool(row.place.page))
        self._put_values(row)
        is_open = row.state == "open"
        self.note.setText(row.note if is_open else _decided(row))
        self.reason.setVisible(is_open)
        for each in (self.take_button, self.keep_button, self.keys):
            each.setVisible(is_open)
        self.take_button.setEnabled(row.can_take)
        self.eye_button.setVisible(row.ours != row.ours_masked or row.theirs != row.theirs_masked)

    def _put_values(self, row: CorrectionRow) -> None:
        ours, theirs = (row.ours, row.theirs) if self._whole else (row.ours_masked, row.theirs_masked)
        self.ours.put(ours, _("本站现在的值") if row.state == "open" else _("决定以前本站的值"))
        told = [part for part in (row.proposed_by, row.proposed_at) if part]
        self.theirs.put(theirs, "　".join([" · ".join(told), row.why]).strip("　"))

    def _build_panel(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        top = self._build_head()
        self.ours, self.theirs = Value(_("本站")), Value(_("县里"))
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.ours, 1)
        both.addWidget(self.theirs, 1)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "soft")
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName(_("决定的理由"))
        self.reason.setPlaceholderText(_("理由（保留本站的值时必填），如 已和本人核对户口簿"))
        self.reason.returnPressed.connect(self.keep)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self.take_button = button_for(_("采用县里的"), "check", self.take, shortcut="Alt+1")
        self.keep_button = button_for(_("保留本站的"), "undo-2", self.keep, shortcut="Alt+2")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        self.keys = QLabel(_("列表里按 1 采用县里的，按 2 保留本站的"))
        self.keys.setProperty("role", "small")
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.take_button)
        column.addLayout(top)
        column.addLayout(both)
        for each in (self.note, self.reason, self.problem):
            column.addWidget(each)
        column.addLayout(foot)
        column.addStretch(1)
        return panel

    def _build_head(self) -> QHBoxLayout:
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.field = QLabel()
        self.field.setProperty("role", "soft")
        head = QVBoxLayout()
        head.setSpacing(theme.px(2))
        head.addWidget(self.title)
        head.addWidget(self.field)
        self.open_button = button_for(_("打开这条资料"), "user", self._open, shortcut="Alt+L", writes=False)
        self.eye_button = button_for("", "eye", self.reveal, shortcut="Ctrl+Shift+M", writes=False)
        self.eye_button.setToolTip(_("查看完整号码，会记录（Ctrl+Shift+M）"))
        self.eye_button.setAccessibleName(_("查看完整号码"))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addLayout(head, 1)
        top.addWidget(self.eye_button)
        top.addWidget(self.open_button)
        return top

    def _open(self) -> None:
        if self._row is not None and self._row.place.page:
            self.opened.emit(self._row.place.page, self._row.place.record)


def _decided(row: CorrectionRow) -> str:
    state = codes.table("state_correction").label(row.state)
    who = " · ".join(part for part in (row.decided_by, row.decided_at) if part)
    return "　".join(part for part in (state, who, row.reason) if part)


def _columns() -> list[Column]:
    return [
        Column("title", _("资料"), lambda row: row.place.title or row.place.label, width=120, stretch=True),
        Column("field", _("栏目"), lambda row: row.field, width=110),
        Column("state", _("状态"), lambda row: codes.table("state_correction").label(row.state), width=104),
    ]
