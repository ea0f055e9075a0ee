"""The county's program while its window is open."""

from __future__ import annotations

import getpass
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.county.ui import pages, unlocking
from station_app.county.ui.desk import CountyDesk
from station_app.county.ui.founding import ask_to_found
from station_app.county.ui.words import COUNTY
from station_app.storage import keys, lock, logins
from station_app.ui import crash, looks, memory, messages, program, theme
from station_app.ui.help_key import HelpKey
from station_app.ui.idle_lock import IdleLock
from station_app.ui.main_window import MainWindow
from station_app.ui.shell import Shell
from station_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from station_app.county.store.county_file import OpenCounty
    from station_app.storage.logins import Login

IDLE_MINUTES = 10
_ASKED_AGAIN = ("E_NEEDS_PASSWORD", "E_WRONG_PASSWORD", "E_LOCKED_OUT")


class Running:
    """Lock, password or wizard, window; then the pages read for themselves."""

    def __init__(self, application: QApplication, folder: CountyFolder, server: Any = None) -> None:
        self.application, self.folder, self.server = application, folder, server
        self.window: MainWindow | None = None
        self.shell: Shell | None = None
        self._held = ExitStack()
        self._county: OpenCounty | None = None
        self.memory = memory.load(folder.window_memory)
        program.use(COUNTY)
        application.setApplicationName("station-county")
        dark = application.palette().window().color().lightness() < 128
        looks.put_on(self.memory.theme or ("dark" if dark else "light"), large=self.memory.large_type)
        theme.apply(application, looks.tokens().name, large=self.memory.large_type)
        self._help = HelpKey(application)
        self.tasks = Tasks()
        self.desk = CountyDesk(folder, self.tasks)
        self.guard = crash.CrashGuard(folder.logs, self._tell_crash)
        self.tasks.crashed.connect(self.guard.report)
        self.lock = IdleLock(application, self._lock_dialog)
        self.desk.lock_wanted.connect(self._lock_now)
        self.desk.looks_wanted.connect(self._change_looks)
        self.desk.password_set.connect(lambda _has: self.lock.start(IDLE_MINUTES))
        self.desk.copy_wanted.connect(lambda: self.desk.open("settings"))

    def open(self, password: str | None) -> bool:
        """Show the window; False when the user gave up or was told why not."""
        try:
            self._held.enter_context(lock.held(self.folder))
            self.guard.install()
            login = self._login(password)
            if login is None:
                return False
            self._county = county_file.open_county(
                self.folder, login.data_key, actor=getpass.getuser()[:40], server=self.server
            )
        except Trouble as trouble:
            print(trouble, file=sys.stderr)  # noqa: T201 - who started it from a terminal sees it there too
            messages.show_trouble(None, trouble)
            return False
        self.desk.attach_county(self._county)
        with self._county.db.read() as session:
            name = county_file.told(session, "name")
        self.shell = Shell(QWidget(), COUNTY.title, self.memory.geometry)
        self._show_window(name, self.memory.page or pages.FIRST_PAGE)
        self.shell.show()
        if keys.has_password(self.folder):
            self.lock.start(IDLE_MINUTES)
        return True

    def close(self) -> None:
        """After the window: wait for the worker, close the database, give the folder back."""
        self.tasks.wait()
        self.lock.stop()
        if self._county is not None:
            self.desk.detach()
            self._county.db.close()
        self.tasks.stop()
        self._help.stop()
        self.guard.uninstall()
        self._held.close()

    def _login(self, password: str | None) -> Login | None:
        if not self.folder.key_file.exists() and not self.folder.database.exists():
            return ask_to_found(self.folder)
        try:
            return logins.unlock(self.folder, password, "")
        except Trouble as trouble:
            if trouble.code not in _ASKED_AGAIN:
                raise
            said = "" if trouble.code == "E_NEEDS_PASSWORD" else f"{trouble.what}{trouble.next_step}"
            return unlocking.unlock(self.folder, wrong=said)

    def _show_window(self, name: str, page: str, place: str | None = None) -> None:
        self.desk.table_out = pages.table_out()
        window = MainWindow(self.desk, pages.PAGES, pages.search, self.memory)
        window.set_station_name(name)
        window.closing.connect(lambda: memory.store(self.folder.window_memory, self.memory))
        window.status.copy_wanted.connect(self.desk.copy_wanted)
        window.status.theme_wanted.connect(self._change_theme)
        window.status.size_wanted.connect(self._change_size)
        window.status.lock_wanted.connect(self.desk.lock_wanted)
        window.status.set_has_password(keys.has_password(self.folder))
        window.status.set_read_only(self.desk.database.read_only)
        known = {each.id for each in pages.PAGES}
        window.database_ready(page if page in known else pages.FIRST_PAGE)
        if place is not None:
            window.open_page(page, place)
        self.window = window
        if self.shell is not None:
            self.shell.take(window)

    def _change_theme(self) -> None:
        self._change_looks("light" if looks.tokens().name == "dark" else "dark", self.memory.large_type)

    def _change_size(self) -> None:
        self._change_looks(looks.tokens().name, not self.memory.large_type)

    def _change_looks(self, name: str, large: bool) -> None:
        """The window is built anew on the same open county."""
        old = self.window
        if old is None or not self.tasks.wait() or not old.may_close():
            self.desk.say(_("正在处理别的事，做完后再换外观。"), "warn")
            return
        self.memory.theme, self.memory.large_type = name, large
        theme.apply(self.application, name, large=large)
        self._show_window(self.desk.station_name, old.current_page, old.current_place)

    def _lock_now(self) -> None:
        if keys.has_password(self.folder):
            self.lock.lock()
        else:
            self.desk.say(_("没有设密码，窗口锁不住。"), "warn")

    def _lock_dialog(self, home: QWidget) -> Any:
        return unlocking.lock_dialog(self.folder, home)

    def _tell_crash(self, place: Path | None) -> None:
        messages.tell(self.window, _("程序出了一个错误"), *crash.sentences(place))
