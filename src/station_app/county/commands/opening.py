"""How every command comes to an open county: folder, lock, password, server."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from station_app.core.checks import Refused
from station_app.core.command_line import ask_password
from station_app.core.texts import _
from station_app.county.store.folder import CountyFolder, default_root

if TYPE_CHECKING:
    from station_app.county.store.county_file import OpenCounty


def folder_of(parsed: argparse.Namespace) -> CountyFolder:
    """The folder that was named, else the user's own."""
    return CountyFolder(parsed.data or default_root())


def server_of(parsed: argparse.Namespace) -> Any:
    """The address of the server that was named, None without one; Refused for a wrong one."""
    from station_app.county.store.engines import server_url  # noqa: PLC0415 - SQLAlchemy

    return server_url(parsed.server) if parsed.server else None


@contextmanager
def opened(parsed: argparse.Namespace) -> Iterator[OpenCounty]:
    """The county, locked against a second program, closed afterwards."""
    from station_app.county.store import county_file  # noqa: PLC0415 - SQLAlchemy
    from station_app.storage import keys, logins  # noqa: PLC0415
    from station_app.storage.lock import held  # noqa: PLC0415

    folder = folder_of(parsed)
    if not folder.key_file.exists() and not folder.database.exists():
        raise Refused(_("{path} 里没有县级数据。请先运行 init，或用 --data 指定正确的目录。").format(path=folder.root))
    with held(folder):
        password = ask_password() if keys.has_password(folder) else None
        login = logins.unlock(folder, password, "")
        county = county_file.open_county(folder, login.data_key, actor=actor(), server=server_of(parsed))
        try:
            yield county
        finally:
            county.db.close()


def actor() -> str:
    """Who the system says sits here; kept beside what is done."""
    return getpass.getuser()[:40]


def say(*lines: object) -> None:
    """Print for a person."""
    for line in lines:
        print(line)  # noqa: T201 - a command line prints
