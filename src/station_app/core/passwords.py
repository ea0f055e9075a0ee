"""What a new password must be like (reliability.md §4.3): long enough, not a common one, nothing others know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from station_app.core import resources
from station_app.core.checks import Problem, Refused
from station_app.core.texts import _

SHORTEST = 10
"""Characters of a new password."""
_TELLING = 2
"""A name or word shorter than this says nothing."""
_MOST_REPEATED = 4


def problem_of(password: str, known: Iterable[str] = ()) -> str:
    """Why a password is not accepted, '' when it is; `known` are names and numbers that others can guess."""
    if len(password) < SHORTEST:
        return _("密码至少要 {n} 个字符。").format(n=SHORTEST)
    plain = _plain(password)
    if len(set(plain)) < _MOST_REPEATED:
        return _("密码只是几个字符的重复，太好猜，请换一个。")
    if _is_common(plain):
        return _("这个密码太常见，别人一猜就中，请换一个。例如三四个不相干的词连起来。")
    for word in known:
        told = _plain(word)
        if len(told) >= _TELLING and told in plain:
            return _("密码里不要有姓名、电话或站名，请换一个。")
    return ""


def require_good(password: str, known: Iterable[str] = ()) -> None:
    """Refused with the sentence of `problem_of` at the field password."""
    problem = problem_of(password, known)
    if problem:
        raise Refused([Problem("password", problem, "WEAK_PASSWORD")])


def known_words(*names: str) -> tuple[str, ...]:
    """Names as they are, and their pinyin as people type it: 王敏 → wangmin."""
    from station_app.core.names import pinyin  # noqa: PLC0415 - loads the readings, only when a password is set

    spelt = (pinyin(name)[0].replace(" ", "") for name in names if name.strip())
    return tuple(name for name in names if name.strip()) + tuple(word for word in spelt if len(word) > _MOST_REPEATED)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = resources.path("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line and not line.startswith("#"))


def _is_common(plain: str) -> bool:
    """A common one, also with digits or signs before or after it, or twice in a row."""
    if any(len(plain) % n == 0 and plain == plain[: len(plain) // n] * n for n in (2, 3)):
        plain = plain[: next(len(plain) // n for n in (3, 2) if plain == plain[: len(plain) // n] * n)]
    bare = plain.strip("0123456789!@#$%^&*._-+=?~")
    return plain in _common() or bare in _common() or _is_run(plain)


def _is_run(plain: str) -> bool:
    """1234567890, abcdefghij, 0987654321 and rows of the keyboard."""
    rows = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb")
    return any(plain in row or plain in row[::-1] for row in rows)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
