"""Opening with a password, counted: five failures lock a user out, longer each time (reliability.md §4.6, F85).

The count stands in a small file beside the key file, written before a password is tried, so that neither killing nor
restarting the program helps. Time runs by the ticks since the computer started: setting the clock moves nothing, a
restarted computer counts from its start. The key file bears the mark of that file, so that a deleted or exchanged
one is noticed; it never keeps anybody out for good, and the printed recovery key always opens.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core.checks import Problem, Refused
from station_app.core.errors import Trouble
from station_app.core.texts import _
from station_app.storage import keys
from station_app.storage.keys import KeyUser

if TYPE_CHECKING:
    import datetime as dt

    from station_app.core.paths import StationFolder

TRIES = 5
FIRST_LOCK_S, LONGEST_LOCK_S = 15 * 60, 60 * 60
_AFTER_A_LOSS = 3
"""Failures that are assumed when the file is gone."""
_VERSION = 1


@dataclass(frozen=True)
class Login:
    """A station that was opened, and what is to be told about earlier logins."""

    data_key: bytes = field(repr=False)
    user: KeyUser | None = None
    """None where the station has no users, and for the recovery key."""
    by_recovery: bool = False
    last_at: dt.datetime | None = None
    """When she was here before, aware."""
    failures: int = 0
    """Wrong passwords since then."""
    count_was_lost: bool = False
    """The file that counts was deleted or exchanged since."""


@dataclass(frozen=True)
class Facts:
    """What is known of one user's logins."""

    last_at: dt.datetime | None
    failures: int
    locked_minutes: int


def unlock(folder: StationFolder, password: str | None, user_id: str = "", *, is_proof: bool = False) -> Login:
    """Open with a user's password, or without one where none is set; a proof at an open window is no login.

    Trouble E_LOCKED_OUT (says for how many minutes) and as keys.unlock; what failed is counted.
    """
    if not keys.has_password(folder):
        return Login(keys.unlock(folder, None))
    if not password:
        keys.unlock(folder, password)  # says what is missing
    user = _user(folder, user_id)
    mark = keys.login_mark(folder)
    content, was_lost = _read(folder.logins, mark)
    entry = content["users"].setdefault(user.id if user else "", _new_entry(was_lost=was_lost))
    _refuse_while_locked(folder, content, entry)
    _count_failure(entry)
    _write(folder.logins, content)
    try:
        data_key = keys.unlock(folder, password, user.id if user else "")
    except Trouble as trouble:
        if trouble.code != "E_WRONG_PASSWORD":
            _take_back(entry)
            _write(folder.logins, content)
            raise
        raise _wrong(trouble, entry) from None
    login = Login(data_key, user, False, _moment(entry["last_at"]), entry["since"] - 1, was_lost)
    _note_success(folder, content, entry, mark, is_proof=is_proof)
    _strengthen(folder, data_key, password or "", user)
    return login


def unlock_with_recovery(folder: StationFolder, recovery_key: str) -> Login:
    """Open with the printed key, whoever is locked out; Trouble as keys.unlock_with_recovery."""
    return Login(keys.unlock_with_recovery(folder, recovery_key), by_recovery=True)


def prove(folder: StationFolder, proof: str, user_id: str = "", *, by_recovery: bool = False) -> bytes:
    """The data key by what somebody at an open window types to prove who she is; Trouble as unlock."""
    login = unlock_with_recovery(folder, proof) if by_recovery else unlock(folder, proof, user_id, is_proof=True)
    return login.data_key


def choose_own(folder: StationFolder, login: Login, password: str) -> None:
    """At a login: her own password in place of the one somebody else chose. Refused when it is weak."""
    if login.user is None:
        return
    from station_app.core import passwords  # noqa: PLC0415 - only when a password is chosen

    passwords.require_good(password, passwords.known_words(login.user.name))
    if keys.unlocks(folder, password, login.user.id):
        raise Refused([Problem("password", _("新密码和刚才的一样，请换一个只有您知道的。"), "WEAK_PASSWORD")])
    keys.change_password(folder, login.data_key, password, login.user.id)


def user_id_of(folder: StationFolder, name: str) -> str:
    """The key of a user who has a password, by her name; '' for no name. Trouble E_NEEDS_USER for an unknown one."""
    if not name:
        return ""
    found = [user.id for user in keys.key_users(folder) if name in (user.name, user.id)]
    if len(found) != 1:
        raise Trouble(
            "E_NEEDS_USER",
            _("本站没有叫“{name}”的用户，或已经停用。").format(name=name),
            _("数据没有打开，也没有变化。"),
            _("请核对姓名，或请站长添加。"),
        )
    return found[0]


def last_user(folder: StationFolder) -> str:
    """Key of who was here last; '' when nobody knows."""
    content, _was_lost = _read(folder.logins, keys.login_mark(folder))
    dated = [(entry["last_at"], user_id) for user_id, entry in content["users"].items() if entry["last_at"]]
    return max(dated)[1] if dated else ""


