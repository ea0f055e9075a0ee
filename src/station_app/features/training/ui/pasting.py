"""批量加入: a pasted column of ID numbers or names, with a report for every line before anybody is taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.features.training.service import EnrolResult, default_enrolment_day, enrol, lookup
from station_app.features.training.service.lookup import LineReport, lines_of, look_up
from station_app.ui import theme
from station_app.ui.buttons import answer, back
from station_app.ui.columns import Column
from station_app.ui.dialog_room import open_at
from station_app.ui.screen import Desk
from station_app.ui.table import Table

_PAUSE_MS = 200
CHANNEL = _("批量加入")
_WORDS = {
    lookup.READY: _("可以录取"),
    lookup.WAITING: _("候补"),
    lookup.UNFIT: _("不符合条件"),
    lookup.FORBIDDEN: _("不能录取"),
    lookup.INSIDE: _("已在班里"),
    lookup.UNKNOWN: _("没有找到"),
    lookup.AMBIGUOUS: _("有同名"),
    lookup.REPEATED: _("重复"),
}
_TONES = {
    lookup.READY: "accent",
    lookup.WAITING: "warn",
    lookup.UNFIT: "warn",
    lookup.FORBIDDEN: "bad",
    lookup.UNKNOWN: "bad",
    lookup.AMBIGUOUS: "bad",
}
COLUMNS: tuple[Column, ...] = (
    Column("typed", _("粘贴的"), lambda row: row.typed, str, "left", 120),
    Column("name", _("姓名"), lambda row: row.name, str, "left", 90),
    Column("state", _("结果"), lambda row: _WORDS[row.state], str, "left", 90),
    Column("text", _("说明"), lambda row: row.text, str, "left", 240, stretch=True),
)


class PasteDialog(QDialog):
    """Open with `open()`; Ctrl+Enter takes in whoever can be taken, and tells the result to `done`."""

    def __init__(
        self, parent: QWidget, desk: Desk, class_id: str, text: str, done: Callable[[EnrolResult], None]
    ) -> None:
        super().__init__(parent)
        self._desk, self._class_id, self._done = desk, class_id, done
        self._asked = 0
        self.setWindowTitle(_("批量加入学员"))
        self.setAccessibleName(_("批量加入学员"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        open_at(self, 960, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        title = QLabel(_("批量加入学员"))
        title.setProperty("role", "heading")
        column.addWidget(title)
        work = QHBoxLayout()
        work.setSpacing(theme.px(12))
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(_("身份证号或姓名"))
        self.box.setPlaceholderText(_("把一列身份证号或姓名粘贴到这里，一行一个。\n姓名和号码在一行里也可以。"))
        self.box.setTabChangesFocus(True)
        self.box.setFixedWidth(theme.px(260))
        self.table = Table(COLUMNS, empty=_("左边粘贴后，这里逐行说明。"))
        self.table.source.tone = lambda row, name: _TONES.get(row.state, "soft") if name == "state" else ""
        self.table.setAccessibleName(_("逐行结果"))
        work.addWidget(self.box)
        work.addWidget(self.table, 1)
        column.addLayout(work, 1)
        self.reason = QLineEdit()
        self.reason.setMaxLength(100)
        self.reason.setAccessibleName(_("破例录取原因"))
        self.reason.setPlaceholderText(_("不符合条件的人也要录取的，在这里写明原因；空着先列为“已报名”"))
        self.reason.textChanged.connect(self._say)
        column.addWidget(self.reason)
        column.addLayout(self._buttons())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.box.textChanged.connect(self._pause.start)
        self._say()
        self.box.setPlainText(text)
        self.box.setFocus()
        if text:
            self._look()

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        self.line = QLabel()
        self.line.setProperty("role", "soft")
        buttons.addWidget(self.line, 1)
        self.accept_button = answer(_("加入"), self.submit)
        buttons.addWidget(back(self.reject))
        buttons.addWidget(self.accept_button)
        return buttons

    def submit(self) -> None:
        """Take in everybody the report says can be taken, in the order of the lines."""
        keys = self._keys()
        if not keys or self._pause.isActive():
            return
        class_id, reason = self._class_id, self.reason.text().strip()

        def write(session: Any) -> EnrolResult:
            day = default_enrolment_day(session, class_id)
            return enrol(session, class_id, keys, day, CHANNEL, take_the_rest=True, override_reason=reason)

        def done(result: EnrolResult) -> None:
            if self.isVisible():
                self.accept()
                self._done(result)

        self._desk.save(write, done)

    def _keys(self) -> list[str]:
        return [row.person_id for row in self._reports() if row.state in lookup.TAKEN]

    def _reports(self) -> list[LineReport]:
        return list(self.table.source.rows)

    def _look(self) -> None:
        self._pause.stop()
        self._asked += 1
        number, lines, class_id = self._asked, lines_of(self.box.toPlainText()), self._class_id
        self._desk.read(lambda session: look_up(session, class_id, lines), lambda rows: self._show(number, rows))

    def _show(self, number: int, rows: list[LineReport]) -> None:
        if number == self._asked:
            self.table.set_rows(rows)
            self._say()

    def _say(self) -> None:
        """How many become what, and the button's words."""
        counts: dict[str, int] = {}
        for row in self._reports():
            counts[row.state] = counts.get(row.state, 0) + 1
        told = [_("{word} {n}").format(word=word, n=counts[state]) for state, word in _WORDS.items() if state in counts]
        self.line.setText("　".join(told))
        unfit = counts.get(lookup.UNFIT, 0)
        self.reason.setVisible(bool(unfit))
        taken = sum(counts.get(state, 0) for state in lookup.TAKEN)
        self.accept_button.setText(_("加入 {n} 人").format(n=taken) if taken else _("加入"))
        self.accept_button.setEnabled(bool(taken))
