"""Which drives and folders a station must not live on: where locks lie and files are copied while in use (F14)."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

from station_app.core.errors import Trouble
from station_app.core.texts import _

_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = {
    *("cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ceph", "glusterfs", "lustre", "gfs2"),
    *("ocfs2", "davfs", "ncpfs", "coda", "vboxsf", "prl_fs", "webdav", "beegfs", "orangefs", "gpfs"),
}
_LOCAL_FUSE = {"fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext2", "fuse.fuse-overlayfs", "fuse.lxcfs"}
_SYNCED = re.compile(
    r"onedrive( - .+)?|坚果云.*|我的坚果云|nutstore.*|百度网盘.*|百度云.*|baidu(netdisk|syncdisk).*|wps ?云盘|"
    r"wps cloud files|wpsdrive|dropbox.*|google ?drive|icloud ?drive|阿里云盘.*|aliyundrive.*|微云.*|腾讯微云|"
    r"115.?网盘|天翼云盘.*|syncthing|seafile|nextcloud|owncloud",
    re.IGNORECASE,
)
_DRIVE_REMOTE = 4


def refuse_shared(folder: Path, mount_table: str | None = None) -> None:
    """Trouble E_NETWORK_DRIVE when the folder lies on a network drive or in a folder that a cloud disk copies.

    `mount_table` is text like /proc/self/mountinfo; the system's own by default.
    """
    place = folder.absolute()
    synced = next((part for part in place.parts if _SYNCED.fullmatch(part)), None) or _one_drive(place)
    if synced:
        raise _refusal(_("{path} 在会自动同步的文件夹“{name}”里。").format(path=place, name=synced))
    kind = _windows_kind(place) if sys.platform == "win32" else _linux_kind(place, mount_table)
    if kind:
        raise _refusal(_("{path} 在网络盘（{kind}）上。").format(path=place, kind=kind))


def file_system(folder: Path, mount_table: str) -> str:
    """Type of the file system that holds the folder, '' when the table does not say."""
    kind, longest = "", -1
    for line in mount_table.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if (folder == point or point in folder.parents) and len(point.parts) >= longest:
            kind, longest = after.split(" ")[0], len(point.parts)
    return kind


def _linux_kind(place: Path, mount_table: str | None) -> str:
    if mount_table is None:
        try:
            mount_table = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
        place = place.resolve()
    kind = file_system(place, mount_table)
    return kind if kind in _REMOTE or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE) else ""


def _windows_kind(place: Path) -> str:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    return "remote" if kernel.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE else ""


def _one_drive(place: Path) -> str:
    """OneDrive's own folder, which people may have renamed."""
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(name)
        if root and (Path(root) == place or Path(root) in place.parents):
            return "OneDrive"
    return ""


def _refusal(what: str) -> Trouble:
    return Trouble(
        "E_NETWORK_DRIVE",
        what,
        _("两台电脑同时写会弄坏数据，所以没有打开；数据没有变化。"),
        _("请把数据放在本机硬盘上；要带走或多存一份，请用“安全副本”。"),
    )
