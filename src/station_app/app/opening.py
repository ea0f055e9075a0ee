"""The start path: the key, the first rows and the first paint with as few imports as possible (performance.md §1)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from station_app import menu
from station_app.core.errors import Trouble
from station_app.storage import connect, first_rows, keys
from station_app.ui.first_sight import FirstSight
from station_app.ui.shell import Shell

if TYPE_CHECKING:
    from station_app.core.paths import StationFolder
    from station_app.ui.first_sight import Sight

FIRST_ROWS = 50


def key_without_asking(folder: StationFolder, password: str | None) -> bytes | None:
    """The data key when no dialog is needed for it; None sends the start down the slow road."""
    if not folder.database.exists():
        return None
    try:
        return keys.unlock(folder, password)
    except Trouble:
        return None


def sight(folder: StationFolder, data_key: bytes, page_id: str = "") -> Sight:
    """Station and first rows by plain SQL; without rows when anything is unusual, the worker will say what it is."""
    try:
        with closing(connect.open_file(folder.database, data_key, read_only=True)) as connection:
            if not first_rows.usable(connection):
                return menu.first_sight(page_id, "", [])
            named = first_rows.rows(connection, "station", ("name",), limit=1)
            rows = first_rows.rows(
                connection, menu.FIRST_TABLE, menu.FIRST_FIELDS, order_by=menu.FIRST_ORDER, limit=FIRST_ROWS
            )
    except Exception:  # noqa: BLE001 - a hot journal, a damaged page, an interrupted restore: all found again later
        return menu.first_sight(page_id, "", [])
    return menu.first_sight(page_id, str(named[0][0] or "") if named else "", rows)


def shell_for(shown: Sight, title: str, geometry: str) -> Shell:
    """The window with its first sight, not yet on screen."""
    return Shell(FirstSight(shown), f"{shown.station} · {title}" if shown.station else title, geometry)
