"""Dialogs before the window is there: setting a station up, and unlocking it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtWidgets import QWidget

from station_app.core.paths import StationFolder


@dataclass(frozen=True)
class FirstRun:
    """What the first-run wizard ended with."""

    choice: Literal["station", "demo"]
    data_key: bytes = field(default=b"", repr=False)


def ask_to_unlock(folder: StationFolder, parent: QWidget | None, *, wrong: bool) -> bytes | None:
    """Ask for the password or the recovery key; None when the user gives up."""
    raise NotImplementedError


def ask_first_run(folder: StationFolder) -> FirstRun | None:
    """The first-run wizard; None when the user gives up."""
    raise NotImplementedError
