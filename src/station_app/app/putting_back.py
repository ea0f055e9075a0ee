"""A safe copy takes the place of the data: chosen in the window, done between two windows, then opened anew.

The program never changes the data under an open window: the window closes (with a last safe copy, where the file is
whole), the copy is put in place, and the start begins again with the password or the recovery key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressDialog

from station_app import menu
from station_app.core.texts import _
from station_app.core.users import STATION_HEAD
from station_app.ui import messages

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from station_app.app.running import Running
    from station_app.core.errors import Trouble
    from station_app.core.paths import StationFolder
    from station_app.ui.tasks import Progress

MENDED_BY_A_COPY = ("E_DB_DAMAGED", "E_DB_MISSING", "E_KEY_FILE_MISSING", "E_KEY_FILE_DAMAGED", "E_AUDIT_TRAIL")
"""Codes of trouble that a safe copy gets rid of."""


def offer(running: Running, trouble: Trouble, parent: QWidget | None, data_key: bytes | None) -> bool:
    """Say the trouble with a way to a safe copy; whether one was chosen (`running.copy_to_restore`)."""
    wanted = messages.offer(parent, trouble, _("从安全副本恢复…"))
    return wanted and choose(running, parent, data_key)


def choose(running: Running, parent: QWidget | None, data_key: bytes | None, first: str = "") -> bool:
    """Ask which copy; it is put in place when the window has closed."""
    running.copy_to_restore = menu.choose_copy(running.folder, parent, data_key=data_key, first=first)
    return running.copy_to_restore is not None


def choose_in_window(running: Running, first: str) -> None:
    """From the settings: only the head of the station, and nothing typed is lost; then the window closes."""
    window, desk = running.window, running.desk
    if window is None or not desk.is_open:
        return
    if desk.user.role != STATION_HEAD:
        desk.say(_("只有站长可以从安全副本恢复。"), "warn")
        return
    if window.may_close() and choose(running, window, desk.database.data_key, first):
        running.shell.close()


def put_back(folder: StationFolder, copy: Path, by: str = "") -> bool:
    """Put the copy in place while nobody has the folder open; False when that failed, which is said."""
    from station_app.storage import lock, restoring  # noqa: PLC0415
    from station_app.ui.tasks import Tasks  # noqa: PLC0415

    waiting = QProgressDialog(_("正在恢复，请不要关机…"), "", 0, 0)
    waiting.setCancelButton(None)
    waiting.setWindowTitle(_("社工站工作台"))
    waiting.setMinimumDuration(0)
    waiting.show()
    tasks = Tasks()
    tasks.trouble.connect(lambda trouble: messages.show_trouble(waiting, trouble))
    done: list[bool] = []

    def work(_progress: Progress) -> bool:
        with lock.held(folder):
            restoring.restore(copy, folder, by=by)
        return True

    tasks.run(work, done.append)
    tasks.wait(600_000)
    tasks.stop()
    waiting.close()
    return bool(done)
