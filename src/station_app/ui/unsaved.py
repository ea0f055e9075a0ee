"""The bar after a crash: what was typed and not saved, each a click from its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from station_app.core.texts import _
from station_app.ui import icons, theme
from station_app.ui.buttons import button
from station_app.ui.drafts import moment_of

if TYPE_CHECKING:
    from station_app.storage.drafts import DraftRow

_SHOWN = 3


class Unsaved(QFrame):
    """Hidden unless something was left; putting it away drops nothing, the forms offer it too."""

    wanted = Signal(str, str)
    """Page and place of a draft to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.px(16), theme.px(6), theme.px(8), theme.px(6))
        self._line.setSpacing(theme.px(8))
        self._text = QLabel()
        self._line.addWidget(self._text)
        self.buttons: list[QPushButton] = []
        self._line.addStretch(1)
        self.away = QToolButton()
        self.away.setProperty("role", "quiet")
        self.away.setIcon(icons.icon("x", "soft"))
        self.away.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.away.setToolTip(_("收起，内容不会丢"))
        self.away.setAccessibleName(_("收起"))
        self.away.clicked.connect(self.hide)
        self._line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_drafts(self, rows: Sequence[DraftRow]) -> None:
        """One button a draft; nothing left, nothing shown."""
        for old in self.buttons:
            self._line.removeWidget(old)
            old.deleteLater()
        known = [row for row in rows if row.page]
        self.buttons = [self._button(row, "" if at else "Alt+Shift+U") for at, row in enumerate(known[:_SHOWN])]
        for at, made in enumerate(self.buttons, start=1):
            self._line.insertWidget(at, made)
        more = _("（共 {n} 份）").format(n=len(known)) if len(known) > _SHOWN else ""
        self._text.setText(_("上次有没保存的内容{more}，点开可以恢复：").format(more=more))
        self.setAccessibleName(self._text.text())
        self.setVisible(bool(known))

    def _button(self, row: DraftRow, key: str) -> QPushButton:
        words = f"{row.title or _('未命名')} {moment_of(row.at)}"
        made = button(words, lambda: self._open(row), shortcut=key)
        made.setAccessibleName(_("打开没保存的内容：{words}").format(words=words))
        return made

    def _open(self, row: DraftRow) -> None:
        self.hide()
        self.wanted.emit(row.page, row.place)
