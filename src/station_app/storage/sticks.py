"""Which sticks are plugged in: where a package to the county can go without anybody looking for a folder."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import string
import sys
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "STATION_APP_STICKS"
"""Folders that count as sticks, in place of the real ones; for the demo and the tests."""
_MOUNTS = Path("/proc/self/mountinfo")
_BLOCKS = Path("/sys/class/block")
_HAND_MOUNTED = ("/media/", "/run/media/", "/mnt/")
_REMOVABLE = 2
"""GetDriveTypeW: DRIVE_REMOVABLE."""


@dataclass(frozen=True)
class Stick:
    """One removable medium that can be seen."""

    path: Path
    label: str
    """What people know it by: its name, or its drive letter."""
    free: int
    """Bytes that fit on it; -1 when it does not say."""


def list_sticks() -> list[Stick]:
    """The removable media that are there now, in the order of their names; never fails."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        places = [Path(place) for place in told.split(os.pathsep) if place]
    elif sys.platform == "win32":
        places = _windows_drives()
    else:
        places = _linux_mounts(_read(_MOUNTS))
    return [Stick(place, place.name or str(place), _free(place)) for place in places if place.is_dir()]


def _linux_mounts(table: str, blocks: Path = _BLOCKS) -> list[Path]:
    """Mount points of removable or USB media in text like /proc/self/mountinfo."""
    found = set()
    for line in table.splitlines():
        before, separator, after = line.partition(" - ")
        fields, source = before.split(" "), after.split(" ")[1:2]
        if not separator or len(fields) < 5 or not source:
            continue
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
        if point.startswith(_HAND_MOUNTED) and _is_removable(source[0], blocks):
            found.add(Path(point))
    return sorted(found)


def _is_removable(source: str, blocks: Path) -> bool:
    """Whether a device such as /dev/sdb1 hangs on USB or says of itself that it can be taken out."""
    if not source.startswith("/dev/"):
        return False
    block = blocks / source.removeprefix("/dev/")
    try:
        device = block.resolve(strict=True)
    except OSError:
        return False
    whole = device if (device / "removable").is_file() else device.parent
    return "/usb" in str(device) or _read(whole / "removable").strip() == "1"


def _windows_drives() -> list[Path]:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    letters = [letter for place, letter in enumerate(string.ascii_uppercase) if kernel.GetLogicalDrives() >> place & 1]
    return [Path(f"{letter}:\\") for letter in letters if kernel.GetDriveTypeW(f"{letter}:\\") == _REMOVABLE]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return -1
