"""Which schema the file has and which one this program knows, told without loading Alembic."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from station_app.core.errors import Trouble
from station_app.core.texts import _

REVISIONS = ("0001",)
"""Every Alembic revision in order; the position is the file's PRAGMA user_version. A test compares them."""


def program_version() -> str:
    """The version of this program, as the about page shows it."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 20 ms, not on the start path

    try:
        return version("station-app")
    except PackageNotFoundError:
        return "0"


def new_epoch(execute: Callable[..., Any]) -> str:
    """Begin a new epoch of the file: 128 random bits, with what went before as its parent (reliability.md §3.5)."""
    row = execute("SELECT value FROM about WHERE name = 'epoch'").fetchone()
    epoch = os.urandom(16).hex()
    execute("INSERT OR REPLACE INTO about (name, value) VALUES ('epoch_parent', ?)", (row[0] if row else "",))
    execute("INSERT OR REPLACE INTO about (name, value) VALUES ('epoch', ?)", (epoch,))
    return epoch


def number_of(connection: Any) -> int:
    """The schema number of an open file, 0 for an empty one; `connection` is a plain sqlcipher3 connection."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: Any) -> bool:
    """Whether this program can read the file as it is."""
    return number_of(connection) == len(REVISIONS)


def refuse_newer(connection: Any) -> None:
    """Trouble E_NEWER_FILE naming both versions when a newer program wrote the file (F28)."""
    number = number_of(connection)
    if number <= len(REVISIONS):
        return
    row = connection.execute("SELECT value FROM about WHERE name = 'program'").fetchone()
    raise Trouble(
        "E_NEWER_FILE",
        _("这份数据由新版程序 {theirs}（数据版本 {new}）保存过，本程序 {ours} 只认到数据版本 {own}。").format(
            theirs=row[0] if row else "?", new=number, ours=program_version(), own=len(REVISIONS)
        ),
        _("数据没有打开，也没有变化。"),
        _("请安装新版程序；一定要用旧版时，可从升级前自动做的安全副本恢复。"),
    )
