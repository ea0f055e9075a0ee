"""Opens the county's window."""

from __future__ import annotations

import os
import sys
from typing import Any

from station_app.core.texts import _
from station_app.county.store.folder import CountyFolder


def run(folder: CountyFolder, *, server: Any = None, password: str | None = None) -> int:
    """Open the window and stay until it is closed; exit code 0, or 1 after a sentence said why not.

    `server` is the address of a PostgreSQL (commands.opening.server_of); `password` as a command gets it.
    """
    if not has_display():
        text = _("没有可用的显示器，窗口打不开。没有显示器时请用命令行（station-county --help）。")
        print(text, file=sys.stderr)  # noqa: T201
        return 1
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not without a display

    from station_app.county.app.running import Running  # noqa: PLC0415

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    running = Running(application, folder, server)
    code = application.exec() if running.open(password) else 1
    running.close()
    return code


def has_display() -> bool:
    """Qt can open a window here: a desktop session, or a platform that needs none was chosen."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
