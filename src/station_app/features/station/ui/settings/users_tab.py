"""用户: who may open the station, what she may do, and when she was here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.features.station.fields import USER_ACCOUNT
from station_app.features.station.service import station_values, user_access, users
from station_app.features.station.service.users import UserRow
from station_app.features.station.ui.settings.cards import lay_out_list, sentence
from station_app.features.station.ui.settings.user_dialog import Change, UserDialog
from station_app.storage import keys
from station_app.ui import messages, theme
from station_app.ui.columns import Column, column
from station_app.ui.screen import Desk, button_for
from station_app.ui.settings_tab import Tab
from station_app.ui.table import Table


def _state(row: UserRow) -> str:
    if not row.active:
        return _("已停用")
    if not row.has_password:
        return _("没有密码，打不开")
    if row.locked_minutes:
        return _("密码连错，暂停 {n} 分钟").format(n=row.locked_minutes)
    return _("还没换成自己的密码") if row.must_change else _("在用")


def _when(moment: dt.datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else _("还没有")


COLUMNS = (
    column(USER_ACCOUNT["name"], width=120),
    column(USER_ACCOUNT["role"], width=96),
    Column("state", _("状态"), _state, stretch=True),
    Column("last_at", _("上次登录"), lambda row: row.last_at, _when, width=160),
    Column("failures", _("之后密码错"), lambda row: row.failures or None, lambda n: _("{n} 次").format(n=n), width=116),
)


class UsersTab(QWidget, Tab):
    """The list with what a head may do; others see it without the buttons."""

    manual = "安全与备份"

    records = frozenset(("user_account",))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._head_name = ""
        self.add_button = button_for(_("添加用户…"), "plus", self.add, primary=True, shortcut="Ctrl+N")
        self.change_button = button_for(_("改姓名和角色…"), "pencil", lambda: self._ask("change"), shortcut="F2")
        self.reset_button = button_for(
            _("重设密码…"), "key-round", lambda: self._ask("reset"), writes=True, shortcut="Ctrl+R"
        )
        self.stop_button = button_for(_("停用…"), "ban", self.deactivate, shortcut="Ctrl+Del")
        self.table = Table(
            COLUMNS,
            empty=_("还没有用户：谁打开都一样，改动分不清是谁做的。先建站长自己的用户。"),
            action=_("建立第一个用户…"),
            on_action=self.add,
        )
        self.table.setAccessibleName(_("用户"))
        self.table.source.tone = lambda row, _column: (
            "soft" if not row.active else "warn" if row.locked_minutes or not row.has_password else ""
        )
        self.table.current_changed.connect(lambda _row: self._show_buttons())
        self.table.opened.connect(lambda _row: self._ask("change"))
        self.note = sentence(role="warn")
        self.note.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addStretch(1)
        for button in (self.stop_button, self.reset_button, self.change_button, self.add_button):
            head.addWidget(button)
        lay_out_list(
            self,
            head,
            self.table,
            _(
                "社工能查看和修改资料；站长还能管用户、改规则、清除个人资料；只读只能查看和打印。"
                "停用的人不能再打开，写过的记录仍记在名下。密码连错 5 次暂停 15 分钟。没有密码的站不锁屏。"
            ),
            note=self.note,
        )

    def read(self) -> None:
        """Everybody, with what the key file and the file of logins know."""
        folder = self.desk.folder

        def ask(session: Any) -> tuple[list[UserRow], str]:
            return users.list_users(session, folder), station_values(session).get("head_name") or ""

        self.desk.read(ask, self._show)

    def add(self) -> None:
        """The first user is a head; further ones have the role that is chosen."""
        self._open("add" if keys.key_users(self.desk.folder) else "first", None)

    def deactivate(self) -> None:
        """After a question; her password opens nothing any more."""
        row = self._current()
        if row is None or not self.stop_button.isEnabled():
            return
        sure = messages.confirm(
            self,
            _("停用“{name}”？").format(name=row.name),
            _("这位用户的密码马上不能再打开本站，这台电脑上的安全副本也打不开。以前写的记录不变。"),
            _("U盘上的旧副本仍能用那天的密码打开，请重做一份，旧的删掉。"),
            accept=_("停用"),
            reject=_("不停用"),
            danger=True,
        )
        if not sure:
            return
        database, folder = self.desk.database, self.desk.folder

        def done(_nothing: None) -> None:
            self.desk.say(_("“{name}”已停用").format(name=row.name), "accent")
            self.read()

        self.desk.tasks.run(
            lambda _progress: user_access.deactivate_user(database, folder, row.id), done, self._refused
        )

    def _refused(self, error: Exception) -> bool:
        if isinstance(error, Refused):
            messages.show_refused(self, error)
            return True
        return False

    def _ask(self, change: Change) -> None:
        row = self._current()
        if row is not None and row.active and self.change_button.isEnabled():
            self._open(change, row)

    def _open(self, change: Change, row: UserRow | None) -> None:
        if not self._may_manage():
            return
        dialog = UserDialog(self, self.desk, change, row, self._head_name if change == "first" else "")
        dialog.finished.connect(lambda result: self._after(change) if result == QDialog.DialogCode.Accepted else None)
        dialog.open()

    def _after(self, change: Change) -> None:
        said = {
            "first": _("用户已建立，下次用这个密码打开"),
            "add": _("用户已添加，请把密码当面告诉本人"),
            "change": _("已保存"),
            "reset": _("密码已重设，请当面告诉本人"),
        }
        self.desk.say(said[change], "accent")
        if change == "first":
            self.desk.password_set.emit(True)
        self.read()

    def _show(self, answer: tuple[list[UserRow], str]) -> None:
        rows, self._head_name = answer
        self.table.set_rows(rows)
        self.note.setVisible(not self._may_manage())
        self.note.setText(_("只有站长可以管用户。忘了密码请找站长重设。"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        may, row = self._may_manage(), self._current()
        is_other = row is not None and row.active and row.id != self.desk.user.id
        self.add_button.setEnabled(may)
        self.change_button.setEnabled(may and row is not None and row.active)
        self.reset_button.setEnabled(may and is_other)
        self.stop_button.setEnabled(may and is_other)

    def _may_manage(self) -> bool:
        return self.desk.user.is_head and not self.desk.database.read_only

    def _current(self) -> UserRow | None:
        row = self.table.current()
        return row if isinstance(row, UserRow) else None
