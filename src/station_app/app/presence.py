"""Who is at the desk while the window is open: named in the status line, locked out when away, changed by a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from station_app import menu
from station_app.core import codes
from station_app.core.texts import _
from station_app.core.users import User
from station_app.storage import keys
from station_app.ui.idle_lock import IdleLock
from station_app.ui.write_gate import WriteGate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    from station_app.storage.logins import Login
    from station_app.ui.main_window import MainWindow
    from station_app.ui.screen import Desk
    from station_app.ui.tasks import Progress


class Presence(QObject):
    """From the opened database to the closed window."""

    def __init__(self, application: QApplication, desk: Desk, login: Login, renew: Callable[[bool], None]) -> None:
        """`renew` shows another user in the main window; True builds it anew, for other rights."""
        super().__init__(application)
        self._application, self._desk, self._login, self._renew = application, desk, login, renew
        self._gate: WriteGate | None = None
        self.lock = IdleLock(application, self._dialog)
        self.lock.locked.connect(lambda: self._note("lock"))
        self.lock.unlocked.connect(self._on_unlocked)
        desk.lock_wanted.connect(self.lock_now)
        desk.password_set.connect(lambda _has: self.read_rules())
        desk.user_changed.connect(self._on_user_changed)
        desk.changed.connect(self._on_changed)
        self._watch_writing()

    def show_in(self, window: MainWindow) -> None:
        """The user, and when she was here before, in the window's status line."""
        user, login = self._desk.user, self._login
        window.status.set_user(self._words(user) if keys.has_password(self._desk.folder) else "")
        window.status.set_last_login(login.last_at, login.failures, count_was_lost=login.count_was_lost)

    def read_rules(self) -> None:
        """After how long the window locks, and whether the password is too old; without a password nothing locks."""
        folder, user = self._desk.folder, self._desk.user
        if not keys.has_password(folder):
            self.lock.stop()
            return
        from station_app.features.station.service import user_access  # noqa: PLC0415 - after the first paint

        def told(answer: tuple[int, str]) -> None:
            self.lock.start(answer[0])
            if answer[1]:
                self._desk.say(answer[1], "warn")
                self._desk.open("settings", "password")

        self._desk.read(
            lambda session: (
                user_access.idle_minutes(session),
                user_access.password_age_problem(session, folder, user),
            ),
            told,
        )

    def lock_now(self) -> None:
        """Ctrl+L; a station without a password says why it cannot."""
        if keys.has_password(self._desk.folder):
            self.lock.lock()
        else:
            self._desk.say(_("没有设密码，窗口锁不住。可以在 设置 › 密码 里设一个。"), "warn")

    def stop(self) -> None:
        """The window is gone."""
        self.lock.stop()
        if self._gate is not None:
            self._gate.stop()
            self._gate = None

    def _dialog(self, home: QWidget) -> QDialog:
        return menu.lock_dialog(self._desk.folder, home, self._desk.user.id)

    def _on_unlocked(self, dialog: QDialog) -> None:
        login: Login = dialog.login  # type: ignore[attr-defined]  # the menu's dialog, see lock_dialog
        user = self._desk.user
        from station_app.features.station.service import user_access  # noqa: PLC0415

        database = self._desk.database
        if login.user is None or login.user.id == user.id:
            self._desk.tasks.run(lambda _progress: user_access.note_unlock(database, login))
            if not login.by_recovery or not keys.key_users(self._desk.folder):
                return

        def arrived(user: User) -> None:
            self._login = login
            self._desk.user_changed.emit(user)
            self._desk.say(_("现在是 {name} 在用。").format(name=user.name), "accent")

        def work(_progress: Progress) -> User:
            user = user_access.meet(database, login)
            user_access.note_login(database, login)
            return user

        self._desk.tasks.run(work, arrived)

    def _on_user_changed(self, _user: object) -> None:
        before = self._gate
        self._watch_writing()
        self._renew(self._gate is not before)

    def _watch_writing(self) -> None:
        may_write = self._desk.user.may_write
        if may_write and self._gate is not None:
            self._gate.stop()
            self._gate = None
        elif not may_write and self._gate is None:
            self._gate = WriteGate(self._application)

    def _on_changed(self, changed: object) -> None:
        if isinstance(changed, frozenset) and "setting" in changed:
            self.read_rules()

    def _note(self, action: str) -> None:
        database = self._desk.database

        def work(_progress: Progress) -> None:
            database.note(action)

        self._desk.tasks.run(work)

    def _words(self, user: User) -> str:
        if not keys.key_users(self._desk.folder):
            return _("锁定")
        return f"{user.name}（{codes.table('user_role').label(user.role)}）"
