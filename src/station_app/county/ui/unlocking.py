"""Asking for the county's password: the station's dialog, which knows no feature of a station."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from station_app.county.service import password
from station_app.county.store.folder import CountyFolder
from station_app.county.ui.desk import CountyDesk
from station_app.features.station.ui.settings.password_dialog import Change, PasswordDialog
from station_app.features.station.ui.unlock import UnlockDialog, ask_to_unlock
from station_app.storage.logins import Login


def unlock(folder: CountyFolder, *, wrong: str = "") -> Login | None:
    """Ask for the password or the recovery key; None when the user gives up."""
    return ask_to_unlock(folder, wrong=wrong)


def lock_dialog(folder: CountyFolder, parent: QWidget) -> QDialog:
    """The dialog over a locked window."""
    return UnlockDialog(folder, parent, locked_for="")


class CountyPasswordDialog(PasswordDialog):
    """The station's questions; the county's key file."""

    def __init__(self, parent: QWidget, desk: CountyDesk, change: Change) -> None:
        super().__init__(parent, desk, change)
        self._county = desk.county

    def write(self, proof: str, new: str | None, *, by_recovery: bool) -> None:
        """On the worker."""
        password.change_password(self._county, proof, new, by_recovery=by_recovery)
