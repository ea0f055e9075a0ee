"""Ten megabytes set aside, so that a full disk still lets the station save once and clean up (F04)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SIZE = 10 * 1024 * 1024
NAME = "station.reserve"
_ENOUGH_LEFT = 100 * 1024 * 1024


def hold(folder: Path) -> None:
    """Set the reserve aside unless it is there or the disk is already short; never fails."""
    place = folder / NAME
    try:
        if place.exists() or shutil.disk_usage(folder).free < SIZE + _ENOUGH_LEFT:
            return
        with place.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, SIZE)
            else:
                file.truncate(SIZE)
    except OSError:
        place.unlink(missing_ok=True)


def release(folder: Path) -> bool:
    """Give the reserve back to the disk; False when there is none."""
    try:
        (folder / NAME).unlink()
    except OSError:
        return False
    return True
