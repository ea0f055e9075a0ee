"""A number that is only read, masked until the eye is asked for with a reason (R-50)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from station_app.core.kinds import Kind
from station_app.core.texts import _
from station_app.ui import icons, theme

REASONS = (_("办理业务"), _("核对身份"), _("本人要求"))
"""Why somebody looks at a whole number; kept in the audit trail."""
SHORTCUT = "Ctrl+Shift+M"


class MaskedText(QWidget):
    """A label and its eye; another value is masked again."""

    unmasked = Signal(str)
    """The whole number is shown now; the reason that was chosen."""

    def __init__(self, label: str, kind: Kind, parent: QWidget | None = None, *, shortcut: str = SHORTCUT) -> None:
        """Of several on one page only one can have the shortcut; the others are reached by Tab."""
        super().__init__(parent)
        self._kind, self._label, self._shortcut = kind, label, shortcut
        self._value: Any = None
        self._shown = False
        self.text = QLabel()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(label)
        self.eye = QToolButton()
        self.eye.setProperty("role", "quiet")
        self.eye.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.eye.setShortcut(shortcut)
        self.eye.clicked.connect(lambda _on=False: self.ask_why())
        self.menu = QMenu(self)
        self.menu.addAction(_("查看原因（会记录）")).setEnabled(False)
        for reason in REASONS:
            self.menu.addAction(reason, partial(self.reveal, reason))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        line.addWidget(self.text)
        line.addWidget(self.eye)
        line.addStretch(1)
        self.set_value(None)

    def set_value(self, value: Any) -> None:
        """A stored value, masked; the same one stays as it is shown."""
        self._shown = self._shown and value == self._value
        self._value = value
        self._show()

    def ask_why(self) -> None:
        """The eye: the reasons to choose from, or hide the number again."""
        if self._shown:
            self._shown = False
            self._show()
        else:
            self.menu.popup(self.eye.mapToGlobal(QPoint(0, self.eye.height())))

    def reveal(self, reason: str) -> None:
        """Show the whole number and say why."""
        if self._value and not self._shown:
            self._shown = True
            self._show()
            self.unmasked.emit(reason)

    def _show(self) -> None:
        show = self._kind.format if self._shown else self._kind.mask
        self.text.setText(show(self._value) if self._value else _("没有登记"))
        self.text.setProperty("role", "" if self._value else "soft")
        self.text.style().polish(self.text)
        words = _("重新遮盖") if self._shown else _("查看完整号码")
        self.eye.setVisible(bool(self._value))
        self.eye.setIcon(icons.icon("eye-off" if self._shown else "eye", "soft"))
        self.eye.setAccessibleName(_("{what}：{label}").format(what=words, label=self._label))
        self.eye.setToolTip(f"{words}（{self._shortcut}）" if self._shortcut else words)
        self.eye.setShortcut(self._shortcut)
