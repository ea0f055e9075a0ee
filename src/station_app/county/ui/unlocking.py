"""Asking for the county's password: the station's dialog, which knows no feature of a station."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from station_app.county.store.folder import CountyFolder
from station_app.features.station.ui.unlock import UnlockDialog, ask_to_unlock
from station_app.storage.logins import Login


def unlock(folder: CountyFolder, *, wrong: str = "") -> Login | None:
    """Ask for the password or the recovery key; None when the user gives up."""
    return ask_to_unlock(folder, wrong=wrong)


def lock_dialog(folder: CountyFolder, parent: QWidget) -> QDialog:
    """The dialog over a locked window."""
    return UnlockDialog(folder, parent, locked_for="")
