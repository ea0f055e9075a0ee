"""The start path: the key, the first rows and the first paint with as few imports as possible (performance.md §1)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from station_app import menu
from station_app.storage import connect, erase_ledger, first_rows, keys, logins
from station_app.ui.first_sight import FirstSight
from station_app.ui.shell import Shell

if TYPE_CHECKING:
    from station_app.core.paths import StationFolder
    from station_app.storage.logins import Login
    from station_app.ui.first_sight import Sight


def login_without_asking(folder: StationFolder, password: str | None, user: str = "") -> Login | None:
    """Opened when no dialog is needed for it; None for a folder without a station. Trouble: somebody must be asked."""
    if not folder.database.exists():
        return None
    if password is None:
        return logins.Login(keys.unlock(folder, None))
    return logins.unlock(folder, password, logins.user_id_of(folder, user))


def sight(folder: StationFolder, data_key: bytes, page_id: str = "") -> Sight:
    """Station and first page by plain SQL; a bare page when anything is unusual, the worker will say what it is."""
    try:
        with closing(connect.open_file(folder.database, data_key, read_only=True)) as connection:
            if not first_rows.usable(connection) or erase_ledger.is_behind(connection, folder, data_key):
                return menu.first_sight(page_id, "")
            named = first_rows.rows(connection, "station", ("name",), limit=1)
            return menu.first_sight(page_id, str(named[0][0] or "") if named else "", connection)
    except Exception:  # noqa: BLE001 - a hot journal, a damaged page, an interrupted restore: all found again later
        return menu.first_sight(page_id, "")


def shell_for(shown: Sight, title: str, geometry: str) -> Shell:
    """The window with its first sight, not yet on screen."""
    return Shell(FirstSight(shown), f"{shown.station} · {title}" if shown.station else title, geometry)
