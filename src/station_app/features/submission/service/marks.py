"""The marks outside the data folder: how far this computer has seen the station, and which computer it is (§3.5).

Two places of the user's own, so that a cleaned one is not missed at once. Nothing here ever fails a start: a mark that
cannot be read or written counts as none.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from station_app.core.ids import new_id
from station_app.exchange.epochs import Mark, Standing, mark_key, marked
from station_app.storage.safe_file import make_folder, write_safely

VARIABLE = "STATION_APP_MARKS"
"""A folder in place of the user's own ones; for the demo and the tests."""
_DEVICE = "device"


def places() -> tuple[Path, Path]:
    """The two folders."""
    told = os.environ.get(VARIABLE)
    if told:
        return Path(told) / "state", Path(told) / "config"
    from platformdirs import user_config_path, user_state_path  # noqa: PLC0415 - only where no folder was named

    state = user_state_path("station-app", appauthor=False)
    return state / "marks", user_config_path("station-app", appauthor=False, roaming=True) / "marks"


def read_marks(station_id: str, data_key: bytes) -> list[Mark | None]:
    """What the two places hold; None where nothing is, or nothing of this station."""
    found: list[Mark | None] = []
    for folder in places():
        content = _read(folder / f"{station_id}.mark")
        found.append(Mark.from_bytes(content, mark_key(data_key)) if content else None)
    return found


def write_mark(station_id: str, data_key: bytes, standing: Standing) -> None:
    """Note in both places where the file stands now; nothing when they say so already."""
    marks = read_marks(station_id, data_key)
    wanted = marked(standing, marks)
    now = (wanted.epoch, wanted.seq, wanted.counter, wanted.hash)
    if all(mark is not None and (mark.epoch, mark.seq, mark.counter, mark.hash) == now for mark in marks):
        return
    content = wanted.to_bytes(mark_key(data_key))
    for folder in places():
        _write(folder / f"{station_id}.mark", content)


def device() -> str:
    """Which computer this is: random, made once; another one after both places were cleaned."""
    files = [folder / _DEVICE for folder in places()]
    known = next((content.decode("ascii", "replace").strip() for content in map(_read, files) if content), "")
    name = known or new_id()
    for file in files:
        if _read(file).decode("ascii", "replace").strip() != name:
            _write(file, name.encode())
    return name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _write(path: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):
        make_folder(path.parent)
        write_safely(path, content, private=True)
