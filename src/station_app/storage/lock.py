"""One program at a time per station folder, and never on a drive where locks cannot be trusted (F13–F15)."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from station_app.core import clock
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.storage import drives, faults, restoring
from station_app.storage.safe_file import make_folder

_BYTE = 1 << 30
"""The byte that Windows locks lies far behind the text, so that others can read who holds the lock."""


@contextmanager
def held(folder: StationFolder, *, take_over: bool = False) -> Iterator[None]:
    """Hold the folder; completes a restore that was cut short. The system frees the lock when the process dies.

    Trouble E_ALREADY_OPEN (names host, user and time), E_NETWORK_DRIVE, E_READ_ONLY, E_DISK_FULL. A lock left
    behind by another computer is only taken with `take_over`, after the user was asked.
    """
    drives.refuse_shared(folder.root)
    if folder.root.is_dir() and not os.access(folder.root, os.W_OK):
        yield  # a write-protected folder: nobody can write, so nobody can collide
        return
    with faults.explained(folder.lock, files=True):
        make_folder(folder.root)
        handle = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        owner = _owner(folder.lock)
        if not _try_lock(handle):
            raise _already_open(folder, owner)
        if owner and owner.get("host") != socket.gethostname() and not take_over:
            raise _already_open(folder, owner)
        _note(handle, _myself())
        restoring.finish(folder)
        yield
        _note(handle, {})
    finally:
        os.close(handle)


def _myself() -> dict[str, Any]:
    return {
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "user": getpass.getuser(),
        "since": clock.now().isoformat(timespec="seconds"),
    }


def _note(handle: int, owner: dict[str, Any]) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(owner).encode() if owner else b"")


def _owner(place: Path) -> dict[str, Any]:
    """Who wrote the lock last; empty after a clean end."""
    try:
        read = json.loads(place.read_bytes() or b"{}")
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _try_lock(handle: int) -> bool:
    with contextlib.suppress(BlockingIOError, PermissionError):
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            os.lseek(handle, _BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _already_open(folder: StationFolder, owner: dict[str, Any]) -> Trouble:
    here = owner.get("host") in (None, socket.gethostname())
    return Trouble(
        "E_ALREADY_OPEN",
        _("这个站的数据正被打开：电脑 {host}，用户 {user}，从 {since} 起。").format(
            host=owner.get("host", "?"), user=owner.get("user") or "?", since=owner.get("since", "?")
        ),
        _("为了不弄乱数据，这里没有再打开；数据没有变化。"),
        _("请切换到已经打开的窗口，或等正在运行的命令结束。")
        if here
        else _("如果那台电脑已经不用这份数据了，请删除 {name} 后再打开。").format(name=folder.lock),
    )
