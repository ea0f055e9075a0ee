"""After the writing: what was kept, what was not, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.screen import button_for


class Result(QWidget):
    """A card in the middle."""

    undo_wanted = Signal()
    export_wanted = Signal()
    again_wanted = Signal()
    finished = Signal()
    target_wanted = Signal()
    """To the class that the people were enrolled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rest = QLabel()
        self.rest.setWordWrap(True)
        self.rest.setProperty("role", "warn")
        self.undo = button_for(_("撤销导入"), "undo-2", self.undo_wanted.emit, danger=True, shortcut="Ctrl+Z")
        self.export = button_for(_("导出未入库的行"), "file-output", self.export_wanted.emit, shortcut="Ctrl+E")
        self.again = button_for(_("再导入一份"), "file-input", self.again_wanted.emit, shortcut="Ctrl+I")
        self.finish = button_for(_("看人员"), "users", self.finished.emit, primary=True)
        self.to_target = button_for(_("去这个班"), "graduation-cap", self.target_wanted.emit, primary=True)
        self._lay_out()

    def show_result(self, heading: str, lines: Sequence[str], rest: str, *, undoable: bool, enrolled: bool) -> None:
        """What the commit kept; `rest` speaks of rows left out, '' for none; `enrolled`: into a class, too."""
        self.title.setText(heading)
        self.lines.setText("\n".join(lines))
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
        self.export.setVisible(bool(rest))
        self.undo.setVisible(undoable)
        self.finish.setVisible(not enrolled)
        self.to_target.setVisible(enrolled)
        (self.to_target if enrolled else self.finish).setFocus()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.px(24), 0, 0)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(theme.px(640))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*(theme.px(32),) * 4)
        inner.setSpacing(theme.px(16))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        sign = QLabel()
        sign.setPixmap(icons.icon("circle-check", "accent").pixmap(theme.px(32)))
        head.addWidget(sign)
        head.addWidget(self.title, 1)
        inner.addLayout(head)
        inner.addWidget(self.lines)
        inner.addWidget(self.rest)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        for button in (self.export, self.again, self.finish, self.to_target):
            buttons.addWidget(button)
        inner.addLayout(buttons)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
