"""A file system in memory that writes down every change and every fsync: python -m tests.faults.recorded_disk.

Arguments: mount point, folder with the files it starts with, file for the record. Whatever is written to /.ack is
noted between the changes. The record is written when the disk is unmounted. What is written to /.fault makes the disk
a bad stick from then on: "pulled BYTES", "pulled-at CALLS" (gone after so many bytes written, or calls that reached
it), "fake BYTES" (whatever is beyond is taken and forgotten), "full BYTES", or "" (a good one again).
"""

from __future__ import annotations

import errno
import itertools
import os
import pickle
import stat
import sys
import time
from pathlib import Path
from typing import Any

ROOT = 1
ACK = "/.ack"
FAULT = "/.fault"
_FAULT_HANDLE = 2**30
_FREE_BLOCKS = 40 * 256  # 40 MB: too little for the emergency reserve, which is not what is tested


class Badness:
    """What is the matter with the stick."""

    def __init__(self) -> None:
        self.kind, self.left = "", 0

    def set(self, said: str) -> None:
        self.kind, _space, number = said.strip().partition(" ")
        self.left = int(number or 0)

    def call(self) -> None:
        """A call reaches the stick: EIO once it was pulled."""
        if self.kind == "pulled-at":
            self.left -= 1
        if self.kind in ("pulled", "pulled-at") and self.left < 0:
            raise OSError(errno.EIO, "pulled")

    def take(self, data: bytes) -> bytes:
        """What of a write the stick keeps; the rest raises on the next call, or is forgotten."""
        if self.kind not in ("pulled", "fake", "full"):
            return data
        kept = data[: max(self.left, 0)]
        self.left -= len(data)
        return kept + bytes(len(data) - len(kept)) if self.kind == "fake" else kept


class Disk:
    """Directories and files by number, and the record."""

    def __init__(self, base: Path) -> None:
        self.folders: dict[int, dict[str, int]] = {ROOT: {}}
        self.files: dict[int, bytearray] = {}
        self.record: list[tuple[Any, ...]] = []
        self._numbers = itertools.count(ROOT + 1)
        self._load(base, ROOT)
        self.start = (
            {number: dict(names) for number, names in self.folders.items()},
            {number: bytes(content) for number, content in self.files.items()},
        )

    def _load(self, place: Path, folder: int) -> None:
        for child in sorted(place.iterdir()):
            number = next(self._numbers)
            self.folders[folder][child.name] = number
            if child.is_dir():
                self.folders[number] = {}
                self._load(child, number)
            else:
                self.files[number] = bytearray(child.read_bytes())

    def find(self, path: str) -> int:
        number = ROOT
        for name in path.strip("/").split("/") if path != "/" else []:
            try:
                number = self.folders[number][name]
            except KeyError:
                raise OSError(errno.ENOENT, path) from None
        return number

    def split(self, path: str) -> tuple[int, str]:
        folder, _slash, name = path.rpartition("/")
        return self.find(folder or "/"), name

    def add(self, path: str, content: Any) -> int:
        folder, name = self.split(path)
        number = next(self._numbers)
        (self.folders if isinstance(content, dict) else self.files)[number] = content
        self.folders[folder][name] = number
        self.record.append(("add", folder, name, number, isinstance(content, dict)))
        return number

    def truncate(self, number: int, length: int) -> None:
        content = self.files[number]
        if len(content) > length:
            del content[length:]
        else:
            content.extend(bytes(length - len(content)))
        self.record.append(("truncate", number, length))

    def write(self, number: int, data: bytes, offset: int) -> None:
        content = self.files[number]
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data
        self.record.append(("write", number, offset, bytes(data)))


def serve(mount: str, base: Path, target: Path) -> None:
    import mfusepy  # only where FUSE exists

    disk, badness = Disk(base), Badness()

    class Operations(mfusepy.Operations):  # type: ignore[misc]
        use_ns = True

        def __call__(self, op: str, path: str, *arguments: Any) -> Any:
            if path != FAULT and op not in ("init", "destroy"):
                badness.call()
            return super().__call__(op, path, *arguments)

        def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
            if path in (ACK, FAULT):
                return {"st_mode": stat.S_IFREG | 0o600, "st_nlink": 1, "st_size": 0}
            number = disk.find(path)
            now = time.time_ns()
            common = {"st_uid": os.getuid(), "st_gid": os.getgid(), "st_mtime": now, "st_ino": number}
            if number in disk.folders:
                return common | {"st_mode": stat.S_IFDIR | 0o755, "st_nlink": 2}
            return common | {"st_mode": stat.S_IFREG | 0o644, "st_nlink": 1, "st_size": len(disk.files[number])}

        def readdir(self, path: str, fh: int) -> list[str]:
            return [".", "..", *disk.folders[disk.find(path)]]

        def create(self, path: str, mode: int, fi: Any = None) -> int:
            return disk.add(path, bytearray())

        def mkdir(self, path: str, mode: int) -> int:
            disk.add(path, {})
            return 0

        def open(self, path: str, flags: int) -> int:
            if path in (ACK, FAULT):
                return 0 if path == ACK else _FAULT_HANDLE
            number = disk.find(path)
            if flags & os.O_TRUNC:
                disk.truncate(number, 0)
            return number

        def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
            return bytes(disk.files[fh][offset : offset + size])

        def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
            if fh == 0:
                disk.record.append(("ack", bytes(data).decode()))
            elif fh == _FAULT_HANDLE:
                badness.set(bytes(data).decode())
            else:
                kept = badness.take(bytes(data))
                disk.write(fh, kept, offset)
                if len(kept) < len(data):
                    raise OSError(errno.ENOSPC if badness.kind == "full" else errno.EIO, "bad stick")
            return len(data)

        def truncate(self, path: str, length: int, fh: int | None = None) -> int:
            if path not in (ACK, FAULT):
                disk.truncate(fh or disk.find(path), length)
            return 0

        def unlink(self, path: str) -> int:
            folder, name = disk.split(path)
            disk.find(path)
            del disk.folders[folder][name]
            disk.record.append(("remove", folder, name))
            return 0

        rmdir = unlink

        def rename(self, old: str, new: str) -> int:
            number, (source, name), (target_folder, new_name) = disk.find(old), disk.split(old), disk.split(new)
            del disk.folders[source][name]
            disk.folders[target_folder][new_name] = number
            disk.record.append(("rename", source, name, target_folder, new_name, number))
            return 0

        def fsync(self, path: str, datasync: int, fh: int) -> int:
            disk.record.append(("sync", fh))
            return 0

        def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
            disk.record.append(("sync folder", disk.find(path)))
            return 0

        def chmod(self, path: str, mode: int) -> int:
            return 0

        def chown(self, path: str, uid: int, gid: int) -> int:
            return 0

        def utimens(self, path: str, times: Any = None) -> int:
            return 0

        def access(self, path: str, amode: int) -> int:
            return 0

        def statfs(self, path: str) -> dict[str, int]:
            return {
                "f_bsize": 4096,
                "f_frsize": 4096,
                "f_blocks": 1 << 20,
                "f_bfree": _FREE_BLOCKS,
                "f_bavail": _FREE_BLOCKS,
            }

        def destroy(self, path: str) -> None:
            target.write_bytes(pickle.dumps((disk.start, disk.record)))

    mfusepy.FUSE(Operations(), mount, foreground=True, nothreads=True, fsname="recorded")


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
