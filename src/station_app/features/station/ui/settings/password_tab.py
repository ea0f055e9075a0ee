"""密码: what the present state means in plain words, and the ways to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from station_app.core.texts import _
from station_app.features.station.ui.settings.cards import Cards, sentence
from station_app.features.station.ui.settings.password_dialog import Change, PasswordDialog
from station_app.storage import keys
from station_app.ui import messages
from station_app.ui.screen import Desk, button_for


class PasswordTab(Cards):
    """Knows only whether there is a password; the key stays where it is."""

    manual = "安全与备份"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.card = self.add("")
        self.meaning = sentence(role="")
        self.card.body.addWidget(self.meaning)
        self.set_button = button_for(_("设置密码"), "lock", lambda: self._ask("set"), primary=True, shortcut="Ctrl+N")
        self.change_button = button_for(_("修改密码"), "key-round", lambda: self._ask("change"), shortcut="Ctrl+E")
        self.remove_button = button_for(_("去掉密码"), "", self._on_remove, danger=True, shortcut="Ctrl+Del")
        self.card.add_buttons(self.set_button, self.change_button, self.remove_button)
        for button in (self.set_button, self.change_button, self.remove_button):
            button.hide()
        recovery = self.add(_("恢复密钥"))
        recovery.body.addWidget(
            sentence(
                _(
                    "建站时抄下或打印的 8 组数字。改密码、去掉密码都不影响它，它一直有效；"
                    "忘了密码、换了人，就用它打开，再到这里设新密码。请和公章放在一起。"
                )
            )
        )
        elsewhere = self.add(_("安全副本用哪个密码"))
        elsewhere.body.addWidget(
            sentence(
                _(
                    "这台电脑上的副本跟着密码一起改。存到U盘的副本不会跟着改，仍用做副本那天的密码；"
                    "那天还没有密码的，谁拿到都能打开。改了密码，请把U盘上的副本重做一份，旧的删掉。"
                )
            )
        )

    def read(self) -> None:
        """Show whether there is a password."""
        folder = self.desk.folder
        self.desk.tasks.run(
            lambda _progress: (keys.has_password(folder), len(keys.key_users(folder))),
            lambda known: self.show_state(known[0], users=known[1]),
        )

    def show_state(self, has_password: bool, users: int = 0) -> None:
        """What it means, and what can be done; where several have one, nobody takes hers away."""
        if has_password:
            self.card.set_heading(_("已设密码"), "lock", "accent")
            self.meaning.setText(
                (_("每位用户用自己的密码打开，这里改的是您自己的。") if users > 1 else _("打开本程序要输入密码。"))
                + _("电脑、硬盘或U盘丢了，别人没有密码和恢复密钥，看不到里面的任何资料。")
            )
        else:
            self.card.set_heading(_("没有设密码"), "triangle-alert", "warn")
            self.meaning.setText(
                _("任何拿到这台电脑、这块硬盘或备份U盘的人，都能打开全部数据，看到每个人的身份证号。建议现在就设。")
            )
        self.set_button.setVisible(not has_password)
        self.change_button.setVisible(has_password)
        self.remove_button.setVisible(has_password and users < 2)

    def _on_remove(self) -> None:
        sure = messages.confirm(
            self,
            _("去掉密码？"),
            _("去掉以后，任何拿到这台电脑、这块硬盘的人，都能打开全部数据，看到每个人的身份证号。"),
            _("这台电脑上的安全副本也会一起变成不用密码。"),
            accept=_("去掉密码"),
            reject=_("保留密码"),
            danger=True,
        )
        if sure:
            self._ask("remove")

    def _ask(self, change: Change) -> None:
        dialog = PasswordDialog(self, self.desk, change)
        dialog.finished.connect(lambda result: self._after(change) if result == QDialog.DialogCode.Accepted else None)
        dialog.open()

    def _after(self, change: Change) -> None:
        has_password = change != "remove"
        self.read()
        self.desk.password_set.emit(has_password)
        said = {
            "set": _("密码已设好，下次打开要输入"),
            "change": _("密码已改好，下次打开用新的"),
            "remove": _("密码已去掉"),
        }
        self.desk.say(said[change], "warn" if change == "remove" else "accent")
