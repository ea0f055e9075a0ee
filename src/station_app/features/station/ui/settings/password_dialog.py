"""Sets, changes or takes away the password; who is sitting there proves it first, by password or recovery key."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from station_app.core.checks import Refused
from station_app.core.errors import Trouble
from station_app.core.passwords import SHORTEST
from station_app.core.texts import _
from station_app.features.station.ui.settings.key_dialog import KeyDialog
from station_app.ui.buttons import Button
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress

_SAID_HERE = ("E_WRONG_PASSWORD", "E_WRONG_RECOVERY_KEY", "E_LOCKED_OUT")
Change = Literal["set", "change", "remove"]


class PasswordDialog(KeyDialog):
    """Open with `open()`; it is accepted once the key file is written."""

    def __init__(self, parent: QWidget, desk: Desk, change: Change) -> None:
        heading, accept = {
            "set": (_("设置密码"), _("设置密码")),
            "change": (_("修改密码"), _("修改密码")),
            "remove": (_("去掉密码"), _("去掉密码")),
        }[change]
        super().__init__(parent, desk, heading, accept, danger=change == "remove")
        self._change = change
        self._by_recovery = False
        self.present = QLineEdit()
        self.present.textEdited.connect(lambda _text: self._say(""))
        self._present_label = self._place(_("现在的密码"), self.present, shown=change != "set")
        self.first = self._line(_("新密码"), shown=change != "remove")
        self.second = self._line(_("再输一次"), shown=change != "remove")
        self.first.setPlaceholderText(_("至少 {n} 个字符").format(n=SHORTEST))
        self.other_way = Button("", "Alt+R")
        self.other_way.setProperty("role", "link")
        self.other_way.setCursor(Qt.CursorShape.PointingHandCursor)
        self.other_way.setVisible(change != "set")
        self.other_way.setAutoDefault(False)
        self.other_way.clicked.connect(lambda: self._switch(by_recovery=not self._by_recovery))
        self._buttons.insertWidget(0, self.other_way)
        self._switch(by_recovery=False)

    def submit(self) -> None:
        """Change the key file when what was typed is good."""
        if self._is_working or not self._is_complete():
            return
        proof, by_recovery = self.present.text(), self._by_recovery
        new = None if self._change == "remove" else self.first.text()
        self._set_working(True)

        def work(_progress: Progress) -> None:
            self.write(proof, new, by_recovery=by_recovery)

        self._desk.tasks.run(work, lambda _none: self._done(), self._refused, title=_("正在改密码…"))

    def write(self, proof: str, new: str | None, *, by_recovery: bool) -> None:
        """Change the key file, on the worker; a county has no accounts and does it in its own way."""
        from station_app.features.station.service import user_access  # noqa: PLC0415 - not before it is needed

        desk = self._desk
        user_access.change_own_password(desk.database, desk.folder, proof, new, by_recovery=by_recovery)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter moves on to the next line, from the last one it submits; Esc goes back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
            return
        lines = [line for line in (self.present, self.first, self.second) if line.isVisibleTo(self)]
        place = lines.index(focused) + 1 if isinstance(focused, QLineEdit) and focused in lines else 0
        if place == len(lines):
            self.submit()
        else:
            lines[place].setFocus()

    def _is_complete(self) -> bool:
        if self._change != "set" and not self.present.text().strip():
            self._say(_("请输入恢复密钥。") if self._by_recovery else _("请输入现在的密码。"), self.present)
        elif self._change == "remove":
            return True
        elif len(self.first.text()) < SHORTEST:
            self._say(_("密码至少要 {n} 个字符。").format(n=SHORTEST), self.first)
        elif self.first.text() != self.second.text():
            self._say(_("两次输入的密码不一样，请重新输入。"), self.second)
        else:
            return True
        return False

    def _switch(self, *, by_recovery: bool) -> None:
        self._by_recovery = by_recovery
        name = _("恢复密钥") if by_recovery else _("现在的密码")
        self._present_label.setText(name)
        self.present.setAccessibleName(name)
        self.present.clear()
        self.present.setPlaceholderText(_("建站时抄下的 8 组数字") if by_recovery else "")
        self.present.setEchoMode(QLineEdit.EchoMode.Normal if by_recovery else QLineEdit.EchoMode.Password)
        self.other_way.setText(_("改用密码") if by_recovery else _("忘了密码，用恢复密钥"))
        self.explanation.setText(
            {
                "set": _(
                    "以后打开要输入它。密码不会存在任何地方，忘了只能用建站时抄下的恢复密钥打开，请先确认那张纸还在。"
                ),
                "change": _("先证明您知道现在的密码，再输入新的。恢复密钥不变，继续有效。"),
                "remove": _("为了确认是本站的人，请先输入现在的密码。恢复密钥继续有效。"),
            }[self._change]
        )
        self._say("", self.first if self._change == "set" else self.present)

    def _set_working(self, working: bool) -> None:
        super()._set_working(working)
        self.other_way.setEnabled(not working)

    def _done(self) -> None:
        self._set_working(False)
        self.accept()

    def _refused(self, error: Exception) -> bool:
        self._set_working(False)
        if isinstance(error, Refused):
            self._say(str(error), self.first if self.first.isVisibleTo(self) else self.present)
            return True
        if not isinstance(error, Trouble) or error.code not in _SAID_HERE:
            return False
        if error.code == "E_WRONG_PASSWORD":
            said = _("现在的密码不对，密码没有改变。注意大小写和中英文输入法。")
            self._say(said + error.next_step.partition("。")[2], self.present)
        else:
            self._say(f"{error.what}{error.next_step}", self.present)
        return True
