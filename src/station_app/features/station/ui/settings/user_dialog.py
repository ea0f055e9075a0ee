"""Adds a user, changes her name or role, or gives her a new password; a head proves herself with her own password."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.passwords import SHORTEST
from station_app.core.texts import _
from station_app.core.users import RECOVERY_ID, WORKER
from station_app.features.station.service import user_access
from station_app.features.station.service.users import UserRow
from station_app.storage import keys
from station_app.ui import theme
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

Change = Literal["first", "add", "change", "reset"]


class UserDialog(QDialog):
    """Open with `open()`; it is accepted once record and key file are written."""

    def __init__(self, parent: Widget, desk: Desk, change: Change, row: UserRow | None = None, name: str = "") -> None:
        super().__init__(parent)
        self._desk, self._change, self._row = desk, change, row
        self._is_working = False
        heading, words, accept = {
            "first": (
                _("建立第一个用户"),
                _("第一个用户是站长。以后打开本程序用这位站长的密码，再由站长添加其他人。恢复密钥不变。"),
                _("建立"),
            ),
            "add": (
                _("添加用户"),
                _("密码先由您定，当面告诉本人；本人第一次打开时必须换成自己的。"),
                _("添加"),
            ),
            "change": (_("改姓名和角色"), _("以前写的记录仍算这位用户的。"), _("保存")),
            "reset": (
                _("重设密码"),
                _("给忘了密码的人定一个新密码，本人下次打开时必须换成自己的。连错被暂停的也一起解除。"),
                _("重设密码"),
            ),
        }[change]
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(theme.px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(_label(heading, "heading"))
        column.addWidget(_label(words, "soft"))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._add_lines(row.name if row is not None else name)
        self.problem = _label("", "problem")
        self.problem.hide()
        column.addWidget(self.problem)
        self.accept_button = QPushButton(accept)
        self.accept_button.setProperty("role", "primary")
        self.accept_button.clicked.connect(self.submit)
        back = QPushButton(_("返回"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self.accept_button)
        column.addLayout(buttons)

    def submit(self) -> None:
        """Write when what was typed is good."""
        if self._is_working or not self._is_complete():
            return
        database, folder, row = self._desk.database, self._desk.folder, self._row
        change, name, role = self._change, self.name.text().strip(), str(self.role.currentData())
        password, proof = self.first.text(), self.proof.text()
        self._is_working = True
        self.accept_button.setEnabled(False)

        def work(_progress: Progress) -> Any:
            if change == "first":
                return user_access.start_users(database, folder, name, password, proof=proof)
            if change == "add":
                return user_access.add_user(database, folder, name, role, password, proof=proof)
            if row is None:
                raise RuntimeError("nobody to change")
            if change == "change":
                return user_access.change_user(database, folder, row.id, name, role)
            return user_access.reset_password(database, folder, row.id, password, proof=proof)

        self._desk.tasks.run(work, lambda _made: self._done(), self._refused, title=_("正在保存…"))

    def reject(self) -> None:
        """Not while the key file is being written."""
        if not self._is_working:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As high as the wrapped sentences are."""
        super().showEvent(event)
        self._fit()

    def _add_lines(self, name: str) -> None:
        with_password = self._change != "change"
        self.name = self._line(_("姓名"), secret=False, shown=self._change != "reset")
        self.name.setText(name)
        self.role = QComboBox()
        self.role.setAccessibleName(_("角色"))
        for code, label in codes.table("user_role"):
            self.role.addItem(f"{label}：{_MAY[code]}", code)
        self.role.setCurrentIndex(max(0, self.role.findData(self._row.role if self._row is not None else WORKER)))
        self._place(_("角色"), self.role, shown=self._change in ("add", "change"))
        self.first = self._line(_("密码"), secret=True, shown=with_password)
        self.first.setPlaceholderText(_("至少 {n} 个字符").format(n=SHORTEST))
        self.second = self._line(_("再输一次"), secret=True, shown=with_password)
        needs_proof = with_password and keys.has_password(self._desk.folder) and self._desk.user.id != RECOVERY_ID
        own = _("现在的密码") if self._change == "first" else _("您自己的密码")
        self.proof = self._line(own, secret=True, shown=needs_proof)
        self.needs_proof = needs_proof

    def _line(self, name: str, *, secret: bool, shown: bool) -> QLineEdit:
        line = QLineEdit()
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(name)
        line.textEdited.connect(lambda _text: self._say(""))
        self._place(name, line, shown=shown)
        return line

    def _place(self, name: str, editor: Widget, *, shown: bool) -> None:
        label = _label(name, "soft")
        label.setBuddy(editor)
        if shown:
            row = self._grid.rowCount()
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(editor, row, 1)
        else:
            for part in (label, editor):
                part.setParent(self)
                part.hide()

    def _is_complete(self) -> bool:
        if self._change != "reset" and not self.name.text().strip():
            self._say(_("请填写姓名。"), self.name)
        elif self._change == "change":
            return True
        elif self.first.text() != self.second.text():
            self._say(_("两次输入的密码不一样，请重新输入。"), self.second)
        elif self.needs_proof and not self.proof.text():
            self._say(_("请输入“{line}”，证明是本人在操作。").format(line=self.proof.accessibleName()), self.proof)
        else:
            return True
        return False

    def _done(self) -> None:
        self._is_working = False
        if self._desk.user.id == (self._row.id if self._row is not None else "") or self._change == "first":
            self._desk.user_changed.emit(self._desk.user)
        self.accept()

    def _refused(self, error: Exception) -> bool:
        self._is_working = False
        self.accept_button.setEnabled(True)
        if isinstance(error, Refused):
            at = {"password": self.first, "name": self.name}.get(error.problems[0].field)
            self._say(str(error), at)
            return True
        if isinstance(error, Trouble) and error.code in ("E_WRONG_PASSWORD", "E_LOCKED_OUT", "E_NEEDS_PASSWORD"):
            said = _("“{line}”不对，没有改动。").format(line=self.proof.accessibleName())
            self._say(said if error.code == "E_WRONG_PASSWORD" else f"{error.what}{error.next_step}", self.proof)
            return True
        return False

    def _say(self, text: str, line: QLineEdit | None = None) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._fit()
        if line is not None:
            line.setAccessibleDescription(text)
            line.setFocus()
            line.selectAll()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))


_MAY = {
    "worker": _("查看和修改资料"),
    "station_head": _("再加上用户、规则和清除"),
    "read_only": _("只能查看和打印"),
}


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(role != "soft" or len(text) > len(_("您自己的密码")))
    return label
