"""The key file: the random data key, wrapped by each user's password and by the recovery key that was printed.

Without it the database cannot be read, so it is kept in two places. A station without a password keeps the data key
unwrapped; the file says so. A station without users has at most one password (`access`), one with users has a wrap
a user (`users`, since version 2). argon2 and cryptography are imported only where a password or recovery key is used.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from station_app.core.checks import Problem, Refused
from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.core.users import STATION_HEAD, User
from station_app.storage import key_wraps
from station_app.storage.safe_file import make_folder, write_safely

FORMAT = "station-key"
VERSION = 2
KEY_BYTES = 32


@dataclass(frozen=True)
class NewKeys:
    """What a new station gets: the data key for this run, the recovery key to print once."""

    data_key: bytes = field(repr=False)
    recovery_key: str = field(repr=False)
    """Eight groups of six digits; each group is 11 × 16 bits, so that a slip of the finger is noticed."""


@dataclass(frozen=True)
class KeyUser:
    """Somebody whose password opens the station."""

    id: str
    name: str
    role: str
    set_on: str = ""
    """ISO date of the day the password was set."""
    must_change: bool = False
    """Somebody else chose the password: an own one is due at the next login."""


def places(folder: StationFolder) -> tuple[Path, Path]:
    """The key file and its second copy."""
    return folder.key_file, folder.key_file.with_name(folder.key_file.name + ".copy")


def create_keys(folder: StationFolder, password: str | None, user: User | None = None) -> NewKeys:
    """A new data key in a new key file. Refused when the folder already has one, or for an empty password.

    With `user` the password is hers, else everybody's.
    """
    if any(place.exists() for place in places(folder)):
        raise Refused(_("这个文件夹里已经有密钥文件，没有改动它。请换一个文件夹。"))
    data_key, recovery_bytes = os.urandom(KEY_BYTES), os.urandom(key_wraps.RECOVERY_BYTES)
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "check": _check_value(data_key),
        "recovery": key_wraps.wrap_with_recovery(data_key, recovery_bytes),
    }
    if user is not None and password is not None:
        content |= {"version": 2, "users": [_user_entry(data_key, user, password, must_change=False)]}
    else:
        content["access"] = _access_wrap(data_key, password)
    make_folder(folder.root)
    _write(folder, content)
    return NewKeys(data_key, key_wraps.recovery_text(recovery_bytes))


def has_password(folder: StationFolder) -> bool:
    """Whether opening needs a password. Trouble E_KEY_FILE_MISSING, E_KEY_FILE_DAMAGED."""
    content = _read(folder)
    return "users" in content or content["access"]["kind"] != "open"


def key_users(folder: StationFolder) -> tuple[KeyUser, ...]:
    """Who has a password of her own, in the order they were added; nobody in a station without users."""
    return tuple(_key_user(entry) for entry in _read(folder).get("users", ()))


def unlock(folder: StationFolder, password: str | None, user_id: str = "") -> bytes:
    """The data key. `user_id` may be left out where there is one user or none.

    Trouble E_NEEDS_PASSWORD, E_NEEDS_USER, E_WRONG_PASSWORD, E_KEY_FILE_MISSING, E_KEY_FILE_DAMAGED. Counts no
    failures: storage.logins does, for whoever asks a person.
    """
    content = _read(folder)
    if "users" in content:
        if not password:
            raise _needs_password()
        entry = _entry_of(content, user_id)
        return _confirmed(folder, content, key_wraps.unwrap_with_password(entry["wrap"], password, entry["id"]))
    access = content["access"]
    if access["kind"] == "open":
        data_key = bytes.fromhex(access["data_key"])
    elif not password:
        raise _needs_password()
    else:
        data_key = key_wraps.unwrap_with_password(access, password)
    return _confirmed(folder, content, data_key)


def unlocks(folder: StationFolder, password: str, user_id: str = "") -> bool:
    """Whether a password opens the station for a user."""
    try:
        unlock(folder, password, user_id)
    except Trouble as trouble:
        if trouble.code == "E_WRONG_PASSWORD":
            return False
        raise
    return True


def unlock_with_recovery(folder: StationFolder, recovery_key: str) -> bytes:
    """The data key by the printed key; spaces and dashes do not matter. Trouble E_WRONG_RECOVERY_KEY and as unlock."""
    content = _read(folder)
    return _confirmed(folder, content, key_wraps.unwrap_with_recovery(content["recovery"], recovery_key))


def is_whole(key_file: Path) -> bool:
    """Whether a key file is as this program wrote it, by its own checksum; whatever its password is."""
    return key_file.is_file() and _parsed(key_file.read_bytes()) is not None


def is_key_of(key_file: Path, data_key: bytes) -> bool:
    """Whether the data beside a key file are encrypted with this data key; writes nothing, not even a second copy."""
    content = _parsed(key_file.read_bytes()) if key_file.is_file() else None
    return content is not None and bool(content["check"] == _check_value(data_key))


def change_password(folder: StationFolder, data_key: bytes, password: str | None, user_id: str = "") -> None:
    """Wrap the data key by another password, or by none; the recovery key stays valid.

    With users it is the password of `user_id` (of the only one when left out); none is possible for an only user,
    who is no user any more then. Refused otherwise.
    """
    content = _read(folder)
    _confirmed(folder, content, data_key)
    if "users" not in content:
        content["access"] = _access_wrap(data_key, password)
    elif password is not None:
        entry = _entry_of(content, user_id)
        user = User(entry["id"], entry["name"], entry["role"])
        entry |= _user_entry(data_key, user, password, must_change=False)
    elif len(content["users"]) > 1:
        raise Refused(_("本站有几个用户，各有密码，不能去掉密码。请先停用其他用户。"))
    else:
        del content["users"]
        content |= {"version": 1, "access": _access_wrap(data_key, None)}
    _store(folder, content)


def put_user(folder: StationFolder, data_key: bytes, user: User, password: str, *, must_change: bool = False) -> None:
    """A password for a user, new or in place of hers; the first user's takes the place of the shared one."""
    content = _read(folder)
    _confirmed(folder, content, data_key)
    entries = content.get("users", [])
    made = _user_entry(data_key, user, password, must_change=must_change)
    if any(entry["id"] == user.id for entry in entries):
        content["users"] = [made if entry["id"] == user.id else entry for entry in entries]
    else:
        content["users"] = [*entries, made]
    content["version"] = VERSION
    content.pop("access", None)
    _store(folder, content)


