"""The key file: the random data key, wrapped by the password and by the recovery key that was printed.

Without it the database cannot be read, so it is kept in two places. A station without a password keeps the data key
unwrapped; the file says so. argon2 and cryptography are imported only where a password or recovery key is used.
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
from station_app.storage import key_wraps
from station_app.storage.safe_file import make_folder, write_safely

FORMAT = "station-key"
VERSION = 1
KEY_BYTES = 32


@dataclass(frozen=True)
class NewKeys:
    """What a new station gets: the data key for this run, the recovery key to print once."""

    data_key: bytes = field(repr=False)
    recovery_key: str = field(repr=False)
    """Eight groups of six digits; each group is 11 × 16 bits, so that a slip of the finger is noticed."""


def places(folder: StationFolder) -> tuple[Path, Path]:
    """The key file and its second copy."""
    return folder.key_file, folder.key_file.with_name(folder.key_file.name + ".copy")


def create_keys(folder: StationFolder, password: str | None) -> NewKeys:
    """A new data key in a new key file. Refused when the folder already has one, or for an empty password."""
    if any(place.exists() for place in places(folder)):
        raise Refused(_("这个文件夹里已经有密钥文件，没有改动它。请换一个文件夹。"))
    data_key, recovery_bytes = os.urandom(KEY_BYTES), os.urandom(key_wraps.RECOVERY_BYTES)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "check": _check_value(data_key),
        "access": _access_wrap(data_key, password),
        "recovery": key_wraps.wrap_with_recovery(data_key, recovery_bytes),
    }
    make_folder(folder.root)
    _write(folder, content)
    return NewKeys(data_key, key_wraps.recovery_text(recovery_bytes))


def has_password(folder: StationFolder) -> bool:
    """Whether opening needs a password. Trouble E_KEY_FILE_MISSING, E_KEY_FILE_DAMAGED."""
    return bool(_read(folder)["access"]["kind"] != "open")


def unlock(folder: StationFolder, password: str | None) -> bytes:
    """The data key. Trouble E_NEEDS_PASSWORD, E_WRONG_PASSWORD, E_KEY_FILE_MISSING, E_KEY_FILE_DAMAGED."""
    content = _read(folder)
    access = content["access"]
    if access["kind"] == "open":
        data_key = bytes.fromhex(access["data_key"])
    elif not password:
        raise Trouble(
            "E_NEEDS_PASSWORD", _("这个站设了密码。"), _("数据没有打开，也没有变化。"), _("请输入密码后再打开。")
        )
    else:
        data_key = key_wraps.unwrap_with_password(access, password)
    return _confirmed(folder, content, data_key)


def unlock_with_recovery(folder: StationFolder, recovery_key: str) -> bytes:
    """The data key by the printed key; spaces and dashes do not matter. Trouble E_WRONG_RECOVERY_KEY and as unlock."""
    content = _read(folder)
    return _confirmed(folder, content, key_wraps.unwrap_with_recovery(content["recovery"], recovery_key))


def is_whole(key_file: Path) -> bool:
    """Whether a key file is as this program wrote it, by its own checksum; whatever its password is."""
    return key_file.is_file() and _parsed(key_file.read_bytes()) is not None


def change_password(folder: StationFolder, data_key: bytes, password: str | None) -> None:
    """Wrap the data key by another password, or by none; the recovery key stays valid.

    Safe copies and data set aside inside the station folder follow, so that nothing stays open under the old one.
    """
    content = _read(folder)
    _confirmed(folder, content, data_key)
    content["access"] = _access_wrap(data_key, password)
    _write(folder, content)
    name = folder.key_file.name
    for key_file in (*folder.copies.glob(f"*/{name}"), *folder.root.glob(f"before-restore-*/{name}")):
        text = key_file.read_bytes()
        if (_parsed(text) or {}).get("check") == content["check"]:
            write_safely(key_file, _rendered(content), private=True)


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
