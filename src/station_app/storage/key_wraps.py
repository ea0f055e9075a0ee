"""Wrapping the data key: by a password (argon2id, then AES-256-GCM) and by the printed recovery key (HKDF)."""

from __future__ import annotations

import os
from typing import Any

from station_app.core.errors import Trouble
from station_app.core.texts import _

RECOVERY_BYTES = 16
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
"""RFC 9106 §4, second choice; 0.15 s on an office PC."""
_LIMITS = {"memory_kib": 1024 * 1024, "passes": 20, "lanes": 16}
_GROUPS = RECOVERY_BYTES // 2
_FACTOR = 11


def wrap_with_password(data_key: bytes, password: str, user_id: str = "") -> dict[str, Any]:
    """The wrap to store in the key file; it opens only under the user it was made for ('': everybody's)."""
    salt = os.urandom(16)
    key = _password_key(password, salt, MEMORY_KIB, PASSES, LANES)
    parameters = {"kdf": "argon2id", "memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES, "salt": salt.hex()}
    return {"kind": "password"} | parameters | _seal(key, data_key, _purpose(user_id))


def is_weak(wrap: dict[str, Any]) -> bool:
    """Made with less work than a new one would be: to be made anew at the next successful login."""
    current = {"memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES}
    return any(int(wrap.get(name, 0)) < number for name, number in current.items())


def unwrap_with_password(wrap: dict[str, Any], password: str, user_id: str = "") -> bytes:
    """The data key; Trouble E_WRONG_PASSWORD, E_KEY_FILE_DAMAGED for parameters nobody would choose."""
    numbers = {name: wrap.get(name) for name in _LIMITS}
    if any(not isinstance(number, int) or not 1 <= number <= _LIMITS[name] for name, number in numbers.items()):
        raise Trouble(
            "E_KEY_FILE_DAMAGED",
            _("密钥文件里的参数不合理。"),
            _("数据文件没有变化，但暂时不能读取。"),
            _("请从安全副本里找回密钥文件。"),
        )
    key = _password_key(password, bytes.fromhex(wrap["salt"]), wrap["memory_kib"], wrap["passes"], wrap["lanes"])
    data_key = _open(key, wrap, _purpose(user_id))
    if data_key is None:
        raise Trouble(
            "E_WRONG_PASSWORD",
            _("密码不对。"),
            _("数据没有打开，也没有变化。"),
            _("请看看大小写和输入法后再试；忘记密码可以用建站时打印的恢复密钥打开。"),
        )
    return data_key


def wrap_with_recovery(data_key: bytes, recovery: bytes) -> dict[str, Any]:
    """The wrap to store in the key file; the recovery key is random, so no slow derivation is needed."""
    return {"kdf": "hkdf-sha256"} | _seal(_recovery_wrap_key(recovery), data_key, b"recovery")


def unwrap_with_recovery(wrap: dict[str, Any], typed: str) -> bytes:
    """The data key; Trouble E_WRONG_RECOVERY_KEY names the group of digits that cannot be right."""
    data_key = _open(_recovery_wrap_key(recovery_bytes(typed)), wrap, b"recovery")
    if data_key is None:
        raise _wrong_recovery_key(_("恢复密钥不是这个站的。"))
    return data_key


def recovery_text(recovery: bytes) -> str:
    """Eight groups of six digits, each 11 × a number of 16 bits: one wrong or swapped digit breaks the group."""
    numbers = (int.from_bytes(recovery[at : at + 2], "big") for at in range(0, RECOVERY_BYTES, 2))
    return "-".join(f"{number * _FACTOR:06d}" for number in numbers)


def recovery_bytes(typed: str) -> bytes:
    """The bytes behind what was typed; Trouble E_WRONG_RECOVERY_KEY."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    if len(digits) != _GROUPS * 6:
        raise _wrong_recovery_key(_("恢复密钥应为 48 位数字，现在是 {n} 位。").format(n=len(digits)))
    recovery = b""
    for group in range(_GROUPS):
        number, rest = divmod(int(digits[group * 6 : group * 6 + 6]), _FACTOR)
        if rest or number > 0xFFFF:
            raise _wrong_recovery_key(_("恢复密钥的第 {n} 组数字有误。").format(n=group + 1))
        recovery += number.to_bytes(2, "big")
    return recovery


def _purpose(user_id: str) -> bytes:
    return f"password of {user_id}".encode() if user_id else b"password"


def _wrong_recovery_key(what: str) -> Trouble:
    return Trouble("E_WRONG_RECOVERY_KEY", what, _("数据没有打开，也没有变化。"), _("请对照打印的那张纸重新输入。"))


def _password_key(password: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    import unicodedata  # noqa: PLC0415 - only with a password

    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - heavy, only with a password

    # NFKC: full-width letters of an input method are the same password
    secret = unicodedata.normalize("NFKC", password).encode()
    return hash_secret_raw(
        secret, salt, time_cost=passes, memory_cost=memory_kib, parallelism=lanes, hash_len=32, type=Type.ID
    )


def _recovery_wrap_key(recovery: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return HKDF(SHA256(), 32, salt=None, info=b"station-app recovery key v1").derive(recovery)


def _seal(key: bytes, data_key: bytes, purpose: bytes) -> dict[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - heavy

    nonce = os.urandom(12)
    return {"nonce": nonce.hex(), "wrapped": AESGCM(key).encrypt(nonce, data_key, purpose).hex()}


def _open(key: bytes, wrap: dict[str, Any], purpose: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - heavy
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    try:
        return AESGCM(key).decrypt(bytes.fromhex(wrap["nonce"]), bytes.fromhex(wrap["wrapped"]), purpose)
    except InvalidTag:
        return None
