"""The station's users as records: names, roles, who is in use; the passwords are service.user_access's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.core.users import READ_ONLY, RECOVERY_ID, STATION_HEAD, User, by_recovery_key, require_role
from station_app.features.station.model import UserAccount
from station_app.storage import records

if TYPE_CHECKING:
    import datetime as dt

    from station_app.core.paths import StationFolder


@dataclass(frozen=True)
class UserRow:
    """A user as the settings list her."""

    id: str
    name: str
    role: str
    active: bool
    has_password: bool
    must_change: bool
    """The password was chosen by somebody else and not changed yet."""
    last_at: dt.datetime | None
    """Last login, aware; None for never."""
    failures: int
    """Wrong passwords since."""
    locked_minutes: int


def list_users(session: Session, folder: StationFolder) -> list[UserRow]:
    """Everybody, those in use first; what the key file and the file of logins know of each."""
    from station_app.storage import keys, logins  # noqa: PLC0415 - not needed by who only asks for a name

    with_password = {user.id: user for user in keys.key_users(folder)}
    facts = logins.facts(folder)
    found = records.live(session, UserAccount, order_by=[UserAccount.active.desc(), UserAccount.id])
    return [
        UserRow(
            account.id,
            account.name,
            account.role,
            account.active,
            account.id in with_password,
            account.id in with_password and with_password[account.id].must_change,
            facts[account.id].last_at if account.id in facts else None,
            facts[account.id].failures if account.id in facts else 0,
            facts[account.id].locked_minutes if account.id in facts else 0,
        )
        for account in found
    ]


def find_user(session: Session, user_id: str) -> User | None:
    """A user in use by her key, None for nobody."""
    found = session.get(UserAccount, user_id)
    if found is None or found.voided_at is not None or not found.active:
        return None
    return User(found.id, found.name, found.role)


def name_of(session: Session, actor: str) -> str:
    """The name behind what a stamp or the change log keeps: a user's, also of one who left; else as it stands."""
    if actor == RECOVERY_ID:
        return by_recovery_key().name
    found = session.get(UserAccount, actor)
    return found.name if found is not None else actor


def active_names(session: Session) -> list[str]:
    """The users who may write, by name, those first who were added first."""
    found = records.live(session, UserAccount, UserAccount.active.is_(True), order_by=[UserAccount.id])
    return [account.name for account in found if account.role != READ_ONLY]


def save_user(session: Session, name: str, role: str, *, user_id: str | None = None) -> User:
    """A new user without a password, or another name or role. Refused: not a head, a name twice, no head left."""
    require_role(session, STATION_HEAD)
    _refuse_same_name(session, name, user_id)
    if user_id is not None and role != STATION_HEAD:
        refuse_without_head(session, user_id)
    found = records.save(session, UserAccount, {"name": name, "role": role, "active": True}, record_id=user_id)
    return User(found.id, found.name, found.role)


def adopt(session: Session, user: User) -> User:
    """Somebody whose password opens the station but whom its data do not know (an older copy was restored)."""
    found = session.get(UserAccount, user.id)
    if found is None:
        session.add(UserAccount(id=user.id, name=user.name, role=user.role, active=True))
        session.flush()
        return user
    found.active, found.voided_at, found.void_reason = True, None, None
    return User(found.id, found.name, found.role)


def put_out_of_use(session: Session, user_id: str) -> None:
    """She stays in what she wrote, and cannot open the station any more. Refused: not a head, or the last head."""
    require_role(session, STATION_HEAD)
    refuse_without_head(session, user_id)
    records.get(session, UserAccount, user_id).active = False


def put_all_out_of_use(session: Session) -> None:
    """The only user took the password away: the station has no users any more."""
    for account in records.live(session, UserAccount, UserAccount.active.is_(True)):
        account.active = False


def _refuse_same_name(session: Session, name: str, user_id: str | None) -> None:
    same = select(UserAccount.id).where(
        UserAccount.name == name, UserAccount.active.is_(True), UserAccount.voided_at.is_(None)
    )
    if any(found != user_id for found in session.scalars(same)):
        raise Refused([Problem("name", _("已经有一位叫“{name}”的用户，请加个字区别。").format(name=name))])


def refuse_without_head(session: Session, but: str) -> None:
    """Refused when the station would have no head left without this user."""
    heads = records.live(
        session, UserAccount, UserAccount.role == STATION_HEAD, UserAccount.active.is_(True), UserAccount.id != but
    )
    account = records.get(session, UserAccount, but)
    if account.role == STATION_HEAD and not heads:
        raise Refused(_("这是本站最后一位站长，要先把另一位用户改成站长。没有改动。"))
