"""Users together with their passwords: the record first, then the key file, so that a cut leaves nobody with a
password whom the station does not know. Every step is safe to repeat.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from station_app.core import clock, passwords
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.core.users import RECOVERY_ID, STATION_HEAD, User, by_recovery_key, require_role
from station_app.features.station.service import find_station
from station_app.features.station.service import users as accounts
from station_app.features.station.service.rules import rule_number
from station_app.storage import audit, faults, keys, logins

if TYPE_CHECKING:
    from station_app.core.paths import StationFolder
    from station_app.storage.database import Database, Session
    from station_app.storage.logins import Login


def meet(db: Database, login: Login) -> User:
    """Who is at the desk after a login; the database works for her from now on. Writes nothing."""
    if login.by_recovery and keys.key_users(_folder_of(db)):
        db.user = by_recovery_key()
    elif login.user is not None:
        with db.read() as session:
            found = accounts.find_user(session, login.user.id)
        db.user = found or User(login.user.id, login.user.name, login.user.role)
    return db.user


def note_login(db: Database, login: Login) -> None:
    """The login in the audit trail, with the wrong passwords before it; not in a station without a password.

    Whose password opens the station is one of its users, also when older data that do not know her were restored.
    """
    if db.read_only or not keys.has_password(_folder_of(db)):
        return
    with db.work(by_program=True) as session:
        if login.user is not None and accounts.find_user(session, login.user.id) is None:
            accounts.adopt(session, db.user)
        _note_failures(session, login)
        audit.note(session, "login", detail={"by": "recovery"} if login.by_recovery else "")


def note_unlock(db: Database, login: Login) -> None:
    """The locked window was opened again by who had locked it, with the wrong passwords before that."""
    if not db.read_only:
        with db.work(by_program=True) as session:
            _note_failures(session, login)
            audit.note(session, "unlock")


def _note_failures(session: Session, login: Login) -> None:
    if login.count_was_lost:
        audit.note(session, "login_failed", detail={"what": "count lost"})
    if login.failures:
        audit.note(session, "login_failed", detail={"times": login.failures})


def start_users(db: Database, folder: StationFolder, name: str, password: str, *, proof: str = "") -> User:
    """The first user, a head of the station: her password takes the place of the one that everybody shared.

    `proof` is that shared password. Refused: there are users already, or a weak password; Trouble of the proof.
    """
    if keys.key_users(folder):
        raise Refused(_("本站已经有用户了，请用“添加用户”。"))
    _require_good(db, password, name)
    if keys.has_password(folder):
        logins.prove(folder, proof)
    with db.work() as session:
        user = accounts.save_user(session, name, STATION_HEAD)
        audit.note(session, "user_change", "user_account", user.id, {"what": "first"})
    with faults.explained(folder.key_file, files=True):
        keys.put_user(folder, db.data_key, user, password)
    db.user = user
    return user


def add_user(db: Database, folder: StationFolder, name: str, role: str, password: str, *, proof: str) -> User:
    """Another user, who must choose a password of her own at her first login. Refused: not a head, weak, name twice.

    `proof` is the head's own password: an open window alone must not let anybody in. Trouble of the proof.
    """
    if not keys.key_users(folder):
        raise Refused(_("请先设好站长自己的用户和密码，再添加别的用户。"))
    _require_head(db)
    _require_good(db, password, name)
    _prove(db, folder, proof)
    with db.work() as session:
        user = accounts.save_user(session, name, role)
        audit.note(session, "user_change", "user_account", user.id, {"what": "added", "role": role})
    with faults.explained(folder.key_file, files=True):
        keys.put_user(folder, db.data_key, user, password, must_change=True)
    return user


def change_user(db: Database, folder: StationFolder, user_id: str, name: str, role: str) -> User:
    """Another name or role. Refused: not a head, the last head, a name twice."""
    with db.work() as session:
        user = accounts.save_user(session, name, role, user_id=user_id)
        audit.note(session, "user_change", "user_account", user.id, {"what": "changed", "role": role})
    with faults.explained(folder.key_file, files=True):
        keys.rename_user(folder, user)
    if db.user.id == user_id:
        db.user = user
    return user


def reset_password(db: Database, folder: StationFolder, user_id: str, password: str, *, proof: str) -> None:
    """A password that a head chose for somebody who forgot hers; an own one is due at her next login.

    `proof` as for add_user. Refused: not a head, herself, weak; Trouble of the proof.
    """
    _require_head(db)
    if user_id == db.user.id:
        raise Refused(_("自己的密码请用“修改密码”来换。"))
    with db.read() as session:
        user = accounts.find_user(session, user_id)
    if user is None:
        raise Refused(_("这位用户已经停用，请先重新添加。"))
    _require_good(db, password, user.name)
    _prove(db, folder, proof)
    with faults.explained(folder.key_file, files=True):
        keys.put_user(folder, db.data_key, user, password, must_change=True)
        logins.forgive(folder, user_id)
    db.note("user_change", "user_account", user_id, {"what": "password reset"})


def deactivate_user(db: Database, folder: StationFolder, user_id: str) -> None:
    """Her password opens nothing any more; what she wrote keeps her name. Refused: not a head, the last, herself."""
    if user_id == db.user.id:
        raise Refused(_("不能停用自己。请另一位站长来停用。"))
    with db.read() as session:
        require_role(session, STATION_HEAD)
        accounts.refuse_without_head(session, user_id)
    with faults.explained(folder.key_file, files=True):
        keys.remove_user(folder, user_id)
    with db.work() as session:
        accounts.put_out_of_use(session, user_id)
        audit.note(session, "user_change", "user_account", user_id, {"what": "deactivated"})


def change_own_password(
    db: Database, folder: StationFolder, proof: str, new: str | None, *, by_recovery: bool = False
) -> None:
    """Another password for who is at the desk, or none where nobody else has one.

    `proof` is the present password ('' without one) or the recovery key: the key that the open window works with is
    not used, so that whoever finds it open cannot lock the station's people out. Trouble E_WRONG_PASSWORD,
    E_LOCKED_OUT, E_WRONG_RECOVERY_KEY, E_DISK_FULL, E_READ_ONLY, Refused for a weak one: nothing has changed.
    """
    user_id = "" if db.user.id == RECOVERY_ID else db.user.id
    if not any(user.id == user_id for user in keys.key_users(folder)):
        user_id = ""
    if new is not None:
        _require_good(db, new, db.user.name if user_id else "")
    with faults.explained(folder.key_file, files=True):
        data_key = logins.prove(folder, proof, user_id, by_recovery=by_recovery)
        keys.change_password(folder, data_key, new, user_id)
        logins.forgive(folder, user_id)
    if new is None and not db.read_only:
        with db.work(by_program=True) as session:
            accounts.put_all_out_of_use(session)
        db.user = User(db.user.id, db.user.name, STATION_HEAD)
    db.note("user_change", detail={"what": "own password" if new is not None else "password removed"})


def password_age_problem(session: Session, folder: StationFolder, user: User) -> str:
    """Why the password is to be changed by the station's rule, '' when it is not (rule password_max_days)."""
    limit = rule_number(session, "password_max_days", clock.today())
    set_on = next((found.set_on for found in keys.key_users(folder) if found.id == user.id), "")
    if not limit or not set_on:
        return ""
    days = (clock.today() - dt.date.fromisoformat(set_on)).days
    if days < limit:
        return ""
    return _("密码已经用了 {n} 天，按本站规定（{limit} 天）请换一个。").format(n=days, limit=limit)


def idle_minutes(session: Session) -> int:
    """After how many minutes without anybody the window locks (rule idle_lock_minutes)."""
    return rule_number(session, "idle_lock_minutes", clock.today())


def _require_head(db: Database) -> None:
    with db.read() as session:
        require_role(session, STATION_HEAD)


def _prove(db: Database, folder: StationFolder, proof: str) -> None:
    """Who opened with the recovery key has proven herself with it."""
    if db.user.id != RECOVERY_ID:
        logins.prove(folder, proof, db.user.id)


def _require_good(db: Database, password: str, name: str) -> None:
    with db.read() as session:
        station = find_station(session)
    told = (station.name, station.short_name, station.phone, station.head_name) if station is not None else ()
    passwords.require_good(password, passwords.known_words(name, *told))


def _folder_of(db: Database) -> StationFolder:
    from station_app.core.paths import StationFolder  # noqa: PLC0415 - for its names

    return StationFolder(db.path.parent)
