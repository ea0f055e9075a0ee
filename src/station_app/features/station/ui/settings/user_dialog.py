"""Adds a user, changes her name or role, or gives her a new password; a head proves herself with her own password."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtWidgets import QComboBox, QWidget

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.passwords import SHORTEST
from station_app.core.texts import _
from station_app.core.users import RECOVERY_ID, WORKER
from station_app.features.station.service import user_access
from station_app.features.station.service.users import UserRow
from station_app.features.station.ui.settings.key_dialog import KeyDialog
from station_app.storage import keys
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

Change = Literal["first", "add", "change", "reset"]


class UserDialog(KeyDialog):
    """Open with `open()`; it is accepted once record and key file are written."""

    def __init__(self, parent: QWidget, desk: Desk, change: Change, row: UserRow | None = None, name: str = "") -> None:
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
        super().__init__(parent, desk, heading, accept)
        self._change, self._row = change, row
        self.explanation.setText(words)
        self._add_lines(row.name if row is not None else name)

    def submit(self) -> None:
        """Write when what was typed is good."""
        if self._is_working or not self._is_complete():
            return
        database, folder, row = self._desk.database, self._desk.folder, self._row
        change, name, role = self._change, self.name.text().strip(), str(self.role.currentData())
        password, proof = self.first.text(), self.proof.text()
        self._set_working(True)

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
        self.first = self._line(_("密码"), shown=with_password)
        self.first.setPlaceholderText(_("至少 {n} 个字符").format(n=SHORTEST))
        self.second = self._line(_("再输一次"), shown=with_password)
        needs_proof = with_password and keys.has_password(self._desk.folder) and self._desk.user.id != RECOVERY_ID
        own = _("现在的密码") if self._change == "first" else _("您自己的密码")
        self.proof = self._line(own, shown=needs_proof)
        self.needs_proof = needs_proof

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
        self._set_working(False)
        if self._desk.user.id == (self._row.id if self._row is not None else "") or self._change == "first":
            self._desk.user_changed.emit(self._desk.user)
        self.accept()

    def _refused(self, error: Exception) -> bool:
        self._set_working(False)
        if isinstance(error, Refused):
            at = {"password": self.first, "name": self.name}.get(error.problems[0].field)
            self._say(str(error), at)
            return True
        if isinstance(error, Trouble) and error.code in ("E_WRONG_PASSWORD", "E_LOCKED_OUT", "E_NEEDS_PASSWORD"):
            said = _("“{line}”不对，没有改动。").format(line=self.proof.accessibleName())
            self._say(said if error.code == "E_WRONG_PASSWORD" else f"{error.what}{error.next_step}", self.proof)
            return True
        return False


_MAY = {
    "worker": _("查看和修改资料"),
    "station_head": _("再加上用户、规则和清除"),
    "read_only": _("只能查看和打印"),
}
