"""Noticing a wrong office clock: it went back, is older than the program, or jumped ahead while running (F53).

Nothing in the file is ordered by the clock; what is dated by it is what people read: stamps, certificates, reports.
The moment last seen is kept in the file.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from station_app.core import clock
from station_app.core.texts import _

BACK = dt.timedelta(minutes=5)
AHEAD = dt.timedelta(days=1)
_LAST_SEEN = "last_seen"


class ClockWatch:
    """What one open file knows of the clock."""

    def __init__(self) -> None:
        self.doubt = ""
        """A sentence when the clock is not to be trusted; stays until `trust`."""
        self._told: set[str] = set()
        self._wall = clock.now()
        self._ticks = clock.ticks()

    def look(self, execute: Any) -> dict[str, str] | None:
        """Compare the clock with the moment last seen and with the time that passed; details of a new doubt."""
        now, ticks = clock.now(), clock.ticks()
        seen = last_seen(execute)
        ahead = now - self._wall - dt.timedelta(seconds=ticks - self._ticks)
        before, self._wall, self._ticks = self._wall, now, ticks
        if now.date() < clock.BUILT_ON:
            kind = "" if "before_build" in self._told else "before_build"
        elif seen is not None and now < seen - BACK:
            kind, before = "back", seen
        else:
            kind = "ahead" if ahead > AHEAD else ""
        if not kind:
            return None
        self._told.add(kind)
        self.doubt = _sentence(kind, now)
        return {"kind": kind, "before": before.isoformat(timespec="seconds"), "now": now.isoformat(timespec="seconds")}

    def trust(self) -> None:
        """Somebody confirmed the date."""
        self.doubt = ""


def keep(execute: Any) -> None:
    """Store the present moment as the one last seen."""
    now = clock.now().isoformat(timespec="seconds")
    execute(
        "INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
        (_LAST_SEEN, now, now),
    )


def last_seen(execute: Any) -> dt.datetime | None:
    """The moment of the newest commit, by the clock of then."""
    row = execute("SELECT value FROM about WHERE name = 'last_seen'").fetchone()
    try:
        return dt.datetime.fromisoformat(row[0]) if row else None
    except ValueError:
        return None


def _sentence(kind: str, now: dt.datetime) -> str:
    today = now.astimezone().date().isoformat()
    why = {
        "before_build": _("比程序做出来的日子还早"),
        "back": _("比上次保存时还早"),
        "ahead": _("突然往后跳了一天以上"),
    }[kind]
    return _("电脑时间可能不对：现在是 {today}，{why}。已保存的资料不受影响；请校准时间，打印证书前核对日期。").format(
        today=today, why=why
    )
