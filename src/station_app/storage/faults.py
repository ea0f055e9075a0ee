"""What the database engine reports, said in the sentences of the fault catalogue (reliability.md §2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from station_app.core import system_errors
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.storage import reserve

_BUSY, _LOCKED, _READ_ONLY, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 5, 6, 8, 10, 11, 13, 14, 26
_READ_FAULTS = {10 | 1 << 8, 10 | 2 << 8, 10 | 33 << 8, 10 | 34 << 8}
"""SQLITE_IOERR_READ, _SHORT_READ, _DATA, _CORRUPTFS; any other I/O error came from writing."""


@contextmanager
def explained(path: Path, *, files: bool = False) -> Iterator[None]:
    """Turns engine errors about disk, lock and damage inside the block into Trouble; `path` is the database file.

    `files`: system errors too, for blocks that touch no other files than the station's own.
    """
    try:
        yield
    except Trouble:
        raise
    except Exception as error:
        trouble = None if isinstance(error, OSError) and not files else trouble_for(error, path)
        if trouble is None:
            raise
        raise trouble from error


def trouble_for(error: BaseException, path: Path, *, may_release: bool = True) -> Trouble | None:
    """The Trouble behind an engine or system error; None for what is a bug of the program (constraint, syntax).

    `may_release`: a full disk gives up the emergency reserve.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, OSError):
        if cause.errno in system_errors.FULL:
            return disk_full(path, may_release=may_release)
        return read_only(path) if cause.errno in system_errors.CLOSED else None
    if not isinstance(cause, dbapi2.Error):
        return None
    code = int(getattr(cause, "sqlite_errorcode", None) or 0)
    if code in _READ_FAULTS or code & 0xFF in (_CORRUPT, _NOT_A_DATABASE):
        return damaged(path)
    if code & 0xFF in (_FULL, _IO):  # a file-size limit or quota surfaces as "disk I/O error" (F05)
        return disk_full(path, may_release=may_release)
    return {
        _READ_ONLY: read_only,
        _CANNOT_OPEN: read_only,
        _BUSY: busy,
        _LOCKED: busy,
    }.get(code & 0xFF, lambda _path: None)(path)


def disk_full(path: Path, *, may_release: bool = True) -> Trouble:
    """F04, F05: nothing of the action was written; the emergency reserve is given up so that work can go on."""
    freed = may_release and reserve.release(path.parent)
    return Trouble(
        "E_DISK_FULL",
        _("磁盘已满，写不进去。"),
        _("这一次的修改没有保存，以前的数据完好；窗口里填的内容还在。"),
        _("程序已放出 10 MB 应急空间，请先再保存一次，然后清理磁盘。")
        if freed
        else _("请清理磁盘（删除不要的大文件、清空回收站）后再保存一次。"),
    )


def read_only(path: Path) -> Trouble:
    """F11: the file or its folder cannot be written."""
    return Trouble(
        "E_READ_ONLY",
        _("数据文件现在只能读，不能写：{path}。").format(path=path),
        _("可以查看和打印，但修改不能保存；已有的数据完好。"),
        _("请取消文件夹的“只读”，检查U盘写保护、权限和杀毒软件，然后重新打开程序。"),
    )


def busy(_path: Path) -> Trouble:
    """F18: another program or a long read holds the file."""
    return Trouble(
        "E_BUSY",
        _("数据正被别的程序占用，等了 5 秒还没有空出来。"),
        _("这一次的修改没有保存，窗口里填的内容还在。"),
        _("请过一会儿再保存；如果总是这样，请关闭正在读取该文件夹的备份或杀毒软件。"),
    )


def damaged(path: Path) -> Trouble:
    """F07, F08, F10: the file does not hold what was written; names the newest good copy, changes nothing."""
    from station_app.storage.copies import newest_copy  # noqa: PLC0415 - only in an emergency

    newest = newest_copy(path.parent / "copies")
    return Trouble(
        "E_DB_DAMAGED",
        _("数据文件已损坏：{path}。").format(path=path),
        _("程序没有改动它，损坏的内容不会当作数据显示。"),
        _("请不要删除任何文件。最近一份检查过的安全副本是 {name}，可以用它恢复。").format(name=newest)
        if newest
        else _("请不要删除任何文件，把整个文件夹复制保存，然后从U盘上的安全副本恢复。"),
    )
