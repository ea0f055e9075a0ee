"""A scanned sign-in sheet opens its half-day in the attendance grid, wherever the user was."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication

from station_app.core.texts import _
from station_app.features.training.rules.sheet_code import read_sheet_code
from station_app.ui.screen import Desk


def open_sheet(desk: Desk, text: str) -> None:
    """Go to the half-day of a sheet's barcode; a dialog that is open comes first."""
    from station_app.features.training.service.scans import find_half_day  # noqa: PLC0415 - after the first paint

    code = read_sheet_code(text)
    if not desk.is_open or code is None:
        return
    if QApplication.activeModalWidget() is not None:
        desk.say(_("请先关上打开的对话框，再扫签到表。"), "warn")
        return
    desk.read(lambda session: find_half_day(session, code).place, partial(desk.open, "training"))
