"""A new file on a stick so that “可以拔出” is true: written aside, forced out, read back, then named (F30, F31).

Ledgers, archives and packages to the county all leave the station this way.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.system_errors import CLOSED, FULL, reason
from station_app.core.texts import _
from station_app.storage.safe_file import move_over

_BLOCK = 1 << 20
"""Bytes read at once from the medium; a multiple of every sector size."""
_NOT_IN_NAMES = '\\/:*?"<>|'


def hand_over(folder: Path, name: str, write: Callable[[Path], None], is_equal: Callable[[Path], bool]) -> Path:
    """Write a new file into a folder and return its path once the medium gave back what was written.

    `write` fills the path it is given (OSError when the medium refuses); `is_equal` reads it again. A file of that
    name is never overwritten, a number is added. Trouble E_STICK_FULL, E_STICK_READ_ONLY, E_STICK_GONE, E_STICK_BAD:
    the unfinished .part is removed, nothing else is touched.
    """
    target = _free_name(folder, name)
    part = target.with_name(target.name + ".part")
    try:
        write(part)
        written = sha256_of(part)
        _force_out(part)
        if _sha256_on_medium(part) != written or not is_equal(part):
            raise _bad(target)
        move_over(part, target)
        if _sha256_on_medium(target) != written:
            target.unlink(missing_ok=True)
            raise _bad(target)
    except OSError as fault:
        raise fault_at(fault, target) from fault
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def hand_over_bytes(folder: Path, name: str, content: bytes) -> Path:
    """As hand_over, for what is in memory; a file of that name that already holds just this on the medium is kept."""
    wanted = hashlib.sha256(content).hexdigest()
    target = folder / name
    with contextlib.suppress(OSError):
        if target.is_file() and _sha256_on_medium(target) == wanted:
            return target
    return hand_over(
        folder, name, lambda part: _write_bytes(part, content), lambda part: _sha256_on_medium(part) == wanted
    )


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, hexadecimal; OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safe_name(text: str) -> str:
    """A name that FAT and Windows accept, at most 100 characters."""
    kept = "".join(" " if sign in _NOT_IN_NAMES or ord(sign) < 32 else sign for sign in text)
    return " ".join(kept.split())[:100].rstrip(". ")


def _free_name(folder: Path, name: str) -> Path:
    stem, dot, ending = name.rpartition(".")
    target, count = folder / name, 1
    while target.exists():
        count += 1
        target = folder / f"{stem} ({count}){dot}{ending}"
    return target


def _force_out(path: Path) -> None:
    """Onto the medium, and out of the system's cache, so that the next read asks the medium (where the system can)."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sha256_on_medium(path: Path) -> str:
    """As sha256_of, asking the medium past the system's cache where that can be had (O_DIRECT; not on Windows)."""
    digest = hashlib.sha256()
    try:
        for block in _blocks_past_cache(path):
            digest.update(block)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP):
            raise
        return sha256_of(path)
    return digest.hexdigest()


def _blocks_past_cache(path: Path) -> Iterator[bytes]:
    """The file in blocks; OSError EINVAL where the file system knows no reading past the cache."""
    direct = getattr(os, "O_DIRECT", None)
    if direct is None:
        raise OSError(errno.EINVAL, "no O_DIRECT")
    handle = os.open(path, os.O_RDONLY | direct)
    try:
        with mmap.mmap(-1, _BLOCK) as aligned:
            while count := os.readv(handle, [aligned]):
                yield aligned[:count]
                if count % 512:
                    return  # the end of the file: another read would not be aligned
    finally:
        os.close(handle)


def fault_at(fault: OSError, target: Path) -> Trouble:
    """What to tell when a medium refuses a file or folder: full, closed, gone."""
    nothing_lost = _("没有写成，已有的数据不受影响，盘上原有的文件也没有动。")
    if fault.errno in FULL:
        return Trouble(
            "E_STICK_FULL", _("盘满了，写不下：{path}。").format(path=target), nothing_lost, _("请清理或换一个盘再试。")
        )
    if fault.errno in CLOSED:
        return Trouble(
            "E_STICK_READ_ONLY",
            _("这里不能写：{path}。").format(path=target.parent),
            nothing_lost,
            _("请检查U盘的写保护开关，或换一个文件夹。"),
        )
    return Trouble(
        "E_STICK_GONE",
        _("写到一半中断了：{path}（{why}）。U盘可能已拔出。").format(path=target, why=reason(fault)),
        nothing_lost,
        _("请重新插好U盘，再写一次。"),
    )


def _bad(target: Path) -> Trouble:
    return Trouble(
        "E_STICK_BAD",
        _("写进去的和读回来的不一样：{path}。这个盘可能已坏，或容量是假的。").format(path=target),
        _("盘上没有留下这份文件，已有的数据不受影响。"),
        _("请换一个U盘再写。"),
    )
