"""Asks why a record is taken out of use; nothing is ever deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.ui import theme

_LONGEST = 200


class ReasonDialog(QDialog):
    """One line for the reason; the button works once there is one."""

    def __init__(self, parent: QWidget | None, heading: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("社工站工作台"))
        self.setMinimumWidth(theme.px(420))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(24),) * 4)
        layout.setSpacing(theme.px(12))
        head = QLabel(heading)
        head.setProperty("role", "heading")
        layout.addWidget(head)
        told = QLabel(_("作废后不再出现在名单和统计里，资料和原因都留在库中。"))
        told.setWordWrap(True)
        told.setProperty("role", "soft")
        layout.addWidget(told)
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(_("原因，如：重复登记"))
        self.line.setAccessibleName(_("作废原因"))
        layout.addWidget(self.line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        back = QPushButton(_("返回"))
        back.setAutoDefault(False)
        back.setToolTip(_("返回（Esc）"))
        back.clicked.connect(self.reject)
        self.accept_button = QPushButton(_("作废"))
        self.accept_button.setProperty("role", "danger")
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(False)
        self.accept_button.setToolTip(_("作废（回车）"))
        self.accept_button.clicked.connect(self.accept)
        buttons.addWidget(back)
        buttons.addWidget(self.accept_button)
        layout.addLayout(buttons)
        self.line.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.line.setFocus()


def ask_reason(parent: QWidget | None, heading: str) -> str:
    """The reason; '' when the user went back."""
    dialog = ReasonDialog(parent, heading)
    return dialog.line.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""
