"""When the program itself is wrong: a local record without anybody's data, a calm sentence, never a trace on screen."""

from __future__ import annotations

import datetime as dt
import faulthandler
import platform
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import station_app
from station_app.core import clock
from station_app.core.texts import _

_KEEP = 20


def record_text(error: BaseException) -> str:
    """Types and places only: exception messages, local values and SQL parameters may hold names and ID numbers."""
    lines = [
        f"{clock.now().isoformat(timespec='seconds')} station-app {station_app.__version__} "
        f"python {platform.python_version()} {platform.system()} {platform.machine()}"
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        trace = current.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def write_record(folder: Path, error: BaseException) -> Path | None:
    """A new record in the station's log folder, the oldest thinned out; None when it cannot be written."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    place = folder / f"crash-{stamp}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.write_text(record_text(error), encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-_KEEP]:
            old.unlink()
    except OSError:
        return None
    return place


class CrashGuard:
    """Catches what nobody caught, also in threads and in Qt's slots, writes a record and tells the user once."""

    def __init__(self, folder: Path, tell: Callable[[Path | None], None]) -> None:
        self._folder = folder
        self._tell = tell
        self._telling = False
        self._native: TextIO | None = None

    def install(self) -> None:
        """From now on; also for crashes of the C++ side, whose record holds code places only."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self.report(args.exc_value or args.exc_type())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._native = (self._folder / "native-crash.txt").open("w", encoding="utf-8")
            faulthandler.enable(self._native)
        except OSError:
            self._native = None

    def uninstall(self) -> None:
        """As before install."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()

    def report(self, error: BaseException) -> None:
        """Write the record, tell the user; a second fault while telling is only recorded."""
        place = write_record(self._folder, error)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(place)
        finally:
            self._telling = False

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(type(error), error, error.__traceback__)
            return
        self.report(error)


def sentences(place: Path | None) -> tuple[str, ...]:
    """What the user reads after a crash."""
    return (
        _("刚才的操作没有完成。已经保存过的内容都在，没有受影响。"),
        _("请再试一次；如果又出现，请退出后重新打开，并把下面的记录文件交给维护人员。"),
        _("记录文件（不含任何人的信息）：{place}").format(place=place) if place else _("记录文件没能写下来。"),
    )


def _short(file_name: str) -> str:
    """The end of a path: folders of the user's account say who it is."""
    parts = Path(file_name).parts
    for anchor in ("station_app", "site-packages", "tests"):
        if anchor in parts:
            return "/".join(parts[parts.index(anchor) :])
    return parts[-1] if parts else file_name
