"""Opens the window: first rows by plain SQL before the first paint, everything heavy afterwards."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from station_app.storage.database import Database
    from station_app.ui.main_window import MainWindow
    from station_app.ui.tasks import Progress

FIRST_ROWS = 50
HEAVY = (
    "sqlalchemy",
    "sqlalchemy.orm",
    "station_app.models",
    "station_app.storage.station_file",
    "station_app.features.station.service",
    "station_app.features.people.service.people",
    "pypinyin.constants",
)
"""Imported one by one on the worker after the first paint; between two the window may paint."""


def run(folder: StationFolder, password: str | None) -> int:
    """Open the window on a station's folder and stay until it is closed; exit code 0, or 1 with a sentence."""
    if not has_display():
        text = _("没有可用的显示器，窗口打不开。没有显示器时请用 make demo，或用命令行（station-app --help）。")
        print(text, file=sys.stderr)  # noqa: T201
        return 1
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not without a display

    application = QApplication.instance()
    running = Running(application if isinstance(application, QApplication) else QApplication(sys.argv[:1]), folder)
    if not running.open(password):
        return 1
    code = running.application.exec()
    running.close()
    return code


def has_display() -> bool:
    """Qt can open a window here: a desktop session, or a platform that needs none was chosen."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


class Running:
    """The program while its window is open on one station."""

    window: MainWindow

    def __init__(self, application: QApplication, folder: StationFolder) -> None:
        from station_app.ui import crash, memory, theme  # noqa: PLC0415 - Qt is there only now

        self.application = application
        self.folder = folder
        self._held = ExitStack()
        self._data_key = b""
        self._memory_file = folder.root / "window.json"
        self.memory = memory.load(self._memory_file)
        application.setApplicationName("station-app")
        theme.apply(application, self.memory.theme or theme.system_theme(application), large=self.memory.large_type)
        self.guard = crash.CrashGuard(folder.logs, self._tell_crash)

    def open(self, password: str | None) -> bool:
        """Lock, unlock, show the window with its first rows; False when the user gave up or was told why not."""
        from station_app.ui import messages  # noqa: PLC0415

        try:
            return self._open(password)
        except Trouble as trouble:
            messages.show_trouble(None, trouble)
            self._held.close()
            return False

    def _open(self, password: str | None) -> bool:
        from station_app import menu  # noqa: PLC0415
        from station_app.storage import keys  # noqa: PLC0415

        if not self.folder.database.exists() and not self.folder.key_file.exists():
            begun = menu.first_run(self.folder)
            if begun is None:
                return False
            self._data_key = begun.data_key
        self._hold()
        if not self._data_key:
            found = self._unlock(password)
            if found is None:
                self._held.close()
                return False
            self._data_key = found
        name, rows = self._first_rows()
        self._show(name, rows)
        self.window.status.set_has_password(keys.has_password(self.folder))
        return True

    def _hold(self) -> None:
        try:
            from station_app.storage.lock import held  # noqa: PLC0415
        except ImportError:
            return
        self._held.enter_context(held(self.folder))

    def _unlock(self, password: str | None) -> bytes | None:
        from station_app import menu  # noqa: PLC0415
        from station_app.storage import keys  # noqa: PLC0415

        try:
            return keys.unlock(self.folder, password)
        except Trouble as trouble:
            if trouble.code not in ("E_NEEDS_PASSWORD", "E_WRONG_PASSWORD"):
                raise
            return menu.unlock(self.folder, wrong=trouble.code == "E_WRONG_PASSWORD")

    def _first_rows(self) -> tuple[str, list[Any]]:
        """The station's name and the first people, by plain SQL on the encrypted file."""
        from station_app import menu  # noqa: PLC0415
        from station_app.storage import connect  # noqa: PLC0415

        connect.require_file(self.folder.database)
        connection = connect.open_file(self.folder.database, self._data_key, read_only=True)
        try:
            name = connection.execute("SELECT name FROM station WHERE voided_at IS NULL LIMIT 1").fetchone()
            rows = connection.execute(
                f"SELECT {', '.join(menu.first_columns())} FROM {menu.FIRST_TABLE} "  # noqa: S608 - described names
                "WHERE voided_at IS NULL ORDER BY name_pinyin, id LIMIT ?",
                (FIRST_ROWS,),
            ).fetchall()
        finally:
            connection.close()
        return (name[0] if name else ""), rows

    def _show(self, name: str, rows: list[Any]) -> None:
        from PySide6.QtCore import QTimer  # noqa: PLC0415

        from station_app import menu  # noqa: PLC0415
        from station_app.ui.main_window import MainWindow  # noqa: PLC0415
        from station_app.ui.screen import Desk  # noqa: PLC0415
        from station_app.ui.tasks import Tasks  # noqa: PLC0415

        self.tasks = Tasks()
        self.desk = Desk(self.folder, self.tasks)
        self.tasks.crashed.connect(self.guard.report)
        self.window = MainWindow(self.desk, menu.PAGES, menu.search, self.memory)
        self.window.set_station_name(name)
        self.window.show_first(menu.FIRST_PAGE, menu.first_table(rows))
        self.window.closing.connect(self._remember)
        self.window.show()
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.guard.install()
        self.tasks.run(self._load, self._ready, self._failed)

    def _load(self, _progress: Progress) -> Database:
        """On the worker: import what is heavy step by step, then open the database."""
        import importlib  # noqa: PLC0415
        import time  # noqa: PLC0415

        os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
        for name in HEAVY:
            importlib.import_module(name)
            time.sleep(0.01)
        from station_app.storage import station_file  # noqa: PLC0415

        return station_file.open_station(self.folder, self._data_key, actor=getpass.getuser()[:40])

    def _ready(self, database: Database) -> None:
        from station_app import menu  # noqa: PLC0415

        self.desk.attach(database)
        self.window.database_ready(menu.FIRST_PAGE)

    def _failed(self, error: Exception) -> bool:
        """Without its database the window is of no use: say why, then close."""
        from station_app.ui import messages  # noqa: PLC0415

        if isinstance(error, Trouble):
            messages.show_trouble(self.window, error)
        else:
            self.guard.report(error)
        self.window.close()
        return True

    def _remember(self) -> None:
        from station_app.ui import memory  # noqa: PLC0415

        memory.store(self._memory_file, self.memory)

    def _tell_crash(self, place: Any) -> None:
        from station_app.ui import crash, messages  # noqa: PLC0415

        messages.tell(getattr(self, "window", None), _("程序出了一个错误"), *crash.sentences(place))

    def close(self) -> None:
        """After the window: finish the worker, close the file, give the folder back."""
        self.tasks.wait()
        self.tasks.stop()
        if self.desk.is_open:
            database = self.desk.database
            self.desk.detach()
            database.close()
        self.guard.uninstall()
        self._held.close()
