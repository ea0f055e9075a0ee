"""The program while its window is open on one station."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from station_app import menu
from station_app.app import care
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import keys, lock
from station_app.ui import crash, memory, theme
from station_app.ui.main_window import MainWindow
from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from station_app.storage.copies import Copy
    from station_app.storage.database import Database

DEMO_FOLDER = "demo"


class Running:
    """Opens in steps: lock, key, first rows, window; then the worker loads the rest and looks after the station."""

    def __init__(self, application: QApplication, folder: StationFolder) -> None:
        self.application = application
        self.folder = folder
        self.window: MainWindow | None = None
        self._held = ExitStack()
        self._data_key = b""
        self._look = care.FirstLook("", [])
        self.memory = memory.load(folder.window_memory)
        application.setApplicationName("station-app")
        self._put_on_looks()
        self.tasks = Tasks()
        self.desk = Desk(folder, self.tasks)
        self.guard = crash.CrashGuard(folder.logs, self._tell_crash)
        self.tasks.crashed.connect(self.guard.report)

    def open(self, password: str | None) -> bool:
        """Lock, unlock, show the window with its first rows; False when the user gave up or was told why not."""
        try:
            return self._open(password)
        except Trouble as trouble:
            from station_app.ui import messages  # noqa: PLC0415 - not on the usual path

            print(trouble, file=sys.stderr)  # noqa: T201 - who started it from a terminal sees it there too
            messages.show_trouble(None, trouble)
            return False

    def close(self) -> None:
        """After the window: a last safe copy if something was saved, close the file, give the folder back."""
        self.tasks.wait()
        if self.desk.is_open:
            database = self.desk.database
            self.tasks.run(lambda _progress: care.copy_at_close(database, self.folder), failed=_is_trouble)
            self.tasks.wait(120_000)
            self.desk.detach()
            database.close()
        self.tasks.stop()
        self.guard.uninstall()
        self._held.close()

    def copy_to(self, target: Path) -> None:
        """A safe copy in a folder the user chose, proven before it is called good."""

        def work(_progress: Progress) -> Copy:
            from station_app.storage import backup  # noqa: PLC0415 - heavy

            return backup.make_copy(self.desk.database, self.folder, target)

        def done(copy: Copy) -> None:
            self.desk.say(_("安全副本已做好并检查过：{place}").format(place=copy.path), "accent")

        self.tasks.run(work, done, title=_("正在做安全副本…"))

    def _open(self, password: str | None) -> bool:
        self._held.enter_context(lock.held(self.folder))
        if not self.folder.database.exists() and not self.folder.key_file.exists():
            begun = menu.first_run(self.folder)
            if begun is None:
                return False
            self._data_key = begun.data_key
            if begun.choice == "demo":
                password = self._go_to_demo()
        self.guard.install()
        found = self._data_key or self._unlock(password)
        if found is None:
            return False
        self._data_key = found
        self._look = care.first_look(self.folder, found, menu.FIRST_TABLE, menu.first_columns(), menu.FIRST_ORDER)
        window = self._make_window()
        window.show_first(menu.FIRST_PAGE, menu.first_table(self._look.rows))
        window.first_painted.connect(self._after_first_paint)
        window.show()
        return True

    def _unlock(self, password: str | None) -> bytes | None:
        try:
            return keys.unlock(self.folder, password)
        except Trouble as trouble:
            if trouble.code not in ("E_NEEDS_PASSWORD", "E_WRONG_PASSWORD"):
                raise
            return menu.unlock(self.folder, wrong=trouble.code == "E_WRONG_PASSWORD")

    def _go_to_demo(self) -> str:
        """The demo station in a folder of its own, made on first use; its password."""
        from PySide6.QtWidgets import QProgressDialog  # noqa: PLC0415 - only here

        self._held.close()
        self.folder = StationFolder(self.folder.root / DEMO_FOLDER)
        self.desk.folder = self.folder
        waiting = QProgressDialog(_("正在准备演示站，大约半分钟…"), "", 0, 0)
        waiting.setCancelButton(None)
        waiting.setWindowTitle(_("社工站工作台"))
        waiting.show()
        told: list[str] = []

        def work(_progress: Progress) -> str:
            from station_app.demo import play  # noqa: PLC0415 - heavy
            from station_app.demo.station import PASSWORD  # noqa: PLC0415

            if not self.folder.key_file.exists():
                play.play(self.folder.root)
            return PASSWORD

        self.tasks.run(work, told.append)
        self.tasks.wait(300_000)
        waiting.close()
        self._held.enter_context(lock.held(self.folder))
        return told[0] if told else ""

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.desk, menu.PAGES, menu.search, self.memory)
        window.set_station_name(self._look.name)
        window.closing.connect(lambda: memory.store(self.folder.window_memory, self.memory))
        window.status.copy_wanted.connect(self._choose_copy_target)
        window.status.theme_wanted.connect(lambda: self._change_looks(other_theme=True))
        window.status.size_wanted.connect(lambda: self._change_looks(other_theme=False))
        window.status.set_has_password(keys.has_password(self.folder))
        self.window = window
        return window

    def _after_first_paint(self) -> None:
        folder, key = self.folder, self._data_key
        self.tasks.run(lambda _progress: care.load_and_open(folder, key), self._on_opened, self._on_not_opened)

    def _on_opened(self, database: Database) -> None:
        """The page reads first, then the file is checked; writes queue behind the check."""
        self.desk.attach(database)
        if self.window is not None:
            self.window.database_ready(menu.FIRST_PAGE)
        self.tasks.run(lambda _progress: care.check(database), title=_("正在检查数据文件…"))
        self.tasks.run(
            lambda _progress: care.daily_copy(database, self.folder),
            lambda moment: self.window.status.set_last_copy(moment) if self.window is not None else None,
            title=_("正在做今天的安全副本…"),
        )

    def _on_not_opened(self, error: Exception) -> bool:
        """Without its database the window is of no use: say why, then close."""
        from station_app.ui import messages  # noqa: PLC0415 - not on the usual path

        if isinstance(error, Trouble):
            messages.show_trouble(self.window, error)
        else:
            self.guard.report(error)
        if self.window is not None:
            self.window.close()
        return True

    def _put_on_looks(self) -> None:
        chosen = self.memory.theme or theme.system_theme(self.application)
        theme.apply(self.application, chosen, large=self.memory.large_type)

    def _change_looks(self, *, other_theme: bool) -> None:
        """Another theme or type size: the window is built anew on the same open database."""
        old = self.window
        if old is None or not self.desk.is_open or not old.may_close():
            return
        if other_theme:
            self.memory.theme = "light" if theme.tokens().name == "dark" else "dark"
        else:
            self.memory.large_type = not self.memory.large_type
        quits = self.application.quitOnLastWindowClosed()
        self.application.setQuitOnLastWindowClosed(False)
        old.remember()
        old.hide()
        self._put_on_looks()
        new = self._make_window()
        new.database_ready(old.current_page)
        new.status.set_last_copy(care.newest_copy_at(self.folder))
        new.show()
        old.deleteLater()
        self.application.setQuitOnLastWindowClosed(quits)

    def _choose_copy_target(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - only here

        chosen = QFileDialog.getExistingDirectory(self.window, _("安全副本存到哪里？例如U盘"))
        if chosen and self.desk.is_open:
            self.copy_to(Path(chosen))

    def _tell_crash(self, place: Path | None) -> None:
        from station_app.ui import messages  # noqa: PLC0415 - not on the usual path

        messages.tell(self.window, _("程序出了一个错误"), *crash.sentences(place))


def _is_trouble(error: Exception) -> bool:
    """At close nobody is there to read; the next start tells how old the newest copy is."""
    return isinstance(error, Trouble)
