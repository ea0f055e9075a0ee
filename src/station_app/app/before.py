"""What may have to be asked before the window is there: first run, password, demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressDialog

from station_app import menu
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import logins

if TYPE_CHECKING:
    from station_app.app.running import Running
    from station_app.storage.logins import Login
    from station_app.ui.tasks import Progress

DEMO_FOLDER = "demo"
_ASKED_AGAIN = ("E_NEEDS_PASSWORD", "E_WRONG_PASSWORD", "E_NEEDS_USER", "E_LOCKED_OUT")


def ask(running: Running, refused: Trouble | None) -> Login | None:
    """Opened by wizard or dialog, None when the user gives up; Trouble when it cannot be opened at all.

    `refused` is why it did not open without asking.
    """
    if not running.folder.database.exists() and not running.folder.key_file.exists():
        begun = menu.first_run(running.folder)
        if begun is None:
            return None
        if begun.login is not None:
            return begun.login
        if begun.choice == "demo":
            password = _go_to_demo(running)
            return None if password is None else logins.unlock(running.folder, password)
        refused = None
    return _unlock(running.folder, refused)


def _unlock(folder: StationFolder, refused: Trouble | None) -> Login | None:
    try:
        if refused is not None:
            raise refused
        return logins.unlock(folder, None)
    except Trouble as trouble:
        if trouble.code not in _ASKED_AGAIN:
            raise
        said = "" if trouble.code == "E_NEEDS_PASSWORD" else f"{trouble.what}{trouble.next_step}"
        return menu.unlock(folder, wrong=said)


def _go_to_demo(running: Running) -> str | None:
    """The demo station in a folder of its own, made on first use; its password, None when that failed."""
    folder = StationFolder(running.folder.root / DEMO_FOLDER)
    waiting = QProgressDialog(_("正在准备演示站，大约半分钟…"), "", 0, 0)
    waiting.setCancelButton(None)
    waiting.setWindowTitle(_("社工站工作台"))
    waiting.setMinimumDuration(0)
    waiting.show()
    told: list[str] = []

    def work(_progress: Progress) -> str:
        from station_app.demo import play  # noqa: PLC0415 - heavy
        from station_app.demo.station import PASSWORD  # noqa: PLC0415

        if not folder.key_file.exists():
            play.play(folder.root)
        return PASSWORD

    running.tasks.run(work, told.append)
    running.tasks.wait(300_000)
    waiting.close()
    if not told:
        return None
    running.move_to(folder)
    return told[0]