def facts(folder: StationFolder) -> dict[str, Facts]:
    """What is known of every user's logins, by id."""
    content, _was_lost = _read(folder.logins, keys.login_mark(folder))
    return {
        user_id: Facts(_moment(entry["last_at"]), entry["since"], _minutes(_remaining(entry)))
        for user_id, entry in content["users"].items()
    }


def forgive(folder: StationFolder, user_id: str) -> None:
    """A new password was set for her: failures and lock are forgotten, the last login is not."""
    content, _was_lost = _read(folder.logins, keys.login_mark(folder))
    entry = content["users"].get(user_id)
    if entry is not None:
        entry |= {"failures": 0, "locked_s": 0.0}
        _write(folder.logins, content)


def _user(folder: StationFolder, user_id: str) -> KeyUser | None:
    users = keys.key_users(folder)
    if len(users) == 1 and not user_id:
        return users[0]
    return next((user for user in users if user.id == user_id), None)


def _new_entry(*, was_lost: bool) -> dict[str, Any]:
    failures = _AFTER_A_LOSS if was_lost else 0
    return {"failures": failures, "since": 0, "locked_s": 0.0, "ticks": _ticks(), "last_at": ""}


def _refuse_while_locked(folder: StationFolder, content: dict[str, Any], entry: dict[str, Any]) -> None:
    remaining = _remaining(entry)
    if remaining > 0:
        entry |= {"locked_s": remaining, "ticks": _ticks()}
        _write(folder.logins, content)
        raise _locked_out(remaining)


def _remaining(entry: dict[str, Any]) -> float:
    """Seconds a user stays locked out. After a restart of the computer only the time since then is sure to be over."""
    now = _ticks()
    passed = now - entry["ticks"] if now >= entry["ticks"] else now
    return max(0.0, float(entry["locked_s"]) - passed)


def _count_failure(entry: dict[str, Any]) -> None:
    entry["failures"] += 1
    entry["since"] += 1
    entry["locked_s"], entry["ticks"] = 0.0, _ticks()
    if entry["failures"] % TRIES == 0:
        entry["locked_s"] = float(min(FIRST_LOCK_S * 2 ** (entry["failures"] // TRIES - 1), LONGEST_LOCK_S))


def _take_back(entry: dict[str, Any]) -> None:
    entry |= {"failures": entry["failures"] - 1, "since": entry["since"] - 1, "locked_s": 0.0}


def _note_success(
    folder: StationFolder, content: dict[str, Any], entry: dict[str, Any], mark: str, *, is_proof: bool
) -> None:
    from station_app.core import clock  # noqa: PLC0415 - dates are not needed on the start path

    entry |= {"failures": 0, "since": entry["since"] - 1, "locked_s": 0.0}
    if not is_proof:
        entry |= {"since": 0, "last_at": clock.now().isoformat()}
    _write(folder.logins, content)
    if mark != content["mark"]:
        try:
            keys.set_login_mark(folder, content["mark"])
        except OSError:  # a read-only disk: it is marked the next time
            return


def _strengthen(folder: StationFolder, data_key: bytes, password: str, user: KeyUser | None) -> None:
    try:
        keys.strengthen(folder, data_key, password, user.id if user else "")
    except OSError:  # a read-only disk: the old wrap opens as well
        return


def _wrong(trouble: Trouble, entry: dict[str, Any]) -> Trouble:
    if entry["locked_s"]:
        return _locked_out(entry["locked_s"])
    left = TRIES - entry["failures"] % TRIES
    return Trouble(
        trouble.code, trouble.what, trouble.effect, trouble.next_step + _("再错 {n} 次会暂停使用密码。").format(n=left)
    )


def _locked_out(remaining_s: float) -> Trouble:
    return Trouble(
        "E_LOCKED_OUT",
        _("密码连错多次，暂停用密码打开，还要等 {n} 分钟。").format(n=_minutes(remaining_s)),
        _("数据没有打开，也没有变化。"),
        _("请到时再试（重开程序、改时间都不会缩短），或请站长重设密码，或用恢复密钥打开。"),
    )


def _minutes(seconds: float) -> int:
    return -int(-seconds // 60)


def _ticks() -> float:
    from station_app.core import clock  # noqa: PLC0415 - as above

    return clock.ticks()


def _moment(text: str) -> dt.datetime | None:
    import datetime as dt  # noqa: PLC0415 - as above

    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _read(place: Path, mark: str) -> tuple[dict[str, Any], bool]:
    """The file's content, and whether it was deleted, damaged or exchanged since the key file got its mark."""
    try:
        content = json.loads(place.read_bytes())
        users = content["users"]
        known = set(_new_entry(was_lost=False))
        good = content["version"] == _VERSION and all(set(entry) == known for entry in users.values())
        if good and (not mark or content["mark"] == mark):
            return content, False
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    from station_app.core.ids import new_id  # noqa: PLC0415 - as above

    return {"version": _VERSION, "mark": mark or new_id(), "users": {}}, bool(mark)


def _write(place: Path, content: dict[str, Any]) -> None:
    from station_app.storage.safe_file import write_safely  # noqa: PLC0415 - as above

    try:
        write_safely(place, json.dumps(content, indent=1).encode(), private=True)
    except OSError:  # a full or read-only disk must not keep people from their data
        return