def rename_user(folder: StationFolder, user: User) -> None:
    """Another name or role beside a password; nothing when she has none."""
    content = _read(folder)
    for entry in content.get("users", []):
        if entry["id"] == user.id and (entry["name"], entry["role"]) != (user.name, user.role):
            entry |= {"name": user.name, "role": user.role}
            _store(folder, content)


def remove_user(folder: StationFolder, user_id: str) -> None:
    """Her password opens nothing any more. Refused for the last head of the station who has one."""
    content = _read(folder)
    entries = content.get("users", [])
    left = [entry for entry in entries if entry["id"] != user_id]
    if len(left) == len(entries):
        return
    if not any(entry["role"] == STATION_HEAD for entry in left):
        raise Refused(_("这是本站最后一位站长，不能停用。请先把另一位用户改成站长。"))
    _store(folder, content | {"users": left})


def strengthen(folder: StationFolder, data_key: bytes, password: str, user_id: str = "") -> bool:
    """Make the wrap anew when it was made with less work than today's; whether that was so."""
    content = _read(folder)
    if "users" in content:
        entry = _entry_of(content, user_id)
        if not key_wraps.is_weak(entry["wrap"]):
            return False
        entry["wrap"] = key_wraps.wrap_with_password(data_key, password, entry["id"])
    elif content["access"]["kind"] == "open" or not key_wraps.is_weak(content["access"]):
        return False
    else:
        content["access"] = _access_wrap(data_key, password)
    _store(folder, content)
    return True


def further(folder: StationFolder) -> dict[str, Any]:
    """What else the program keeps with its keys, each of it wrapped or public (a county's own keys)."""
    return dict(_read(folder).get("further", {}))


def put_further(folder: StationFolder, data_key: bytes, content: dict[str, Any]) -> None:
    """Keep it in place of what was there; safe copies have it with the key file."""
    present = _read(folder)
    _confirmed(folder, present, data_key)
    _store(folder, present | {"further": content})


def login_mark(folder: StationFolder) -> str:
    """What the file of login failures must name, '' before the first login (storage.logins)."""
    return str(_read(folder).get("logins", ""))


def set_login_mark(folder: StationFolder, mark: str) -> None:
    """From now on a file of login failures without this mark was deleted or exchanged."""
    _store(folder, _read(folder) | {"logins": mark})


def _store(folder: StationFolder, content: dict[str, Any]) -> None:
    """Into both places; safe copies and data set aside inside the station folder follow, so that nothing stays open
    under a password or for a user that is gone."""
    _write(folder, content)
    name = folder.key_file.name
    for key_file in (*folder.copies.glob(f"*/{name}"), *folder.root.glob(f"before-restore-*/{name}")):
        text = key_file.read_bytes()
        if (_parsed(text) or {}).get("check") == content["check"]:
            write_safely(key_file, _rendered(content), private=True)


