"""Why the system refused a file, in Chinese: the one place that words error numbers for people.

What the system itself says is English on most computers and helps nobody at the desk; its number is kept for the
diagnostics.
"""

from __future__ import annotations

import errno
from collections import deque

from station_app.core import clock
from station_app.core.texts import _

_MOST = 10


def _numbers(*names: str) -> frozenset[int]:
    """Those of the names that this system knows."""
    return frozenset(number for number, name in errno.errorcode.items() if name in names)


FULL = _numbers("ENOSPC", "EDQUOT", "EFBIG")
"""No room for what should be written."""
CLOSED = _numbers("EROFS", "EACCES", "EPERM")
"""The place may not be written."""

_WORDS = {
    "ENOSPC": _("磁盘已满"),
    "EDQUOT": _("给您的磁盘空间已用完"),
    "EFBIG": _("文件太大，这个盘放不下"),
    "EACCES": _("没有权限，或正被别的程序占用"),
    "EPERM": _("没有权限"),
    "EROFS": _("这个盘只能读，不能写"),
    "ENOENT": _("文件不存在，或所在的文件夹不存在"),
    "ENOTDIR": _("路径中间有一个不是文件夹"),
    "EISDIR": _("这是一个文件夹"),
    "EEXIST": _("已经有同名的文件或文件夹"),
    "ENOTEMPTY": _("文件夹不是空的"),
    "EIO": _("盘读写出错，可能已损坏或已拔出"),
    "ENXIO": _("盘不在了"),
    "ENODEV": _("盘不在了"),
    "ENOMEDIUM": _("盘里没有介质"),
    "EBUSY": _("正被别的程序占用"),
    "ETXTBSY": _("正被别的程序占用"),
    "EAGAIN": _("正被别的程序占用"),
    "EMFILE": _("同时打开的文件太多"),
    "ENFILE": _("同时打开的文件太多"),
    "ENOMEM": _("内存不够"),
    "ENAMETOOLONG": _("文件名或路径太长"),
    "EINVAL": _("这个盘不接受这样的文件名或操作"),
    "EILSEQ": _("文件名里有这个盘不能用的字符"),
    "ELOOP": _("快捷链接互相指来指去"),
    "EXDEV": _("不能跨盘移动"),
    "ENOTSUP": _("这个盘不支持这样写"),
    "EOPNOTSUPP": _("这个盘不支持这样写"),
    "EINTR": _("被中断了"),
    "EPIPE": _("连接断了"),
    "ETIMEDOUT": _("等了很久没有回应"),
    "ESTALE": _("网络文件夹断开了"),
    "ECONNRESET": _("连接断了"),
    "ENOTCONN": _("连接断了"),
    "EHOSTDOWN": _("网络那头没有回应"),
    "EHOSTUNREACH": _("网络那头没有回应"),
    "ENETUNREACH": _("网络不通"),
}
_recent: deque[str] = deque(maxlen=_MOST)


def reason(fault: OSError) -> str:
    """A few Chinese words that stand in brackets in a sentence; what the system says itself goes to the diagnostics."""
    code = errno.errorcode.get(fault.errno or 0, "")
    _recent.append(f"{clock.now().astimezone():%Y-%m-%d %H:%M} {_told(fault, code)}")
    return _WORDS.get(code, _("系统没有说明原因"))


def recent() -> tuple[str, ...]:
    """The last errors that were worded, oldest first: moment, name and numbers; no path, no text of the system."""
    return tuple(_recent)


def _told(fault: OSError, code: str) -> str:
    numbers = (code or type(fault).__name__, fault.errno, getattr(fault, "winerror", None))
    return " ".join(str(each) for each in numbers if each is not None)
