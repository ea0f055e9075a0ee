"""Where files go: the folder of the last one, offered again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

_NAME = "save_folder"


def folder_of(desk: QObject) -> Path:
    """Where the last file went, else the user's documents."""
    kept = desk.property(_NAME)
    if isinstance(kept, str) and Path(kept).is_dir():
        return Path(kept)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def remember(desk: QObject, folder: Path) -> None:
    """The desk keeps it until the window closes."""
    desk.setProperty(_NAME, str(folder))
