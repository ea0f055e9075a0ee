"""What may have to be asked before the window is there: first run, password, demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressDialog

from station_app import menu
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import keys

if TYPE_CHECKING:
    from station_app.app.running import Running
    from station_app.ui.tasks import Progress

DEMO_FOLDER = "demo"


def ask(running: Running, password: str | None) -> bytes | None:
    """The data key by wizard or dialog, None when the user gives up; Trouble when it cannot be opened at all."""
    if not running.folder.database.exists() and not running.folder.key_file.exists():
        begun = menu.first_run(running.folder)
        if begun is None:
            return None
        if begun.data_key:
            return begun.data_key
        if begun.choice == "demo":
            password = _go_to_demo(running)
            if password is None:
                return None
    return _unlock(running.folder, password)


def _unlock(folder: StationFolder, password: str | None) -> bytes | None:
    try:
        return keys.unlock(folder, password)
    except Trouble as trouble:
        if trouble.code not in ("E_NEEDS_PASSWORD", "E_WRONG_PASSWORD"):
            raise
        return menu.unlock(folder, wrong=trouble.code == "E_WRONG_PASSWORD")


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