def _needs_password() -> Trouble:
    return Trouble(
        "E_NEEDS_PASSWORD", _("这个站设了密码。"), _("数据没有打开，也没有变化。"), _("请输入密码后再打开。")
    )


def _entry_of(content: dict[str, Any], user_id: str) -> dict[str, Any]:
    entries: list[dict[str, Any]] = content["users"]
    if not user_id and len(entries) == 1:
        return entries[0]
    for entry in entries:
        if entry["id"] == user_id:
            return entry
    raise Trouble(
        "E_NEEDS_USER",
        _("本站有几个用户，这里没有说是哪一位，或这位用户已经停用。"),
        _("数据没有打开，也没有变化。"),
        _("请选择用户后再输入密码。"),
    )


def _user_entry(data_key: bytes, user: User, password: str, *, must_change: bool) -> dict[str, Any]:
    if not password:
        raise Refused([Problem("password", _("密码不能是空的。"), "REQUIRED")])
    from station_app.core import clock  # noqa: PLC0415 - dates are not needed on the start path

    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "set_on": clock.today().isoformat(),
        "must_change": must_change,
        "wrap": key_wraps.wrap_with_password(data_key, password, user.id),
    }


def _key_user(entry: dict[str, Any]) -> KeyUser:
    return KeyUser(**{name: entry[name] for name in KeyUser.__dataclass_fields__})


def _access_wrap(data_key: bytes, password: str | None) -> dict[str, Any]:
    if password is None:
        return {
            "kind": "open",
            "warning": "NO PASSWORD: who has this file can read all data",
            "data_key": data_key.hex(),
        }
    if not password:
        raise Refused([Problem("password", _("密码不能是空的。"), "REQUIRED")])
    return key_wraps.wrap_with_password(data_key, password)


def _check_value(data_key: bytes) -> str:
    """Tells "this is the right key" without the database, so that a damaged file is not taken for a wrong key."""
    return sha256(b"station-app key check v1" + data_key).hexdigest()[:32]


def _confirmed(folder: StationFolder, content: dict[str, Any], data_key: bytes) -> bytes:
    if _check_value(data_key) != content["check"]:
        raise _damaged(folder)
    return data_key


def _rendered(content: dict[str, Any]) -> bytes:
    body = json.dumps(content, indent=1, sort_keys=True)
    return json.dumps(content | {"sum": sha256(body.encode()).hexdigest()}, indent=1, sort_keys=True).encode() + b"\n"


def _parsed(text: bytes) -> dict[str, Any] | None:
    """The content of an undamaged key file, else None."""
    try:
        content = json.loads(text)
        stated = content.pop("sum")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    body = json.dumps(content, indent=1, sort_keys=True)
    return content if stated == sha256(body.encode()).hexdigest() else None


def _write(folder: StationFolder, content: dict[str, Any]) -> None:
    for place in places(folder):
        write_safely(place, _rendered(content), private=True)


def _read(folder: StationFolder) -> dict[str, Any]:
    """The first undamaged of the two files; the other is put right when the disk lets us."""
    texts = [place.read_bytes() if place.is_file() else None for place in places(folder)]
    if texts == [None, None]:
        raise Trouble(
            "E_KEY_FILE_MISSING",
            _("找不到密钥文件 {name}。").format(name=folder.key_file),
            _("没有它，数据不能读取；数据文件没有变化。"),
            _("请从安全副本里找回 {name}，放进这个文件夹。").format(name=folder.key_file.name),
        )
    content = next((parsed for text in texts if text is not None and (parsed := _parsed(text))), None)
    if content is None:
        raise _damaged(folder)
    if content["format"] != FORMAT or content["version"] > VERSION:
        raise Trouble(
            "E_NEWER_FILE",
            _("密钥文件是版本 {new}，本程序只认到版本 {own}。").format(new=content["version"], own=VERSION),
            _("数据没有打开，也没有变化。"),
            _("请安装新版程序后再打开。"),
        )
    rendered = _rendered(content)
    for place, text in zip(places(folder), texts, strict=True):
        if text != rendered:
            try:
                write_safely(place, rendered, private=True)
            except OSError:  # a read-only disk: one good file is enough to open
                break
    return content


def _damaged(folder: StationFolder) -> Trouble:
    return Trouble(
        "E_KEY_FILE_DAMAGED",
        _("密钥文件 {name} 和它的备份都已损坏。").format(name=folder.key_file),
        _("数据文件没有变化，但暂时不能读取。"),
        _("请从安全副本里找回 {name}，放进这个文件夹；不要删除任何文件。").format(name=folder.key_file.name),
    )
