"""The program while its window is open on one station."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from station_app.app import opening
from station_app.app.office import office_of
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.ui import looks, memory, office

if TYPE_CHECKING:
    from pathlib import Path

    from station_app.app.presence import Presence
    from station_app.core.paths import StationFolder
    from station_app.storage.copies import Copy
    from station_app.storage.database import Database, Session
    from station_app.storage.logins import Login
    from station_app.ui.crash import CrashGuard
    from station_app.ui.main_window import MainWindow
    from station_app.ui.scanner import Scanner
    from station_app.ui.screen import Desk
    from station_app.ui.shell import Shell
    from station_app.ui.tasks import Progress, Tasks


class Running:
    """Opens in steps: key, first paint; then lock, imports, database, main window; then check and safe copy."""

    tasks: Tasks
    desk: Desk
    guard: CrashGuard
    shell: Shell

    def __init__(self, application: QApplication, folder: StationFolder, user_name: str = "") -> None:
        """`user_name` says whose password is given to `open`, where there are several users."""
        self.application = application
        self.folder = folder
        self.user_name = user_name
        self.window: MainWindow | None = None
        """There once the database is open and the first page has read its rows."""
        self.copy_to_restore: Path | None = None
        """A safe copy that takes the place of the data once the window is closed (app.putting_back)."""
        self._held = ExitStack()
        self._login: Login | None = None
        self._presence: Presence | None = None
        self._scanner: Scanner | None = None
        self._prepared = False
        self.memory = memory.load(folder.window_memory)
        application.setApplicationName("station-app")
        dark = application.palette().window().color().lightness() < 128
        looks.put_on(self.memory.theme or ("dark" if dark else "light"), large=self.memory.large_type)

    def open(self, password: str | None) -> bool:
        """Show the window; False when the user gave up or was told why not."""
        refused: Trouble | None = None
        try:
            self._login = opening.login_without_asking(self.folder, password, self.user_name)
        except Trouble as trouble:
            refused = trouble
        if self._login is None and not self._ask(refused):
            return False
        shown = opening.sight(self.folder, self._login.data_key if self._login else b"", self._first_page())
        self.shell = opening.shell_for(shown, _("社工站工作台"), self.memory.geometry)
        self._name = shown.station
        self.shell.first_painted.connect(self._after_first_paint)
        self.shell.show()
        return True

    def close(self) -> None:
        """After the window: a last safe copy if something was saved, close the file, give the folder back."""
        if not self._prepared:
            return
        from station_app.app import care  # noqa: PLC0415 - after the first paint, as everywhere below

        self.tasks.wait()
        if self._presence is not None:
            self._presence.stop()
        if self._scanner is not None:
            self._scanner.stop()
        if self.desk.is_open:
            database = self.desk.database
            self.tasks.run(lambda _progress: care.copy_at_close(database, self.folder), failed=_is_trouble)
            self.tasks.wait(120_000)
            office.use(None)
            self.desk.detach()
            database.close()
            care.remember_file(database, self.folder)
        self.tasks.stop()
        self._help.stop()
        self.guard.uninstall()
        self._held.close()

    def copy_to(self, target: Path) -> None:
        """A safe copy in a folder the user chose, proven before it is called good."""

        def work(_progress: Progress) -> Copy:
            from station_app.storage import backup  # noqa: PLC0415

            return backup.make_copy(self.desk.database, self.folder, target)

        def done(copy: Copy) -> None:
            self.desk.say(_("安全副本已做好并检查过：{place}").format(place=copy.path), "accent")

        self.tasks.run(work, done, title=_("正在做安全副本…"))

    def _prepare(self) -> None:
        """Theme, worker, crash guard and lock: what every further step needs; Trouble when the folder is in use."""
        if self._prepared:
            return
        from station_app.storage import lock  # noqa: PLC0415
        from station_app.ui import crash, theme  # noqa: PLC0415
        from station_app.ui.help_key import HelpKey  # noqa: PLC0415
        from station_app.ui.screen import Desk  # noqa: PLC0415
        from station_app.ui.tasks import Tasks  # noqa: PLC0415

        theme.apply(self.application, looks.tokens().name, large=self.memory.large_type)
        self._help = HelpKey(self.application)
        self.tasks = Tasks()
        self.desk = Desk(self.folder, self.tasks)
        self.desk.name_of = _name_of
        self.desk.copy_wanted.connect(self._choose_copy_target)
        self.desk.copy_made.connect(self._show_newest_copy)
        self.desk.looks_wanted.connect(self._change_looks)
        self.desk.restore_wanted.connect(self._restore)
        self.guard = crash.CrashGuard(self.folder.logs, self._tell_crash)
        self.tasks.crashed.connect(self.guard.report)
        self._prepared = True
        self._held.enter_context(lock.held(self.folder))
        self.guard.install()

    def _ask(self, refused: Trouble | None) -> bool:
        """First-run wizard or unlock dialog; False when the user gave up or was told why it cannot be opened."""
        from station_app.app import before  # noqa: PLC0415

        try:
            self._prepare()
            self._login = before.ask(self, refused)
        except Trouble as trouble:
            self._say_and_stop(trouble)
            return False
        return self._login is not None

    def move_to(self, folder: StationFolder) -> None:
        """Work in another folder from now on (the demo's); its lock is taken."""
        from station_app.storage import lock  # noqa: PLC0415

        self._held.close()
        self.folder = self.desk.folder = folder
        self._held.enter_context(lock.held(folder))

    def _after_first_paint(self) -> None:
        from station_app import menu  # noqa: PLC0415
        from station_app.app import care  # noqa: PLC0415
        from station_app.app.second_start import Doorbell  # noqa: PLC0415

        try:
            self._prepare()
        except Trouble as trouble:
            self._refused_folder(trouble)
            return
        Doorbell(self.application, self.folder, self.shell)
        folder, login = self.folder, self._login
        if login is None:
            raise RuntimeError("the window is shown before anybody opened the station")

        def work(_progress: Progress) -> Database:
            care.load(menu.HEAVY)
            return care.open_database(folder, login)

        self.tasks.run(work, self._on_opened, self._on_not_opened)

    def _refused_folder(self, trouble: Trouble) -> None:
        """Another program has the station: its window comes to the front, or it is said who has it."""
        from station_app.app.second_start import Ring  # noqa: PLC0415

        if trouble.code != "E_ALREADY_OPEN":
            self._say_and_stop(trouble)
            return
        Ring(self.folder, self.shell, lambda came: self.shell.close() if came else self._say_and_stop(trouble))

    def _on_opened(self, database: Database) -> None:
        """The first page reads, then the window changes places with the first sight, then the file is checked."""
        from station_app.app import care  # noqa: PLC0415
        from station_app.app.presence import Presence  # noqa: PLC0415

        self.desk.attach(database)
        office.use(office_of(self.desk))
        login = self._login
        if login is None:
            raise RuntimeError("a database without anybody who opened it")
        self._presence = presence = Presence(self.application, self.desk, login, self._show_user)
        window = self._make_window(self._name)
        window.database_ready(self._first_page())
        self.tasks.run(lambda _progress: None, lambda _nothing: self.shell.take(window))
        self.tasks.run(
            lambda _progress: care.check(database, self.folder), failed=self._on_damaged, title=_("正在检查数据文件…")
        )
        self.tasks.run(lambda _progress: care.note_login(database, login))
        self.tasks.run(lambda _progress: care.begin_packages(database, self.folder), self._tell_epoch)
        self.tasks.run(lambda _progress: care.follow_calendar(database))
        presence.read_rules()
        self.tasks.run(
            lambda _progress: care.daily_copy(database, self.folder),
            lambda _moment: self.desk.copy_made.emit(),
            title=_("正在做今天的安全副本…"),
        )
        self.tasks.run(lambda _progress: care.monthly_drill(database, self.folder), title=_("正在试恢复一次…"))
        self.tasks.run(lambda _progress: care.give_memory_back(database))

    def _tell_epoch(self, told: str) -> None:
        """The numbering of packages begins anew: one sentence, nothing to do."""
        if told:
            self.desk.say(told, "warn")

    def _on_damaged(self, error: Exception) -> bool:
        """Said with a way to a safe copy; the status line goes on saying that nothing is written."""
        from station_app.app import putting_back  # noqa: PLC0415

        if self.window is not None:
            self.window.status.set_read_only(self.desk.database.read_only)
        if not isinstance(error, Trouble) or error.code not in putting_back.MENDED_BY_A_COPY:
            return False
        if putting_back.offer(self, error, self.window, self.desk.database.data_key):
            self.shell.close()
        return True

    def _restore(self, first: str) -> None:
        from station_app.app import putting_back  # noqa: PLC0415

        putting_back.choose_in_window(self, first)

    def _on_not_opened(self, error: Exception) -> bool:
        """Without its database the window is of no use: say why, then close."""
        if isinstance(error, Trouble):
            self._say_and_stop(error)
        else:
            self.guard.report(error)
            self.shell.close()
        return True

    def _first_page(self) -> str:
        from station_app import menu  # noqa: PLC0415 - loaded with `opening`

        return (self.memory.page if self.memory.goes_on else "") or menu.FIRST_PAGE

    def _make_window(self, station_name: str) -> MainWindow:
        from station_app import menu  # noqa: PLC0415
        from station_app.storage import keys  # noqa: PLC0415
        from station_app.ui.main_window import MainWindow  # noqa: PLC0415

        self.desk.table_out = menu.table_out()
        self.desk.print_offsets = partial(menu.print_offsets, self.folder)
        self.desk.keep_printing = partial(menu.keep_printing, self.folder)
        if self._scanner is None:
            self._scanner = menu.listen_to_scanner(self.application, self.desk)
        window = MainWindow(self.desk, menu.PAGES, menu.search, self.memory)
        window.set_station_name(station_name)
        window.closing.connect(self._remember)
        window.status.copy_wanted.connect(self._choose_copy_target)
        window.status.theme_wanted.connect(self._change_theme)
        window.status.size_wanted.connect(self._change_size)
        window.status.set_has_password(keys.has_password(self.folder))
        window.status.set_read_only(self.desk.database.read_only)
        window.status.lock_wanted.connect(self.desk.lock_wanted)
        if self._presence is not None:
            self._presence.show_in(window)
        self.window = window
        return window

    def _show_user(self, is_new_window: bool) -> None:
        if is_new_window:
            self._change_looks(looks.tokens().name, self.memory.large_type)
        elif self._presence is not None and self.window is not None:
            self._presence.show_in(self.window)

    def _remember(self) -> None:
        memory.store(self.folder.window_memory, self.memory)

    def _change_theme(self) -> None:
        self._change_looks("light" if looks.tokens().name == "dark" else "dark", self.memory.large_type)

    def _change_size(self) -> None:
        self._change_looks(looks.tokens().name, not self.memory.large_type)

    def _change_looks(self, name: str, large: bool) -> None:
        """Another theme or type size: the main window is built anew on the same open database; typed text goes along.

        What the worker has begun is answered first: its answers are for the old window.
        """
        from station_app.ui import theme  # noqa: PLC0415

        old = self.window
        if old is None or not self.desk.is_open:
            return
        if not self.tasks.wait():
            self.desk.say(_("正在处理别的事，做完后再换外观。"), "warn")
            return
        take_back = self.desk.drafts.hand_over()
        if old is not self.window or not old.may_close():
            take_back()
            return
        self.memory.theme, self.memory.large_type = name, large
        theme.apply(self.application, name, large=large)
        new = self._make_window(self.desk.station_name)
        new.open_page(old.current_page, old.current_place)
        self.shell.take(new)
        self._show_newest_copy()

    def _show_newest_copy(self) -> None:
        from station_app.app import care  # noqa: PLC0415

        if self.window is not None:
            self.window.status.set_last_copy(care.newest_copy_at(self.folder))

    def _choose_copy_target(self) -> None:
        from pathlib import Path  # noqa: PLC0415

        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

        chosen = QFileDialog.getExistingDirectory(self.window, _("安全副本存到哪里？例如U盘"))
        if chosen and self.desk.is_open:
            self.copy_to(Path(chosen))

    def _say_and_stop(self, trouble: Trouble) -> None:
        from station_app.app import putting_back  # noqa: PLC0415
        from station_app.ui import messages  # noqa: PLC0415

        print(trouble, file=sys.stderr)  # noqa: T201 - who started it from a terminal sees it there too
        shell = getattr(self, "shell", None)
        if trouble.code in putting_back.MENDED_BY_A_COPY and self._prepared:
            putting_back.offer(self, trouble, shell, self._login.data_key if self._login else None)
        else:
            messages.show_trouble(shell, trouble)
        if shell is not None:
            shell.close()

    def _tell_crash(self, place: Path | None) -> None:
        from station_app.ui import crash, messages  # noqa: PLC0415

        self.desk.drafts.keep_now()
        messages.tell(self.window, _("程序出了一个错误"), *crash.sentences(place))


def _name_of(session: Session, actor: str) -> str:
    """Who changed a record, for the form that met the change."""
    from station_app.features.station.service import users  # noqa: PLC0415 - after the first paint

    return users.name_of(session, actor)


def _is_trouble(error: Exception) -> bool:
    """At close nobody is there to read; the next start tells how old the newest copy is."""
    return isinstance(error, Trouble)
