"""Who is at the desk and what that role may do; asked by the database and by services, in this one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _

WORKER, STATION_HEAD, READ_ONLY = "worker", "station_head", "read_only"
"""Codes of the table user_role."""
RECOVERY_ID = "recovery"
"""Stamped on what was written by who opened with the printed recovery key."""


@dataclass(frozen=True)
class User:
    """Somebody who works with the station's data; her id is what stamps and the change log keep."""

    id: str
    name: str
    role: str = STATION_HEAD

    @property
    def may_write(self) -> bool:
        """Everybody but a reader."""
        return self.role != READ_ONLY

    @property
    def signature(self) -> str:
        """What she signs with; '' where nobody has a name of her own: an account of the system signs nothing."""
        return "" if self.id in (self.name, RECOVERY_ID) else self.name

    @property
    def is_head(self) -> bool:
        """May do what only the head of the station may."""
        return self.role == STATION_HEAD


def implicit(name: str) -> User:
    """The one user of a station that has none of its own: whoever sits there, with every right."""
    return User(name[:40], name[:40], STATION_HEAD)


def by_recovery_key() -> User:
    """Who opened with the paper key holds the station's last resort, so every right."""
    return User(RECOVERY_ID, _("恢复密钥"), STATION_HEAD)


def user_of(session: Any) -> User:
    """Who works in a session of the database."""
    found = session.info.get("user")
    return found if isinstance(found, User) else implicit("")


def require_writer(user: User) -> None:
    """Refused for a reader: nothing is written."""
    if not user.may_write:
        raise Refused(_("您是只读用户，只能查看；这次的修改没有保存，数据没有变化。需要修改，请站长改您的角色。"))


def require_role(session: Any, *roles: str) -> None:
    """Refused unless the session's user has one of the roles; for what only a head may do: STATION_HEAD."""
    if user_of(session).role not in (roles or (STATION_HEAD,)):
        raise Refused(_("这件事只有站长可以做，数据没有变化。请站长登录后再做。"))
