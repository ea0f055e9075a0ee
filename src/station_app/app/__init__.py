"""Opens the window on a station's folder."""

from __future__ import annotations

import os
import sys

from station_app.core.paths import StationFolder
from station_app.core.texts import _


def run(folder: StationFolder, password: str | None, user_name: str = "") -> int:
    """Open the window and stay until it is closed; exit code 0, or 1 after a sentence said why not."""
    if not has_display():
        text = _("没有可用的显示器，窗口打不开。没有显示器时请用 make demo，或用命令行（station-app --help）。")
        print(text, file=sys.stderr)  # noqa: T201
        return 1
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not without a display

    from station_app.app.running import Running  # noqa: PLC0415

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    while True:
        running = Running(application, folder, user_name)
        code = application.exec() if running.open(password) else 1
        by = running.desk.user.name if running.desk.is_open else ""
        running.close()
        if running.copy_to_restore is None:
            return code
        from station_app.app.putting_back import put_back  # noqa: PLC0415 - rarely needed

        put_back(running.folder, running.copy_to_restore, by)
        folder, password = running.folder, None


def has_display() -> bool:
    """Qt can open a window here: a desktop session, or a platform that needs none was chosen."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
